"""The bodies of calls and answers: what may stand in them, in one place for reading, writing and the documentation."""

from tbc.api.schemas.applications import ApplicationLine, ApplicationPage, ApplicationsAsked, ApplicationSummary
from tbc.api.schemas.deliveries import CodesGiven, DeliveredLine, Delivery, ShipmentEntry
from tbc.api.schemas.numbers import Dealer, ReceptionNumber, WhyNot
from tbc.api.schemas.orders import Cancellation, Order, OrderEntry, OrderLine, Shipped

__all__ = [
    "ApplicationLine",
    "ApplicationPage",
    "ApplicationSummary",
    "ApplicationsAsked",
    "Cancellation",
    "CodesGiven",
    "Dealer",
    "DeliveredLine",
    "Delivery",
    "Order",
    "OrderEntry",
    "OrderLine",
    "ReceptionNumber",
    "ShipmentEntry",
    "Shipped",
    "WhyNot",
]

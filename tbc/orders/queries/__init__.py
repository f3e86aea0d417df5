"""Reading orders: one, its lines, and the list of all."""

from tbc.orders.queries.finding import find_order, find_order_by_number, lines_of, lock_order, lock_order_by_number
from tbc.orders.queries.listing import PAGE, Filter, Listed, late_before, list_all_orders, list_orders

__all__ = [
    "PAGE",
    "Filter",
    "Listed",
    "find_order",
    "find_order_by_number",
    "late_before",
    "lines_of",
    "list_all_orders",
    "list_orders",
    "lock_order",
    "lock_order_by_number",
]

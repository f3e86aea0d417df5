"""What each call does: it reads the struct that was sent, does one act or one read, and gives a struct back."""

from tbc.api.operations import applications, deliveries, numbers, orders
from tbc.api.operations.table import OPERATIONS, Call, Operation

__all__ = ["OPERATIONS", "Call", "Operation", "applications", "deliveries", "numbers", "orders"]

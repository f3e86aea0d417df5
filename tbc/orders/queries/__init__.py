"""Reading orders: one, its lines, and the list of all."""

from tbc.orders.queries.finding import find_order, find_order_by_number, lines_of, lock_order, lock_order_by_number

__all__ = ["find_order", "find_order_by_number", "lines_of", "lock_order", "lock_order_by_number"]

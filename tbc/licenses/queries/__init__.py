"""Reading licenses: those that serve a view take the actor and see only what the actor may see."""

from tbc.licenses.queries.finding import find_license, lock_license

__all__ = ["find_license", "lock_license"]

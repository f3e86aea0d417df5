"""Reading what can be renewed, and renewals: those that serve a view take the actor and see only what they may see."""

from tbc.renewals.queries.finding import find_renewal, lock_renewal

__all__ = ["find_renewal", "lock_renewal"]

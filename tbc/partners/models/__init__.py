"""The tables of partners: linked identities and their sessions, dealers and their chain."""

from tbc.partners.models.dealers import Dealer, DealerMerge, DealerName, DealerUpload, Upstream

__all__ = ["Dealer", "DealerMerge", "DealerName", "DealerUpload", "Upstream"]

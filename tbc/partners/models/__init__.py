"""The tables of partners: linked identities and their sessions, dealers and their chain."""

from __future__ import annotations

from tbc.partners.models.dealers import Dealer, DealerMerge, DealerName, DealerUpload, Upstream
from tbc.partners.models.identities import Identity, PartnerSession, SpentLogoutToken

__all__ = [
    "Dealer",
    "DealerMerge",
    "DealerName",
    "DealerUpload",
    "Identity",
    "PartnerSession",
    "SpentLogoutToken",
    "Upstream",
]

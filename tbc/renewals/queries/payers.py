"""What is proposed as the payer of a renewal: whoever paid the last one, else the contract's end user (RNW-3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tbc.kit.db import session
from tbc.licenses.models import License, LicenseParties
from tbc.licenses.rules import resolved
from tbc.policy import Actor
from tbc.renewals.models import Renewal

_SAME = ("department", "postal_code", "prefecture", "city", "street", "building", "phone")


def proposed(actor: Actor, renewal: Renewal) -> dict[str, Any]:
    """The payer's section, as far as it is known."""
    last = session.scalar(
        select(Renewal.payer)
        .where(
            Renewal.company_account_id.is_not_distinct_from(renewal.company_account_id),
            Renewal.holder_id.is_not_distinct_from(renewal.holder_id),
            Renewal.payer.is_not(None),
        )
        .order_by(Renewal.id.desc())
        .limit(1)
    )
    if last:
        return dict(last)
    parties = session.scalar(
        select(LicenseParties.parties)
        .join(License, (License.id == LicenseParties.license_id) & (License.parties_version == LicenseParties.version))
        .where(License.id == renewal.lines[0].license_id)
    )
    end_user = resolved(parties or {}, "end_user")
    return {
        **{name: end_user.get(name) or "" for name in _SAME},
        "company": end_user.get("corporate_name") or "",
        "transfer_name": end_user.get("corporate_name_kana") or "",
        "contact_name": actor.name,
        "email": actor.email,
    }

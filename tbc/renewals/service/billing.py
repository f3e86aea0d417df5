"""What a renewal bills to whom: the facts of its quote and of its invoice (RNW-3, BIL-1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from tbc.catalog.queries import get_products
from tbc.invoices.service.issuing import Addressee, Billing
from tbc.kit.clock import today
from tbc.kit.language import speaking
from tbc.payments.names import key_of
from tbc.policy import Actor
from tbc.renewals.models import Renewal
from tbc.renewals.totals import lines_of


def billing_of(actor: Actor, renewal: Renewal) -> Billing:
    """Today's billing of a renewal whose payer is known."""
    payer = renewal.payer
    assert payer is not None, "whoever bills has asked for the payer"
    return Billing(
        addressee=addressee_of(payer),
        lines=lines_of(renewal, names_of(renewal)),
        about=renewal.id,
        language=renewal.language,
        issued_on=today(),
        actor=actor,
        company_account_id=renewal.company_account_id,
        holder_id=renewal.holder_id,
        transfer_name_kana=payer["transfer_name"],
        transfer_key=key_of(payer["transfer_name"]),
    )


def addressee_of(payer: Mapping[str, Any]) -> Addressee:
    """Whom the papers are made out to."""
    place = f"{payer['prefecture']}{payer['city']}{payer['street']}"
    return Addressee(
        company=payer["company"],
        department=payer["department"],
        person=payer["contact_name"],
        postal_code=payer["postal_code"],
        address=f"{place} {payer['building']}" if payer["building"] else place,
    )


def names_of(renewal: Renewal) -> dict[int, str]:
    """How the lines are called on paper, by position, in the renewal's language: product, years, license id."""
    products = get_products(line.product_code for line in renewal.lines)
    with speaking(renewal.language):
        return {
            line.position: _(
                "%(product)s 契約更新 %(years)s（ライセンスID %(number)s）",
                product=products[line.product_code].name_in(renewal.language),
                years=ngettext("%(num)s年", "%(num)s年", line.years),
                number=line.license_number,
            )
            for line in renewal.lines
        }

"""Sixty made-up dealers in three tiers, as staff took them from a file before anybody filed; and one that is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files

from sqlalchemy import select

from tbc.demo.seed.companies import DEALERS
from tbc.demo.seed.people import find_staff
from tbc.kit.clock import told
from tbc.kit.db import session
from tbc.kit.text.companies import company_key
from tbc.organizations.queries.domains import domain_of, list_by_domain
from tbc.partners.models import Dealer, DealerName
from tbc.partners.queries.dealers import hold_dealers
from tbc.partners.service import dealers as service
from tbc.partners.service.importing import import_dealers

SHEET = "dealer_chain.csv"
CLOSED, REASON = "有限会社雛形オフィス販売", "2026年3月に廃業したと、仕入先から連絡がありました。"


def register(at: datetime) -> None:
    """The operator takes the file in, and closes one that has given up."""
    operator = find_staff("operator")
    with told(at):
        import_dealers((files("tbc.demo") / "data" / SHEET).read_bytes(), SHEET, operator)
    with told(at + timedelta(minutes=40)):
        hold_dealers()
        service.close(operator, _named(CLOSED), REASON)


def join_to_organizations(at: datetime) -> None:
    """Whose people file as a dealer: their company is offered to them first."""
    hold_dealers()
    dealer = _named(DEALERS[0]["company"])
    organizations = list_by_domain(domain_of(DEALERS[0]["email"]) or "")
    details = {name: getattr(dealer, name) for name in service.FIELDS} | {"organization_id": organizations[0].id}
    with told(at):
        service.change(find_staff("operator"), dealer, details, None)


def _named(name: str) -> Dealer:
    bearer = select(DealerName.dealer_id).where(DealerName.name_key == company_key(name))
    return session.scalars(select(Dealer).where(Dealer.id.in_(bearer))).one()

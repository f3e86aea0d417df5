"""Making and changing dealers, their names, and whether they are open (PRT-4). Whoever calls holds the dealers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tbc.audit.service import record
from tbc.kit.clock import now
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.search import searchable
from tbc.kit.text.companies import company_key, company_name, modern
from tbc.partners.models import Dealer, DealerName
from tbc.partners.queries.dealers import bearers_of, is_numbered, list_names
from tbc.partners.rules.dealers import NAMES_AT_MOST
from tbc.policy import Actor

FIELDS = ("name", "kana", "tier", "corporate_number", "note", "organization_id")


class NameTaken(Exception):
    """Another dealer bears that name: `dealer_id` and what it is called."""

    def __init__(self, dealer_id: UUID, dealer: str) -> None:
        super().__init__(dealer)
        self.dealer_id = dealer_id
        self.dealer = dealer


class NumberTaken(Exception):
    """Another dealer has that corporate number."""

    def __init__(self, dealer: Dealer) -> None:
        super().__init__(dealer.name)
        self.dealer_id = dealer.id
        self.dealer = dealer.name


class ChangedMeanwhile(Exception):
    """Somebody has changed the dealer since it was shown; nothing was written."""


class TooManyNames(Exception):
    """A dealer has at most `NAMES_AT_MOST` names."""


def make(actor: Actor, details: Mapping[str, Any]) -> Dealer:
    """A new dealer, called `details["name"]`; `details` has all FIELDS, read and checked.

    Raises:
        NameTaken, NumberTaken: see there.
    """
    _require_free(details["name"])
    _require_number(details["corporate_number"])
    dealer = Dealer(id=new_id(), **{name: details[name] for name in FIELDS})
    session.add(dealer)
    session.flush()
    _add(dealer, dealer.name, dealer.kana, is_main=True)
    describe(dealer)
    note("dealer-made", actor, dealer, name=dealer.name, tier=dealer.tier)
    return dealer


def change(actor: Actor, dealer: Dealer, details: Mapping[str, Any], version: int | None) -> list[str]:
    """Change what `details` says; which fields changed. The old name stays as a synonym, since it was filed with.

    `version` is the dealer's when its form was drawn; None for whoever did not look.

    Raises:
        ChangedMeanwhile, NameTaken, NumberTaken, TooManyNames: see there.
    """
    changed = [name for name in FIELDS if getattr(dealer, name) != details[name]]
    if not changed:
        return []
    if version is not None and version != dealer.version:
        raise ChangedMeanwhile
    if "corporate_number" in changed:
        _require_number(details["corporate_number"], dealer)
    before = {name: _said(getattr(dealer, name)) for name in changed}
    if "name" in changed or "kana" in changed:
        _rename(dealer, details["name"], details["kana"])
    for name in changed:
        setattr(dealer, name, details[name])
    _touch(dealer)
    describe(dealer)
    after = {name: _said(getattr(dealer, name)) for name in changed}
    note("dealer-changed", actor, dealer, name=dealer.name, before=before, after=after)
    return changed


def add_name(actor: Actor, dealer: Dealer, name: str, kana: str = "") -> DealerName:
    """A synonym, by which applications that were filed with it now name this dealer.

    Raises:
        NameTaken, TooManyNames: see there.
    """
    _require_free(name)
    if len(list_names(dealer.id)) >= NAMES_AT_MOST:
        raise TooManyNames
    added = _add(dealer, name, kana)
    _touch(dealer)
    describe(dealer)
    note("dealer-name-added", actor, dealer, name=dealer.name, synonym=name)
    return added


def remove_name(actor: Actor, dealer: Dealer, name: DealerName) -> None:
    """Take a synonym away: applications that were filed with it name no known dealer then. The main name stays."""
    if name.is_main:
        return
    session.delete(name)
    _touch(dealer)
    session.flush()
    describe(dealer)
    note("dealer-name-removed", actor, dealer, name=dealer.name, synonym=name.name)


def close(actor: Actor, dealer: Dealer, reason: str) -> None:
    """Offer the dealer to nobody from now on; what names it goes on naming it."""
    if dealer.closed_at is None:
        dealer.closed_at = now()
        _touch(dealer)
        session.flush()
        note("dealer-closed", actor, dealer, name=dealer.name, reason=reason)


def reopen(actor: Actor, dealer: Dealer) -> None:
    """Offer a closed dealer again."""
    if dealer.closed_at is not None:
        dealer.closed_at = None
        _touch(dealer)
        session.flush()
        note("dealer-reopened", actor, dealer, name=dealer.name)


def describe(*dealers: Dealer) -> None:
    """Bring the search columns up to all names, after these were written."""
    session.flush()
    wanted = select(DealerName).where(DealerName.dealer_id.in_([dealer.id for dealer in dealers]))
    named: dict[UUID, list[DealerName]] = {}
    for row in session.scalars(wanted):
        named.setdefault(row.dealer_id, []).append(row)
    for dealer in dealers:
        words = [*_sought(named.get(dealer.id, ())), dealer.corporate_number]
        dealer.search_text, dealer.search_pairs = searchable(dict.fromkeys(words))
    session.flush()


def note(act: str, actor: Actor, dealer: Dealer, **details: Any) -> None:
    """An audit event about the dealer."""
    record(act, actor, "dealer", dealer.id, **details)


def _sought(names: Iterable[DealerName]) -> Iterable[str]:
    """Each name as typed in common letters and without its form, with its kana: by any of these it is looked for."""
    for one in names:
        yield from (modern(one.name), company_name(one.name).core, one.kana)


def _rename(dealer: Dealer, name: str, kana: str) -> None:
    names = {one.name_key: one for one in list_names(dealer.id)}
    main = next(one for one in names.values() if one.is_main)
    key = company_key(name)
    if key == main.name_key:
        main.name, main.kana = name, kana
        return
    if key not in names:
        _require_free(name)
        if len(names) >= NAMES_AT_MOST:
            raise TooManyNames
    main.is_main = False
    session.flush()
    if key in names:
        own = names[key]
        own.name, own.kana, own.is_main = name, kana, True
    else:
        _add(dealer, name, kana, is_main=True)


def _add(dealer: Dealer, name: str, kana: str, *, is_main: bool = False) -> DealerName:
    added = DealerName(dealer_id=dealer.id, name=name, kana=kana, name_key=company_key(name), is_main=is_main)
    session.add(added)
    session.flush()
    return added


def _require_free(name: str) -> None:
    key = company_key(name)
    bearer = bearers_of([key]).get(key)
    if bearer:
        raise NameTaken(bearer.id, bearer.name)


def _require_number(corporate_number: str, dealer: Dealer | None = None) -> None:
    other = is_numbered(corporate_number, dealer.id if dealer else None)
    if other:
        raise NumberTaken(other)


def _touch(dealer: Dealer) -> None:
    dealer.version += 1
    dealer.changed_at = now()


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value

"""What shipping makes or changes: one license per line (LIC-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tbc.catalog.models import Product
from tbc.catalog.rules import renewal_targets
from tbc.kit.db import session
from tbc.kit.issuing import LICENSES, issue
from tbc.kit.text.companies import are_same_company
from tbc.licenses.models import License, LicenseCode, LicenseParties
from tbc.licenses.queries.referring import list_codes, lock_referred
from tbc.licenses.rules import add_years, end_of_new
from tbc.licenses.service.noting import Cause, as_it_is, describe, keep_parties, note
from tbc.policy import ANONYMOUS, Actor


@dataclass(frozen=True, slots=True)
class LineBought:
    """One line of an order that is shipped.

    `kind` is new, additional or renewal; these two name a license by its id, an activation code or a serial number.
    `position` counts the order's lines from 1, for reasons to name.
    """

    kind: str
    product_code: str
    product_name: str
    quantity: int
    term_years: int
    license_id: str = ""
    activation_code: str = ""
    serial_number: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the order says of all its lines. `parties` are the sections of the record (`rules.parties_of`).

    The license goes to the company account, or else to the holder. `shown_from` is the 3rd business day after
    `shipped_on` (CON-1).
    """

    order_number: str
    parties: dict[str, Any]
    contract_class: str
    company_account_id: UUID | None
    holder_id: UUID | None
    shipped_on: date
    by_name: str
    shown_from: date
    application_id: UUID | None = None
    actor: Actor = ANONYMOUS

    @property
    def cause(self) -> Cause:
        return Cause(self.actor, self.by_name, self.order_number, self.application_id)


class LineRefused(Exception):
    """A line cannot make or change a license. `reason` is a word of `sentences.WHY`, `position` the line's, counted
    from 1, and `given` the reference in question."""

    def __init__(self, reason: str, position: int, given: str = "") -> None:
        super().__init__(reason, position, given)
        self.reason, self.position, self.given = reason, position, given


class LicenseUnknown(LineRefused):
    """What the line refers to is no license here, is two of them, or is one of another product."""


class LicenseClosed(LineRefused):
    """The license that the line refers to is closed."""


def apply(line: LineBought, order: OrderFacts) -> License:
    """The license that `line` makes (new), enlarges (additional) or extends (renewal); its row stays locked.

    Raises:
        LicenseUnknown: the line refers to none, or not to exactly one.
        LicenseClosed: the one that it refers to is closed.
    """
    if line.kind == "new":
        return _begin(line, order)
    license_ = _lock_one(line)
    before = as_it_is(license_)
    license_.version += 1
    if line.kind == "additional":
        license_.quantity += line.quantity
        note(license_, "enlarged", order.cause, before)
    else:
        _extend(license_, line, order)
        note(license_, "extended", order.cause, before)
    return license_


def give_codes(license_: License, kind: str, codes: Sequence[str]) -> None:
    """Put codes of a kind (`activation-code`, `serial-number`) on a license; one that it has already stays.

    Raises:
        IntegrityError: another license has one of them (`uq_license_codes_code`).
    """
    if not codes:
        return
    had = {code.code for code in list_codes(license_.id)}
    for code in dict.fromkeys(codes):
        if code not in had:
            session.add(LicenseCode(license_id=license_.id, kind=kind, code=code))
    session.flush()
    describe(license_, current_parties(license_))
    session.flush()


def current_parties(license_: License) -> dict[str, Any]:
    """The latest version of a license's parties."""
    parties = session.get_one(LicenseParties, (license_.id, license_.parties_version)).parties
    return dict(parties)


def _begin(line: LineBought, order: OrderFacts) -> License:
    license_ = License(
        license_id=issue(LICENSES),
        product_code=line.product_code,
        product_name=line.product_name,
        contract_class=order.contract_class,
        quantity=line.quantity,
        starts_on=order.shipped_on,
        ends_on=end_of_new(order.shipped_on, line.term_years),
        shown_from=order.shown_from,
        company_account_id=order.company_account_id,
        holder_id=order.holder_id,
        end_user_name="",
        parties_version=1,
    )
    session.add(license_)
    keep_parties(license_, order.parties, order.cause)
    note(license_, "begun", order.cause)
    return license_


def _extend(license_: License, line: LineBought, order: OrderFacts) -> None:
    """The new end is the old one plus years, also where that has passed. The application's data becomes the contract
    (SPEC §1), unless it names another company: that is looked into, and nobody's contract changes hands by a typo."""
    if license_.shown_from is None or license_.shown_from <= order.shipped_on:
        license_.shown_ends_on = license_.ends_on
    license_.shown_from = order.shown_from
    license_.ends_on = add_years(license_.ends_on, line.term_years)
    license_.product_code, license_.product_name = line.product_code, line.product_name
    company = str((order.parties.get("end_user") or {}).get("corporate_name") or "")
    if not are_same_company(company, license_.end_user_name):
        return
    if license_.company_account_id is None and license_.holder_id is None:
        license_.company_account_id, license_.holder_id = order.company_account_id, order.holder_id
    if order.parties != current_parties(license_):
        license_.parties_version += 1
        keep_parties(license_, order.parties, order.cause)


def _lock_one(line: LineBought) -> License:
    """The one license that every reference of the line leads to."""
    codes = [code for code in (line.activation_code, line.serial_number) if code]
    if not (line.license_id or codes):
        raise LicenseUnknown("no-reference", line.position)
    found = lock_referred(line.license_id, codes)
    if not found:
        raise LicenseUnknown(*_unknown(line))
    if len(found) > 1 or _disagrees(found[0], line):
        raise LicenseUnknown("disagree", line.position, line.license_id or codes[0])
    license_ = found[0]
    if license_.state == "closed":
        raise LicenseClosed("closed", line.position, license_.license_id)
    if line.product_code not in _products_after(license_, line.kind):
        raise LicenseUnknown("other-product", line.position, license_.license_id)
    return license_


def _unknown(line: LineBought) -> tuple[str, int, str]:
    for name in ("license_id", "activation_code", "serial_number"):
        given = getattr(line, name)
        if given:
            return f"unknown-{name.replace('_', '-')}", line.position, given
    raise AssertionError("a line without any reference was refused before")


def _disagrees(license_: License, line: LineBought) -> bool:
    """Whether a reference is not the license's. Older contracts came without codes: what is unknown disagrees only with
    a license whose codes of that kind are known."""
    if line.license_id and line.license_id != license_.license_id:
        return True
    known: dict[str, set[str]] = {}
    for code in list_codes(license_.id):
        known.setdefault(code.kind, set()).add(code.code)
    given = {"activation-code": line.activation_code, "serial-number": line.serial_number}
    return any(code and kind in known and code not in known[kind] for kind, code in given.items())


def _products_after(license_: License, kind: str) -> set[str]:
    """The products that the license may be of afterwards: a renewal may change it as the catalogue says (CAT-1)."""
    if kind == "additional":
        return {license_.product_code}
    return {license_.product_code, *renewal_targets(session.get_one(Product, license_.product_code))}

"""Beginning a renewal: what was chosen, at today's prices (RNW-1, RNW-3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tbc.accounts.limits import TooManyTries
from tbc.audit import service as audit
from tbc.kit import throttle
from tbc.kit.clock import now, today
from tbc.kit.db import session
from tbc.kit.ids import new_id
from tbc.kit.throttle import Limit
from tbc.organizations.models import CompanyAccount
from tbc.policy import Actor
from tbc.renewals.models import Renewal, RenewalLine
from tbc.renewals.queries.candidates import Candidate, Choice, candidates
from tbc.renewals.queries.listing import find_coded, list_numbered
from tbc.renewals.rules import MOST_LINES

PER_USER = Limit("renewal-serial-user", 20, 60)
PER_CLIENT = Limit("renewal-serial-client", 60, 60)


class NothingChosen(Exception):
    """No license is chosen that can be renewed."""


class TooManyChosen(Exception):
    """More licenses are chosen than one invoice has lines for."""


class ChosenGone(Exception):
    """Something that was chosen cannot be had (any more): `numbers` are the license ids."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def begin(
    actor: Actor, owner: UUID | None, managed: Collection[UUID], choices: Sequence[Choice], token: UUID, language: str
) -> Renewal:
    """A renewal of what was chosen of the owner's licenses: the company account's, or the actor's own for None.

    `managed` are the company accounts that the actor manages. The same form sent twice begins one renewal; sent again
    with another choice, while nothing was ordered, it changes that one.

    Raises:
        NothingChosen, TooManyChosen, ChosenGone: see there.
    """
    lines = _lines(actor, owner, owner is None or owner in managed, choices)
    renewal = _of_token(actor, owner, token, language) or _of_token(actor, owner, new_id(), language)
    assert renewal is not None, "nobody else has a token that was made here and now"
    if renewal.state != "quoted":
        return renewal
    _put(renewal, lines)
    return renewal


def look_up(actor: Actor, owner: UUID | None, code: str) -> str | None:
    """The license id of the owner's license with that serial number; None for any other, whoever has it (RNW-1).

    Raises:
        TooManyTries: the actor or their client has tried too often; the count stands only once committed.
    """
    seconds = max(throttle.take(PER_USER, str(actor.user_id)), throttle.take(PER_CLIENT, actor.address))
    if seconds:
        raise TooManyTries("renewal-serial", seconds)
    row = find_coded(actor, owner, code)
    return row.license_id if row else None


def record(actor: Actor, renewal: Renewal, act: str, **details: object) -> None:
    """Note in the audit trail what was done to a renewal, for the owners of its organization to see (AUD-1)."""
    own = CompanyAccount.id == renewal.company_account_id
    organization_id = session.scalar(select(CompanyAccount.organization_id).where(own))
    audit.record(act, actor, "renewal", renewal.id, organization_id=organization_id, **details)


def _lines(actor: Actor, owner: UUID | None, is_managed: bool, choices: Sequence[Choice]) -> list[Candidate]:
    if len(choices) > MOST_LINES:
        raise TooManyChosen
    wanted = {choice.number: choice for choice in choices}
    rows = list_numbered(actor, owner, wanted)
    found = candidates(rows, choices, today(), is_managed=is_managed)
    gone = [number for number, choice in wanted.items() if not _is_had(found.get(number), choice)]
    if gone:
        raise ChosenGone(gone)
    if not found:
        raise NothingChosen
    return list(found.values())


def _is_had(candidate: Candidate | None, choice: Choice) -> bool:
    if candidate is None or candidate.chosen is None:
        return False
    asked = (choice.product_code, choice.years)
    return not choice.product_code or (candidate.chosen.product_code, candidate.chosen.years) == asked


def _of_token(actor: Actor, owner: UUID | None, token: UUID, language: str) -> Renewal | None:
    """The renewal of that form, locked, made unless there is one; None if it is another's, or of another owner's
    licenses. Of many who send the form at once one makes it, and the others wait for that."""
    wanted = {
        "id": new_id(),
        "token": token,
        "company_account_id": owner,
        "holder_id": None if owner else actor.user_id,
        "user_id": actor.user_id,
        "language": language,
        "quoted_on": today(),
        "state": "quoted",
        "agreement_version": "",
        "made_at": now(),
        "version": 1,
    }
    made = insert(Renewal).values(wanted).on_conflict_do_nothing(index_elements=[Renewal.token]).returning(Renewal.id)
    is_new = session.scalar(made) is not None
    own = (Renewal.user_id == actor.user_id, Renewal.company_account_id.is_not_distinct_from(owner))
    found = select(Renewal).where(Renewal.token == token, *own)
    renewal = session.scalars(found.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if is_new and renewal is not None:
        record(actor, renewal, "renewal-begun")
    return renewal


def _put(renewal: Renewal, lines: Sequence[Candidate]) -> None:
    """What is chosen, in place of what was: whatever was agreed to for that counts for nothing now."""
    chosen = [_line(position, one) for position, one in enumerate(lines, 1)]
    if [_said(line) for line in renewal.lines] == [_said(line) for line in chosen]:
        return
    renewal.lines.clear()
    session.flush()
    renewal.lines.extend(chosen)
    renewal.quoted_on, renewal.quote_id = today(), None
    renewal.licensed_at = renewal.privacy_at = None
    renewal.version += 1
    session.flush()


def _said(line: RenewalLine) -> tuple[object, ...]:
    return (line.license_id, line.product_code, line.years, line.quantity, line.unit_price, line.tax_rate)


def _line(position: int, candidate: Candidate) -> RenewalLine:
    offer, row = candidate.chosen, candidate.row
    assert offer is not None, "what is not chosen was left out"
    product = candidate.targets[offer.product_code]
    return RenewalLine(
        position=position,
        license_id=row.id,
        license_number=row.license_id,
        product_before=row.product_code,
        name_before=row.product_name,
        product_code=product.code,
        product_name=product.name_ja,
        contract_class=row.contract_class,
        years=offer.years,
        quantity=row.quantity,
        unit_price=offer.unit_price,
        tax_rate=offer.tax_rate,
        ends_before=row.ends_on,
        is_open=False,
    )

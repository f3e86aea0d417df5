"""Why a number is refused, each with its reason; a slip of the keys is told from a number that nobody has (ORD-1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from tbc.applications import numbers
from tbc.applications.service import copying, filing
from tbc.kit.clock import today
from tbc.orders.rules import NumberRefused, OrderDetails
from tbc.orders.sentences import sentence
from tbc.orders.service.entering import enter
from tbc.orders.service.reading import look_up
from tests.applications.given import AGREED
from tests.orders.making import an_application, an_order
from tests.people import a_customer, acting, an_operator

pytestmark = pytest.mark.usefixtures("session")


def refusal(typed: str) -> NumberRefused:
    """What is said of a number, by a look as by entering it."""
    with pytest.raises(NumberRefused) as looked:
        look_up(typed)
    with pytest.raises(NumberRefused) as entered:
        enter(acting(an_operator()), typed, OrderDetails())
    assert entered.value.reason == looked.value.reason
    return looked.value


def slip(number: str, at: int) -> str:
    """`number` with another character at `at`, counted from 0."""
    other = numbers.ALPHABET[(numbers.ALPHABET.index(number[at]) + 7) % 32]
    return number[:at] + other + number[at + 1 :]


@pytest.mark.rule("ORD-1")
def test_a_number_that_nobody_has_is_unknown() -> None:
    assert refusal(numbers.draw()).reason == "unknown"


@pytest.mark.rule("ORD-1")
@pytest.mark.parametrize("at", [0, 11, 23])
def test_a_slip_is_told_from_an_unknown_number_and_its_place_is_named(at: int) -> None:
    number = an_application().number or ""
    refused = refusal(slip(number, at))
    assert (refused.reason, refused.place) == ("mistyped", at + 1)
    assert (refused.group, refused.place_in_group) == (at // 4 + 1, at % 4 + 1)
    assert number not in sentence(refused)
    assert f"{at // 4 + 1}番目の4文字" in sentence(refused)


@pytest.mark.rule("ORD-1")
def test_two_characters_swapped_are_a_slip_of_that_place() -> None:
    number = an_application().number or ""
    at = next(at for at in range(23) if number[at] != number[at + 1])
    refused = refusal(number[:at] + number[at + 1] + number[at] + number[at + 2 :])
    assert (refused.reason, refused.place) == ("mistyped", at + 1)


@pytest.mark.rule("ORD-1")
def test_a_slip_in_a_number_that_nobody_has_names_no_place() -> None:
    refused = refusal(slip(numbers.draw(), 5))
    assert (refused.reason, refused.place) == ("mistyped", None)
    assert "番目の4文字" not in sentence(refused)


@pytest.mark.rule("ORD-1")
def test_a_character_missing_or_too_many_is_a_wrong_length() -> None:
    number = an_application().number or ""
    short, long = refusal(number[:9] + number[10:]), refusal(number[:9] + "Z" + number[9:])
    assert (short.reason, short.length, short.group) == ("wrong-length", 23, 3)
    assert (long.reason, long.length, long.group) == ("wrong-length", 25, 3)
    assert (refusal("").reason, refusal("").place) == ("wrong-length", None)


@pytest.mark.rule("ORD-1")
def test_a_character_that_no_number_has_is_named_with_its_place() -> None:
    number = an_application().number or ""
    refused = refusal(number[:6] + "U" + number[7:])
    assert (refused.reason, refused.character, refused.place) == ("wrong-character", "U", 7)


@pytest.mark.rule("NUM-3")
def test_a_used_number_names_its_order(session: Session) -> None:
    order = an_order()
    number = session.execute(text("SELECT number FROM applications")).scalar_one()
    refused = refusal(number)
    assert (refused.reason, refused.other) == ("used", order.number)
    assert order.number in sentence(refused)


@pytest.mark.rule("APP-9")
@pytest.mark.rule("ORD-1")
def test_a_superseded_number_names_the_newest(session: Session) -> None:
    filer = a_customer()
    oldest = an_application(filer=filer)
    newest = oldest
    for _ in range(2):
        draft = copying.correct(acting(filer), newest)
        newest = filing.file(acting(filer), draft, AGREED, agreed_version="2026-11-01", validity=None)
        session.commit()
    refused = refusal(oldest.number or "")
    assert (refused.reason, refused.other) == ("superseded", newest.number)
    assert " ".join(numbers.groups(newest.number or "")) in sentence(refused)


@pytest.mark.rule("ORD-1")
def test_a_withdrawn_number_is_refused(session: Session) -> None:
    filer = a_customer()
    application = an_application(filer=filer)
    filing.withdraw(acting(filer), application, "注文しない")
    session.commit()
    assert refusal(application.number or "").reason == "withdrawn"


@pytest.mark.rule("NUM-4")
def test_an_expired_number_is_refused_the_day_after_its_last(session: Session) -> None:
    application = an_application()
    for left, refused in ((0, False), (-1, True)):
        _change(session, application.number or "", f"valid_until = '{today() + timedelta(days=left)}'")
        session.expire_all()
        if refused:
            assert refusal(application.number or "").reason == "expired"
        else:
            assert look_up(application.number or "").id == application.id


@pytest.mark.rule("ORD-1")
def test_an_application_with_a_line_that_lacks_something_cannot_be_ordered(session: Session) -> None:
    application = an_application()
    _change(session, application.number or "", "content = jsonb_set(content, '{items,0,term_years}', 'null')")
    session.expire_all()
    assert refusal(application.number or "").reason == "incomplete"


@pytest.mark.rule("ORD-1")
@given(at=st.integers(0, 22), steps=st.integers(1, 31), kind=st.sampled_from(["wrong", "missing", "extra", "swapped"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_single_slip_leads_back_to_the_number(at: int, steps: int, kind: str) -> None:
    number = numbers.draw()
    other = numbers.ALPHABET[(numbers.ALPHABET.index(number[at]) + steps) % 32]
    typed = {
        "wrong": number[:at] + other + number[at + 1 :],
        "missing": number[:at] + number[at + 1 :],
        "extra": number[:at] + other + number[at:],
        "swapped": number[:at] + number[at + 1] + number[at] + number[at + 2 :],
    }[kind]
    near = numbers.near(typed)
    assert number in near or typed == number
    assert all(numbers.read(one) == one for one in near)
    assert len(near) <= 50


def _change(session: Session, number: str, what: str) -> None:
    """Behind the trigger's back: what happens to old rows, or would take days."""
    session.execute(text("SET session_replication_role = replica"))
    # The words are those of this module alone.
    session.execute(text(f"UPDATE applications SET {what} WHERE number = :number"), {"number": number})
    session.execute(text("SET session_replication_role = DEFAULT"))
    session.commit()

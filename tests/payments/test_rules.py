"""A transfer is booked by itself only when it is sure; else a reason says why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbc.payments.portions import differs_by
from tbc.payments.rules import Came, Candidate, decide, rank

pytestmark = pytest.mark.rule("PAY-2")

CAME = Came(amount=110_000, value_on=date(2026, 11, 20), account_key="main", name_key="ミホン カ")
NUMBER = "INV-2026-000001"


def invoice(at: int = 1, **changes: object) -> Candidate:
    usual = Candidate(
        id=UUID(int=at),
        number=f"INV-2026-{at:06}",
        amount=110_000,
        account_key="main",
        virtual_account="",
        name_key="ミホン カ",
        issued_on=date(2026, 10, 1),
        counts_until=date(2026, 12, 8),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # the caller names the fields


OTHER = invoice(2, name_key="ベツ カ")
VIRTUAL = invoice(3, name_key="ソノタ", virtual_account="1234567")


@pytest.mark.parametrize(
    ("changes", "candidates", "aliases", "booked", "reasons"),
    [
        ({}, [invoice()], [], 1, "name amount account"),
        ({}, [invoice(), OTHER], [], 1, "name amount account"),
        ({}, [invoice(), invoice(2, amount=1)], [], 1, "name amount account"),
        ({"numbers": (NUMBER,)}, [invoice(name_key="")], [], 1, "number amount account"),
        ({"numbers": (NUMBER,)}, [invoice(), invoice(2)], [], 1, "number name amount account"),
        ({"virtual_account": "1234567"}, [VIRTUAL], [], 3, "virtual-account amount account"),
        ({"virtual_account": "1234567", "numbers": ("INV-2026-000003",)}, [VIRTUAL], [], 3,
         "virtual-account number amount account"),
        ({"virtual_account": "1234567"}, [VIRTUAL, replace(VIRTUAL, id=UUID(int=9), state="paid")], [], 3,
         "virtual-account amount account"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice()], [], 1, "number amount account"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), replace(OTHER, amount=5)], [], 1,
         "number amount account"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), invoice(23)], [], 1, "number amount account"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), replace(OTHER, state="paid")], [], 1,
         "number amount account"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), OTHER], ["ミホン カ"], 1,
         "number alias amount account"),
        ({"numbers": (NUMBER,), "name_key": "ミホン"}, [invoice(), OTHER], [], 1, "number amount account"),
        ({"name_key": "ヤマダ"}, [invoice()], ["ミホン カ"], 1, "alias amount account"),
        ({"value_on": date(2026, 12, 8)}, [invoice()], [], 1, "name amount account"),
        ({"value_on": date(2026, 10, 1)}, [invoice()], [], 1, "name amount account"),
    ],
)  # fmt: skip
def test_what_is_sure_is_booked(
    changes: dict[str, object], candidates: list[Candidate], aliases: list[str], booked: int, reasons: str
) -> None:
    came = replace(CAME, **changes)  # type: ignore[arg-type]  # the table names the fields
    for order in (candidates, candidates[::-1]):
        decision = decide(came, order, frozenset(aliases))
        assert (decision.outcome, decision.reasons) == ("auto", tuple(reasons.split()))
        assert decision.invoice is not None
        assert decision.invoice.id == UUID(int=booked)


@pytest.mark.parametrize(
    ("changes", "candidates", "aliases", "reasons"),
    [
        ({}, [], [], "payer-unknown"),
        ({}, [OTHER], [], "payer-unknown"),
        ({"name_key": ""}, [invoice(name_key="")], [], "payer-unknown"),
        ({"amount": 109_999}, [invoice()], [], "amount-differs"),
        ({"amount": 110_001, "numbers": (NUMBER,)}, [invoice()], [], "amount-differs"),
        ({"amount": 1, "virtual_account": "1234567"}, [VIRTUAL], [], "amount-differs"),
        ({"account_key": "second"}, [invoice()], [], "other-account"),
        ({"account_key": "second", "numbers": (NUMBER,)}, [invoice()], [], "other-account"),
        ({"account_key": ""}, [invoice()], [], "unknown-account"),
        ({"value_on": date(2026, 12, 9)}, [invoice()], [], "late"),
        ({"value_on": date(2026, 9, 30)}, [invoice()], [], "early"),
        ({"value_on": date(2026, 12, 9), "amount": 1, "numbers": (NUMBER,)}, [invoice()], [], "amount-differs late"),
        ({}, [invoice(), invoice(2)], [], "equal-candidates"),
        ({}, [invoice(), invoice(2, account_key="second")], [], "equal-candidates"),
        ({"name_key": "ヤマダ"}, [invoice(), OTHER], ["ミホン カ", "ベツ カ"], "equal-candidates"),
        ({}, [invoice(state="paid")], [], "already-paid"),
        ({"numbers": (NUMBER,)}, [invoice(state="paid")], [], "already-paid"),
        ({"numbers": (NUMBER,)}, [invoice(state="paid"), invoice(2)], [], "disagree"),
        ({"numbers": (NUMBER,)}, [invoice(state="cancelled")], [], "invoice-cancelled"),
        ({"numbers": (NUMBER,)}, [invoice(state="lapsed")], [], "invoice-lapsed"),
        ({"virtual_account": "1234567"}, [replace(VIRTUAL, state="paid")], [], "already-paid"),
        ({"numbers": (NUMBER, "INV-2026-000002")}, [invoice(), OTHER], [], "several-numbers"),
        ({"numbers": ("INV-2026-000099",)}, [invoice()], [], "unknown-number"),
        ({"numbers": (NUMBER,), "name_key": "ベツ カ"}, [invoice(), OTHER], [], "disagree"),
        ({"numbers": (NUMBER,), "name_key": "ベツ"}, [invoice(), OTHER], [], "disagree"),
        ({"numbers": (NUMBER,), "name_key": "ベツ カ"}, [invoice(), replace(OTHER, amount=5)], [], "disagree"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), replace(OTHER, amount=5)], ["ベツ カ"], "disagree"),
        ({"numbers": (NUMBER,), "name_key": "オヤ カ"}, [invoice(), OTHER], [], "number-slip"),
        ({"numbers": (NUMBER,), "name_key": ""}, [invoice(), invoice(10)], [], "number-slip"),
        ({"virtual_account": "1234567"}, [VIRTUAL, invoice()], [], "disagree"),
        ({"virtual_account": "1234567", "numbers": (NUMBER,)}, [VIRTUAL, invoice()], [], "disagree"),
        ({"is_cancellation": True}, [invoice()], [], "cancellation"),
        ({"is_cancelled": True, "numbers": (NUMBER,)}, [invoice()], [], "cancelled"),
        ({"is_uncleared": True}, [invoice()], [], "uncleared"),
    ],
)
def test_what_is_not_sure_is_left_to_staff(
    changes: dict[str, object], candidates: list[Candidate], aliases: list[str], reasons: str
) -> None:
    came = replace(CAME, **changes)  # type: ignore[arg-type]  # the table names the fields
    for order in (candidates, candidates[::-1]):
        decision = decide(came, order, frozenset(aliases))
        assert (decision.outcome, decision.reasons, decision.invoice) == ("review", tuple(reasons.split()), None)


def test_staff_are_shown_the_likeliest_first() -> None:
    came = replace(CAME, numbers=("INV-2026-000004",))
    numbered, named = invoice(4, amount=1, name_key="x"), invoice(1)
    shown = rank(came, [OTHER, named, numbered, invoice(5, amount=7)])
    assert [one.candidate.id.int for one in shown] == [4, 1, 5, 2]
    assert shown[0].evidence == ("number", "account")
    assert shown[0].doubts == ("amount-differs",)


def test_what_is_missing_is_positive() -> None:
    assert (differs_by([900], [600, 400]), differs_by([500, 600], [1000])) == (100, -100)


_candidates = st.builds(
    invoice,
    st.integers(1, 6),
    amount=st.sampled_from([1, 2]),
    account_key=st.sampled_from(["main", "second"]),
    virtual_account=st.sampled_from(["", "1234567", "7654321"]),
    name_key=st.sampled_from(["", "ア", "イ"]),
    state=st.sampled_from(["open", "paid", "cancelled", "lapsed"]),
    counts_until=st.sampled_from([date(2026, 11, 19), date(2026, 11, 20)]),
)
_cames = st.builds(
    Came,
    amount=st.sampled_from([1, 2]),
    value_on=st.just(date(2026, 11, 20)),
    account_key=st.sampled_from(["", "main", "second"]),
    name_key=st.sampled_from(["", "ア", "イ"]),
    virtual_account=st.sampled_from(["", "1234567"]),
    numbers=st.lists(st.sampled_from([f"INV-2026-{at:06}" for at in range(1, 8)]), max_size=2).map(tuple),
    is_cancellation=st.booleans(),
)


@given(_cames, st.lists(_candidates, max_size=6, unique_by=lambda one: one.id), st.frozensets(st.sampled_from("アイ")))
def test_nothing_is_booked_but_as_the_rule_says(
    came: Came, candidates: list[Candidate], aliases: frozenset[str]
) -> None:
    decision = decide(came, candidates, aliases)
    if decision.invoice is None:
        assert decision.outcome == "review"
        assert decision.reasons
        return
    found = decision.invoice
    names = ({came.name_key} | aliases) - {""}
    equal = [one for one in candidates if one.state == "open" and one.amount == came.amount and one.name_key in names]
    assert (found.state, found.amount, found.account_key) == ("open", came.amount, came.account_key)
    assert came.value_on <= found.counts_until
    assert not came.is_cancellation
    assert (
        found.number in came.numbers
        or (came.virtual_account and found.virtual_account == came.virtual_account)
        or (came.name_key and equal == [found])
    )

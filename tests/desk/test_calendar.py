"""The desk's calendar: what lies ahead, closing a day, opening it again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from tests.client import Client
from tests.people import an_administrator, an_auditor, sign_in

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PAGE = "/desk/calendar"


@pytest.mark.rule("CON-1")
def test_a_day_is_closed_seen_and_opened_again(client: Client) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        sign_in(client, an_administrator())
        before = client.get(PAGE).get_data(as_text=True)
        assert "勤労感謝の日" in before
        assert _third(before) == "2026/11/26"
        answer = client.submit(PAGE, {"day": "令和8年11月25日", "reason": "創立記念日"})
        assert answer.status_code == 303
        after = client.get(PAGE).get_data(as_text=True)
        assert _third(after) == "2026/11/27"
        assert "例田　カレン" in after
        assert client.submit(PAGE, to=f"{PAGE}/2026-11-25/reopen").status_code == 303
        again = client.get(PAGE).get_data(as_text=True)
        assert _third(again) == "2026/11/26"
        assert again.count("2026-11-25 創立記念日") == 2


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "休業日を入力してください。"),
        ("来週", "休業日は年月日で入力してください。"),
        ("2026/11/20", "明日以降の日を入力してください。"),
        ("2026/11/23", "この日は、もともと営業日ではありません。"),
    ],
)
def test_what_cannot_be_closed_is_said_at_the_field(client: Client, day: str, sentence: str) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        sign_in(client, an_administrator())
        answer = client.submit(PAGE, {"day": day, "reason": "創立記念日"})
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert text.count(sentence) == 2
    assert f'value="{day}"' in text


def test_who_only_reads_is_offered_nothing(client: Client) -> None:
    sign_in(client, an_auditor())
    assert "<form" not in client.get(PAGE).get_data(as_text=True).split("<main")[1].split("</main>")[0]


def _third(text: str) -> str:
    """The day that the page calls the third business day."""
    return text.split("第3営業日")[0].rsplit("<th", 1)[1].split('unbroken">')[1][:10]

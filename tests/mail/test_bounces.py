"""Letters that came back: what a report says, and what staff see of it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tbc.kit.clock import now
from tbc.mail.bounces import LARGEST, NoReport, Report, read_report
from tbc.mail.models import Bounce, Letter
from tbc.mail.service import note_bounce
from tests.client import Client
from tests.mail.reports import a_report
from tests.mail.test_post import a_letter
from tests.people import an_operator, sign_in

LETTER = "<01900000-0000-7000-8000-000000000001@localhost>"
TO = "sakura@takasaki.example.jp"


@pytest.mark.rule("DLV-2")
@pytest.mark.parametrize("whole", [True, False])
def test_a_report_names_letter_recipient_and_reason(whole: bool) -> None:
    report = read_report(a_report(LETTER, TO, whole=whole))
    assert report == Report(
        "<report-1@mx.takasaki.example.jp>", LETTER, TO, "5.1.1", f"550 5.1.1 <{TO}>: Recipient address rejected"
    )


@pytest.mark.rule("DLV-2")
def test_a_report_without_an_id_is_known_by_what_it_says() -> None:
    first, again = (read_report(a_report(LETTER, TO, message_id="")) for _ in range(2))
    assert first.id == again.id != read_report(a_report(LETTER, "other@example.jp", message_id="")).id


@pytest.mark.rule("DLV-2")
@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_has_not_failed_is_no_bounce(action: str) -> None:
    with pytest.raises(NoReport):
        read_report(a_report(LETTER, TO, action=action))


@pytest.mark.rule("DLV-2")
def test_a_holiday_notice_is_no_bounce() -> None:
    notice = EmailMessage()
    notice["Subject"], notice["In-Reply-To"] = "不在のお知らせ", LETTER
    notice.set_content("休暇中です。")
    with pytest.raises(NoReport):
        read_report(notice.as_bytes())


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"Content-Type: multipart/report\n\n", b"x" * (LARGEST + 1)])
def test_what_cannot_be_read_is_no_bounce(content: bytes) -> None:
    with pytest.raises(NoReport):
        read_report(content)


@pytest.mark.rule("DLV-2")
def test_a_report_counts_once(session: Session) -> None:
    letter = a_sent_letter()
    report = read_report(a_report(letter.message_id, TO))
    assert note_bounce(report) is letter
    assert note_bounce(report) is None
    assert session.scalar(select(func.count()).select_from(Bounce)) == 1


@pytest.mark.rule("DLV-2")
def test_a_report_about_somebody_elses_letter_is_left(session: Session) -> None:
    a_sent_letter()
    assert note_bounce(read_report(a_report(LETTER, TO))) is None


@pytest.mark.rule("DLV-2")
def test_the_desk_shows_a_letter_that_came_back_as_such(client: Client, session: Session) -> None:
    back, arrived = a_sent_letter("戻ったメール"), a_sent_letter("着いたメール")
    note_bounce(read_report(a_report(back.message_id, TO)))
    addresses = f"/desk/mail/{back.id}", f"/desk/mail/{arrived.id}"
    sign_in(client, an_operator())
    found = client.get("/desk/mail?state=bounced").get_data(as_text=True)
    assert "戻ったメール" in found
    assert "着いたメール" not in found
    shown, other = (client.get(address).get_data(as_text=True) for address in addresses)
    assert "戻ってきました" in shown
    assert "Recipient address rejected" in shown
    assert "戻ってきました" not in other


def a_sent_letter(name: str = "髙﨑") -> Letter:
    letter = a_letter(name=name)
    letter.state, letter.sent_at = "sent", now()
    return letter

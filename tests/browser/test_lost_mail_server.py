"""Filing goes on while the mail server is down; the mail comes when it is back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.afterwards import file
from tests.browser.conftest import Filer
from tests.browser.portal import until

pytestmark = [pytest.mark.browser, pytest.mark.rule("MAI-1")]


def test_the_number_comes_at_once_and_the_mail_when_it_can(a_filer: Callable[..., Filer]) -> None:
    filer = a_filer()
    portal, email = filer.visitor.portal, filer.user.email
    portal.mailbox.stop()
    try:
        filer.visitor.open(f"{filer.path}/check")
        number = file(filer.visitor, for_others=False)
        tried = "SELECT count(*) FROM letters WHERE recipient = :email AND attempts > 0"
        until(lambda: portal.count(tried, email=email) == 1, 20, "the worker did not try")
    finally:
        portal.mailbox.start()
    assert portal.mailbox.to(email) == []
    # The half minute that the worker waits before it tries again is over.
    portal.do("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    assert number[:4] in str(portal.letter(email)["Subject"])

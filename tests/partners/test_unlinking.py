"""Staff part an account from a partner portal, when its person asks for it (PRT-2)."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit.db import session
from tbc.partners.models import Identity
from tests.accounts.journeys import acts, another_browser, error_at, is_in, letters
from tests.client import Client
from tests.partners.provider.server import PartnerPortal
from tests.people import an_administrator, an_operator, sign_in

pytestmark = pytest.mark.rule("PRT-2")


def test_unlinking_ends_what_began_at_the_portal_and_keeps_the_account(
    app: Flask, client: Client, provider: PartnerPortal
) -> None:
    provider.sign_in(client, "first")
    path, to = _addresses()
    desk = sign_in(another_browser(app), an_administrator())
    assert "パートナーポータルとの連携" in desk.get(path).text
    assert error_at(desk.submit(path, to=to), "unlink_reason")
    assert desk.submit(path, {"unlink_reason": "本人から電話、折り返して確認"}, to=to).location == path
    assert not is_in(client)
    assert session.query(Identity).count() == 0
    assert "連携を解除する" not in desk.get(path).text
    assert len(letters(kind="partner-unlinked")) == 1
    assert acts()[-1] == "partner-unlinked"


def test_an_operator_reads_and_does_not_part(app: Flask, client: Client, provider: PartnerPortal) -> None:
    provider.sign_in(client, "first")
    path, to = _addresses()
    desk = sign_in(another_browser(app), an_operator())
    assert "連携を解除する" not in desk.get(path).text
    token = desk.token("/desk")
    answer = desk.post(to, data={"csrf_token": token, "unlink_reason": "x"})
    assert answer.status_code == 403
    assert session.query(Identity).count() == 1


def _addresses() -> tuple[str, str]:
    """Of the page of whoever came in, and of the act that parts them."""
    identity = session.query(Identity).one()
    path = f"/desk/users/{identity.user_id}"
    return path, f"{path}/identities/{identity.id}/unlink"

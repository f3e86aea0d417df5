"""Errors: a calm page in the reader's language, never a stack trace."""

from __future__ import annotations

import pytest

from tests.client import Client


def test_an_unknown_page_is_404_in_japanese(client: Client) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.get_data(as_text=True)


@pytest.mark.rule("OPS-1")
def test_the_portal_is_alive_and_ready(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


@pytest.mark.rule("OPS-1")
def test_figures_are_closed_without_a_token(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_an_unsafe_request_from_another_site_is_refused(client: Client) -> None:
    assert client.post("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_an_unsafe_request_without_a_token_is_refused(client: Client) -> None:
    assert client.post("/no-such-page").status_code in {400, 404}

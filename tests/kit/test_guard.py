"""The guard: nothing is reachable that does not say for whom."""

from __future__ import annotations

import pytest
from flask import Flask

from tbc.kit.guard import UnguardedRoute, check_routes, local_path, public


def test_a_route_without_a_guard_stops_the_start() -> None:
    app = Flask("bare")
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(UnguardedRoute, match="secret"):
        check_routes(app)


def test_a_public_route_may_start() -> None:
    app = Flask("open")
    app.add_url_rule("/", "front", public(lambda: "front"))
    check_routes(app)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "\\\\evil",
        "/a\nb",
        "",
        None,
        "evil",
    ],
)
def test_a_way_to_another_site_is_not_followed(target: str | None) -> None:
    assert local_path(target) is None


def test_a_path_of_the_portal_is_followed() -> None:
    assert local_path("/applications?state=filed&page=2") == "/applications?state=filed&page=2"

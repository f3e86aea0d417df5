"""The settings of partner portals: read at the start, refused with one sentence when wrong (PRT-1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tbc.config import Settings, SettingsError, from_environment

pytestmark = [pytest.mark.rule("PRT-1"), pytest.mark.rule("OPS-1")]
BASE = {
    "TBC_DATABASE_URL": "postgresql://localhost/tbc",
    "TBC_SECRET_KEY": "a key for the tests alone, of no use elsewhere",
    "TBC_BASE_URL": "https://portal.example.com",
    "TBC_SMTP_URL": "smtp://localhost:25",
    "TBC_MAIL_FROM": "portal@example.com",
}
GOOD = """
[[provider]]
key = "main"
name = "パートナーポータル"
name_en = "Partner portal"
issuer = "https://login.example.com/realms/one"
client_id = "tbc"
client_secret = "secret"
acr_with_second_factor = ["gold"]
clock_skew = 30
[provider.claims]
company = "organization_name"
"""


def read(text: str = "", **more: str) -> Settings:
    return from_environment(BASE | {"TBC_PARTNER_PROVIDERS": text} | more)


def test_none_is_needed() -> None:
    assert read().partner_providers == ()


def test_a_portal_is_read_whole() -> None:
    (portal,) = read(GOOD).partner_providers
    assert (portal.key, portal.called("ja"), portal.called("en")) == ("main", "パートナーポータル", "Partner portal")
    assert portal.scopes == ("openid", "profile", "email")
    assert (portal.claims["company"], portal.claims["tier"]) == ("organization_name", "tier")
    assert (portal.acr_with_second_factor, portal.clock_skew) == (frozenset({"gold"}), 30)


def test_a_file_may_hold_them_and_another_the_secret(tmp_path: Path) -> None:
    secret, file = tmp_path / "secret", tmp_path / "portals.toml"
    secret.write_text("from a file\n", encoding="utf-8")
    file.write_text(GOOD.replace('client_secret = "secret"', f'client_secret_file = "{secret}"'), encoding="utf-8")
    settings = from_environment(BASE | {"TBC_PARTNER_PROVIDERS_FILE": str(file)})
    assert settings.partner_providers[0].client_secret == "from a file"


def test_variables_of_its_own_do_too(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file\n", encoding="utf-8")
    (portal,) = read(
        TBC_PARTNER_EAST_ISSUER="https://east.example.com",
        TBC_PARTNER_EAST_CLIENT_ID="tbc",
        TBC_PARTNER_EAST_CLIENT_SECRET_FILE=str(secret),
        TBC_PARTNER_EAST_CLAIMS="company=org, tier=level",
        TBC_PARTNER_PROGRAM_URL="https://partners.example.com/",
    ).partner_providers
    assert (portal.key, portal.client_secret, portal.claims["tier"]) == ("east", "from a file", "level")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "main"', 'key = "registration"', "no key"),
        ('key = "main"', 'key = "Main Portal"', "no key"),
        ('name = "パートナーポータル"', "", "has no name"),
        ('issuer = "https://login.example.com/realms/one"', 'issuer = "login"', "must be an address"),
        ("https://login.example.com/realms/one", "http://login.example.com", "must begin with https://"),
        ("https://login.example.com/realms/one", "http://127.0.0.1:9000", "must begin with https://"),
        ("https://login.example.com/realms/one", "https://login.example.com/?x=1", "must be an address"),
        ('client_id = "tbc"', "", "has no client_id"),
        ('client_secret = "secret"', "", "has no client_secret"),
        ('client_secret = "secret"', 'client_secret_file = "/no/such/file"', "cannot be read"),
        ('client_secret = "secret"', 'client_secret = "s"\nclient_secret_file = "/f"', "has both"),
        ("clock_skew = 30", "clock_skew = 3600", "from 0 to 300"),
        ("clock_skew = 30", "colour = 1", "nobody knows: colour"),
        ("clock_skew = 30", 'scopes = ["profile"]', "openid"),
        ('acr_with_second_factor = ["gold"]', 'acr_with_second_factor = "gold"', "list of texts"),
        ('company = "organization_name"', 'employer = "x"', "not employer"),
        ('company = "organization_name"', "company = 1", "each name a claim"),
        ("[[provider]]", "[[provider", "not TOML"),
        ("[[provider]]", "[provider]", "[[provider]]"),
    ],
)
def test_what_is_wrong_stops_the_start_with_one_sentence(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError) as refused:
        read(GOOD.replace(old, new))
    sentence = str(refused.value)
    assert told in sentence
    assert sentence.startswith("The partner portals")
    assert "\n" not in sentence
    assert '"secret"' not in sentence


def test_two_of_one_key_or_issuer_are_refused() -> None:
    with pytest.raises(SettingsError, match="the key main"):
        read(GOOD + GOOD)
    with pytest.raises(SettingsError, match="the issuer"):
        read(GOOD + GOOD.replace('"main"', '"other"'))


def test_loopback_is_for_a_portal_that_is_on_loopback_itself() -> None:
    plain = GOOD.replace("https://login.example.com/realms/one", "http://127.0.0.1:9000")
    assert read(plain, TBC_BASE_URL="http://localhost:8000").partner_providers[0].on_loopback

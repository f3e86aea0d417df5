"""Settings: a wrong value stops the start with one sentence that names the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tbc.config import SettingsError, from_environment

GOOD = {
    "TBC_DATABASE_URL": "postgresql://u:p@db/tbc",
    "TBC_SECRET_KEY": "x" * 40,
    "TBC_BASE_URL": "https://portal.example.com/",
    "TBC_SMTP_URL": "smtp://mail.example.com:25",
    "TBC_MAIL_FROM": "portal@example.com",
}


@pytest.mark.rule("OPS-1")
def test_good_settings_are_read() -> None:
    settings = from_environment(GOOD)
    assert settings.database_url == "postgresql+psycopg://u:p@db/tbc"
    assert settings.base_url == "https://portal.example.com"
    assert settings.secure
    assert settings.brand == "Trend Micro"
    assert settings.dns_server == ""
    for server in ("192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:5353"):
        assert from_environment({**GOOD, "TBC_DNS_SERVER": server}).dns_server == server


@pytest.mark.rule("OPS-1")
@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({k: v for k, v in GOOD.items() if k != name})


@pytest.mark.rule("OPS-1")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TBC_DATABASE_URL", "mysql://db/tbc"),
        ("TBC_DNS_SERVER", "ns.example.com"),
        ("TBC_DNS_SERVER", "192.0.2.53:99999"),
        ("TBC_SECRET_KEY", "short"),
        ("TBC_BASE_URL", "portal.example.com"),
        ("TBC_BASE_URL", "http://portal.example.com"),
        ("TBC_BASE_URL", "https://portal.example.com/path"),
        ("TBC_SMTP_URL", "mail.example.com"),
        ("TBC_MAIL_FROM", "nobody"),
        ("TBC_DELIVERY_MAIL_FROM", "nobody"),
        ("TBC_DELIVERY_RETURN_PATH", "Bounces <bounces@example.com>"),
        ("TBC_DELIVERY_RETURN_PATH", "bounces"),
        ("TBC_LOG_LEVEL", "loud"),
        ("PORT", "0"),
        ("PORT", "８０００"),
        ("TBC_SUPPORT_URL", "javascript:alert(1)"),
        ("TBC_NUMBER_VALIDITY_DAYS", "0"),
        ("TBC_TRUSTED_PROXIES", "many"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment(GOOD | {name: value})


@pytest.mark.rule("OPS-1")
def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    place = tmp_path / "key"
    place.write_text("y" * 40 + "\n")
    given = {k: v for k, v in GOOD.items() if k != "TBC_SECRET_KEY"} | {"TBC_SECRET_KEY_FILE": str(place)}
    assert from_environment(given).secret_key == "y" * 40


@pytest.mark.rule("OPS-1")
def test_a_value_and_a_file_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Both"):
        from_environment(GOOD | {"TBC_SECRET_KEY_FILE": str(tmp_path / "key")})


@pytest.mark.rule("OPS-1")
def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    given = {k: v for k, v in GOOD.items() if k != "TBC_SECRET_KEY"} | {"TBC_SECRET_KEY_FILE": str(tmp_path / "key")}
    with pytest.raises(SettingsError, match="TBC_SECRET_KEY_FILE"):
        from_environment(given)


@pytest.mark.rule("DLV-2")
def test_the_delivery_senders_may_stand_in_files_too(tmp_path: Path) -> None:
    sender, back = tmp_path / "sender", tmp_path / "back"
    sender.write_text("電子納品 <delivery@example.com>\n", encoding="utf-8")
    back.write_text("bounces@example.com\n")
    given = {"TBC_DELIVERY_MAIL_FROM_FILE": str(sender), "TBC_DELIVERY_RETURN_PATH_FILE": str(back)}
    settings = from_environment(GOOD | given)
    assert (settings.delivery_address, settings.return_path) == ("delivery@example.com", "bounces@example.com")

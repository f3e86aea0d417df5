"""TBC_PDF_SIGNING_KEY: a PEM text or a file, refused with one sentence when it cannot sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tbc.config import SettingsError, from_environment
from tbc.signing_settings import read_signing_key
from tests.deliveries.keys import certificate_for, pem_of

GIVEN = {
    "TBC_DATABASE_URL": "postgresql://localhost/tbc",
    "TBC_SECRET_KEY": "x" * 40,
    "TBC_BASE_URL": "http://localhost:8000",
    "TBC_SMTP_URL": "smtp://localhost",
    "TBC_MAIL_FROM": "portal@example.com",
}
OWN, OTHER = (ec.generate_private_key(ec.SECP256R1()) for _key in range(2))
GOOD = pem_of(OWN, certificate_for(OWN))


@pytest.mark.rule("DLV-4", "OPS-1")
@pytest.mark.parametrize("way", ["TBC_PDF_SIGNING_KEY", "TBC_PDF_SIGNING_KEY_FILE", "path"])
def test_a_key_comes_as_text_or_as_a_file(tmp_path: Path, way: str) -> None:
    file = tmp_path / "key.pem"
    file.write_text(GOOD, encoding="ascii")
    value = {"TBC_PDF_SIGNING_KEY": GOOD}.get(way, str(file))
    key = from_environment(GIVEN | {way.replace("path", "TBC_PDF_SIGNING_KEY"): value}).pdf_signing_key
    assert key is not None
    assert len(key.chain) == 1
    assert key.since < key.until


def test_without_one_nothing_is_signed() -> None:
    assert from_environment(GIVEN).pdf_signing_key is None
    assert read_signing_key("") is None


def test_the_signers_certificate_comes_first_wherever_it_stands() -> None:
    vouching = certificate_for(OTHER)
    mixed = read_signing_key(pem_of(OWN, vouching + certificate_for(OWN)))
    assert mixed is not None
    assert len(mixed.chain) == 2
    alone = read_signing_key(pem_of(OWN, certificate_for(OWN)))
    assert alone is not None
    assert alone.key == mixed.key


def test_settings_do_not_show_the_key() -> None:
    settings = from_environment(GIVEN | {"TBC_PDF_SIGNING_KEY": GOOD})
    assert settings.pdf_signing_key is not None
    assert repr(settings.pdf_signing_key.key) not in repr(settings)


WEAK = rsa.generate_private_key(65537, 1024)  # so that it is refused


@pytest.mark.rule("OPS-1")
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("/no/such/key.pem", "neither a PEM text nor a file"),
        ("-----BEGIN NONSENSE-----", "no private key"),
        (pem_of(OWN), "no certificate"),
        (pem_of(OWN, certificate_for(OTHER)), "no certificate of its own key"),
        (pem_of(OWN, certificate_for(OWN), b"locked"), "locked by a password"),
        (pem_of(WEAK, certificate_for(WEAK)), "too weak"),
        (pem_of(ed25519.Ed25519PrivateKey.generate(), certificate_for(OWN)), "too weak"),  # type: ignore[arg-type]  # on purpose
    ],
)
def test_what_cannot_sign_is_refused_with_a_sentence(value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as refused:
        from_environment(GIVEN | {"TBC_PDF_SIGNING_KEY": value})
    assert str(refused.value).startswith("TBC_PDF_SIGNING_KEY ")
    assert "PRIVATE" not in str(refused.value)

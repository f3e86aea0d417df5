"""The mail server behind TLS: certificates, signing in, and what is never said to a server that cannot be trusted."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tbc.mail.transport import NotTaken, hand_over
from tests.mailbox import free_port

pytestmark = pytest.mark.rule("MAI-1")
USER, PASSWORD = "portal", "a word with / and @"
OWN = "portal.example.com"
IN_URL = "portal:a%20word%20with%20%2F%20and%20%40@"


class Server:
    """A real mail server that wants TLS, and keeps what it gets and who tried to sign in."""

    def __init__(self) -> None:
        self.port = free_port()
        self.taken: list[Envelope] = []
        self.logins: list[tuple[bytes, bytes]] = []
        self.greeted_as: list[str | None] = []

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd calls it by this name
        """aiosmtpd hands a letter over."""
        self.taken.append(envelope)
        self.greeted_as.append(session.host_name)
        return "250 OK"

    def sign_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        """aiosmtpd asks whether a name and a password are right."""
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=self.logins[-1] == (USER.encode(), PASSWORD.encode()), handled=False)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.com")])
    at = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, among those that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


@pytest.fixture
def letter() -> EmailMessage:
    """Something to send."""
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = "sakura@takasaki.example.jp", "portal@example.com", "お知らせ"
    message.set_content("本文")
    return message


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_letter_goes_to_a_server_behind_tls_after_signing_in(
    scheme: str, trusted: Path, letter: EmailMessage
) -> None:
    with _serving(scheme, trusted) as server:
        hand_over(letter, "bounces@example.com", f"{scheme}://{IN_URL}127.0.0.1:{server.port}", OWN)
    (taken,) = server.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("bounces@example.com", ["sakura@takasaki.example.jp"])
    assert server.logins == [(USER.encode(), PASSWORD.encode())]
    assert server.greeted_as == [OWN]


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_with_an_unknown_certificate_gets_neither_password_nor_letter(
    scheme: str, certificate: Path, letter: EmailMessage
) -> None:
    with _serving(scheme, certificate) as server, pytest.raises(NotTaken, match="CERTIFICATE_VERIFY_FAILED") as refusal:
        hand_over(letter, "bounces@example.com", f"{scheme}://{IN_URL}127.0.0.1:{server.port}", OWN)
    assert not refusal.value.final
    assert (server.taken, server.logins) == ([], [])


def test_a_certificate_of_another_name_is_refused(trusted: Path, letter: EmailMessage) -> None:
    with _serving("smtps", trusted) as server, pytest.raises(NotTaken, match="CERTIFICATE_VERIFY_FAILED"):
        hand_over(letter, "bounces@example.com", f"smtps://{IN_URL}localhost:{server.port}", OWN)
    assert (server.taken, server.logins) == ([], [])


def test_a_server_that_offers_no_tls_gets_no_password(letter: EmailMessage) -> None:
    with _serving("smtp", None) as server, pytest.raises(NotTaken, match="STARTTLS") as refusal:
        hand_over(letter, "bounces@example.com", f"smtp+starttls://{IN_URL}127.0.0.1:{server.port}", OWN)
    assert not refusal.value.final
    assert (server.taken, server.logins) == ([], [])


def test_a_wrong_password_is_no_fault_of_the_letter(trusted: Path, letter: EmailMessage) -> None:
    with _serving("smtps", trusted) as server, pytest.raises(NotTaken, match="535") as refusal:
        hand_over(letter, "bounces@example.com", f"smtps://portal:wrong@127.0.0.1:{server.port}", OWN)
    assert not refusal.value.final
    assert server.taken == []


@contextmanager
def _serving(scheme: str, certificate: Path | None) -> Iterator[Server]:
    """The server, speaking TLS from the start (`smtps`), after STARTTLS, or never (`smtp`)."""
    server, context = Server(), None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    wants: dict[str, Any] = {"authenticator": server.sign_in, "auth_require_tls": scheme == "smtp+starttls"}
    if scheme == "smtp+starttls":
        wants |= {"tls_context": context, "require_starttls": True}
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=context if scheme == "smtps" else None,
        **wants,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()

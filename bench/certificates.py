"""The certificate as a PDF, signed, against a bare compile by Typst of the same page."""

from __future__ import annotations

import json
import secrets
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tbc import create_app
from tbc.config import Settings
from tbc.deliveries import paper
from tbc.deliveries.certificate import Certificate, Certified
from tbc.kit.paper import FONTS
from tbc.licenses.rules import Shown
from tbc.signing_settings import SigningKey, read_signing_key

PAPERS = 40


def measure() -> None:
    """Print what one page costs: as Typst alone sets it, as the portal does, and signed; in turn, in this process."""
    at = datetime.now(UTC)
    settings = Settings(
        database_url="postgresql+psycopg://unused",
        secret_key=secrets.token_urlsafe(32),
        base_url="http://localhost",
        smtp_url="smtp://127.0.0.1:1",
        mail_from="portal@tbc.example.com",
    )
    signing = replace(settings, pdf_signing_key=_signing_key())
    costs: dict[str, list[float]] = {}
    with create_app(settings).test_request_context():
        compiler = typst.Compiler(str(paper.TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)
        for at_round in range(PAPERS + 1):
            for name, way in _ways(compiler, settings, signing, at).items():
                began = time.perf_counter()
                way()
                costs.setdefault(name, [])
                # The first of each reads fonts and programs.
                if at_round:
                    costs[name].append((time.perf_counter() - began) * 1000)
    bare = statistics.median(costs["typst alone"])
    for name, times in costs.items():
        print(f"  {name:20}{statistics.median(times):8.2f} ms   {statistics.median(times) / bare:5.2f} x")


def _ways(
    compiler: typst.Compiler, settings: Settings, signing: Settings, at: datetime
) -> dict[str, Callable[[], object]]:
    """Each with a certificate of its own: Typst remembers what it has set before."""
    address = "http://localhost/verify/" + secrets.token_urlsafe(24)
    first, second, third = _certificate(), _certificate(), _certificate()
    page = paper._data(first, address, settings)  # noqa: SLF001  # what Typst alone has to set too
    data = json.dumps(page, ensure_ascii=False)
    return {
        "typst alone": lambda: compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"]),
        "certificate": lambda: paper.certificate_paper(second, address, settings, at),
        "and signed": lambda: paper.certificate_paper(third, address, signing, at),
    }


def _certificate() -> Certificate:
    """Two products with their codes."""
    shown = Shown("1234567890", date(2026, 10, 1), date(2029, 9, 30), None)
    lines = tuple(
        Certified(name, 300, 300, shown, "activation-code", (f"SG-7KQ4-M2XD9-HRA3W-VC58N-0000{at}",), is_closed=False)
        for at, name in enumerate(("サンプルガード エンドポイント アドバンス", "サンプルガード メール スタンダード"))
    )
    return Certificate(
        company="サンプル髙﨑建設株式会社",
        reseller="ダミー情報機器㈱",
        delivery_number=f"SHPC{secrets.randbelow(10**7):07d}",
        order_number=f"ORDC{secrets.randbelow(10**7):07d}",
        customer_po="PO-2026-1",
        delivered_on=date(2026, 10, 1),
        lines=lines,
        token="a-token",
        on=date(2026, 11, 21),
    )


def _signing_key() -> SigningKey | None:
    """A key on a curve and a certificate that it has signed itself, as the setting has them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")])
    at = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=1))
    usage = x509.KeyUsage(True, True, *(False,) * 7)
    signed = made.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return read_signing_key((own + signed.public_bytes(serialization.Encoding.PEM)).decode())

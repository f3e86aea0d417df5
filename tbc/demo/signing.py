"""The demo's own key to sign papers with: made once, kept beside the demo's database, believed by nobody else."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "Trend Business Center (demo)"
_DAYS = 3650


def key_settings(home: Path) -> dict[str, str]:
    """The setting that names the demo's key in the folder `home`, where it is made if there is none."""
    path = home / "signing-key.pem"
    if not path.exists():
        _write(path, _made())
    return {"TBC_PDF_SIGNING_KEY_FILE": str(path)}


def _write(path: Path, pem: bytes) -> None:
    """For the demo's user alone, and whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    beside.replace(path)


def _made() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    at = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=_DAYS))
        # For digital signatures and what they commit to, and for nothing else.
        .add_extension(x509.KeyUsage(True, True, *(False,) * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)

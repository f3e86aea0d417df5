"""Codes of authenticator apps (TOTP, RFC 6238): six digits that change every thirty seconds."""

from __future__ import annotations

import hmac
import unicodedata
from datetime import datetime

import pyotp
import segno

STEP = 30  # seconds
SKEW = 1  # steps that a phone's clock may be early or late
ISSUER = "Trend Business Center"


def new_secret() -> str:
    """160 random bits in base 32, as apps read it."""
    return str(pyotp.random_base32())


def grouped(secret: str) -> str:
    """The secret in groups of four, to type it where no camera is."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def picture(secret: str, email: str) -> str:
    """A QR code as inline SVG that an app scans; `email` names the account in the app."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    return str(segno.make(uri, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass="qr qr--scan"))


def read(typed: str) -> str:
    """The digits of a code as typed: full width and spaces are forgiven."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if not c.isspace() and c != "-")


def counter_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step that `code` belongs to, if it is this one or one beside it; else None.

    Whoever takes the code has to see to it that no step is taken twice.
    """
    clock, current = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    steps = range(current - SKEW, current + SKEW + 1)
    # All are compared, whichever fits: the time it takes tells nothing.
    right = [step for step in steps if hmac.compare_digest(clock.generate_otp(step).encode(), code.encode())]
    return right[-1] if right else None

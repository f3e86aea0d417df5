"""The secret of an authenticator app between the page that shows it and the first code: sealed, in the browser."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from flask import request, session
from markupsafe import Markup

from tbc.accounts import devices, totp
from tbc.kit import sealing

_KEY = "totp-pending"


def secret(user_id: UUID) -> str:
    """The secret that this browser was shown last for this person, or a new one."""
    held = session.get(_KEY)
    if held:
        try:
            return sealing.unseal(b64decode(held), user_id)
        except sealing.SealBroken:
            pass  # Somebody else's, who used this browser before.
    made = totp.new_secret()
    session[_KEY] = b64encode(sealing.seal(made, user_id)).decode()
    return made


def forget() -> None:
    """The next app gets a new secret."""
    session.pop(_KEY, None)


def drawn(secret: str, email: str) -> dict[str, Any]:
    """How a page shows the secret: `picture`, a QR code, and `groups`, to be typed."""
    picture = Markup(totp.picture(secret, email))  # noqa: S704  # made by segno, which draws and quotes nothing
    return {"picture": picture, "groups": totp.grouped(secret)}


def device_name() -> str:
    """What a passkey of this device may be called."""
    return devices.describe(request.user_agent.string)

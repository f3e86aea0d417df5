"""Pages of an account, one module per subject."""

from __future__ import annotations

from tbc.accounts.views import (
    confirming,
    details,
    enrolment,
    factor_resets,
    factors,
    passkeys,
    password,
    recovery_codes,
    second_factor,
    sessions,
    sign_in,
    sign_up,
)
from tbc.accounts.views.room import room

__all__ = [
    "confirming",
    "details",
    "enrolment",
    "factor_resets",
    "factors",
    "passkeys",
    "password",
    "recovery_codes",
    "room",
    "second_factor",
    "sessions",
    "sign_in",
    "sign_up",
]

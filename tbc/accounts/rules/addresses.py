"""Which e-mail addresses may be a login id, and why not (ACC-2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tbc.accounts.rules.group_names import is_group_name

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64


class Reason(StrEnum):
    """Why an address is refused."""

    MALFORMED = "malformed"
    LOCAL_NOT_ASCII = "local-not-ascii"
    LOOK_ALIKE = "look-alike"
    PLUS_TAG = "plus-tag"
    GROUP = "group"
    FREE_MAIL = "free-mail"
    DISPOSABLE = "disposable"
    NOTHING_REGISTRABLE = "nothing-registrable"
    REFUSED_BY_STAFF = "refused-by-staff"


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is well-formed, with what is known of its domain.

    `domain` is in A-label form and lower case; `registrable` is the part that somebody can register, None for a public
    suffix or an unknown ending.
    """

    local: str
    domain: str
    registrable: str | None
    free: bool = False
    disposable: bool = False

    @property
    def stored(self) -> str:
        """The login id: the local part as typed, the domain as it is compared."""
        return f"{self.local}@{self.domain}"


def refusal(address: Address, *, personal_allowed: bool, verdicts: Mapping[str, str]) -> Reason | None:
    """Why `address` cannot be a login id; None if it can.

    `personal_allowed` is the renewal-only account. `verdicts` are staff's decisions (`allow`, `refuse`) by address and
    by domain, in lower case: the narrower one counts, an allowed address passes as it is, an allowed domain passes as
    a domain (a group name in it is still nobody's own).
    """
    verdict = verdicts.get(address.stored.lower())
    if verdict:
        return Reason.REFUSED_BY_STAFF if verdict == "refuse" else None
    return _of_the_name(address) or _of_the_domain(address, personal_allowed, _verdict_on_domain(address, verdicts))


def candidates(address: Address) -> list[str]:
    """The texts by which staff may have decided on `address`: itself, its domain and the domains above."""
    return [address.stored.lower(), *_domains(address)]


def has_mixed_scripts(domain: str) -> bool:
    """Whether a label mixes Latin with Cyrillic or Greek letters, as look-alikes of known domains do."""
    for label in domain.split("."):
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return True
    return False


def _of_the_name(address: Address) -> Reason | None:
    if "+" in address.local:
        return Reason.PLUS_TAG
    return Reason.GROUP if is_group_name(address.local) else None


def _of_the_domain(address: Address, personal_allowed: bool, verdict: str | None) -> Reason | None:
    if verdict:
        return Reason.REFUSED_BY_STAFF if verdict == "refuse" else None
    if address.disposable:
        return Reason.DISPOSABLE
    if address.free:
        return None if personal_allowed else Reason.FREE_MAIL
    return None if address.registrable else Reason.NOTHING_REGISTRABLE


def _verdict_on_domain(address: Address, verdicts: Mapping[str, str]) -> str | None:
    return next((verdicts[domain] for domain in _domains(address) if domain in verdicts), None)


def _domains(address: Address) -> list[str]:
    labels = address.domain.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]

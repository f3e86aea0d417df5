"""Which addresses may be a login id: the rules, with staff's decisions honoured (ACC-2)."""

from __future__ import annotations

from tbc.accounts import lookups, queries
from tbc.accounts.models import AddressRule
from tbc.accounts.rules import addresses as rules
from tbc.accounts.rules.addresses import Address, Reason
from tbc.audit.service import record
from tbc.kit.db import session
from tbc.policy import Actor


class AddressRefused(Exception):
    """The address cannot be a login id."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotAPattern(Exception):
    """A decision of staff is about neither an address nor a domain."""


def read(typed: str, *, personal_allowed: bool = False) -> Address:
    """The address that was typed, if it may be a login id; `personal_allowed` is the renewal-only account.

    Raises:
        AddressRefused: with the reason.
    """
    address = lookups.read_address(typed)
    if isinstance(address, Reason):
        raise AddressRefused(address)
    verdicts = queries.verdicts_on(rules.candidates(address))
    reason = rules.refusal(address, personal_allowed=personal_allowed, verdicts=verdicts)
    if reason:
        raise AddressRefused(reason)
    return address


def decide(actor: Actor, pattern: str, verdict: str, reason: str) -> AddressRule:
    """Let staff allow or refuse a domain (`example.co.jp`) or one address; an earlier decision on it is replaced.

    Raises:
        NotAPattern: `pattern` is neither.
    """
    plain = _plain(pattern)
    found = next((rule for rule in queries.list_address_rules() if rule.pattern == plain), None)
    rule = found or AddressRule(pattern=plain)
    rule.verdict, rule.reason, rule.made_by = verdict, reason, actor.user_id
    session.add(rule)
    session.flush()
    record("address-decided", actor, "address-rule", rule.id, pattern=plain, verdict=verdict)
    return rule


def revoke(actor: Actor, rule: AddressRule) -> None:
    """Take a decision back: the general rules hold again."""
    record("address-decision-revoked", actor, "address-rule", rule.id, pattern=rule.pattern, verdict=rule.verdict)
    session.delete(rule)
    session.flush()


def _plain(pattern: str) -> str:
    if "@" in pattern:
        address = lookups.read_address(pattern)
        if isinstance(address, Reason):
            raise NotAPattern(pattern)
        return address.stored.lower()
    domain = lookups.a_label(pattern.strip())
    if domain is None:
        raise NotAPattern(pattern)
    return domain

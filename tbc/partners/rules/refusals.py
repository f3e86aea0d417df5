"""Why somebody who comes from a partner portal is not let in."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The reason, as the audit trail keeps it and as its page is found by."""

    CONSENT = "consent-refused"
    PORTAL_ERROR = "portal-error"
    PORTAL_DOWN = "portal-down"
    MISCONFIGURED = "misconfigured"
    WRONG_ISSUER = "wrong-issuer"
    STATE = "state"
    TOKEN = "token"  # noqa: S105  # the word for a bad ID token, not one itself
    NOT_RECENT = "not-recent"
    OTHER_PERSON = "other-person"
    UNVERIFIED = "unverified-email"
    ADDRESS = "address-refused"
    DISABLED = "account-disabled"
    STAFF = "staff-account"
    RENEWAL_ONLY = "renewal-only-account"
    KNOWN_ELSEWHERE = "known-by-another-subject"


class SignOnRefused(Exception):
    """A sign-on ends here. `detail` says in a word or two what was wrong; it never holds what was sent."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(f"{refusal}: {detail}" if detail else refusal.value)
        self.refusal = refusal
        self.detail = detail


class TokenRefused(SignOnRefused):
    """A token is not what it should be; `detail` is the claim or the part that is wrong."""

    def __init__(self, detail: str) -> None:
        super().__init__(Refusal.TOKEN, detail)

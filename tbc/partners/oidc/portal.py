"""A partner portal as the settings name it, and what goes to it and comes back by a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tbc.partner_settings import PartnerProvider

if TYPE_CHECKING:
    from tbc.partners.oidc.line import Line


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser was sent to the portal with, and what the answer has to fit."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal says: the claims of the ID token with what userinfo adds, and the token for signing out."""

    claims: Mapping[str, Any]
    id_token: str


class Portal:
    """One configured portal. Kept per process; threads share it."""

    def __init__(self, provider: PartnerProvider, base_url: str) -> None:
        self.provider = provider
        self.redirect_uri = f"{base_url}/partner/{provider.key}/callback"
        self.signed_out_uri = f"{base_url}/partner/{provider.key}/signed-out"

    @cached_property
    def line(self) -> Line:
        """For speaking with it."""
        # Eight megabytes (Authlib, requests), which a worker that nobody from a portal comes to goes without.
        from tbc.partners.oidc.line import Line

        return Line(self.provider, self.redirect_uri)

"""The configured partner portals, and what they are called."""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app

from tbc.kit.language import language
from tbc.partners.oidc.portal import Portal
from tbc.partners.queries.identities import list_identities


def all_portals() -> dict[str, Portal]:
    """The configured portals, by their keys."""
    found: dict[str, Portal] = current_app.extensions["partners"]
    return found


def get_portal(key: str) -> Portal:
    """The portal of an address of ours; an unknown one is a page that is not there."""
    return all_portals().get(key) or abort(404)


def portal_of(issuer: str) -> Portal | None:
    """The portal that is this issuer; None where it is configured no more."""
    return next((one for one in all_portals().values() if one.provider.issuer == issuer), None)


def name_of(portal: Portal) -> str:
    """What it is called in the reader's language."""
    return portal.provider.called(language())


def portals_of(user_id: UUID) -> list[str]:
    """The names of the portals at which a person can sign in."""
    known = (portal_of(identity.issuer) for identity in list_identities(user_id))
    return [name_of(portal) for portal in known if portal]

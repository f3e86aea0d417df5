"""The partner portals that people may come in from (PRT-1): read from TOML, refused with one sentence when wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# What the portal tells about its people's companies, by our names; each is found in the claim of the same name unless
# the settings say otherwise.
TOLD = ("company", "company_kana", "company_id", "domain", "contact", "tier")
MOST_SKEW = 300
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
# Words that are pages of ours below /partner.
_OURS = frozenset({"registration", "link", "sign-out", "confirm", "confirmed", "owners", "sign-in"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_KNOWN = frozenset(
    {
        *("key", "name", "name_en", "issuer", "client_id", "client_secret", "client_secret_file"),
        *("scopes", "claims", "acr_with_second_factor", "clock_skew"),
    }
)


class ProviderUnfit(ValueError):
    """A partner portal's settings are wrong; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class PartnerProvider:
    """A partner portal, as an OpenID provider. `clock_skew` is in seconds; `claims` are claim names by ours (`TOLD`).

    Whoever signed in there with an `acr` in `acr_with_second_factor` has shown a second factor.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    name_en: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    claims: Mapping[str, str] = field(default_factory=lambda: {name: name for name in TOLD})
    acr_with_second_factor: frozenset[str] = frozenset()
    clock_skew: int = 60

    @property
    def on_loopback(self) -> bool:
        """Whether it stands on this machine, as the demo's does."""
        return urlsplit(self.issuer).hostname in _LOOPBACK

    def called(self, language: str) -> str:
        """Its name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


def read_providers(text: str, *, loopback: bool) -> tuple[PartnerProvider, ...]:
    """The portals of a TOML text with a `[[provider]]` each; plain HTTP is for `loopback` alone.

    Raises:
        ProviderUnfit: with what is wrong.
    """
    try:
        tables = tomllib.loads(text).get("provider", [])
    except tomllib.TOMLDecodeError as error:
        raise ProviderUnfit(f"it is not TOML: {error}") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ProviderUnfit("each portal must be a [[provider]]")
    return checked([_provider(table) for table in tables], loopback=loopback)


def from_variables(values: Mapping[str, str]) -> list[PartnerProvider]:
    """The portals of `<NAME>_ISSUER`, `<NAME>_CLIENT_ID`, `<NAME>_CLIENT_SECRET`, `<NAME>_NAME`, `<NAME>_CLAIMS`.

    The last holds pairs such as `company=org_name tier=partner_tier`.

    Raises:
        ProviderUnfit: with what is wrong.
    """
    names = sorted({name.removesuffix("_ISSUER") for name in values if name.endswith("_ISSUER")})
    return [_provider(_table(name, values)) for name in names]


def checked(found: list[PartnerProvider], *, loopback: bool) -> tuple[PartnerProvider, ...]:
    """The portals, if they fit beside each other and may stand where they do.

    Raises:
        ProviderUnfit: two have one key or one issuer, or one is reached over plain HTTP.
    """
    for name in ("key", "issuer"):
        values = [getattr(one, name) for one in found]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice:
            raise ProviderUnfit(f"two portals have the {name} {twice}")
    for one in found:
        if not one.issuer.startswith("https://") and not (loopback and one.on_loopback):
            raise ProviderUnfit(f"the issuer of “{one.key}” must begin with https://")
    return tuple(found)


def _table(name: str, values: Mapping[str, str]) -> dict[str, Any]:
    table: dict[str, Any] = {"key": name.lower().replace("_", "-"), "name": values.get(f"{name}_NAME") or name}
    for own in ("issuer", "client_id", "client_secret"):
        table[own] = values.get(f"{name}_{own.upper()}", "")
    pairs = [pair.partition("=") for pair in values.get(f"{name}_CLAIMS", "").replace(",", " ").split()]
    return table | {"claims": {ours: theirs for ours, _, theirs in pairs}}


def _provider(table: dict[str, Any]) -> PartnerProvider:
    key = _text(table, "key", "?")
    if not _KEY.fullmatch(key) or key in _OURS:
        raise ProviderUnfit(f"“{key}” is no key: up to 32 small letters, digits and hyphens, and none of our own pages")
    unknown = sorted(set(table) - _KNOWN)
    if unknown:
        raise ProviderUnfit(f"“{key}” has a setting that nobody knows: {unknown[0]}")
    return PartnerProvider(
        key=key,
        name=_text(table, "name", key),
        name_en=_text(table, "name_en", key, default=""),
        issuer=_issuer(key, _text(table, "issuer", key)),
        client_id=_text(table, "client_id", key),
        client_secret=_secret(table, key),
        scopes=_scopes(table, key),
        claims=_claims(table, key),
        acr_with_second_factor=frozenset(_texts(table, "acr_with_second_factor", key)),
        clock_skew=_skew(table, key),
    )


def _text(table: dict[str, Any], name: str, key: str, default: str | None = None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        raise ProviderUnfit(f"“{key}” has no {name}")
    return value.strip()


def _issuer(key: str, value: str) -> str:
    parts = urlsplit(value)
    fit = parts.scheme in {"https", "http"} and parts.hostname and not (parts.query or parts.fragment or parts.username)
    if not fit:
        raise ProviderUnfit(f"the issuer of “{key}” must be an address such as https://login.example.com")
    return value


def _secret(table: dict[str, Any], key: str) -> str:
    path = table.get("client_secret_file")
    if path is None or "client_secret" in table:
        if path is not None:
            raise ProviderUnfit(f"“{key}” has both client_secret and client_secret_file")
        return _text(table, "client_secret", key)
    try:
        return Path(str(path)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ProviderUnfit(f"client_secret_file of “{key}” cannot be read: {path}") from None


def _scopes(table: dict[str, Any], key: str) -> tuple[str, ...]:
    given = table.get("scopes", ["openid", "profile", "email"])
    scopes = tuple(given.split()) if isinstance(given, str) else tuple(_texts({"scopes": given}, "scopes", key))
    if "openid" not in scopes:
        raise ProviderUnfit(f"the scopes of “{key}” must have openid among them")
    return scopes


def _claims(table: dict[str, Any], key: str) -> dict[str, str]:
    given = table.get("claims", {})
    if not isinstance(given, dict) or not all(isinstance(name, str) and name for name in given.values()):
        raise ProviderUnfit(f"the claims of “{key}” must each name a claim")
    unknown = sorted(set(given) - set(TOLD))
    if unknown:
        raise ProviderUnfit(f"the claims of “{key}” may be {', '.join(TOLD)}, not {unknown[0]}")
    return {name: name for name in TOLD} | given


def _texts(table: dict[str, Any], name: str, key: str) -> list[str]:
    given = table.get(name, [])
    if not isinstance(given, list) or not all(isinstance(value, str) and value for value in given):
        raise ProviderUnfit(f"{name} of “{key}” must be a list of texts")
    return given


def _skew(table: dict[str, Any], key: str) -> int:
    given = table.get("clock_skew", 60)
    if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= MOST_SKEW:
        raise ProviderUnfit(f"clock_skew of “{key}” must be a number of seconds from 0 to {MOST_SKEW}")
    return given

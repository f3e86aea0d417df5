"""Every setting of the portal: typed, read once from the environment, refused with one sentence when wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urlsplit

from tbc.billing_settings import BankAccount, BillingUnfit, read_accounts, read_registration_number, read_rounding
from tbc.partner_settings import PartnerProvider, ProviderUnfit, checked, from_variables, read_providers
from tbc.signing_settings import KeyUnfit, SigningKey, read_signing_key
from tbc.variables import SettingsError as SettingsError
from tbc.variables import Variables

_Read = TypeVar("_Read")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides (OPS-1). Addresses are URLs without a trailing slash; sizes are bytes."""

    database_url: str
    secret_key: str
    base_url: str
    smtp_url: str
    mail_from: str
    delivery_mail_from: str = ""
    delivery_return_path: str = ""
    old_hosts: frozenset[str] = frozenset()
    brand: str = "Trend Micro"
    partner_program_url: str = ""
    support_url: str = ""
    log_level: str = "INFO"
    port: int = 8000
    number_validity_days: int | None = None
    metrics_token: str = ""
    trusted_proxies: int = 0
    demo: bool = False
    upload_limit: int = 50 * 1024 * 1024
    dns_server: str = ""
    issuer_name: str = ""
    issuer_address: str = ""
    issuer_registration_number: str = ""
    bank_accounts: tuple[BankAccount, ...] = ()
    tax_rounding: str = "floor"
    api_calls_per_minute: int = 600
    partner_providers: tuple[PartnerProvider, ...] = ()
    pdf_signing_key: SigningKey | None = None
    # Not read from the environment: only tests make a password cheaper to guess.
    password_memory_kib: int = 19 * 1024

    @property
    def secure(self) -> bool:
        """Whether browsers reach the portal over TLS: cookies are then `__Host-` and Secure."""
        return self.base_url.startswith("https://")

    @property
    def delivery_sender(self) -> str:
        """Who deliveries come from: an address, perhaps with a name before it (DLV-2)."""
        return self.delivery_mail_from or self.mail_from

    @property
    def delivery_address(self) -> str:
        """The bare address that deliveries come from."""
        return parseaddr(self.delivery_sender)[1]

    @property
    def return_path(self) -> str:
        """The bare address that deliveries come back to when they cannot be handed over."""
        return self.delivery_return_path or self.delivery_address


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Each variable may also be given as `NAME_FILE`, the path of a file that holds the value (for secrets).

    Raises:
        SettingsError: a value is missing or cannot be used.
    """
    read = Variables(environment)
    _require_issuer(read)
    return Settings(
        database_url=_database_url(read.required("TBC_DATABASE_URL")),
        secret_key=_secret_key(read.required("TBC_SECRET_KEY")),
        base_url=_base_url(read.required("TBC_BASE_URL")),
        smtp_url=_smtp_url(read.required("TBC_SMTP_URL")),
        mail_from=_mail_from("TBC_MAIL_FROM", read.required("TBC_MAIL_FROM")),
        delivery_mail_from=_mail_from("TBC_DELIVERY_MAIL_FROM", read.text("TBC_DELIVERY_MAIL_FROM")),
        delivery_return_path=_return_path("TBC_DELIVERY_RETURN_PATH", read.text("TBC_DELIVERY_RETURN_PATH")),
        old_hosts=frozenset(read.text("TBC_OLD_HOSTS").lower().replace(",", " ").split()),
        brand=read.text("TBC_BRAND") or "Trend Micro",
        partner_program_url=_link("TBC_PARTNER_PROGRAM_URL", read.text("TBC_PARTNER_PROGRAM_URL")),
        support_url=_link("TBC_SUPPORT_URL", read.text("TBC_SUPPORT_URL")),
        log_level=_log_level(read.text("TBC_LOG_LEVEL") or "INFO"),
        port=port_of(environment),
        number_validity_days=_days("TBC_NUMBER_VALIDITY_DAYS", read.text("TBC_NUMBER_VALIDITY_DAYS")),
        metrics_token=read.text("TBC_METRICS_TOKEN"),
        trusted_proxies=_whole_number("TBC_TRUSTED_PROXIES", read.text("TBC_TRUSTED_PROXIES") or "0", 0, 9),
        demo=read.text("TBC_DEMO") == "1",
        dns_server=_name_server("TBC_DNS_SERVER", read.text("TBC_DNS_SERVER")),
        issuer_name=read.text("TBC_ISSUER_NAME"),
        issuer_address=read.text("TBC_ISSUER_ADDRESS"),
        issuer_registration_number=_billing(read, "TBC_ISSUER_REGISTRATION_NUMBER", read_registration_number),
        bank_accounts=_billing(read, "TBC_BANK_ACCOUNTS", read_accounts),
        tax_rounding=_billing(read, "TBC_TAX_ROUNDING", read_rounding),
        api_calls_per_minute=_whole_number(
            "TBC_API_CALLS_PER_MINUTE", read.text("TBC_API_CALLS_PER_MINUTE") or "600", 1, 100_000
        ),
        partner_providers=_partner_providers(read),
        pdf_signing_key=_signing_key("TBC_PDF_SIGNING_KEY", read.text("TBC_PDF_SIGNING_KEY")),
    )


def port_of(environment: Mapping[str, str]) -> int:
    """The port to answer on, for whoever has no use for the other settings yet.

    Raises:
        SettingsError: PORT is none.
    """
    return _whole_number("PORT", Variables(environment).text("PORT") or "8000", 1, 65535)


def _database_url(value: str) -> str:
    scheme = value.split("://", 1)[0]
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise SettingsError("TBC_DATABASE_URL must begin with postgresql:// (PostgreSQL 15 or newer).")
    return "postgresql+psycopg://" + value.split("://", 1)[1]


def _secret_key(value: str) -> str:
    if len(value) < 32:
        raise SettingsError("TBC_SECRET_KEY is too short; use at least 32 random characters.")
    return value


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise SettingsError("TBC_BASE_URL must be a scheme and a host, such as https://portal.example.com.")
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise SettingsError("TBC_BASE_URL must begin with https:// unless the host is localhost.")
    return value.rstrip("/")


def _smtp_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise SettingsError(
            "TBC_SMTP_URL must look like smtp://host:25, smtp+starttls://user:password@host:587 or smtps://host:465."
        )
    return value


def _mail_from(name: str, value: str) -> str:
    if value and ("@" not in parseaddr(value)[1] or any(c in value for c in "\r\n")):
        raise SettingsError(f"{name} must be an e-mail address, such as portal@example.com.")
    return value


def _return_path(name: str, value: str) -> str:
    """Mail servers want the bare address, without a name before it."""
    if value and (parseaddr(value)[1] != value or "@" not in value.strip("@") or not value.isascii()):
        raise SettingsError(f"{name} must be a bare e-mail address, such as bounces@example.com.")
    return value


def _link(name: str, value: str) -> str:
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise SettingsError(f"{name} must begin with https:// or http://.")
    return value


def _partner_providers(read: Variables) -> tuple[PartnerProvider, ...]:
    """Several in TOML, or each by variables of its own (PRT-1); plain HTTP only where the portal itself is plain."""
    loopback = not read.text("TBC_BASE_URL").startswith("https://")
    try:
        listed = read_providers(read.text("TBC_PARTNER_PROVIDERS"), loopback=loopback)
        return checked([*listed, *from_variables(read.below("TBC_PARTNER_"))], loopback=loopback)
    except ProviderUnfit as unfit:
        raise SettingsError(f"The partner portals of TBC_PARTNER_… cannot be used: {unfit}.") from None


def _signing_key(name: str, value: str) -> SigningKey | None:
    try:
        return read_signing_key(value)
    except KeyUnfit as unfit:
        raise SettingsError(f"{name} {unfit}.") from None


def _billing(read: Variables, name: str, reader: Callable[[str], _Read]) -> _Read:
    try:
        return reader(read.text(name))
    except BillingUnfit as unfit:
        raise SettingsError(f"{name} {unfit}.") from None


def _require_issuer(read: Variables) -> None:
    """Who takes money has to give receipts that the tax law knows (BIL-2)."""
    for name in ("TBC_ISSUER_NAME", "TBC_ISSUER_ADDRESS", "TBC_ISSUER_REGISTRATION_NUMBER"):
        if read.text("TBC_BANK_ACCOUNTS") and not read.text(name):
            raise SettingsError(f"TBC_BANK_ACCOUNTS is set, and so {name} must be: it stands on the receipts.")


def _name_server(name: str, value: str) -> str:
    """An address, since whoever asks name servers for names cannot ask for theirs; a port only where it is not 53."""
    try:
        asked = urlsplit(f"//{value}")
        good = not value or (bool(ip_address(asked.hostname or "")) and (asked.port or 53) > 0 and not asked.path)
    except ValueError:
        good = False
    if not good:
        raise SettingsError(f"{name} must be an IP address, such as 192.0.2.53 or 192.0.2.53:5353.")
    return value


def _log_level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise SettingsError(f"TBC_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return value.upper()


def _whole_number(name: str, value: str, low: int, high: int) -> int:
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}.")
    return int(value)


def _days(name: str, value: str) -> int | None:
    return _whole_number(name, value, 1, 3650) if value else None

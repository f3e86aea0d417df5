"""People, their sessions and links, what they agreed to, and their second factors."""

from tbc.accounts.models.factors import FactorReset, Passkey, RecoveryCode, TotpSecret
from tbc.accounts.models.people import AddressRule, Consent, Proof, SignedIn, SignUp, User

__all__ = [
    "AddressRule",
    "Consent",
    "FactorReset",
    "Passkey",
    "Proof",
    "RecoveryCode",
    "SignUp",
    "SignedIn",
    "TotpSecret",
    "User",
]

"""Organizations, their people, company accounts and end users (SPEC §5)."""

from tbc.organizations.models.accounts import AccountMember, CompanyAccount, EndUser, EndUserUpload
from tbc.organizations.models.asking import Invitation, JoinRequest
from tbc.organizations.models.changes import Merge, RecoveryCase
from tbc.organizations.models.organizations import Domain, DomainProof, Member, Organization, SplitDomain

__all__ = [
    "AccountMember",
    "CompanyAccount",
    "Domain",
    "DomainProof",
    "EndUser",
    "EndUserUpload",
    "Invitation",
    "JoinRequest",
    "Member",
    "Merge",
    "Organization",
    "RecoveryCase",
    "SplitDomain",
]

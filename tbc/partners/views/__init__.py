"""The pages of single sign-on and of dealers; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.partners.views import confirming, farewell, linking, names, registration, sign_in
from tbc.partners.views.room import dealers, partners

__all__ = ["confirming", "dealers", "farewell", "linking", "names", "partners", "registration", "sign_in"]

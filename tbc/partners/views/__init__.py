"""The pages of single sign-on; importing a module of these adds its routes."""

from __future__ import annotations

from tbc.partners.views import confirming, farewell, linking, names, registration, sign_in
from tbc.partners.views.room import partners

__all__ = ["confirming", "farewell", "linking", "names", "partners", "registration", "sign_in"]

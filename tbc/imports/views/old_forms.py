"""A filed application as a retired form: which forms there are and what each cannot hold, and the workbook itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, Response
from flask_babel import gettext as _

from tbc.applications import queries
from tbc.applications.models import Application
from tbc.applications.record import SECTION_NAMES
from tbc.catalog.queries import get_products
from tbc.imports import words
from tbc.imports.mapping import portal_path, split
from tbc.imports.old_forms import application_of, list_forms
from tbc.kit.clock import in_tokyo
from tbc.kit.files import attachment
from tbc.kit.guard import guard
from tbc.kit.page import page
from tbc.kit.sheets import XLSX_TYPE
from tbc.policy import Actor, Permission, Role

# Beside the application's own pages, not on the desk: who may read an application may save it.
old_forms = Blueprint("old_forms", __name__, url_prefix="/applications/<uuid:application_id>/old-forms")


@dataclass(frozen=True, slots=True)
class AsOldForm:
    """An application, and the code of the form that it is to be written into."""

    application: Application
    code: str

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        return self.application.roles_of(actor)


def find_as_old_form(actor: Actor, application_id: UUID, code: str) -> AsOldForm | None:
    """The filed application, if there is a form with that code too."""
    from legacy_excel.filling import codes  # late, as where the forms are listed

    application = queries.find_filed(actor, application_id) if code in codes() else None
    return AsOldForm(application, code) if application else None


@old_forms.get("")
@guard(Permission.APPLICATION_READ, load=queries.find_filed)
def index(application: Application) -> Response:
    """The form that fits, the others, and what each of them has no field for."""
    content = application.content
    products = get_products(item.get("product") or "" for item in content.get("items") or ())
    forms = list_forms(content, _filed_on(application), {product.kind for product in products.values()})
    return page(
        "imports/old_forms.html",
        application=application,
        forms=[(form.code, words.form_name(form.code), _by_section(form.unheld)) for form in forms],
    )


@old_forms.get("/<code>.xlsx")
@guard(Permission.APPLICATION_READ, load=find_as_old_form)
def workbook(wanted: AsOldForm) -> Response:
    """The application in the form's layout; the file's name bears the number, for which the form has no field."""
    from legacy_excel.filling import fill  # late, as where the forms are listed

    application = wanted.application
    filled = fill(application_of(application.content, _filed_on(application)), wanted.code)
    return attachment(filled.content, f"{wanted.code}_{application.number}.xlsx", XLSX_TYPE)


def _filed_on(application: Application) -> date:
    assert application.filed_at is not None  # only filed applications are found
    return in_tokyo(application.filed_at).date()


def _by_section(paths: Iterable[str]) -> dict[str, list[str]]:
    """The names of the fields by the names of their sections, each once; a whole section has none."""
    found: dict[str, list[str]] = {}
    for path in paths:
        part, _at, name = split(path)
        names = found.setdefault(str(SECTION_NAMES.get(part, _("申請"))), [])
        if name is not None or part not in SECTION_NAMES:
            label = words.label_of(portal_path(path))
            names += [label] if label not in names else []
    return found

"""The files that products bring, on the desk: added, moved, removed, looked at (CAT-1, CAT-3)."""

from __future__ import annotations

from flask import Response, current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from tbc.catalog.forms.files import FileForm
from tbc.catalog.models import Product, ProductFile
from tbc.catalog.service import files as service
from tbc.desk.queries import catalog as queries
from tbc.desk.views.room import room
from tbc.kit.files import attachment
from tbc.kit.guard import actor, guard
from tbc.kit.page import go, page, say
from tbc.policy import Permission


@room.get("/catalog/<code>/files/new")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def new_product_file(product: Product) -> Response:
    """The form of a further file."""
    return _form_page(product, FileForm(formdata=None))


@room.post("/catalog/<code>/files/new")
@guard(Permission.CATALOG_EDIT, load=queries.find_product)
def add_product_file(product: Product) -> AnyResponse:
    """Add it behind the others."""
    form = FileForm()
    if not form.validate():
        return _form_page(product, form, status=422)
    try:
        added = service.add(actor(), product, form.details())
    except service.TooManyFiles:
        form.name_ja.errors = [_("ファイルは%(most)s個までです。使わないものを外してください。", most=service.AT_MOST)]
        return _form_page(product, form, status=422)
    say(_("「%(name)s」を加えました。", name=added.name_ja))
    return _back(product)


@room.get("/catalog/files/<uuid:file_id>")
@guard(Permission.CATALOG_READ, load=queries.find_kept_file)
def product_file(file: ProductFile) -> Response:
    """A file that is kept here."""
    return attachment(file.body or b"", file.file_name, "application/octet-stream")


@room.post("/catalog/files/<uuid:file_id>/move")
@guard(Permission.CATALOG_EDIT, load=queries.find_file)
def move_product_file(file: ProductFile) -> AnyResponse:
    """One place up or down."""
    product = queries.get_product(file.product_code)
    service.move(actor(), product, file, up=request.form.get("to") == "up")
    return _back(product)


@room.get("/catalog/files/<uuid:file_id>/remove")
@guard(Permission.CATALOG_EDIT, load=queries.find_file)
def removing_product_file(file: ProductFile) -> Response:
    """What removing it means."""
    return page("desk/catalog/remove_file.html", product=queries.get_product(file.product_code), file=file)


@room.post("/catalog/files/<uuid:file_id>/remove")
@guard(Permission.CATALOG_EDIT, load=queries.find_file)
def remove_product_file(file: ProductFile) -> AnyResponse:
    """Deliver it no more."""
    product = queries.get_product(file.product_code)
    service.remove(actor(), product, file)
    say(_("「%(name)s」を外しました。", name=file.name_ja))
    return _back(product)


def _back(product: Product) -> AnyResponse:
    return go(url_for("desk.catalog_product", code=product.code, _anchor="files"))


def _form_page(product: Product, form: FileForm, status: int = 200) -> Response:
    limit = current_app.config["SETTINGS"].upload_limit // 1024 // 1024
    return page("desk/catalog/file_form.html", status=status, product=product, form=form, limit=limit)

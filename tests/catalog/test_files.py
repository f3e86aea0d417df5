"""The files that a product brings."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tbc.catalog.queries import list_files
from tbc.catalog.service import files
from tbc.policy import Actor
from tests.products import a_product

WHO = Actor(name="見本　管理")


def values(name: str = "手引き", **more: Any) -> dict[str, Any]:
    plain = {"kind": "manual", "delivered_with": ["new", "additional", "renewal"], "name_ja": name, "name_en": "Guide"}
    return {**plain, "body": b"%PDF-1.7", "file_name": "guide.pdf", "version": "1.0", **more}


@pytest.mark.rule("CAT-1")
def test_a_file_is_measured_and_comes_with_the_kinds_it_is_for(session: Session) -> None:
    product = a_product()
    manual = files.add(WHO, product, values())
    files.add(WHO, product, values("本体", kind="download", delivered_with=["new"], body=b"PK"))
    assert (manual.size, manual.sha256) == (8, sha256(b"%PDF-1.7").hexdigest())
    assert [file.name_ja for file in list_files([product.code])] == ["手引き", "本体"]
    assert [file.name_ja for file in list_files([product.code], "renewal")] == ["手引き"]
    assert list_files(["NONE"]) == []


def test_listing_files_reads_no_bodies(session: Session, statements: list[str]) -> None:
    product = a_product()
    files.add(WHO, product, values())
    session.expunge_all()
    statements.clear()
    (file,) = list_files([product.code])
    assert "body" not in statements[0]
    assert file.body == b"%PDF-1.7"


def test_one_elsewhere_has_an_address_and_what_was_typed_of_it(session: Session) -> None:
    product = a_product()
    file = files.add(WHO, product, values(body=None, address="https://downloads.example.com/a.zip", sha256="0" * 64))
    assert (file.size, file.sha256) == (None, "0" * 64)


def test_files_change_places_and_go(session: Session) -> None:
    product = a_product()
    a, b, c = (files.add(WHO, product, values(name)) for name in "abc")
    files.move(WHO, product, c, up=True)
    files.move(WHO, product, a, up=True)
    files.move(WHO, product, b, up=False)
    assert [file.name_ja for file in list_files([product.code])] == ["a", "c", "b"]
    files.remove(WHO, product, c)
    assert [file.name_ja for file in list_files([product.code])] == ["a", "b"]
    assert product.version == 6


def test_there_are_so_many_and_no_more(session: Session) -> None:
    product = a_product()
    for number in range(files.AT_MOST):
        files.add(WHO, product, values(str(number), body=b"x"))
    with pytest.raises(files.TooManyFiles):
        files.add(WHO, product, values("21", body=b"x"))

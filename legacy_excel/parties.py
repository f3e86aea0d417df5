"""Makes the people and companies of a record: end user, support contact, delivery, reseller, distributor."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from legacy_excel.definitions import vocabulary
from legacy_excel.drafts import Draft
from legacy_excel.found import Found
from legacy_excel.layout.sharing import says_same_as
from legacy_excel.values.address import POSTAL_IN_TEXT, split_address
from legacy_excel.values.codes import postal_code
from legacy_excel.values.outcome import Outcome
from legacy_excel.values.places import prefectures_of
from legacy_excel.workbook.grid import Block

PARTY: Final = (
    "corporate_name", "corporate_name_kana", "corporate_number", "department", "title", "contact_name",
    "contact_name_kana", "phone", "email", "postal_code", "prefecture", "city", "street", "building",
)  # fmt: skip
DEALER: Final = ("company", "branch", "department", "contact_name", "phone", "email")
DELIVERY: Final = ("email", "company", "contact_name")
SHAPES: Final = {
    "end_user": PARTY, "support_contact": PARTY, "delivery": DELIVERY, "reseller": DEALER, "distributor": DEALER,
}  # fmt: skip
# Where 同上 takes its value from, and the sections that are objects even when nothing is filled in.
ABOVE: Final = {"support_contact": "end_user", "distributor": "reseller", "delivery": "end_user"}
ALWAYS_THERE: Final = frozenset({"end_user", "delivery"})
ADDRESS_PARTS: Final = ("prefecture", "city", "street", "address")
PLACE: Final = ("prefecture", "city", "street", "building")
OTHER_NAMES: Final = {"company": "corporate_name"}

Party = dict[str, Any]
Fields = Mapping[str, Found]


def read_parties(
    draft: Draft, found: Mapping[str, Fields], ticked: Mapping[str, Block | None]
) -> dict[str, Party | None]:
    """All parties of the form; a section that is empty is None, one that says so is `{"same_as": …}`.

    `ticked` has the cell of each section whose box 契約者と同じ or 販売店と同じ is ticked.
    """
    parties: dict[str, Party | None] = dict.fromkeys(SHAPES)
    for section in SHAPES:
        if section in draft.form.sections:
            parties[section] = _party(draft, section, found.get(section, {}), parties, ticked.get(section))
    return parties


def _party(
    draft: Draft, section: str, fields: Fields, parties: Mapping[str, Party | None], ticked: Block | None
) -> Party | None:
    shared = _shared(draft, section, fields, ticked)
    if shared is not None:
        return shared
    above = parties.get(ABOVE.get(section, ""))
    if above is not None and "same_as" in above:
        above = parties.get(above["same_as"])
    party: Party = dict.fromkeys(SHAPES[section])
    for name, found in fields.items():
        if name in party and name != "building":
            party[name] = _value(draft, f"{section}.{name}", found, above, ABOVE.get(section, ""))
    if "prefecture" in party:
        _place(draft, section, party, fields, above)
    is_empty = all(value is None for value in party.values())
    return None if is_empty and section not in ALWAYS_THERE else party


def _shared(draft: Draft, section: str, fields: Fields, ticked: Block | None) -> Party | None:
    """`{"same_as": …}` if the box is ticked, or if the words stand as text in an otherwise empty section."""
    if section not in vocabulary().same_as:
        return None
    target, _ = vocabulary().same_as[section]
    written = [found for found in fields.values() if says_same_as(section, found.raw)]
    others = [found for found in fields.values() if found.outcome.value is not None and found not in written]
    if ticked is not None or (written and not others):
        block = ticked or written[0].block
        raw = block.text
        draft.take(section, Found(raw, block, Outcome(target, ("same-as",))))
        if ticked is not None and others:
            draft.doubt(section, others[0].block)
        return {"same_as": target}
    return None


def _value(draft: Draft, path: str, found: Found, above: Party | None, source: str) -> Any:
    name = path.rpartition(".")[2]
    if not found.is_ditto:
        draft.take(path, found)
        return found.outcome.value
    value = above.get(name, above.get(OTHER_NAMES.get(name, ""))) if above else None
    if value is None:
        draft.report("invalid_value", path, draft.grid.cell(found.block))
        return None
    draft.copy(path, f"{source}.{name}", found)
    return value


def _place(draft: Draft, section: str, party: Party, fields: Fields, above: Party | None) -> None:
    """Fills prefecture, city, street, building; 同上 copies them, and the postal code if that cell is empty."""
    parts = [fields[name] for name in ADDRESS_PARTS if name in fields]
    for name in PLACE[:3]:
        if parts:
            draft.homes.setdefault(f"{section}.{name}", draft.grid.cell(parts[0].block))
    ditto = next((part for part in parts if part.is_ditto), None)
    if ditto is not None and above is not None:
        names = PLACE if party["postal_code"] else (*PLACE, "postal_code")
        for name in names:
            party[name] = above.get(name)
            if party[name] is not None:
                draft.copy(f"{section}.{name}", f"{ABOVE[section]}.{name}", ditto)
        return
    _split(draft, section, party, parts, has_building_cell="building" in fields)
    building = fields.get("building")
    if building is not None:
        party["building"] = _value(draft, f"{section}.building", building, above, ABOVE.get(section, ""))


def _split(draft: Draft, section: str, party: Party, parts: Sequence[Found], *, has_building_cell: bool) -> None:
    for part in parts:
        if part.outcome.code is not None:
            draft.report(part.outcome.code, f"{section}.prefecture", draft.grid.cell(part.block))
    written = [part for part in parts if part.outcome.value is not None]
    if not written:
        return
    text = "".join(part.outcome.value for part in written)
    text = _without_postal_code(draft, section, party, text, written[0])
    address = split_address(text, party["postal_code"], has_building_cell=has_building_cell)
    first = written[0]
    if address is None:
        draft.report("invalid_value", f"{section}.prefecture", draft.grid.cell(first.block))
        return
    raw = "".join(part.raw for part in written)
    for name in PLACE:
        value = getattr(address, name)
        if value is not None:
            party[name] = value
            draft.take(f"{section}.{name}", Found(raw, first.block, Outcome(value, ("address-split", *address.steps))))
    if "ward-missing" in address.steps:
        draft.doubt(f"{section}.city", first.block)
    _compare_with_postal_code(draft, section, party, address.written_prefecture)


def _without_postal_code(draft: Draft, section: str, party: Party, text: str, first: Found) -> str:
    """A 〒 at the beginning of the address cell is the postal code, if that has no cell of its own or an empty one."""
    match = POSTAL_IN_TEXT.match(text)
    if match is None:
        return text
    if party["postal_code"] is None:
        outcome = postal_code(match[1])
        party["postal_code"] = outcome.value
        draft.take(f"{section}.postal_code", Found(match[0], first.block, outcome))
    return text[match.end() :]


def _compare_with_postal_code(draft: Draft, section: str, party: Party, written: str | None) -> None:
    known = prefectures_of(party["postal_code"]) if party["postal_code"] else frozenset()
    path = f"{section}.postal_code"
    if written and known and written not in known:
        draft.report("postal_mismatch", path, draft.homes.get(path))

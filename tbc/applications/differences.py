"""What differs between a record and the one it was copied from, field by field (APP-8)."""

from __future__ import annotations

from tbc.applications.record import GROUPS, SAME_AS, Content, value_at, walk


def between(content: Content, origin: Content) -> dict[str, str]:
    """The paths whose text differs, with the text that stood in `origin` (empty if there was none).

    A section that is now the same as another, or was, differs as a whole: its path is the section's name and the old
    text is the old choice.
    """
    changed = {
        path: _text(value_at(origin, path))
        for path, _field, now in walk(content)
        if now != _text(value_at(origin, path)) and not _same_as(origin, path.split(".")[0])
    }
    for part in SAME_AS:
        if _same_as(content, part) != _same_as(origin, part):
            changed[part] = _same_as(origin, part)
    return changed


def lines_removed(content: Content, origin: Content) -> int:
    """How many product lines the origin had more."""
    return max(0, len(origin.get("items") or ()) - len(content.get("items") or ()))


def _same_as(content: Content, part: str) -> str:
    if part not in GROUPS:
        return ""
    same = (content.get(part) or {}).get("same_as") or ""
    return same if same in SAME_AS.get(part, ()) else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)

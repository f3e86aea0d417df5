"""Parses the XML parts of a package at the speed of C, without DTD or entities (XLS-6)."""

from contextlib import suppress
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError, ParserCreate

from legacy_excel.problems import WorkbookRefused


class _DoctypeFound(ValueError):
    pass


class _RootReached(Exception):
    pass


def parsed(raw: bytes) -> Element:
    """The root element; WorkbookRefused("unreadable_file") if it is damaged or declares a document type."""
    try:
        _refuse_doctype(raw)
        return fromstring(raw)  # noqa: S314  # it declares no entities: the same parser has just said so
    except (ParseError, ExpatError, ValueError, LookupError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged


def _refuse_doctype(raw: bytes) -> None:
    """Has the parser look for a DTD up to the first element, in whatever encoding; a search for bytes misses some."""

    def refuse(*_: object) -> None:
        raise _DoctypeFound

    def stop(*_: object) -> None:
        raise _RootReached

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    with suppress(_RootReached):
        parser.Parse(raw, True)

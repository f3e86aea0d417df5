"""Papers: PDF files set by Typst from a template and data, so that no value is ever taken for markup."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).parent / "fonts"
_TYPESETTING = Lock()


def typeset(template: Path, data: dict[str, Any], *, archived: bool = False) -> bytes:
    """The PDF (PDF/UA-1, tagged) of `template` with `data`, which it reads as JSON from `sys.inputs.data`.

    One that is `archived` is PDF/A-2a besides (ISO 19005-2): it needs nothing but itself to be read in ten years.
    """
    standards: list[Any] = ["a-2a", "ua-1"] if archived else ["ua-1"]
    # A compiler keeps its parsed fonts and template, and serves one paper at a time.
    with _TYPESETTING:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_standards=standards
        )
    assert isinstance(made, bytes), "one PDF holds all pages"
    return made


@cache
def _compiler(template: Path) -> typst.Compiler:
    import typst  # seven megabytes, which a worker that sets no paper goes without

    return typst.Compiler(str(template), font_paths=[str(FONTS)], ignore_system_fonts=True)

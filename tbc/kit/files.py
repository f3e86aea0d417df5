"""Files that are handed to a reader: always saved, never shown by the browser, with their Japanese name intact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from flask import Response


def attachment(body: bytes | Iterable[bytes], name: str, content_type: str) -> Response:
    """`body` as a download called `name` (RFC 6266, RFC 5987)."""
    response = Response(body, content_type=content_type)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, kind: str = "attachment") -> str:
    """The header for a file called `name`: what is no part of a name is dropped, the rest arrives as it is."""
    bare = re.sub(r"[\x00-\x1f\x7f\"\\/:*?<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]", "_", name).strip(" .") or "file"
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode() or "file"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(bare)}"

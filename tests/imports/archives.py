"""ZIPs as people send them: packed by Windows, macOS or a stranger who means no good."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.imports.given import sample

# The general purpose bits of a ZIP's entry.
UTF8, LOCKED = 0x800, 0x1


def a_zip(files: Mapping[str, bytes], *, encoding: str = "utf-8", says_so: bool = True) -> bytes:
    """A ZIP whose names are written in `encoding`; `says_so` sets the bit for UTF-8."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, body in enumerate(files.values()):
            archive.writestr(ZipInfo(_stand_in(number, list(files)[number], encoding)), body, ZIP_DEFLATED)
    made = target.getvalue()
    for number, name in enumerate(files):
        made = made.replace(_stand_in(number, name, encoding).encode("ascii"), name.encode(encoding))
    return flagged(made, UTF8) if says_so else made


def flagged(made: bytes, bit: int) -> bytes:
    """`made` with a bit set for each of its entries, in their own headers and in the directory."""
    changed = bytearray(made)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", changed, at + offset)
            struct.pack_into("<H", changed, at + offset, flags | bit)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def variant(number: int, name: str = "filled/b1-01.xlsx") -> bytes:
    """A sample with another content but the same cells."""
    body = BytesIO(sample(name))
    with ZipFile(body, "a") as archive:
        archive.comment = f"variant {number}".encode()
    return body.getvalue()


def _stand_in(number: int, name: str, encoding: str) -> str:
    """A name of as many bytes that no packer changes."""
    return f"<{number:x}>".ljust(len(name.encode(encoding)), "_")

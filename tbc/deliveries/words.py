"""What the words of deliveries are called on screen."""

from __future__ import annotations

from tbc.kit.phrases import lazy as _l

CODE_KINDS = {"activation-code": _l("アクティベーションコード"), "serial-number": _l("シリアル番号")}
_UNITS = ("KB", "MB", "GB", "TB")


def size_of(count: int) -> str:
    """A number of bytes as people read it: 312 MB, 1.24 GB."""
    size, unit = count / 1000, _UNITS[0]
    for larger in _UNITS[1:]:
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size:.3g} {unit}" if size < 100 else f"{size:.0f} {unit}"

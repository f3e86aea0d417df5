"""What becomes of a workbook, and which problems stand in the way of filing its records (XLS-5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

STATES = ("unread", "read", "failed", "to-register", "registered", "filed", "set-aside")
RECORD_STATES = ("read", "failed", "to-register", "registered", "filed")
REGISTRATION = "USER"
# The sheets as they are shown: drawn when somebody first opens the workbook, if they can be.
SHEETS = ("undrawn", "drawn", "undrawable")

# A batch of files, and each file in it.
BATCH_SOURCES = ("web", "command")
BATCH_STATES = ("reading", "cancelled", "done")
BATCH_OUTCOMES = ("waiting", "read", "failed", "known", "refused")
# A round of approvals, each workbook in it, and to whom the numbers go: one address, or a part of each application.
ROUND_STATES = ("filing", "cancelled", "done")
ROUND_OUTCOMES = ("waiting", "filed", "refused")
RECIPIENTS = ("one", "reseller", "end_user")
# A form that staff taught, and its test on the workbook that it was taught from.
TAUGHT_STATES = ("draft", "on", "off")
TAUGHT_TESTS = ("none", "passed", "failed")

# The library's problems that leave a value standing: a clerk may find it right, and says why.
KEEPS_VALUE = frozenset({"postal_mismatch", "free_mail", "uncertain"})
# Whoever has compared the cell says all there is to say by accepting it.
SPEAKS_FOR_ITSELF = frozenset({"uncertain"})
# What no reason can make good: an order could not be entered, or its delivery would reach nobody.
ALWAYS_ERRORS = frozenset({"no_items", "too_many_items", "unknown_product", "email", "number", "number_range"})
# The web refuses products that are still on Excel; these come on Excel.
NOT_ASKED_HERE = frozenset({"refused_excel_only"})
_MISSING = frozenset({"required", "choose"})


def one_of(column: str, words: Iterable[str]) -> str:
    """The database's condition that `column` holds one of `words`."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def state_of(record_states: Iterable[str]) -> str:
    """The state of a workbook that has been read: something to file, nothing but registrations, or nothing at all."""
    states = set(record_states)
    if "read" in states:
        return "read"
    return "to-register" if "to-register" in states else "failed"


def record_state(form: str | None, *, is_read: bool) -> str:
    """The state of a record when it has been read; a 新規ユーザー登録書 is never filed and waits to be registered."""
    if not is_read:
        return "failed"
    return "to-register" if form == REGISTRATION else "read"


def is_error(code: str, path: str, required: Collection[str]) -> bool:
    """Whether the portal's problem `code` at `path` must be mended, or only looked at.

    Required is what the form itself has (`required`, such as `items[].quantity`); what only the web demands is a
    warning that staff may override with a reason (XLS-5).
    """
    if code in _MISSING:
        return is_required(path, required)
    return code in ALWAYS_ERRORS


def is_required(path: str, required: Collection[str]) -> bool:
    """Whether the form asks for the field at `path` of the application record."""
    plain = re.sub(r"\[\d+\]", "[]", path).removesuffix(".same_as")
    return plain.replace("items[].product", "items[].product_name") in required or plain in required


def needs_reason(code: str) -> bool:
    """Whether the warning `code` stands only for a reason."""
    return code not in SPEAKS_FOR_ITSELF


def may_be_set_aside(state: str) -> bool:
    """Whether a workbook in `state` can be set aside: whatever nothing has come of yet."""
    return state in {"unread", "read", "failed", "to-register"}


def key(code: str, path: str) -> str:
    """How the acceptance of a problem is kept."""
    return f"{code}@{path}"

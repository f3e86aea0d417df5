"""An invoice is cancelled; the rooms above hear of it in the same transaction (BIL-3).

Whoever lays up what follows registers it when the portal starts: `when_cancelled(end_what_it_was_for)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tbc.invoices.models import Document, Invoice
from tbc.policy import Actor

# Gets the invoice as it now stands, locked, and the document that cancelled it, with its reason.
Cancelled = Callable[[Actor, Invoice, Document], None]
_Handler = TypeVar("_Handler", bound=Cancelled)

_handlers: list[Cancelled] = []


def when_cancelled(handler: _Handler) -> _Handler:
    """Call `handler` for each invoice that is cancelled; registered once, however often the room starts."""
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


def tell_cancelled(actor: Actor, invoice: Invoice, by: Document) -> None:
    """Let the rooms above do what follows."""
    for handler in _handlers:
        handler(actor, invoice, by)

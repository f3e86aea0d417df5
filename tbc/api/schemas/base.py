"""The kinds of values that bodies are made of."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

# Nothing but what can stand in a line: no control characters, which no page shows and the database may refuse.
_PLAIN = r"^[^\u0000-\u001f\u007f]*$"

Kind = Literal["new", "additional", "renewal"]
ContractClass = Literal["corporate", "government", "academic"]
ApplicationState = Literal["filed", "superseded", "withdrawn", "ordered", "shipped", "registered", "cancelled"]
OrderState = Literal["entered", "shipped", "cancelled"]

NumberTyped = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PLAIN)]
CustomerPo = Annotated[str, Meta(max_length=60, pattern=_PLAIN)]
ResellerReference = Annotated[str, Meta(pattern=r"^([0-9]{8})?$")]
DealerNote = Annotated[str, Meta(max_length=200, pattern=_PLAIN)]
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$")]
Tracking = Annotated[str, Meta(max_length=200, pattern=_PLAIN)]
Position = Annotated[int, Meta(ge=1, le=30)]
Code = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PLAIN)]
Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=_PLAIN)]
OrderNumber = Annotated[str, Meta(pattern=r"^ORDC[0-9]{7}$")]
DeliveryNumber = Annotated[str, Meta(pattern=r"^SHPC[0-9]{7}$")]
Number = Annotated[str, Meta(pattern=r"^[0-9A-HJKMNP-TV-Z]{24}$")]


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What a caller sends: a member that is not known is refused, so that a slip in its name is not overlooked."""


class Told(msgspec.Struct):
    """What a caller is told; members may be added later."""

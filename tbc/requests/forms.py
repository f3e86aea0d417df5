"""Who asks, as people type it: the same fields in each public form (DLV-5, DLV-6)."""

from __future__ import annotations

from tbc.kit.entries.controls import form_of
from tbc.kit.entries.field import Field
from tbc.kit.text import reading
from tbc.requests.words import REQUESTER_WORDS as _WORDS

REQUESTER = (
    Field("company", _WORDS["company"], required=True),
    Field("department", _WORDS["department"], required=True),
    Field("name", _WORDS["name"], reading.person, required=True),
    Field("phone", _WORDS["phone"], reading.phone, required=True, control="tel", longest=40),
    Field("email", _WORDS["email"], reading.email, required=True, control="email", longest=254),
    Field("prefecture", _WORDS["prefecture"], required=True, control="prefecture", longest=4),
    Field("city", _WORDS["city"], required=True),
)
Requester = form_of("Requester", REQUESTER)

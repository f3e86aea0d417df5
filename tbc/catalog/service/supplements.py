"""Keeping supplements as a text defines them (CAT-2)."""

from __future__ import annotations

import tomllib
from typing import Any

from tbc.audit.service import record
from tbc.catalog.models import Supplement
from tbc.catalog.supplements import DefinitionFaulty, definition_of
from tbc.kit.db import session
from tbc.policy import Actor


def keep_supplements(definitions: str, actor: Actor) -> list[str]:
    """Add or replace the supplements that a TOML text defines (CAT-2); their names.

    Raises:
        DefinitionFaulty: the text is no such definition; nothing is written.
    """
    try:
        entries = tomllib.loads(definitions)["supplement"]
        made = [_supplement(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as faulty:
        raise DefinitionFaulty(f"This is no list of supplements: {faulty}") from None
    for supplement in made:
        session.merge(supplement)
        record("supplement-kept", actor, "supplement", code=supplement.code)
    session.flush()
    return [supplement.name for supplement in made]


def _supplement(entry: dict[str, Any]) -> Supplement:
    definition: dict[str, Any] = {key: entry[key] for key in ("column", "most_rows") if key in entry}
    definition_of(definition)
    texts = {key: str(entry[key]) for key in ("code", "name", "name_en")}
    more = {key: str(entry.get(key, "")) for key in ("description", "description_en")}
    return Supplement(**texts, **more, definition=definition)

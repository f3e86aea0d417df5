"""What the list of all applications is narrowed to."""

from __future__ import annotations

from dataclasses import replace

from wtforms import SelectField

from tbc.applications.forms.filters import STATES, Filters
from tbc.applications.queries import Filter
from tbc.kit.choices import choices
from tbc.kit.phrases import lazy as _l

SOURCES = {"web": _l("Web"), "excel": _l("Excel")}
# Drafts are their writers' own business.
FILED_STATES = {state: word for state, word in STATES.items() if state != "draft"}
_ALL = ("", _l("すべて"))


class DeskFilters(Filters):
    """As the customers' own history, and where the application came from."""

    state = SelectField(_l("状態"), choices=choices([_ALL, *FILED_STATES.items()]), validate_choice=False)
    source = SelectField(_l("受付方法"), choices=choices([_ALL, *SOURCES.items()]), validate_choice=False)

    def wanted(self) -> Filter:
        """The filter; a state that nothing filed is in narrows nothing."""
        wanted = super().wanted()
        return wanted if wanted.state in FILED_STATES else replace(wanted, state="")

    def wanted_source(self) -> str:
        """The source asked for; what makes no sense narrows nothing."""
        return self.source.data if self.source.data in SOURCES else ""

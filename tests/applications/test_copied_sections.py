"""A copy can be filed as it stands: sections that are the same as none say so again in the draft."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tbc.applications import checking
from tbc.applications.differences import between
from tbc.applications.facts import gather
from tbc.applications.models import Application
from tbc.applications.service import copying
from tests.applications.given import PARTY, a_filed, content
from tests.people import a_customer, acting

OWN = {
    "distributor": {"same_as": "other", "company": "見本ディストリビューション株式会社"},
    "renewal_contact": {
        "same_as": "other", "company": "見本商事", "contact_name": "見本　花", "email": "hana@m.example.jp",
    },
    "support_contact": {"same_as": "other", **PARTY},
}  # fmt: skip


@pytest.fixture
def origin(session: Session) -> Application:
    """A filed application that says every section in full."""
    return a_filed(a_customer(), content(**OWN))


@pytest.mark.rule("APP-8")
@pytest.mark.parametrize("act", [copying.copy_and_new, copying.correct])
def test_nothing_has_to_be_chosen_again(act: object, origin: Application) -> None:
    draft = act(acting(a_customer()), origin)  # type: ignore[operator]  # one of the two acts
    assert checking.errors(checking.check(draft.content, gather(draft, draft.content))) == []
    assert {entry["state"] for entry in draft.progress.values()} == {"done"}
    assert between(draft.content, origin.content) == {}


@pytest.mark.rule("APP-8")
def test_a_change_in_such_a_section_is_shown(origin: Application) -> None:
    draft = copying.copy_and_new(acting(a_customer()), origin)
    draft.content["distributor"]["company"] = "例示ホールセール株式会社"
    assert between(draft.content, origin.content) == {"distributor.company": "見本ディストリビューション株式会社"}

"""The dealers offered on their step: found by what is typed, or as those from whom the reseller buys (PRT-4).

Without script a button asks and the page comes again; with it the same address answers with the part alone.
"""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _

from tbc.applications.queries.dealers import details_filed_before
from tbc.applications.record import GROUPS
from tbc.applications.service.naming import PARTS
from tbc.applications.views.room import StepOfDraft
from tbc.kit import throttle
from tbc.kit.db import keep_changes
from tbc.kit.guard import actor
from tbc.kit.page import say
from tbc.kit.places import identity
from tbc.kit.throttle import Limit
from tbc.partners.queries.picking import Choice, find_offered, offer_dealers, own_dealer, upstreams_of

# Whoever types two names at leisure asks thirty times; who asks for all of them asks for longer.
BY_ONE_PERSON = Limit("dealers-sought", 300, 15)
PART = "applications/_dealers_found.html"
ACTS = frozenset({"find", "choose", "same"})


def offer(here: StepOfDraft) -> dict[str, Any]:
    """What the step shows of dealers. `sought` is the part whose company is looked for, `chain` names it by part."""
    chain, sought = _chain(here), request.args.get("seek", "")
    shown: dict[str, Any] = {"chain": chain, "sought": sought, "choices": [], "more_choices": False, "wait": 0}
    if sought in PARTS and chain[sought].strip():
        shown["wait"] = throttle.take(BY_ONE_PERSON, str(actor().user_id))
        keep_changes()
        if not shown["wait"]:
            shown["choices"], shown["more_choices"] = offer_dealers(chain[sought][:120])
    shown["own"] = own_dealer(actor()) if not chain["reseller"].strip() else None
    shown["upstreams"] = upstreams_of(chain["reseller"])
    return shown


def apply(here: StepOfDraft, typed: dict[str, Any], act: str, of: str) -> None:
    """Change `typed` as the button says: `choose` a dealer, `same` for the distributor as the reseller."""
    if act == "choose":
        _choose(here, typed, of)
    elif act == "same":
        typed["distributor"]["same_as"] = "reseller"


def afterwards(act: str, of: str) -> tuple[str | None, str | None]:
    """What is looked for on the page that follows, and where on it the reader goes on."""
    if act == "find":
        return (of, f"{of}-found") if of in PARTS else (None, None)
    if act == "choose":
        return None, f"{of.partition('.')[0]}-company"
    return None, "distributor-same_as-0"


def _choose(here: StepOfDraft, typed: dict[str, Any], of: str) -> None:
    """Put the chosen dealer into its section of `typed`, with what the same person wrote of it last, where nothing is
    typed. One that is no longer offered changes nothing."""
    part, _dot, dealer_id = of.partition(".")
    choice = _find(dealer_id) if part in PARTS else None
    if choice is None:
        say(_("この会社は、もう選べません。会社名をそのまま入力してください。"), "info")
        return
    section = typed[part]
    section["company"] = choice.name
    if part == "distributor":
        section["same_as"] = "other"
    known = details_filed_before(actor(), here.application.company_account_id, part, choice.id)
    names = [field.name for field in GROUPS[part] if field.name != "company"]
    if known and not any(section.get(name) for name in names):
        section.update({name: known.get(name) or "" for name in names})
        say(_("「%(name)s」を入れました。支店や担当者は、前回の申請の内容です。", name=choice.name))
    else:
        say(_("「%(name)s」を入れました。", name=choice.name))


def _find(dealer_id: str) -> Choice | None:
    own = identity(dealer_id)
    return find_offered(own) if own else None


def _chain(here: StepOfDraft) -> dict[str, str]:
    """The companies as they are typed now, which the script sends along, or as they were saved."""
    content = here.application.content
    chain: dict[str, str] = {}
    for part in PARTS:
        saved = (content.get(part) or {}).get("company") or ""
        chain[part] = request.args.get(f"{part}-company", saved)[:240]
    saved = (content.get("distributor") or {}).get("same_as") or ""
    chain["same_as"] = request.args.get("distributor-same_as", saved)
    chain["end_user"] = (content.get("end_user") or {}).get("corporate_name") or ""
    return chain

"""Judges the applications of a sheet as the forms judge what is typed into them: the same readers, checks and rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tbc.applications import checking, rules
from tbc.applications.facts import gather_for_many
from tbc.applications.record import STEPS, Content
from tbc.applications.rules import Facts
from tbc.bulk_filing import lookups
from tbc.bulk_filing.columns import ACCOUNT, CONSENT
from tbc.bulk_filing.lookups import Names
from tbc.bulk_filing.reading import ReadSheet
from tbc.bulk_filing.rows import Typed, column_path, is_quick, typed_from
from tbc.kit.entries.party import PARTY, hyphenated
from tbc.kit.entries.problem import Problem
from tbc.kit.search import fold
from tbc.policy import Actor

# Such an application is kept as a draft: all that it lacks is uploaded beside the form.
NO_SHEET_HOLDS = "no_supplement"
_UNCLEAR = frozenset({"account_unknown", "account_ambiguous", "end_user_ambiguous", "end_user_unknown"})
# By these an end user that is kept is named.
_NAMING = frozenset({"corporate_name", "department", "corporate_number"})


@dataclass(slots=True)
class Judged:
    """One application of the sheet; `findings` are its problems with row, cell and text, ready to be kept as JSON."""

    typed: Typed
    account_id: UUID | None
    content: Content
    findings: list[dict[str, Any]] = field(default_factory=list)
    needs_consent: bool = False
    is_draft: bool = False
    same_row: int | None = None
    same_id: UUID | None = None

    @property
    def company(self) -> str:
        return str((self.content.get("end_user") or {}).get("corporate_name") or "")

    @property
    def outcome(self) -> str:
        """`faulty` with any error; else it waits to be filed, unless it is asked for twice."""
        if any(finding["level"] == "error" for finding in self.findings):
            return "faulty"
        return "double" if self.same_row or self.same_id else "waiting"


def judge(actor: Actor, sheet: ReadSheet, account_id: UUID | None) -> list[Judged]:
    """Every application of the sheet, in its order; rows that name no company account go into `account_id`."""
    typed = [typed_from(sheet, rows) for rows in sheet.groups]
    names = lookups.look_up(actor, {one.parts["end_user"]["corporate_name"] for one in typed})
    judged = [_content_of(one, names, account_id) for one in typed]
    facts_of = gather_for_many(one.content for one in judged)
    for one in judged:
        _judge(actor, sheet, one, facts_of(one.content))
    _find_doubles(actor, judged)
    return judged


def errors_of(content: Content, facts: Facts) -> tuple[list[Problem], bool]:
    """What stands in the way of filing a record, and whether it is nothing but that a supplement is to be added."""
    found = checking.errors(checking.check(content, facts))
    mended = [problem for problem in found if problem.code != NO_SHEET_HOLDS]
    return mended, bool(found) and not mended


def _content_of(typed: Typed, names: Names, default: UUID | None) -> Judged:
    account_id = _account(typed, names, default)
    for item in typed.parts["items"]:
        item["product"] = names.code_of(item["product"])
    if account_id:
        _fill_end_user(typed, names, account_id)
    content: Content = {}
    for step in STEPS:
        content |= checking.read(step, typed.parts)
    return Judged(typed, account_id, content)


def _account(typed: Typed, names: Names, default: UUID | None) -> UUID | None:
    if not typed.account or is_quick(typed.account):
        return None if typed.account else default
    found = names.accounts.get(fold(typed.account), [])
    if len(found) != 1:
        typed.problems.append(Problem(ACCOUNT, "account_ambiguous" if found else "account_unknown"))
        return None
    return found[0]


def _fill_end_user(typed: Typed, names: Names, account_id: UUID) -> None:
    """Whatever the row leaves empty is taken from the end user of that name, if the account keeps one."""
    section: dict[str, str] = typed.parts["end_user"]
    lacks = [one.name for one in PARTY if one.required and not section.get(one.name)]
    if not lacks or not section["corporate_name"]:
        return
    known = names.end_user_of(account_id, section)
    if len(known) > 1:
        typed.problems.append(Problem("end_user.corporate_name", "end_user_ambiguous", values={"count": len(known)}))
    elif not known and not any(text for name, text in section.items() if name not in _NAMING):
        typed.problems.append(Problem("end_user.corporate_name", "end_user_unknown"))
    elif known:
        kept = {name: str(value or "") for name, value in known[0].items()}
        kept["postal_code"] = hyphenated(kept.get("postal_code", ""))
        typed.parts["end_user"] = kept | {name: text for name, text in section.items() if text}


def _judge(actor: Actor, sheet: ReadSheet, one: Judged, facts: Facts) -> None:
    problems = [*one.typed.problems, *_told_once(one.typed, checking.check(one.content, facts))]
    email = str((one.content.get("end_user") or {}).get("email") or "")
    one.needs_consent = bool(email) and rules.needs_consent(actor.email, email)
    if one.needs_consent and one.typed.consent == "no":
        problems.append(Problem(CONSENT, "consent_refused"))
    _errors, one.is_draft = errors_of(one.content, facts)
    one.findings = [_finding(sheet, one.typed, problem) for problem in problems]


def _told_once(typed: Typed, problems: Iterable[Problem]) -> list[Problem]:
    """Who the end user is may hang on the account or name that is to be mended: empty cells are no faults yet."""
    if not _UNCLEAR & {problem.code for problem in typed.problems}:
        return list(problems)
    return [
        problem
        for problem in problems
        if not (problem.path.startswith("end_user.") and problem.code in {"required", "choose"})
    ]


def _finding(sheet: ReadSheet, typed: Typed, problem: Problem) -> dict[str, Any]:
    row = problem.values.get("here") or typed.row_of(problem.path)
    column = column_path(problem.path)
    return {
        "path": problem.path,
        "code": problem.code,
        "level": "draft" if problem.code == NO_SHEET_HOLDS else problem.level,
        "values": {name: value for name, value in problem.values.items() if name != "here"},
        "row": row,
        "cell": sheet.address(row, column),
        "typed": typed.texts.get(problem.path, typed.texts.get(column, ""))[:60],
    }


def _find_doubles(actor: Actor, judged: Sequence[Judged]) -> None:
    """The same twice in the sheet, or as it was filed in the last month: it is filed only if somebody says so."""
    sound = [one for one in judged if one.outcome == "waiting"]
    seen: dict[str, int] = {}
    filed = lookups.filed_lately(actor, {one.company for one in sound}, _accounts(sound))
    for one in sound:
        print_ = lookups.fingerprint(one.content, one.account_id)
        one.same_row, one.same_id = seen.get(print_), filed.get(print_)
        seen.setdefault(print_, one.typed.first)


def _accounts(judged: Iterable[Judged]) -> set[UUID]:
    return {one.account_id for one in judged if one.account_id}

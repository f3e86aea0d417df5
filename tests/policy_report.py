"""Writes docs/policy.md from the table of permissions: `python -m tests.policy_report` (`--check` only compares)."""

from __future__ import annotations

import sys
from pathlib import Path

from tbc.applications.rules import TRANSITIONS
from tbc.policy import TABLE, Permission, Role

FILE = Path(__file__).parents[1] / "docs" / "policy.md"
_INTRODUCTION = """# Who may do what

Written by `python -m tests.policy_report` from `tbc/policy.py` and `tbc/applications/rules.py`; a test keeps it in
step. Whoever has no mark may not.

The first six roles hold everywhere. The others are nobody's in general: they are what a customer is towards one thing,
and each read that finds the thing says so anew.

- Towards an application: the `filer` of a quick one, a `reader` to whom it was shown by name, an `account-member` or
  `account-manager` of the company account that it belongs to.
- Towards a company account and its end users: `account-member` or `account-manager`, and the `owner` of its
  organization, who manages who is in it and reads none of its applications without being in it.
- Towards an organization: a `colleague` is proven in one of its domains and not a member; members are `domain-member`
  (Organization Domain Member) or, invited from elsewhere, `guest`; each may be `account-creator` besides, and a domain
  member `owner`.

What somebody may not even know of (a stranger's application, another's session) is answered by 404, what they may know
of but not do by 403, and whoever is not signed in is led to the sign-in page. Which status each route gives to each of
them stands in `tests/routes/table.py` and `tests/routes/rows/`.
"""


def render() -> str:
    """The document."""
    roles = list(Role)
    head = ["permission", *roles]
    rows = [[f"`{permission}`", *(_mark(permission, role) for role in roles)] for permission in Permission]
    states = [[f"`{state}`", ", ".join(f"`{name}`" for name in sorted(after)) or "–"] for state, after in _LIVES]
    return "\n".join(
        (_INTRODUCTION, *_table(head, rows), "", "# What may become of an application", "",
         "The database refuses every other change of state (APP-9).", "", *_table(["state", "may become"], states), "")
    )  # fmt: skip


_LIVES = TRANSITIONS.items()


def _mark(permission: Permission, role: Role) -> str:
    return "yes" if role in TABLE[permission] else ""


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def main() -> int:
    """Write the file, or say that it is stale."""
    if "--check" not in sys.argv:
        FILE.write_text(render(), encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != render():
        print(f"{FILE.name} is stale: run `python -m tests.policy_report`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

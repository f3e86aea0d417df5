"""Who has to have a second factor: staff always, others where an upper room says so (ACC-3)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tbc.accounts.models import User

Question = Callable[[UUID], bool]
_questions: list[Question] = []


def ask(question: Question) -> None:
    """Ask `question(user_id)` at each sign-in from now on; a yes from any of them is enough."""
    if question not in _questions:
        _questions.append(question)


def must_have_factor(user: User) -> bool:
    """Whether the person may sign in with a second factor only."""
    return user.kind == "staff" or any(question(user.id) for question in _questions)

"""What every normaliser returns: the value, what was done to get it, and the problem code if it cannot be read."""

from dataclasses import dataclass, field
from typing import Any


# Not frozen, as it is made by the hundred: a frozen one takes four times as long.
@dataclass(slots=True)
class Outcome:
    """`value` is None when nothing stands there or nothing can be read; then `code` tells the two apart."""

    value: Any = None
    steps: tuple[str, ...] = field(default=())
    code: str | None = None

    def after(self, *steps: str) -> "Outcome":
        """The same outcome with earlier steps in front."""
        return Outcome(self.value, (*steps, *self.steps), self.code)


NOTHING = Outcome()


def steps_between(*stages: tuple[str, str]) -> tuple[tuple[str, ...], str]:
    """The names of the stages that changed the text, and the last text; the first stage is the text as found."""
    changed = []
    _, text = stages[0]
    for name, after in stages[1:]:
        if after != text:
            changed.append(name)
        text = after
    return tuple(changed), text

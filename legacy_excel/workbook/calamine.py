"""What python-calamine may raise on a damaged file, as the one refusal that the readers know."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import python_calamine

from legacy_excel.problems import WorkbookRefused

# A panic of the Rust code comes as an exception of this name, beside Exception and not to be imported from anywhere.
PANIC: Final = "PanicException"


@contextmanager
def refusals() -> Iterator[None]:
    """Makes WorkbookRefused of whatever calamine raises within."""
    try:
        yield
    except python_calamine.PasswordError as locked:
        raise WorkbookRefused("encrypted") from locked
    except (python_calamine.CalamineError, ValueError, OSError, OverflowError) as damaged:
        raise WorkbookRefused("unreadable_file") from damaged
    except BaseException as fault:
        if type(fault).__name__ != PANIC:
            raise
        raise WorkbookRefused("unreadable_file") from fault

"""Background work: what a request leaves for later, and what has to be done from time to time."""

from tbc.jobs.queue import enqueue, every, is_asked_for, is_waiting, task

__all__ = ["enqueue", "every", "is_asked_for", "is_waiting", "task"]


def init_app(_app: object) -> None:
    """Register the room's own upkeep."""
    from tbc.jobs import upkeep  # noqa: F401  # its decorators register it

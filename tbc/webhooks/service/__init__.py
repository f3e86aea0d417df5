"""What is told to other systems, and who they are."""

from tbc.webhooks.service.announcing import LOCK, SEND, announce, enqueue

__all__ = ["LOCK", "SEND", "announce", "enqueue"]

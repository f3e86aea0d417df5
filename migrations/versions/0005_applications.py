"""Applications and reception numbers."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with the room's tables."""


def downgrade() -> None:
    """Filled in with the room's tables."""

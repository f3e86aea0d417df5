"""What the reader of a row is towards it."""

from __future__ import annotations

from uuid import UUID

from tbc.policy import Actor, Role

Standing = tuple[UUID | None, frozenset[Role]]
NOTHING: Standing = (None, frozenset())


class Standings:
    """For rows towards which people have roles.

    The read that finds a row for somebody says what they are (`stands`); a row that was found in any other way grants
    nothing to anybody.
    """

    standing_of_reader = NOTHING

    def stands(self, actor: Actor, roles: frozenset[Role]) -> None:
        """Note what `actor` is towards this row."""
        self.standing_of_reader = (actor.user_id, roles)

    def roles_of(self, actor: Actor) -> frozenset[Role]:
        """What `actor` is towards this row, if the row was found for them."""
        user_id, roles = self.standing_of_reader
        return roles if user_id is not None and user_id == actor.user_id else frozenset()

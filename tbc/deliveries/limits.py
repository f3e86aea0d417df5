"""How often the delivery site's doors may be tried (DLV-3): the pages and the tests read it here."""

from __future__ import annotations

from tbc.accounts.limits import TooManyTries
from tbc.kit import throttle
from tbc.kit.throttle import Limit

# Failures of one number, and of one client whatever number it tries.
SIGN_IN = Limit("delivery-sign-in-number", 10, 60), Limit("delivery-sign-in-client", 30, 60)
# Every request counts, since each may send mail.
REISSUE = Limit("delivery-reissue-number", 3, 60), Limit("delivery-reissue-client", 10, 60)


def knock(door: tuple[Limit, Limit], number: str, client: str) -> None:
    """Count one try. The rows stay locked until the request ends, so parallel tries are counted exactly.

    Raises:
        TooManyTries: the limit of the number or of the client is reached.
    """
    of_number, of_client = door
    seconds = max(throttle.take(of_number, number), throttle.take(of_client, client))
    if seconds:
        raise TooManyTries(of_number.name, seconds)


def welcome(door: tuple[Limit, Limit], number: str, client: str) -> None:
    """The try was good: the number starts anew, the client gets its one try back and no other."""
    of_number, of_client = door
    throttle.forget(of_number, number)
    throttle.give_back(of_client, client)

"""How often one address may ask. Kept in memory, process by process: a count in the database would make every key that
a reader presses a write."""

from time import monotonic

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

_MOST_ADDRESSES = 10_000


class Turns:
    """So many turns in so many seconds for each address."""

    def __init__(self, turns: int, *, seconds: float) -> None:
        self.turns, self.seconds = turns, seconds
        self.taken: dict[str, int] = {}
        self.since = monotonic()

    def take(self, request: HttpRequest) -> bool:
        """Whether the address still has a turn; takes it."""
        if monotonic() - self.since > self.seconds or len(self.taken) > _MOST_ADDRESSES:
            self.forget()
        address = _address(request)
        self.taken[address] = self.taken.get(address, 0) + 1
        return self.taken[address] <= self.turns

    def forget(self) -> None:
        """Let everybody begin anew."""
        self.taken.clear()
        self.since = monotonic()


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # it cannot be told behind these proxies: all of those share one
        return ""

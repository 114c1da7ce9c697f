"""What waits for one act of a person, of any room: rooms add a provider in their `AppConfig.ready`, the desk shows
what they give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantoa.accounts.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the desk: what waits, why, where the act is done and the verb on its button."""

    title: str
    why: str
    url: str
    verb: str


Provider = Callable[["User"], Sequence[Waiting]]
providers: list[Provider] = []


def waiting_for(user: "User") -> list[Waiting]:
    """What waits for the person in every room, in the order in which rooms registered."""
    return [one for provider in providers for one in provider(user)]

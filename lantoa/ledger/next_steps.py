"""What a person does next about an obligation that another room finishes (a report to fill, a plan to draft): rooms
add a provider in their `AppConfig.ready`, this room knows none by name."""

from collections.abc import Callable
from typing import NamedTuple

from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation


class Step(NamedTuple):
    """The verb of the button and where it leads."""

    verb: str
    url: str


Provider = Callable[[Obligation, User], Step | None]
providers: list[Provider] = []


def step_for(obligation: Obligation, user: User) -> Step | None:
    """The first step that a room offers this person, if any does."""
    return next((step for provider in providers if (step := provider(obligation, user))), None)

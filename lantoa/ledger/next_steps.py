"""What a person does next about an obligation that another room finishes (a report to fill, a plan to draft): rooms
add a provider in their `AppConfig.ready`, this room knows none by name."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.review.enums import ReviewState

WAITS_FOR_HEAD = str(ReviewState.SUBMITTED.label)


class Step(NamedTuple):
    """The verb of the button and where it leads; `said`: for whom it waits, where the unit has done its part."""

    verb: str
    url: str
    said: str = ""


Provider = Callable[[Obligation, User], Step | None]
providers: list[Provider] = []
# For lists: the steps of many obligations (by id) in a fixed number of queries.
list_providers: list[Callable[[Sequence[Obligation], User], dict[int, Step]]] = []


def step_for(obligation: Obligation, user: User) -> Step | None:
    """The first step that a room offers this person, if any does."""
    found = steps_for([obligation], user).get(obligation.pk)
    return found or next((step for provider in providers if (step := provider(obligation, user))), None)


def steps_for(obligations: Sequence[Obligation], user: User) -> dict[int, Step]:
    """The steps that rooms offer for lists, by the obligation's id."""
    found: dict[int, Step] = {}
    for provider in list_providers:
        found = {**provider(obligations, user), **found}
    return found

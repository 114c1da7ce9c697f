"""Obligations that another room keeps together with others, so that one alone is not excused or opened again on its
own page: the room says where that is done. This room knows none by name."""

from collections.abc import Callable
from typing import NamedTuple

from lantoa.ledger.models import Obligation


class Keeper(NamedTuple):
    """Why it is done elsewhere, in a sentence; the page, and what its link says."""

    why: str
    url: str
    link: str


providers: list[Callable[[Obligation], Keeper | None]] = []


def keeper_of(obligation: Obligation) -> Keeper | None:
    """Who keeps the line; None where it stands alone."""
    return next((found for provider in providers if (found := provider(obligation))), None)

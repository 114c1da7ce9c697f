"""Where a cell of the grid leads, and what a column of days of its own is called. Rooms beside this one say so: a
provider takes the person and ids of obligations and gives the addresses of those that it has a page for which that
person may open; else a cell leads to the ledger's."""

from collections.abc import Callable, Collection, Sequence

from django.urls import reverse

from lantoa.accounts.models import User

providers: list[Callable[[User, Sequence[int]], dict[int, str]]] = []
# The names that people gave to parts of a year: by the part's code, of those that the person may see.
namers: list[Callable[[User, Collection[str]], dict[str, str]]] = []


def addresses(user: User, ids: Sequence[int]) -> dict[int, str]:
    """The page of each obligation, for one person."""
    found: dict[int, str] = {}
    for provider in providers:
        found.update(provider(user, ids))
    base = reverse("ledger:detail", args=[0])
    return {pk: found.get(pk) or base.replace("/0/", f"/{pk}/") for pk in ids}


def names(user: User, parts: Collection[str]) -> dict[str, str]:
    """What parts of a year are called, where somebody named them."""
    return {part: name for namer in namers for part, name in namer(user, parts).items()}

"""Where a cell of the grid leads. Rooms beside this one say so: a provider takes the person and ids of obligations and
gives the addresses of those that it has a page for which that person may open; else a cell leads to the ledger's."""

from collections.abc import Callable, Sequence

from django.urls import reverse

from lantoa.accounts.models import User

providers: list[Callable[[User, Sequence[int]], dict[int, str]]] = []


def addresses(user: User, ids: Sequence[int]) -> dict[int, str]:
    """The page of each obligation, for one person."""
    found: dict[int, str] = {}
    for provider in providers:
        found.update(provider(user, ids))
    base = reverse("ledger:detail", args=[0])
    return {pk: found.get(pk) or base.replace("/0/", f"/{pk}/") for pk in ids}

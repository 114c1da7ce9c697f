"""Where a cell of the grid leads. Rooms beside this one say so: a provider takes ids of obligations and gives the
addresses of those that it has a page for; without one a cell leads to the ledger's page."""

from collections.abc import Callable, Sequence

from django.urls import reverse

providers: list[Callable[[Sequence[int]], dict[int, str]]] = []


def addresses(ids: Sequence[int]) -> dict[int, str]:
    """The page of each obligation."""
    found: dict[int, str] = {}
    for provider in providers:
        found.update(provider(ids))
    base = reverse("ledger:detail", args=[0])
    return {pk: found.get(pk) or base.replace("/0/", f"/{pk}/") for pk in ids}

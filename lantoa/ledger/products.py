"""What an obligation promises, line by line: rooms that ask for products add a provider in their `AppConfig.ready`,
this room knows none by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from lantoa.ledger.models import Obligation


class Product(NamedTuple):
    """A promised product; `key` names its row for good ("planproduct-12")."""

    key: str
    text: str


Provider = Callable[[Sequence[Obligation]], Mapping[int, Sequence[Product]]]
# Each gives the products of those obligations (by id) that are its own, in a fixed number of queries.
providers: list[Provider] = []


def products_of(obligations: Iterable[Obligation]) -> dict[int, list[Product]]:
    """The product lines of each obligation (by id), in the order of the document; empty where none is promised."""
    rows = list(obligations)
    found: dict[int, list[Product]] = {row.pk: [] for row in rows}
    for provider in providers if rows else ():
        for pk, products in provider(rows).items():
            found[pk] += products
    return found

"""The promised products of obligations: which are ticked off, which are not, what may prove them."""

from collections.abc import Iterable

from lantoa.ledger.enums import ClaimState
from lantoa.ledger.models import Activity, Delivery, Obligation
from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.ledger.products import Product, products_of


def evidence_for(row: Obligation) -> ActivityQuerySet:
    """What the unit did for the obligation, the newest first; cancelled lines prove nothing."""
    found: ActivityQuerySet = Activity.objects.counted().filter(unit=row.unit_id, served__obligation=row.pk)
    return found


def is_backed(activities: Iterable[Activity]) -> bool:
    """Whether something can be looked at: a photo, a document, a link."""
    return any(one.link or one.files.all() for one in activities)


def accepted_lines(rows: Iterable[Obligation]) -> dict[int, set[str]]:
    """The products (keys) that were ticked off of each obligation (by id), also before it passed to this unit."""
    chains = _before(rows)
    every = {pk for chain in chains.values() for pk in chain}
    ticked: dict[int, set[str]] = {}
    for pk, key in Delivery.objects.filter(claim__obligation__in=every, claim__state=ClaimState.ACCEPTED).values_list(
        "claim__obligation", "product"
    ):
        ticked.setdefault(pk, set()).add(key)
    return {pk: set().union(*(ticked.get(one, set()) for one in chain)) for pk, chain in chains.items()}


def outstanding(rows: Iterable[Obligation]) -> dict[int, list[Product]]:
    """The products of each obligation (by id) that are not ticked off yet."""
    asked = list(rows)
    done = accepted_lines(asked)
    return {pk: [one for one in lines if one.key not in done[pk]] for pk, lines in products_of(asked).items()}


def _before(rows: Iterable[Obligation]) -> dict[int, list[int]]:
    """Each obligation with those that it was handed on from, in a query a generation."""
    asked = list(rows)
    chains = {row.pk: [row.pk] for row in asked}
    ends = {row.pk: row.handed_from_id for row in asked if row.handed_from_id}
    while ends:
        for pk, before in ends.items():
            chains[pk].append(before)
        older = dict(Obligation.objects.filter(pk__in=ends.values()).values_list("pk", "handed_from_id"))
        ends = {pk: nearer for pk, before in ends.items() if (nearer := older.get(before))}
    return chains

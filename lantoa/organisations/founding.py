"""Many units at once: a province's list of schools comes as one spreadsheet."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Case, Value, When

from lantoa.organisations.models.placement import Placement, UnitName
from lantoa.organisations.models.unit import Unit

_BATCH = 500


def found(units: Sequence[Unit]) -> None:
    """Save new units, each after the unit above it, which may stand anywhere in the same list."""
    with transaction.atomic():
        for rank in _ranks(units):
            for unit in rank:
                unit.parent = unit.parent  # its id was not known when the unit was made
                unit.derive()
            Unit.objects.bulk_create(rank, batch_size=_BATCH)
            take_first_places(rank)


def _ranks(units: Sequence[Unit]) -> list[list[Unit]]:
    """The units by how many of the list stand above them."""
    ours = {id(unit) for unit in units}
    ranks: list[list[Unit]] = []
    for unit in units:
        depth, above = 0, unit.parent
        while above is not None and id(above) in ours:
            depth, above = depth + 1, above.parent
        ranks.extend([] for _ in range(depth + 1 - len(ranks)))
        ranks[depth].append(unit)
    return ranks


def take_first_places(units: Sequence[Unit]) -> None:
    """Set the path of units just saved, and write down where and under what name each begins."""
    for unit in units:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    for start in range(0, len(units), _BATCH):
        some = units[start : start + _BATCH]
        paths = Case(*(When(pk=unit.pk, then=Value(unit.path)) for unit in some))
        Unit.objects.filter(pk__in=[unit.pk for unit in some]).update(path=paths)
    Placement.objects.bulk_create(
        (
            Placement(unit=unit, parent=unit.parent, path=unit.path, valid_from=unit.valid_from, valid_to=unit.valid_to)
            for unit in units
        ),
        batch_size=_BATCH,
    )
    UnitName.objects.bulk_create(
        (UnitName(unit=unit, name=unit.name, short_name=unit.short_name, valid_from=unit.valid_from) for unit in units),
        batch_size=_BATCH,
    )

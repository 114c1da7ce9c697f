"""Which units enter figures, and by when: the nearest scheme above a unit says so, else its kind does."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lantoa.dossiers import months
from lantoa.dossiers.models import DossierScheme
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit

# Those who receive dossiers of the field themselves; divisions are part of the unit above them.
KINDS = frozenset({UnitKind.DEPARTMENT, UnitKind.COMMUNE_COMMITTEE, UnitKind.ATTACHED_UNIT, UnitKind.SCHOOL})
DUE_DAY = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit is asked: from which month on, by which day of the month after."""

    is_asked: bool
    since: dt.date
    due_day: int

    def asks(self, unit: Unit, month: dt.date) -> bool:
        """Whether the unit must enter that month."""
        ended = unit.valid_to is not None and unit.valid_to <= month
        return self.is_asked and month >= self.since and months.next_month(month) > unit.valid_from and not ended

    def due_on(self, month: dt.date) -> dt.date:
        return months.due_on(month, self.due_day)


class Duties:
    """The schemes that stand, read once for a page; a fixed number of queries for any number of units."""

    def __init__(self, today: dt.date) -> None:
        rows = DossierScheme.objects.select_related("group")
        self._schemes = {row.unit_id: row for row in rows}
        self._members = {row.pk: _members(row, today) for row in self._schemes.values()}
        self._start = dt.date(today.year, 1, 1)

    def of(self, unit: Unit) -> Duty:
        for above in reversed([*unit.ancestor_ids(), unit.pk]):
            scheme = self._schemes.get(above)
            if scheme is not None:
                return Duty(self._holds(scheme, unit), scheme.since.replace(day=1), scheme.due_day)
        return Duty(unit.kind in KINDS, self._start, DUE_DAY)

    def _holds(self, scheme: DossierScheme, unit: Unit) -> bool:
        members = self._members[scheme.pk]
        return unit.kind in KINDS if members is None else unit.pk in members


def _members(scheme: DossierScheme, today: dt.date) -> Collection[int] | None:
    if scheme.group is None:
        return None
    return set(scheme.group.resolve(on=today).values_list("pk", flat=True))


def missing(units: Iterable[Unit], month: dt.date, entered: Collection[int], duties: Duties) -> list[Unit]:
    """The units that must enter a month and have not."""
    return [unit for unit in units if unit.pk not in entered and duties.of(unit).asks(unit, month)]

"""Whose work goes into which report, so that everything is counted once.

A unit's report holds what the unit itself did, what its divisions did that do not report themselves, and what units did
that ended: those with one heir count with the heir, those without with the unit above them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from lantoa.ledger.enums import ObligationState
from lantoa.organisations.enums import ENDING, PARTS
from lantoa.organisations.lineage import Lineage
from lantoa.organisations.models import Placement, Succession, Unit
from lantoa.reports.models import Report

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Owned:
    """The units whose activities a report counts as its own, the reporting unit first. `names`: under which unit each
    counts where units are counted; `ended`: those of them that have ended."""

    units: list[Unit]
    names: dict[int, int] = field(default_factory=dict)
    ended: frozenset[int] = frozenset()

    @property
    def ids(self) -> list[int]:
        return [unit.pk for unit in self.units]


def owned_by(report: Report) -> Owned:
    """Whose activities `report` counts as its own; the same few questions however many units report below."""
    unit, period = report.unit, report.period
    lineage = Lineage(max(period.ends_on, timezone.localdate()))
    others = list(_candidates(unit, lineage.origins(unit.pk), report))
    if not others:
        return Owned([unit], {unit.pk: unit.pk})
    for inherited in [lineage.origins(one.pk) - {one.pk} for one in others]:
        known = {one.pk for one in others} | {unit.pk}
        others += Unit.objects.filter(pk__in=inherited - known) if inherited - known else []
    chooser = _Chooser(report, lineage, [unit, *others])
    mine = [one for one in others if chooser.reporter(one.pk) == unit.pk]
    names = {one.pk: chooser.name(one.pk) for one in mine} | {unit.pk: unit.pk}
    return Owned([unit, *mine], names, frozenset(one.pk for one in mine if not chooser.goes_on(one.pk)))


def _candidates(unit: Unit, origins: set[int], report: Report) -> Iterable[Unit]:
    """Units other than `unit` whose work may belong to it: before it in its line, its divisions, ended ones below."""
    ended = Q(valid_to__isnull=False, valid_to__gt=report.period.starts_on)
    below = Unit.objects.below(unit).filter(ended | Q(kind__in=PARTS))
    before = Unit.objects.filter(pk__in=origins - {unit.pk})
    return (below | before).order_by("path")


def counting_units(unit_id: int) -> set[int]:
    """Every unit whose report may count what a unit did: itself, those that carried its work on, and
    those above them, wherever they stood."""
    line, fresh = {unit_id}, {unit_id}
    while fresh:
        steps = Succession.objects.filter(from_unit__in=fresh, to_unit__isnull=False, kind__in=ENDING)
        fresh = set(steps.order_by().values_list("to_unit", flat=True)) - line
        line |= fresh
    places = Placement.objects.filter(unit__in=line).order_by().values_list("path", flat=True)
    return line | {int(step) for path in places for step in path.strip("/").split("/")}


class _Chooser:
    """In which report a unit's work counts."""

    def __init__(self, report: Report, lineage: Lineage, units: list[Unit]) -> None:
        self._lineage = lineage
        self._units = {unit.pk: unit for unit in units}
        heirs = {lineage.line(pk) for pk in self._units}
        missing = heirs - self._units.keys()
        if missing:
            self._units |= Unit.objects.in_bulk(missing)
        near = {pk for unit in self._units.values() for pk in (unit.pk, *unit.ancestor_ids())}
        self._live = _reporting(report, near)

    def reporter(self, pk: int) -> int | None:
        """The unit whose report holds the work of unit `pk`; None where nobody was asked for it."""
        if pk in self._live:
            return pk
        heir = self._lineage.line(pk)
        if heir != pk:
            return self.reporter(heir)
        unit = self._units[pk]
        if unit.kind in PARTS or not self.goes_on(pk):
            return next((above for above in reversed(unit.ancestor_ids()) if above in self._live), None)
        return None

    def name(self, pk: int) -> int:
        """Under which unit `pk` counts as one: the heir's, a division under the unit that it is part of."""
        heir = self._lineage.line(pk)
        if heir != pk:
            return self.name(heir) if heir in self._units else heir
        unit = self._units[pk]
        return self.reporter(pk) or pk if unit.kind in PARTS and self.goes_on(pk) else pk

    def goes_on(self, pk: int) -> bool:
        return self._units[pk].is_current


def _reporting(report: Report, unit_ids: set[int]) -> set[int]:
    """Of these units those that report in the period; one that was excluded does so where it had sent before."""
    asked = report.drawn_from or report  # drawn from another, its sum is that one's: what counts below is not its own
    reports = asked.period.reports.order_by()
    owing = Q(obligation__isnull=True) | ~Q(obligation__state=ObligationState.EXCLUDED)
    ids, found = sorted(unit_ids), {report.unit_id}
    for start in range(0, len(ids), _BATCH):
        some = reports.filter(owing, unit_id__in=ids[start : start + _BATCH])
        found |= set(some.values_list("unit_id", flat=True))
    return found

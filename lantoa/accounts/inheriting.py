"""Ended units whose work goes on elsewhere: who directs the heir directs what the ended unit asked of others.

Without it the plans of an office that was merged into another would have no master (docs/decisions/0020).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.organisations.enums import ENDING
from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Succession, Unit

# A condition grows by each range of paths, and SQLite allows a thousand in a whole query, which may ask several times.
_RANGES = 100
_BATCH = 300


@dataclass(frozen=True)
class Inherited:
    """The topmost of the ended units that came with units held, as paths: each with everything below it."""

    paths: list[str]

    def condition(self, field: str) -> Q:
        """For rows whose unit path (`field`) is of one of these units or below. Few are ranges, many the list of all
        their units: an act that merges provinces ends thousands at once."""
        if len(self.paths) <= _RANGES:
            return below(self.paths, field)
        return Q(**{f"{field}__in": self._every})

    def covers(self, path: str) -> bool:
        return any(step in self._known for step in _steps(path))

    @cached_property
    def _every(self) -> list[str]:
        parts = (Unit.objects.filter(below(some, "path")) for some in _batches(self.paths))
        return [path for part in parts for path in part.order_by().values_list("path", flat=True)]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.paths)


def inherited(held: Iterable[str]) -> Inherited:
    """The ended units, elsewhere in the tree, whose work came into units at or below the paths `held`, by whatever
    number of steps: one query where nothing was inherited."""
    own = topmost(held)
    known, fresh = Inherited([]), own
    while fresh:
        found = set(_one_step(fresh, own) if len(fresh) <= _RANGES else _one_step_of_many(fresh, own))
        fresh = [path for path in topmost(found) if not known.covers(path)]
        known = Inherited(topmost([*known.paths, *fresh]))
    return known


def topmost(paths: Iterable[str]) -> list[str]:
    """Those of the paths that lie below none of the others, in order."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def below(paths: Iterable[str], field: str) -> Q:
    """A condition for rows whose unit path (`field`) is one of `paths` or below one; no rows where there are none."""
    condition = Q(pk__in=[])
    for path in paths:
        first, last = path_range(path)
        condition |= Q(**{f"{field}__gte": first, f"{field}__lt": last})
    return condition


def _one_step(paths: Sequence[str], own: Sequence[str]) -> Iterable[str]:
    """Paths of the units that ended into those at or below `paths`, without what lies below `own`."""
    steps = _endings().filter(below(paths, "to_unit__path")).exclude(below(own, "from_unit__path"))
    return steps.values_list("from_unit__path", flat=True)


def _one_step_of_many(paths: Sequence[str], own: Sequence[str]) -> Iterator[str]:
    """The same without hundreds of ranges in a joined query, which take PostgreSQL seconds: all endings are read."""
    into, held = Inherited(list(paths)), Inherited(list(own))
    for left, heir in _endings().values_list("from_unit__path", "to_unit__path"):
        if heir and into.covers(heir) and not held.covers(left):
            yield left


def _endings() -> QuerySet[Succession]:
    past = {"on__lte": timezone.localdate(), "from_unit__valid_to__lte": F("on")}
    return Succession.objects.filter(kind__in=ENDING, **past).order_by()


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[start : start + _BATCH] for start in range(0, len(paths), _BATCH))


def _steps(path: str) -> Iterator[str]:
    """The path and those above it: of `/1/35/` the paths `/1/` and `/1/35/`."""
    return (path[: place + 1] for place, sign in enumerate(path) if sign == "/" and place)

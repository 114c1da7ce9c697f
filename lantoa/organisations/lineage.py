"""Units through time: who carries a unit's work on, and whose work came into it.

Figures of a series belong to the unit that did the work on its day. To draw a line that goes through mergers, add them
up under today's heir (`carried`). A unit that was split has several heirs and its older figures cannot be divided: they
stay under its own name, as do those of a unit that was dissolved, so that no total ever changes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from lantoa.organisations.enums import ENDING, SuccessionKind
from lantoa.organisations.models import Succession


class Lineage:
    """The steps between units up to a day, read in one query."""

    def __init__(self, on: dt.date | None = None) -> None:
        self.on = on or timezone.localdate()
        self._next: dict[int, set[int]] = defaultdict(set)
        self._before: dict[int, set[int]] = defaultdict(set)
        self._ended: set[int] = set()
        steps = Succession.objects.filter(kind__in=ENDING, on__lte=self.on)
        for origin, heir, kind, day, ended in steps.values_list(
            "from_unit_id", "to_unit_id", "kind", "on", "from_unit__valid_to"
        ):
            self._add(origin, heir, is_end=kind != SuccessionKind.SPLIT or (ended is not None and ended <= day))

    def _add(self, origin: int, heir: int | None, *, is_end: bool) -> None:
        if is_end:
            self._ended.add(origin)
        if heir is not None:
            self._next[origin].add(heir)
            self._before[heir].add(origin)

    def heirs(self, unit_id: int) -> set[int]:
        """Ids of the units that carry the unit's work on that day: itself where it goes on, none where dissolved."""
        found = self._walk(unit_id, self._next)
        return {one for one in found if one not in self._ended}

    def origins(self, unit_id: int) -> set[int]:
        """Ids of every unit whose work came into this one, itself included."""
        return self._walk(unit_id, self._before)

    def line(self, unit_id: int) -> int:
        """The one unit under which the unit's older figures go on, or the unit itself."""
        heirs = self.heirs(unit_id)
        return next(iter(heirs)) if len(heirs) == 1 else unit_id

    @staticmethod
    def _walk(start: int, steps: Mapping[int, set[int]]) -> set[int]:
        found, waiting = {start}, [start]
        while waiting:
            fresh = steps.get(waiting.pop(), set()) - found
            found |= fresh
            waiting.extend(fresh)
        return found


def heirs(unit_ids: Iterable[int], on: dt.date | None = None) -> dict[int, set[int]]:
    """For each unit the units that carry its work on `on` (today)."""
    lineage = Lineage(on)
    return {unit: lineage.heirs(unit) for unit in unit_ids}


def origins(unit_ids: Iterable[int], on: dt.date | None = None) -> dict[int, set[int]]:
    """For each unit every unit whose work came into it by `on` (today), itself included."""
    lineage = Lineage(on)
    return {unit: lineage.origins(unit) for unit in unit_ids}


def carried(figures: Mapping[int, float], on: dt.date | None = None) -> dict[int, float]:
    """Figures by unit of any year, added up under the units that carry them on `on`; their total stays the same."""
    lineage, sums = Lineage(on), dict[int, float]()
    for unit, figure in figures.items():
        line = lineage.line(unit)
        sums[line] = sums.get(line, 0) + figure
    return sums

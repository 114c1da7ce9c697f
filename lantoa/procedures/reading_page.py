"""A version of a procedure as an applicant reads it: the four answers first (what to bring, where, how long, how much),
then the rest in order."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from lantoa.organisations.models import Unit
from lantoa.procedures.models import DossierPart, FilingWay, Procedure, ProcedureVersion
from lantoa.procedures.steps import Step, steps_of

UNSAID = "Chưa ghi trong quyết định công bố; hỏi nơi tiếp nhận."
PARTS = Prefetch("parts", DossierPart.objects.select_related("form"))  # for whoever reads many versions


@dataclass(frozen=True)
class Said:
    """An answer, and for which ways of filing it holds ("" for all)."""

    text: str
    ways: str = ""


@dataclass(frozen=True)
class PartGroup:
    """Papers that belong together: `case` says for whom, "" for everyone."""

    case: str
    parts: tuple[DossierPart, ...]


class ReadingPage:
    """`day` is the day of which the reader asks, `unit` the unit at whose door they stand, if known."""

    def __init__(self, procedure: Procedure, version: ProcedureVersion, day: dt.date, unit: Unit | None = None) -> None:
        self.procedure, self.version, self.day, self.unit = procedure, version, day, unit

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @cached_property
    def ways(self) -> list[FilingWay]:
        return list(self.version.ways.all())

    @cached_property
    def part_groups(self) -> list[PartGroup]:
        prefetch_related_objects([self.version], PARTS)
        return [
            PartGroup(case, tuple(group)) for case, group in groupby(self.version.parts.all(), lambda one: one.case)
        ]

    @cached_property
    def common_parts(self) -> list[DossierPart]:
        """Papers that everyone brings."""
        return [part for group in self.part_groups if not group.case for part in group.parts]

    @cached_property
    def cases(self) -> list[tuple[str, int]]:
        """Who brings more (or other) papers, and how many."""
        return list(Counter(group.case for group in self.part_groups for _ in group.parts if group.case).items())

    @property
    def time_limits(self) -> list[Said]:
        return _said(((way, way.time_limit) for way in self.ways), self.version.time_limit)

    @property
    def fees(self) -> list[Said]:
        """Word for word as the decision says, exemptions included."""
        return _said(((way, way.fee) for way in self.ways), self.version.fee)

    @property
    def place(self) -> str:
        """Where to go; the unit at whose door one stands is named by the page itself."""
        return self.version.receiving_address or self.version.acting_body or self.version.deciding_body

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.version.steps)

    @cached_property
    def history(self) -> list[ProcedureVersion]:
        """Every version, the newest first."""
        return list(self.procedure.versions.all())

    @cached_property
    def coming(self) -> ProcedureVersion | None:
        """What will take its place, if that is known already."""
        later = [one for one in self.history if one.in_force_from > self.day]
        return later[-1] if later else None


def _said(pairs: Iterable[tuple[FilingWay, str]], common: str) -> list[Said]:
    """One answer where all ways say the same, else one for each, with the ways that share it."""
    texts: dict[str, list[str]] = {}
    for way, text in pairs:
        if text:
            texts.setdefault(text, []).append(str(way.get_way_display()))
    if not texts:
        return [Said(common)] if common else []
    if len(texts) == 1:
        return [Said(next(iter(texts)))]
    return [Said(text, ", ".join(ways)) for text, ways in texts.items()]

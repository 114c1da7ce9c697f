"""What may be told of a survey, and nothing else: every screen, chart, spreadsheet, public page and report asks here.

Told are figures of units with all below them, of what a unit with others below it received itself, in one quarter or in
all; which of them, `suppression` decides, on the number of people first and then, within that, question by question on
the number who answered it. A factor's index is told where every question that it is made of is told there, the survey's
where every factor is: they say nothing that those do not say already, so nothing comes out by subtracting them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from lantoa.surveys import suppression, tallying
from lantoa.surveys.enums import INDEX_FACTORS, MEASURED, Factor, SurveyKind
from lantoa.surveys.index import Index, Tally, index_of
from lantoa.surveys.models import Question, Survey
from lantoa.surveys.quarters import ALL, Quarter
from lantoa.surveys.tallying import Cell, Count
from lantoa.surveys.trees import Node, tree_of


class Group(NamedTuple):
    """Whom a figure is about: the visitors of a unit with all below it, or (`is_own`) of the unit itself."""

    unit: int
    quarter: Quarter = ALL
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class FactorResult:
    factor: Factor
    index: Index | None  # None: hidden, or nobody answered

    @property
    def label(self) -> str:
        return self.factor.label


def told_before(survey: Survey, today: dt.date | None = None) -> dt.date | None:
    """Answers of days before this one may be told of; None: nothing yet."""
    if survey.is_closed:
        return dt.date.max
    if survey.kind == SurveyKind.YEARLY:
        return None
    return Quarter.of(today or timezone.localdate()).first


class Results:
    """The results of one survey as of today."""

    def __init__(self, survey: Survey, today: dt.date | None = None) -> None:
        self.survey = survey
        self.before = told_before(survey, today)

    @cached_property
    def cells(self) -> Mapping[Cell, Count]:
        if self.before is None:
            return {}
        return tallying.count(self.survey, before=None if self.before == dt.date.max else self.before)

    @cached_property
    def questions(self) -> list[Question]:
        rows = Question.objects.filter(section__survey=self.survey)
        return list(rows.select_related("section", "shown_when"))

    @cached_property
    def quarters(self) -> list[Quarter]:
        """The quarters that are told apart, in order; none of a yearly survey."""
        return sorted({cell.quarter for cell in self.cells} - {ALL})

    @property
    def tells_all(self) -> bool:
        """Whether all days together are told of: a running survey is told of quarter by quarter."""
        return self.survey.is_closed

    @cached_property
    def trees(self) -> dict[Quarter, list[Node]]:
        """For each quarter the tree of its last day, for all days that of the survey's last."""
        closed = self.survey.closed_on
        found = {quarter: self._tree(quarter, min(quarter.last, closed or quarter.last)) for quarter in self.quarters}
        return {**found, ALL: self._tree(ALL, closed or timezone.localdate())} if self.tells_all else found

    def _tree(self, quarter: Quarter, on: dt.date) -> list[Node]:
        return tree_of(self.survey.unit, {cell.unit for cell in self.cells if quarter in (ALL, cell.quarter)}, on)

    def nodes(self, quarter: Quarter = ALL) -> list[Node]:
        """The units that can be asked about in a quarter, from the top down."""
        return self.trees.get(quarter, [])

    @cached_property
    def groups(self) -> dict[Group, frozenset[Cell]]:
        """Every group that could be told of, with its cells."""
        found: dict[Group, set[Cell]] = defaultdict(set)
        for quarter, nodes in self.trees.items():
            above = {node.path: node.unit.pk for node in nodes}
            inner = {path[: path.rstrip("/").rfind("/") + 1] for path in above}
            path_of = {unit: path for path, unit in above.items()}
            for cell in self.cells:
                if quarter not in (ALL, cell.quarter):
                    continue
                path = path_of[cell.unit]
                if path in inner:
                    found[Group(cell.unit, quarter, True)].add(cell)
                for head in _heads(path):
                    if head in above:
                        found[Group(above[head], quarter)].add(cell)
        return {group: frozenset(cells) for group, cells in found.items()}

    @cached_property
    def told(self) -> set[Group]:
        """The groups that may be told of at all."""
        return self._choose({cell: one.people for cell, one in self.cells.items()}, set(self.groups))

    @cached_property
    def told_of(self) -> dict[int, set[Group]]:
        """The same question by question: fewer people may have answered it."""
        return {
            question.pk: self._choose({cell: one.answered[question.pk] for cell, one in self.cells.items()}, self.told)
            for question in self.questions
        }

    def _choose(self, people: Mapping[Cell, int], allowed: set[Group]) -> set[Group]:
        """Quarter by quarter, as they were told when each was over; all days together come after and give way."""
        least, told = self.survey.threshold, set[Group]()
        for quarter in self.quarters:
            sets = {group: self.groups[group] for group in allowed if group.quarter == quarter}
            told |= suppression.choose(people, sets, least)
        sets = {group: self.groups[group] for group in allowed if group.quarter == ALL or group in told}
        return suppression.choose(people, sets, least, told=told)

    def people(self, group: Group) -> int | None:
        """How many answered; None where that may not be told: it would be few, or a few would come out by it."""
        number = self._number(group)
        return number if group in self.told or not number else None

    def is_few(self, group: Group) -> bool:
        """Whether fewer answered than may be told of."""
        return self._number(group) < self.survey.threshold

    def _number(self, group: Group) -> int:
        return sum(self.cells[cell].people for cell in self.groups.get(group, ()))

    def is_told(self, group: Group) -> bool:
        return group in self.told

    def tells_question(self, group: Group, question: Question) -> bool:
        return group in self.told_of[question.pk]

    def count(self, group: Group) -> Count:
        """What the group answered. Only for what `is_told` and `tells_question` let through."""
        if group not in self.told:
            raise LookupError("a group that may not be told of")
        return tallying.together(self.cells[cell] for cell in self.groups[group])

    def texts(self, group: Group, question: Question) -> list[str]:
        """What the group wrote; nothing where too few did."""
        return tallying.texts_of(self.groups[group], question) if self.tells_question(group, question) else []

    def _made_of(self, factors: tuple[Factor, ...]) -> list[Question]:
        return [one for one in self.questions if one.counts_for_index and one.section.factor in factors]

    def _tells(self, group: Group, factors: tuple[Factor, ...]) -> bool:
        """Whether every question of these factors that anybody in the group answered is told of there."""
        if group not in self.told:
            return False
        asked = [
            one
            for one in self._made_of(factors)
            if any(self.cells[cell].answered[one.pk] for cell in self.groups[group])
        ]
        return bool(asked) and all(group in self.told_of[one.pk] for one in asked)

    def tally(self, group: Group, factor: Factor | None = None) -> Tally | None:
        """The sums behind an index (of the five factors where none is named); None where they may not be told."""
        if not self._tells(group, INDEX_FACTORS if factor is None else (factor,)):
            return None
        return self.count(group).tallies.get(factor or "", Tally())

    def index(self, group: Group, factor: Factor | None = None) -> Index | None:
        """The index with its interval; None where it may not be told or nobody answered."""
        tally = self.tally(group, factor)
        return index_of(tally, self.population(group)) if tally else None

    def factors(self, group: Group) -> list[FactorResult]:
        """The factors that the survey asks about, in the order of the method."""
        asked = {one.section.factor for one in self.questions if one.counts_for_index}
        return [FactorResult(one, self.index(group, one)) for one in MEASURED if one in asked]

    @cached_property
    def _populations(self) -> dict[int, int | None]:
        return dict(self.survey.asked.values_list("unit_id", "population"))

    def population(self, group: Group) -> int | None:
        """How many people the group's units served, where it is known of each; of one quarter it never is."""
        if group.quarter != ALL:
            return None
        numbers = [self._populations.get(unit) for unit in {cell.unit for cell in self.groups[group]}]
        known = [number for number in numbers if number]
        return sum(known) if len(known) == len(numbers) else None


def _heads(path: str) -> Iterator[str]:
    """The path and those above it: "/1/35/" and "/1/"."""
    while path != "/":
        yield path
        path = path[: path.rstrip("/").rfind("/") + 1]

"""The plan's year as a line: what is due when, with today marked. Places are shares of the line, in percent."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.plans.enums import TimingKind
from lantoa.plans.schedule import before, occasions
from lantoa.plans.sheet import Sheet

MONTHS = 12


@dataclass
class Point:
    """A day on which something is due; `words` are one line each."""

    day: dt.date
    at: float
    words: list[str] = field(default_factory=list)
    is_past: bool = False


@dataclass(frozen=True)
class Stretch:
    """A stretch of the year in which a task is done, on a row of its own."""

    start: float
    width: float
    row: int
    words: str

    @property
    def y(self) -> int:
        return 52 + 14 * self.row


class Yearline:
    """`points` in order of days; `stretches` packed into as few rows as fit; `today` none outside the year."""

    def __init__(self, sheet: Sheet, *, today: dt.date) -> None:
        self.sheet, self.year, self.day = sheet, sheet.plan.year, today
        self.first, self.last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        self.today = self.at(today) if today.year == self.year else None
        self.points = sorted(self._points(), key=lambda point: point.day)
        self.stretches = list(self._packed())
        rows = max((one.row for one in self.stretches), default=-1) + 1
        self.height = 72 + 14 * rows

    def at(self, day: dt.date) -> float:
        """Where a day stands; days outside the year stand at its ends."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return round(100 * days / ((self.last - self.first).days + 1), 2)

    @property
    def months(self) -> list[tuple[int, float]]:
        return [(month, self.at(dt.date(self.year, month, 1))) for month in range(1, MONTHS + 1)]

    @property
    def continuous(self) -> int:
        """Tasks that go on all year: too many to draw, so they are counted."""
        return sum(self._is_all_year(task) for task in self.sheet.tasks)

    @property
    def waiting(self) -> int:
        """Tasks without a day yet."""
        return sum(task.ends_on is None and task.timing_kind != TimingKind.PERIODIC for task in self.sheet.tasks)

    @property
    def coming(self) -> list[Point]:
        return [point for point in self.points if not point.is_past]

    def _points(self) -> Iterator[Point]:
        found: dict[dt.date, list[str]] = defaultdict(list)
        for day, words in self._due():
            found[day].append(words)
        for day, lines in found.items():
            yield Point(day, self.at(day), lines, day < self.day)

    def _due(self) -> Iterator[tuple[dt.date, str]]:
        plan = self.sheet.plan
        for cascade in self.sheet.cascades:
            if cascade.due_on:
                yield cascade.due_on, "Đơn vị ban hành kế hoạch của mình"
        rules = self.sheet.rules
        yearly = {rule.to_text for rule in rules if rule.period == "nam"}
        for rule in rules:
            for occasion in occasions(rule, plan, has_yearly=rule.to_text in yearly):
                if occasion.due_on:
                    yield occasion.due_on, f"Báo cáo {occasion.name}"
        for task in self.sheet.tasks:
            is_told = task.pk in self.sheet.planning  # as the units' own plans, above
            if task.timing_kind == TimingKind.DATE and task.ends_on and not is_told:
                yield (before(task.ends_on, plan) if task.starts_on is None else task.ends_on), task.text
        for paragraph in self.sheet.paragraphs:
            if paragraph.due_on and paragraph.is_tracked:
                yield paragraph.due_on, paragraph.item

    def _is_all_year(self, task: object) -> bool:
        starts, ends = getattr(task, "starts_on", None), getattr(task, "ends_on", None)
        kind = getattr(task, "timing_kind", "")
        return kind == TimingKind.PERIODIC or (kind == TimingKind.CONTINUOUS and bool(starts and ends))

    def _packed(self) -> Iterator[Stretch]:
        """Stretches shorter than the year, each in the first row where it has room."""
        ends: list[float] = []
        tasks = [
            task
            for task in self.sheet.tasks
            if task.starts_on and task.ends_on and task.timing_kind != TimingKind.DATE and not self._is_all_year(task)
        ]
        for task in sorted(tasks, key=lambda one: (one.starts_on, one.ends_on)):
            assert task.starts_on
            assert task.ends_on
            start, end = self.at(task.starts_on), self.at(task.ends_on + dt.timedelta(days=1))
            end = 100.0 if task.ends_on >= self.last else end
            row = next((place for place, taken in enumerate(ends) if taken <= start), len(ends))
            ends[row : row + 1] = [end]
            yield Stretch(start, round(max(end - start, 1), 2), row, task.text)

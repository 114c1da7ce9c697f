"""Figures of feedback: how much came, how it was answered, how soon, how it was liked; by kind and by unit.

On time: answered, and no letter of the case went out after the day by which it was owed, the first one of a case that
was opened again included. Cases that another law takes, that were refused or joined, are counted as received and owe no
answer.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lantoa.feedback.enums import CaseKind, CaseState, StepKind
from lantoa.feedback.models import Answer, Case, Publication, Rating, Step
from lantoa.organisations.models import Unit

SATISFIED = 4  # of 5, and above
_ANSWERED = Q(state=CaseState.ANSWERED)
_OPEN = Q(state__in=[CaseState.NEW, CaseState.HANDLING, CaseState.WAITING])


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one kind, one unit, or all. `days`: working days to the answer, on average; None: none answered."""

    name: str
    received: int = 0
    answered: int = 0
    on_time: int = 0
    waiting: int = 0
    overdue: int = 0
    elsewhere: int = 0
    days: Decimal | None = None
    rated: int = 0
    satisfied: int = 0
    unit: Unit | None = field(default=None, compare=False)

    @property
    def on_time_share(self) -> int | None:
        return round(100 * self.on_time / self.answered) if self.answered else None

    @property
    def satisfied_share(self) -> int | None:
        return round(100 * self.satisfied / self.rated) if self.rated else None


def in_year(cases: "QuerySet[Case]", year: int) -> "QuerySet[Case]":
    """Received in a year."""
    return cases.filter(received_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))


def total(cases: "QuerySet[Case]", today: dt.date) -> Line:
    rows = lines_by(cases, "", today)
    return rows[None] if rows else Line("Tất cả")


def by_kind(cases: "QuerySet[Case]", today: dt.date) -> list[Line]:
    """A line a kind, in the order of the law; those not sorted yet last."""
    rows = lines_by(cases, "kind", today)
    named = [_named(rows[kind], label) for kind, label in CaseKind.choices if kind in rows]
    return [*named, *([_named(rows[""], "Chưa phân loại")] if "" in rows else [])]


def by_unit(cases: "QuerySet[Case]", today: dt.date) -> list[Line]:
    """A line a unit, those with the most overdue first."""
    rows = lines_by(cases.exclude(holder=None), "holder", today)
    units = Unit.objects.in_bulk(key for key in rows if key)
    found = [_named(line, units[key].label, units[key]) for key, line in rows.items() if key in units]
    return sorted(found, key=lambda line: (-line.overdue, -line.received, line.name))


def lines_by(cases: "QuerySet[Case]", column: str, today: dt.date) -> dict[object, Line]:
    """Figures by a column of the case, in four queries whatever there is."""
    columns = [column] if column else []
    late = Q(state__in=[CaseState.NEW, CaseState.HANDLING], due_on__lt=today)
    rows = cases.order_by().values(*columns)
    asked = {
        "received": Count("pk"),
        "answered": Count("pk", filter=_ANSWERED),
        "waiting": Count("pk", filter=_OPEN),
        "overdue": Count("pk", filter=late),
        "elsewhere": Count("pk", filter=~_OPEN & ~_ANSWERED),
    }
    counted = rows.annotate(**asked) if columns else [rows.aggregate(**asked)]
    days, ratings, belated = _days(cases, columns), _ratings(cases, columns), _belated(cases, columns)
    return {
        (row[column] if column else None): Line(
            "",
            **{name: row[name] for name in asked},
            on_time=row["answered"] - belated.get(row.get(column), 0),
            days=days.get(row.get(column)),
            rated=ratings[row.get(column)][0],
            satisfied=ratings[row.get(column)][1],
        )
        for row in counted
    }


def _belated(cases: "QuerySet[Case]", columns: list[str]) -> dict[object, int]:
    """How many of the answered cases had a letter that came late."""
    late = Answer.objects.late().filter(case__in=cases.filter(_ANSWERED).order_by().values("pk")).order_by()
    keys, number = [f"case__{name}" for name in columns], Count("case", distinct=True)
    rows = late.values(*keys).annotate(n=number) if keys else [late.aggregate(n=number)]
    return {row[keys[0]] if keys else None: row["n"] for row in rows}


def _days(cases: "QuerySet[Case]", columns: list[str]) -> dict[object, Decimal]:
    """Working days to the answer that stands, as the steps of answering have them: a case that is handled again is not
    answered, and its first answer is not counted beside its second."""
    answers = Step.objects.filter(what=StepKind.ANSWERED, working_days__isnull=False)
    later = answers.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    steps = answers.filter(~Exists(later), case__in=cases.filter(_ANSWERED).order_by().values("pk"))
    keys = [f"case__{name}" for name in columns]
    rows = (
        steps.order_by().values(*keys).annotate(mean=Avg("working_days"))
        if keys
        else [steps.aggregate(mean=Avg("working_days"))]
    )
    return {
        row[keys[0]] if keys else None: round(Decimal(str(row["mean"])), 1) for row in rows if row["mean"] is not None
    }


def _ratings(cases: "QuerySet[Case]", columns: list[str]) -> dict[object, tuple[int, int]]:
    rows = Rating.objects.filter(case__in=cases.order_by().values("pk")).order_by()
    keys, found = [f"case__{name}" for name in columns], defaultdict[object, tuple[int, int]](lambda: (0, 0))
    good = Count("pk", filter=Q(score__gte=SATISFIED))
    counted = (
        rows.values(*keys).annotate(n=Count("pk"), good=good) if keys else [rows.aggregate(n=Count("pk"), good=good)]
    )
    for row in counted:
        found[row[keys[0]] if keys else None] = (row["n"], row["good"])
    return found


def scores(cases: "QuerySet[Case]") -> dict[int, int]:
    """How many of each score, 5 to 1."""
    rows = Rating.objects.filter(case__in=cases.order_by().values("pk")).order_by()
    counted = dict(rows.values_list("score").annotate(n=Count("pk")))
    return {score: counted.get(score, 0) for score in range(5, 0, -1)}


def years(cases: "QuerySet[Case]") -> list[int]:
    """The years in which something was received, the newest first; this year always."""
    found = {day.year for day in cases.order_by().dates("received_on", "year")} | {timezone.localdate().year}
    return sorted(found, reverse=True)


def published_years() -> list[int]:
    """The years in which answers were published, the newest first."""
    return [day.year for day in Publication.objects.live().order_by().datetimes("published_at", "year", order="DESC")]


def _named(line: Line, name: str, unit: Unit | None = None) -> Line:
    given = {key: getattr(line, key) for key in Line.__slots__ if key not in ("name", "unit")}
    return Line(name, **given, unit=unit)

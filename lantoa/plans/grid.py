"""Who has what of a plan: units × what the plan asks, read from the ledger alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet

from lantoa.ledger.enums import DONE, ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans.models import Cascade, Plan, PlanParagraph, PlanTask, ReportingRule

SYMBOLS = {
    "done": ("✓", "đã xong"),
    "late": ("!", "quá hạn"),
    "open": ("●", "đang làm"),  # ○ where the unit only helps
    "waiting": ("–", "chờ ấn định ngày"),
    "excluded": ("×", "không phải làm"),
}
TONES = {"done": "positive", "late": "negative", "open": "info", "waiting": "neutral", "excluded": "neutral"}


_ROLES: dict[str, str] = {ObligationKind.TASK_LEAD: "chủ trì, ", ObligationKind.TASK_COORDINATING: "phối hợp, "}


@dataclass(slots=True)
class Column:
    """One thing that the plan asks: a task, the own plan, a report, a duty."""

    key: tuple[int, int, str]
    head: str
    title: str
    total: int = 0
    done: int = 0
    late: int = 0


@dataclass(slots=True)
class Cell:
    pk: int
    state: str
    kind: str
    due_on: dt.date | None

    @property
    def symbol(self) -> str:
        helps = self.kind == ObligationKind.TASK_COORDINATING
        return "○" if self.state == "open" and helps else SYMBOLS[self.state][0]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def words(self) -> str:
        """What the symbol says, for screen readers and on hovering."""
        role = _ROLES.get(self.kind, "")
        due = f", hạn {self.due_on:%d/%m/%Y}" if self.due_on else ""
        return f"{role}{SYMBOLS[self.state][1]}{due}"


@dataclass(slots=True)
class Row:
    """A unit's numbers over everything that it was asked; its cells once the row is shown (`Grid.shown`)."""

    unit_id: int
    done: int = 0
    total: int = 0
    late: int = 0
    unit: Unit = field(init=False)
    cells: list[Cell | None] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    columns: list[Column]
    rows: list[Row]
    units: int  # units with something to do, before filters
    late_units: int
    today: dt.date
    obligations: QuerySet[Obligation]

    def shown(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of one page with their units and cells: two queries, whatever their number."""
        ids = [row.unit_id for row in rows]
        units = Unit.objects.in_bulk(ids)
        place = {column.key: number for number, column in enumerate(self.columns)}
        by_unit = {row.unit_id: row for row in rows}
        for row in rows:
            row.unit, row.cells = units[row.unit_id], [None] * len(self.columns)
        for one in self.obligations.filter(unit__in=ids).order_by("pk"):
            number = place.get((one.subject_type_id, one.subject_id, one.part))
            if number is not None:
                by_unit[one.unit_id].cells[number] = _cell(one, self.today)
        return list(rows)


def grid(plan: Plan, obligations: QuerySet[Obligation], *, today: dt.date, only_late: bool = False) -> Grid:
    """The grid of `obligations` (those of `plan` that the person may see), units by area and the Vietnamese alphabet.

    The database counts; what the cells hold is read for the rows that are shown.
    """
    numbers = {
        "total": Count("pk", filter=~Q(state=ObligationState.EXCLUDED)),
        "done": Count("pk", filter=Q(state__in=DONE)),
        "late": Count("pk", filter=Q(state=ObligationState.OPEN, due_on__lt=today)),
    }
    columns = _columns(plan)
    place = {column.key: column for column in columns}
    counted = obligations.order_by().values_list("subject_type", "subject_id", "part").annotate(**numbers)
    for kind, pk, part, total, done, late in counted:
        column = place.get((kind, pk, part))
        if column:
            column.total, column.done, column.late = total, done, late
    units = obligations.values("unit_id").annotate(**numbers).order_by("unit__area", "unit__sort_key", "unit_id")
    whole = [Row(**one) for one in units]
    late_rows = [row for row in whole if row.late]
    return Grid(columns, late_rows if only_late else whole, len(whole), len(late_rows), today, obligations)


def _cell(one: Obligation, today: dt.date) -> Cell:
    is_late = one.state == ObligationState.OPEN and one.due_on is not None and one.due_on < today
    state = (
        "done"
        if one.state in DONE
        else "late"
        if is_late
        else {ObligationState.WAITING: "waiting", ObligationState.EXCLUDED: "excluded"}.get(
            ObligationState(one.state), "open"
        )
    )
    return Cell(one.pk, state, one.kind, one.due_on)


def _columns(plan: Plan) -> list[Column]:
    """The things that obligations of the plan are about, in the document's order."""
    type_of = {model: ContentType.objects.get_for_model(model).pk for model in _MODELS}
    parts: dict[tuple[int, int], list[str]] = {}
    asked = Obligation.objects.of(plan).values_list("subject_type", "subject_id", "part").distinct().order_by("part")
    for kind, pk, part in asked:
        parts.setdefault((kind, pk), []).append(part)
    subjects: list[tuple[Any, str, str]] = [
        *((one, "KH", "Ban hành kế hoạch của đơn vị") for one in plan.cascades.all()),
        *((task, f"NV {task.no or number}", task.text) for number, task in enumerate(plan.tasks.all(), start=1)),
        *((rule, "BC", str(rule)) for rule in plan.reporting_rules.all()),
        *((duty, f"TN {number}", duty.text) for number, duty in enumerate(_duties(plan), start=1)),
    ]
    return [
        Column((kind, subject.pk, part), f"{head} {_short(part)}".strip(), title)
        for subject, head, title in subjects
        for kind in [type_of[type(subject)]]
        for part in parts.get((kind, subject.pk), [])
    ]


def _short(part: str) -> str:
    """A period's code for a narrow head: "2026-H1" is "6 tháng đầu", "2026-Q3" quý III, "2026" the year."""
    period = part.partition("-")[2]
    names = {"H1": "6 tháng đầu", "H2": "6 tháng cuối", "Q1": "quý I", "Q2": "quý II", "Q3": "quý III", "Q4": "quý IV"}
    return names.get(period) or (f"tháng {int(period)}" if period else "năm" if part else "")


def _duties(plan: Plan) -> QuerySet[PlanParagraph]:
    return plan.paragraphs.filter(role="duty", is_tracked=True)


_MODELS = (Cascade, PlanTask, ReportingRule, PlanParagraph)

"""A figure opened down: the reports below that it was added up from, and at the end the activities or obligations
themselves.

The parts of a figure add up to it, always: where a person typed something else, or an activity was changed after the
report was sent, the difference is a part of its own that says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from django.db.models import Q

from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.models import Unit
from lantoa.reports import content, counted, figures, sources
from lantoa.reports.consolidating import Child, children_of, not_included
from lantoa.reports.days import Days, data_until
from lantoa.reports.enums import Aggregate, FigureOrigin, How, RollUp
from lantoa.reports.models import Indicator, Report, ReportValue
from lantoa.reports.owning import Owned, owned_by

_ZERO = Decimal(0)


class PartKind(Enum):
    REPORT = "report"  # an accepted report below; it opens further
    OWN = "own"  # activities or obligations of the unit
    DIVISION = "division"  # those of a division that does not report itself
    ENDED = "ended"  # those of a unit that has ended
    SOURCE = "source"  # worked out by another room
    TYPED = "typed"  # typed, or the difference that a typed figure makes
    CHANGED = "changed"  # activities or obligations were changed after the report was sent
    SIDE = "side"  # numerator or denominator of a ratio


class Joined(Enum):
    """How the parts make the figure."""

    SUM = "sum"
    MOST = "most"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure. `report` and `indicator` say what to open next; `activities` are the evidence with what
    each adds, `silent` those counted that add nothing (a meeting that cost nothing), `obligations` what was counted one
    by one; `value` of a typed part says who typed, when, and why."""

    kind: PartKind
    label: str
    amount: Decimal
    unit: Unit | None = None
    report: Report | None = None
    indicator: Indicator | None = None
    value: ReportValue | None = None
    activities: list[tuple[Activity, Decimal]] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    silent: list[Activity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure with its parts; `value` None: the report gives none. `absent`: units that are not in it, with why."""

    report: Report
    indicator: Indicator
    value: Decimal | None
    joined: Joined
    parts: list[Part]
    absent: list[Child]


def breakdown(report: Report, indicator: Indicator) -> Breakdown:
    """What `report`'s figure for `indicator` is made of."""
    held = content.look(report).values.get(indicator.pk)
    absent = not_included(children_of(report))
    if held is None:
        return Breakdown(report, indicator, None, Joined.SUM, [], absent)
    parts = _sides(held, report) if indicator.how == How.RATIO else [*_reports(held, report), *_own(held, report)]
    if override := _override(held):
        parts.append(override)
    return Breakdown(report, indicator, held.value, _joined(indicator), parts, absent)


def _joined(indicator: Indicator) -> Joined:
    if indicator.how == How.RATIO:
        return Joined.RATIO
    return Joined.MOST if indicator.roll_up == RollUp.MAX else Joined.SUM


def _sides(held: ReportValue, report: Report) -> list[Part]:
    values = content.look(report).values
    sides = (("Tử số", held.indicator.numerator_id), ("Mẫu số", held.indicator.denominator_id))
    found = []
    for label, pk in sides:
        side = values.get(pk or 0)
        if side is not None:
            name = f"{label}: {side.indicator}"
            found.append(Part(PartKind.SIDE, name, side.value or _ZERO, report=report, indicator=side.indicator))
    return found


def _reports(held: ReportValue, report: Report) -> list[Part]:
    if held.indicator.roll_up == RollUp.NONE:
        return []
    rows = ReportValue.objects.filter(report__included_in__report=report, indicator=held.indicator)
    rows = rows.filter(value__isnull=False).select_related("report__unit", "report__period", "typed_by")
    return [
        Part(
            PartKind.REPORT, row.report.unit.name, row.value or _ZERO, row.report.unit, row.report, held.indicator, row
        )
        for row in rows.order_by("report__unit__sort_key", "report_id")
    ]


def _own(held: ReportValue, report: Report) -> list[Part]:
    if held.own is None:
        return []
    match held.indicator.how:
        case How.ACTIVITIES:
            return _activities(held, held.own, report)
        case How.SOURCE:
            if parts := _obligations(held, held.own, report):
                return parts
            source = sources.find(held.indicator.source)
            label = source.label if source else "Lấy từ phần khác của hệ thống"
            return [Part(PartKind.SOURCE, label, held.own, report.unit)]
        case _:
            return [Part(PartKind.TYPED, "Đơn vị nhập tay", held.own, report.unit, value=held)]


def _activities(held: ReportValue, own: Decimal, report: Report) -> list[Part]:
    """A part for each unit whose activities the report counts as its own."""
    owned = owned_by(report)
    by_unit: dict[int, list[tuple[Activity, Decimal]]] = defaultdict(list)
    for activity in evidence(report, held.indicator, owned):
        by_unit[activity.unit_id].append((activity, figures.amount(held.indicator, activity)))
    known = {unit.pk: unit for unit in owned.units}
    known |= Unit.objects.in_bulk(by_unit.keys() - known.keys()) if by_unit.keys() - known.keys() else {}
    named: set[int] = set()
    parts = []
    for pk, unit in known.items():
        if pk in by_unit:
            parts.append(_part_of(unit, by_unit[pk], held.indicator, report, owned, named))
    changed = own - sum((part.amount for part in parts), _ZERO)
    if changed:
        parts.append(
            Part(PartKind.CHANGED, "Chênh lệch so với khi gửi báo cáo: hoạt động đã sửa hoặc hủy", changed, report.unit)
        )
    return parts


def _obligations(held: ReportValue, own: Decimal, report: Report) -> list[Part]:
    """A part for each unit whose obligations the report counts; none where another room counts something else."""
    owned, day = owned_by(report), data_until(report)
    found = sources.obligations(held.indicator.source, owned.ids, Days.of(report.period), today=day)
    if found is None:
        return []
    by_unit: dict[int, list[Obligation]] = defaultdict(list)
    found = found if report.is_editable else found.filter(opened_on__lte=day)
    for row in found.order_by("due_on", "pk"):
        by_unit[row.unit_id].append(row)
    parts = []
    for unit in owned.units:
        if rows := by_unit.get(unit.pk):
            kind, label = _kind_of(unit, report, owned, "Việc của đơn vị")
            parts.append(Part(kind, label, Decimal(len(rows)), unit, obligations=rows))
    changed = own - sum((part.amount for part in parts), _ZERO)
    if changed:
        parts.append(
            Part(
                PartKind.CHANGED,
                "Chênh lệch so với khi gửi báo cáo: việc đã cập nhật, hoặc cách đếm đã đổi",
                changed,
                report.unit,
            )
        )
    return parts or [Part(PartKind.OWN, "Việc của đơn vị", own, report.unit)]


def _kind_of(unit: Unit, report: Report, owned: Owned, own: str) -> tuple[PartKind, str]:
    """What the unit is to the report, and how its part is called; `own`: where it is the report's unit itself."""
    if unit.pk == report.unit_id:
        return PartKind.OWN, own
    if unit.pk in owned.ended or not unit.is_current:
        return PartKind.ENDED, f"{unit.name} (đơn vị đã kết thúc)"
    return PartKind.DIVISION, unit.name


def _part_of(
    unit: Unit,
    done: list[tuple[Activity, Decimal]],
    indicator: Indicator,
    report: Report,
    owned: Owned,
    named: set[int],
) -> Part:
    """`named`: the units that were counted already where units are counted."""
    kind, label = _kind_of(unit, report, owned, "Hoạt động của đơn vị")
    total = sum((amount for _, amount in done), _ZERO)
    if indicator.aggregate == Aggregate.UNITS:
        name = owned.names.get(unit.pk, unit.pk)
        total = _ZERO if name in named else Decimal(1)
        named.add(name)
    telling = [(activity, amount) for activity, amount in done if amount or indicator.aggregate == Aggregate.UNITS]
    silent = [activity for activity, amount in done if not amount and indicator.aggregate != Aggregate.UNITS]
    return Part(kind, label, total, unit, activities=telling, silent=silent)


def evidence(report: Report, indicator: Indicator, owned: Owned | None = None) -> list[Activity]:
    """The activities behind the report's own figure: those frozen with it, of a draft those that count now."""
    if report.is_editable:
        period, owned = report.period, owned or owned_by(report)
        done = figures.done_by(owned.ids, period.starts_on, period.ends_on)
        return list(done.filter(figures.matching(indicator.filter)).order_by("-on", "-pk"))
    kept = counted.held(report, indicator)
    asked = figures.matching(indicator.filter) if kept is None else Q()  # sent before it was kept what was counted
    pks = report.counted_ids if kept is None else kept
    found = [one for part in _batches(pks) for one in Activity.objects.counted().filter(asked, pk__in=part)]
    return sorted(found, key=lambda activity: (activity.on, activity.pk), reverse=True)


def _batches(pks: list[int]) -> Iterable[list[int]]:
    return (pks[start : start + figures.BATCH] for start in range(0, len(pks), figures.BATCH))


def _override(held: ReportValue) -> Part | None:
    """The difference that a typed figure makes to the automatic one."""
    if held.origin != FigureOrigin.TYPED or held.indicator.how == How.TYPED or held.value is None:
        return None
    automatic = content.automatic(held) or _ZERO
    return Part(PartKind.TYPED, "Chênh lệch do nhập tay", held.value - automatic, held.report.unit, value=held)

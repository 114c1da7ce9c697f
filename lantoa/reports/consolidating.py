"""The sum of the reports below: which are in it, which are not and why, and what taking late ones in would change.

Only accepted reports enter (`Report.objects.counting`); every other unit is named. A correction that is accepted takes
the place of the edition before it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.enums import ObligationState
from lantoa.organisations.models import Unit
from lantoa.reports import content, figures, filling
from lantoa.reports.enums import UNSENT, FigureOrigin, How, Standing
from lantoa.reports.models import Inclusion, Indicator, Report, ReportNarrative, ReportValue, TemplateHeading
from lantoa.reports.models.report import SENT
from lantoa.review.enums import ReviewState
from lantoa.review.models import last_steps

OLDER = "trong tổng hợp là bản trước; bản đính chính chờ đưa vào"

_BY_STATE = {
    ReviewState.SUBMITTED: Standing.SUBMITTED,
    ReviewState.RETURNED: Standing.RETURNED,
    ReviewState.APPROVED: Standing.SENT,
    ReviewState.RECEIVED: Standing.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Child:
    """A unit that reports to this one: its newest report, the accepted edition that a sum may hold (`counted`), the
    edition that the sum holds now (`held_id`), where it stands, and why it is not in the sum (`why`)."""

    unit: Unit
    report: Report
    counted: Report | None
    held_id: int | None
    standing: Standing
    why: str

    @property
    def is_correction(self) -> bool:
        """An older edition is in the sum, a newer one is accepted."""
        return self.standing == Standing.OFFERED and self.held_id is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What an indicator would become; `is_typed`: a typed figure stands, which does not follow by itself."""

    indicator: Indicator
    before: Decimal | None
    after: Decimal | None
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A text that would come in under a heading."""

    heading: TemplateHeading
    unit: Unit
    text: str


class Arrivals:
    """The texts that would come in: counted without being read, for there may be thousands."""

    def __init__(self, texts: QuerySet[ReportNarrative]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return self._texts.count()

    def __iter__(self) -> Iterator[Arrival]:
        return (Arrival(text.heading, text.report.unit, text.text) for text in self._texts)


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking `children` in would change."""

    children: list[Child]
    changes: list[Change] = field(default_factory=list)
    arrivals: Arrivals | tuple[Arrival, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.children)


def children_of(report: Report) -> list[Child]:
    """Every unit that reports to `report`'s unit in its period, in the order of names; the same few questions however
    many they are."""
    asked = report.drawn_from or report  # who reports to it is asked in the report that it is drawn from
    sent_here = asked.period.reports.filter(receiver=report.unit_id)
    begun = Exists(ReportValue.objects.filter(report=OuterRef("pk"))) | Exists(
        ReportNarrative.objects.filter(report=OuterRef("pk"))
    )
    newest = sent_here.current().select_related("unit", "obligation", "period").annotate(is_begun=Q(begun))
    counted = {one.unit_id: one for one in sent_here.counting().select_related("unit")}
    inclusions = report.inclusions.values_list("child__unit_id", "child_id")
    held: dict[int, int] = dict(inclusions)
    rows = list(newest.order_by("unit__sort_key", "unit_id"))
    notes = {pk: step.note for pk, step in last_steps(rows, ReviewState.RETURNED).items()}
    return [_child(one, counted.get(one.unit_id), held.get(one.unit_id), notes.get(one.pk, "")) for one in rows]


def included(children: Iterable[Child]) -> list[Child]:
    """Those that the sum holds, be it with an older edition while the correction is among `offered`."""
    return [child for child in children if child.held_id is not None]


def offered(children: Iterable[Child]) -> list[Child]:
    """Accepted but not in the sum, or in it with an older edition."""
    return [child for child in children if child.standing == Standing.OFFERED]


def not_included(children: Iterable[Child]) -> list[Child]:
    """Every unit that the sum does not hold, with why."""
    return [child for child in children if child.held_id is None]


def is_outdated(report: Report) -> bool:
    """Whether an accepted report below is not in the sum, or is in it with an older edition."""
    counting = report.period.reports.filter(receiver=report.unit_id, is_nil=False).counting()
    return counting.exclude(included_in__report=report).exists()


@transaction.atomic
def include(report: Report, children: Iterable[Report], *, by: User) -> int:
    """Take accepted reports into the sum, in place of older editions of the same units, and work the figures out anew;
    how many were new. Typed figures and edited texts stay."""
    _demand_writer(report, by)
    wanted = {child.pk for child in children}
    ready = {child.counted.pk: child for child in children_of(report) if child.counted}
    strangers = wanted - ready.keys()
    if strangers:
        names = ", ".join(Report.objects.filter(pk__in=strangers).values_list("unit__name", flat=True)[:5])
        raise ValidationError(f"Chưa thể tổng hợp báo cáo chưa được chấp nhận: {names}. Tải lại trang để xem bản mới.")
    fresh = [ready[pk] for pk in wanted if ready[pk].held_id != pk]
    older = [child.held_id for child in fresh if child.held_id]
    report.inclusions.filter(child__in=older).delete()
    rows = [Inclusion(report=report, child=child.counted) for child in fresh if child.counted]
    Inclusion.objects.bulk_create(rows, ignore_conflicts=True)
    filling.fill(report)
    if fresh:
        names = ", ".join(child.unit.label for child in fresh)
        record("report_included", by=by, on=report, unit=report.unit, text=f"Đưa vào tổng hợp: {names}")
    return len(fresh)


def start(report: Report, *, by: User) -> int:
    """Begin a consolidated report with everything that is accepted; how many reports came in."""
    ready = [child.counted for child in offered(children_of(report)) if child.counted]
    return include(report, ready, by=by)


@transaction.atomic
def leave_out(report: Report, child: Report, *, by: User) -> None:
    """Take a report out of the sum again; it stays accepted and is offered anew."""
    _demand_writer(report, by)
    if report.inclusions.filter(child=child).delete()[0]:
        filling.fill(report)
        record("report_left_out", by=by, on=report, unit=report.unit, text=f"Bỏ khỏi tổng hợp: {child.unit.label}")


def difference(report: Report, children: Iterable[Child] | None = None) -> Difference:
    """What would change if the accepted reports that are not in the sum (or `children` of them) were taken in."""
    every = children_of(report) if children is None else list(children)
    late = offered(every)
    if not late or report.drawn_from_id:
        return Difference([])
    held = set(report.inclusions.values_list("child_id", flat=True))
    after = held - {child.held_id for child in late} | {child.counted.pk for child in late if child.counted}
    return Difference(late, _changes(report, sorted(after)), _arrivals(late))


def _child(report: Report, counted: Report | None, held: int | None, note: str) -> Child:
    if counted is not None and counted.is_nil and held is None:
        counted = None
    standing = _standing(report, counted, held)
    why = OLDER if held and standing == Standing.OFFERED else _why(report, standing, note)
    return Child(report.unit, report, counted, held, standing, why)


def _standing(report: Report, counted: Report | None, held: int | None) -> Standing:
    if counted is not None:
        return Standing.INCLUDED if counted.pk == held else Standing.OFFERED
    owed = report.obligation.state if report.obligation else ""
    if (report.is_nil and report.review_state in SENT) or owed == ObligationState.NIL:
        return Standing.NIL
    if owed == ObligationState.EXCLUDED:
        return Standing.EXCLUDED
    if report.review_state in _BY_STATE:
        return _BY_STATE[ReviewState(report.review_state)]
    return Standing.WRITING if getattr(report, "is_begun", False) else Standing.NOT_BEGUN


def _why(report: Report, standing: Standing, note: str) -> str:
    label = str(standing.label)
    debt = report.obligation
    match standing:
        case Standing.INCLUDED:
            return ""
        case Standing.EXCLUDED:
            return f"{label}: {debt.reason}" if debt else label
        case Standing.RETURNED:
            return f"{label}: {note}" if note else label
        case Standing.NOT_BEGUN | Standing.WRITING | Standing.SUBMITTED:
            return f"{UNSENT.lower()} ({label})" + _due(debt.due_on if debt else None)
        case _:
            return label


def _due(day: dt.date | None) -> str:
    if day is None:
        return ""
    return f", quá hạn {day:%d/%m/%Y}" if day < timezone.localdate() else f", hạn {day:%d/%m/%Y}"


def _changes(report: Report, after: Sequence[int]) -> list[Change]:
    """Each indicator whose figure would be another."""
    now = content.look(report).values
    indicators = [value.indicator for value in now.values()]
    under = content.below(after, indicators)
    then = {pk: content.join(value.indicator, value.own, under.get(pk)) for pk, value in now.items()}
    for pk, value in now.items():
        if _is_override(value):
            then[pk] = value.value
    for one in (one for one in indicators if one.how == How.RATIO and not _is_override(now[one.pk])):
        then[one.pk] = figures.ratio(then.get(one.numerator_id or 0), then.get(one.denominator_id or 0))
    found = []
    for pk, value in now.items():
        follows = content.join(value.indicator, value.own, under.get(pk)) if _is_override(value) else then[pk]
        if _is_override(value) and under.get(pk) != value.below:
            found.append(Change(value.indicator, value.value, follows, is_typed=True))
        elif then[pk] != value.value:
            found.append(Change(value.indicator, value.value, then[pk], is_typed=False))
    return found


def typed_over(late: Iterable[Child]) -> dict[int, list[ReportValue]]:
    """The figures of reports to be taken in (by id) that were typed over others."""
    pks = [child.counted.pk for child in late if child.counted]
    rows = ReportValue.objects.filter(report__in=pks, origin=FigureOrigin.TYPED).select_related("indicator")
    found: dict[int, list[ReportValue]] = defaultdict(list)
    for value in rows.order_by("indicator__code", "pk"):
        if content.replaced(value) is not None:
            found[value.report_id].append(value)
    return found


def _is_override(value: ReportValue) -> bool:
    """A typed figure that stands in place of an automatic one."""
    return value.origin == FigureOrigin.TYPED and value.indicator.how != How.TYPED


def _arrivals(late: Iterable[Child]) -> Arrivals:
    pks = [child.counted.pk for child in late if child.counted]
    texts = ReportNarrative.objects.filter(report__in=pks).exclude(text="").select_related("heading", "report__unit")
    return Arrivals(texts.order_by("heading__order", "heading_id", "report__unit__sort_key"))


def held_words(report: Report) -> str:
    """Why a sum holds still, and the one way on from there; empty while it may be changed."""
    match report.review_state:
        case ReviewState.SUBMITTED:
            return "Báo cáo tổng hợp đã trình. Muốn đổi, rút lại bản trình."
        case ReviewState.APPROVED if report.receiver is None:
            return "Báo cáo tổng hợp đã duyệt, chưa ban hành. Muốn đổi, ban hành rồi lập bản đính chính."
        case ReviewState.APPROVED | ReviewState.RECEIVED if report.receiver is not None:
            return f"Báo cáo tổng hợp đã gửi. Muốn đổi, đề nghị {report.receiver.label} trả lại."
        case ReviewState.ACCEPTED | ReviewState.ISSUED:
            return "Báo cáo tổng hợp đã chốt. Muốn đổi, lập bản đính chính kèm lý do."
        case _:
            return ""


def _demand_writer(report: Report, by: User) -> None:
    report._locked()
    if not report.is_editable:
        raise ValidationError(held_words(report))
    if report.drawn_from is not None:
        name = report.drawn_from.period.template.name
        raise ValidationError(f"Báo cáo này lấy số liệu từ “{name}”. Đưa vào hoặc bỏ ra ở báo cáo đó.")
    if not filling.may_write(by, report):
        raise PermissionDenied("Vai trò hiện tại không được soạn báo cáo của đơn vị này.")

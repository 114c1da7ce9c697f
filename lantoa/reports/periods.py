"""Opening a period of reports, and what the office decides about one: due days, who need not report, closing."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.documents.writing.wording import lower_first
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import DATED, ObligationQuerySet
from lantoa.organisations.lineage import Lineage
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.reports import ad_hoc, dues
from lantoa.reports.asked_above import asked_above
from lantoa.reports.enums import PeriodType
from lantoa.reports.lines import aim, lines_of
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.proposals import (
    Proposal,
    Span,
    debts_of,
    find_proposal,
    part_of,
    proposals,
    span,
    span_of,
)
from lantoa.vietnamese.text import squeeze

__all__ = [
    "Opening",
    "Proposal",
    "Span",
    "add_units",
    "close",
    "exclude",
    "find_proposal",
    "open_period",
    "part_of",
    "proposals",
    "reopen",
    "restore",
    "set_dues",
    "span",
    "span_of",
]


Tell = Callable[[int, int], None]  # hears how many of how many are done
_BATCH = 100  # units whose reports are made at once


@dataclass(frozen=True, slots=True)
class Opening:
    """What the office says of a period that it opens. `part` may be empty: it follows from the kind, or, ad hoc, from
    the days and the name. `through_levels`: units between the reporting ones and the office consolidate on the way."""

    unit: Unit
    template: ReportTemplate
    kind: PeriodType
    year: int
    starts_on: dt.date
    ends_on: dt.date
    index: int = 1
    name: str = ""
    part: str = ""
    due_on: dt.date | None = None
    gap_days: int = 3
    through_levels: bool = True


def open_period(
    opening: Opening,
    *,
    form_key: uuid.UUID,
    by: User,
    proposal: Proposal | None = None,
    units: Iterable[Unit] = (),
    groups: Iterable[UnitGroup] = (),
    tell: Tell | None = None,
) -> Period:
    """Open a period: a report for every unit that a plan asks (`proposal`) or that is chosen (`units`, `groups` by the
    tree of the last day), for those between them and the office, and the office's own.

    `tell` hears how many of how many units have their report. The same form twice opens one. Raises ValidationError
    where the days are the wrong way round, nobody is asked, or the period is open already (`ad_hoc.OpenedAlready`).
    """
    access.demand(by, Power.DIRECT, opening.unit)
    try:
        with transaction.atomic():
            chosen = _chosen(opening, units, groups)
            return _opened_by(form_key, by) or _open(opening, form_key, by, proposal, chosen, tell)
    except IntegrityError:
        same = _opened_by(form_key, by)
        if same is None:
            raise ValidationError("Kỳ này đã mở với mẫu đã chọn. Mở trang kỳ đó, hoặc chọn mẫu hay kỳ khác.") from None
        return same


@transaction.atomic
def add_units(period: Period, units: Iterable[Unit], *, by: User, asked: ObligationQuerySet | None = None) -> int:
    """Ask further units in a period that is open, or those that owe the lines `asked`; how many reports that made."""
    access.demand(by, Power.DIRECT, period.unit)
    _demand_open(period)
    debts = Obligation.objects.none() if asked is None else asked
    made = _make_reports(period, {unit.pk for unit in units}, debts, through_levels=True, by=by)
    if made:
        record("period_units_added", by=by, on=period, unit=period.unit, text=f"Thêm {made} đơn vị vào {period}")
    return made


@transaction.atomic
def set_dues(period: Period, *, due_on: dt.date | None, gap_days: int, by: User) -> int:
    """Move the top due day, or the gap between levels: those below follow. How many units' days changed."""
    access.demand(by, Power.DIRECT, period.unit)
    _demand_open(period)
    if gap_days < 0 or gap_days > 60:
        raise ValidationError("Số ngày làm việc giữa hai cấp phải từ 0 đến 60.")
    period.due_on, period.gap_days = due_on, gap_days
    period.save(update_fields=["due_on", "gap_days"])
    _owe_top(period)
    changed = dues.derive(period, by=by)
    day = f"{due_on:%d/%m/%Y}" if due_on else "để trống"
    text = f"Hạn gửi cấp trên của {period}: {day}, mỗi cấp {gap_days} ngày làm việc"
    record("period_due", by=by, on=period, unit=period.unit, text=text)
    return changed


@transaction.atomic
def exclude(report: Report, *, reason: str, by: User) -> None:
    """Take a unit out of the period for a reason that shows; what reported to it goes to the next one above."""
    debt = _debt_to_judge(report, by)
    if not books.exclude(debt, reason=reason, by=by):
        raise ValidationError("Đơn vị đã gửi báo cáo hoặc đã được miễn nên không miễn được nữa. Tải lại trang.")
    _settle(report, by)
    text = f"Không phải báo cáo: {report.unit.label}, {report.period}"
    record("report_excluded", by=by, on=report, unit=report.unit, text=text, detail={"reason": reason})


@transaction.atomic
def restore(report: Report, *, by: User) -> None:
    """Ask a unit again that was taken out."""
    debt = _debt_to_judge(report, by)
    if not report.unit.is_current:
        raise ValidationError(f"{report.unit.name} đã thôi hoạt động nên không thể giao lại báo cáo.")
    if not report.is_excluded:
        return
    books.restore(debt.filter(reason=report.obligation.reason if report.obligation else ""), by=by)
    _settle(report, by)
    text = f"Giao lại báo cáo: {report.unit.label}, {report.period}"
    record("report_restored", by=by, on=report, unit=report.unit, text=text)


@transaction.atomic
def end_own_day(report: Report, *, by: User) -> None:
    """The unit's day is worked out again as that of the others; nothing where it has none of its own."""
    access.demand(by, Power.DIRECT, report.period.unit)
    _demand_open(report.period)
    own = list(Obligation.objects.filter(pk=report.obligation_id or 0).pending().with_own_day())
    if not own:
        return
    books.remember(own, what=DATED, by=by, text="Thôi hạn riêng, theo hạn chung của kỳ")
    dues.derive(report.period, by=by)
    report.refresh_from_db(fields=["obligation"])
    text = f"Thôi hạn riêng: {report.unit.label}, {report.period}"
    record("report_own_day_ended", by=by, on=report, unit=report.unit, text=text)


@transaction.atomic
def close(period: Period, *, by: User) -> None:
    """Close: what was not sent stays so; afterwards only corrections with a reason. Twice changes nothing."""
    access.demand(by, Power.DIRECT, period.unit)
    row = Period.objects.select_for_update().get(pk=period.pk)
    if not row.is_closed:
        row.closed_at, row.closed_by = timezone.now(), by
        row.save(update_fields=["closed_at", "closed_by"])
        record("period_closed", by=by, on=row, unit=row.unit, text=f"Đóng kỳ: {row}")
    period.closed_at, period.closed_by = row.closed_at, row.closed_by


@transaction.atomic
def reopen(period: Period, *, by: User) -> None:
    """Let units send again. Twice changes nothing."""
    access.demand(by, Power.DIRECT, period.unit)
    row = Period.objects.select_for_update().get(pk=period.pk)
    if row.is_closed:
        row.closed_at = row.closed_by = None
        row.save(update_fields=["closed_at", "closed_by"])
        record("period_reopened", by=by, on=row, unit=row.unit, text=f"Mở lại kỳ: {row}")
    period.closed_at = period.closed_by = None


def _opened_by(form_key: uuid.UUID, by: User) -> Period | None:
    return Period.objects.filter(form_key=form_key, opened_by=by).first()


def _chosen(opening: Opening, units: Iterable[Unit], groups: Iterable[UnitGroup]) -> set[int]:
    found = {unit.pk for unit in units}
    for group in groups:
        found |= set(group.resolve(on=opening.ends_on).order_by().values_list("pk", flat=True))
    return found


def _open(
    opening: Opening,
    form_key: uuid.UUID,
    by: User,
    proposal: Proposal | None,
    chosen: set[int],
    tell: Tell | None,
) -> Period:
    if opening.ends_on < opening.starts_on:
        raise ValidationError("Ngày chốt số liệu phải từ ngày bắt đầu trở đi.")
    if opening.template.retired_at:
        raise ValidationError(f"Mẫu “{opening.template}” đã ngừng dùng. Chọn mẫu khác.")
    part = opening.part or _part(opening)
    ad_hoc.demand_new(opening, part)
    period = Period.objects.create(
        unit=opening.unit,
        template=opening.template,
        kind=opening.kind,
        year=opening.year,
        index=opening.index,
        name=_name(opening),
        part=part,
        starts_on=opening.starts_on,
        ends_on=opening.ends_on,
        due_on=opening.due_on,
        gap_days=opening.gap_days,
        opened_by=by,
        form_key=form_key,
    )
    asked = debts_of(opening.unit, proposal) if proposal else Obligation.objects.none()
    made = _make_reports(period, chosen, asked, through_levels=opening.through_levels, by=by, tell=tell)
    if not made:
        raise ValidationError("Chưa có đơn vị nào phải báo cáo. Chọn ít nhất một đơn vị hoặc nhóm đơn vị.")
    _own_report(period)
    dues.derive(period, by=by)
    record("period_opened", by=by, on=period, unit=period.unit, text=f"Mở kỳ: {period}, {made} đơn vị phải báo cáo")
    return period


def _name(opening: Opening) -> str:
    if opening.name.strip():
        return squeeze(opening.name)[:120]
    if opening.kind == PeriodType.AD_HOC:
        return f"Đột xuất, từ {opening.starts_on:%d/%m/%Y} đến {opening.ends_on:%d/%m/%Y}"
    return span(opening.kind, opening.year, opening.index).name


def _part(opening: Opening) -> str:
    if opening.kind == PeriodType.AD_HOC:
        return ad_hoc.part_of_days(opening)
    return part_of(opening.kind, opening.year, opening.index)


def _make_reports(
    period: Period,
    chosen: set[int],
    asked: ObligationQuerySet,
    *,
    through_levels: bool,
    by: User,
    tell: Tell | None = None,
) -> int:
    """A report for each unit that has none in the period yet; how many. Units that have ended are asked as their one
    heir, or not at all: what they did counts with the unit above."""
    debts = {debt.unit_id: debt for debt in asked.filter(reports__isnull=True)}
    units = _going_on(chosen | debts.keys()) - {period.unit_id}
    lines = lines_of(period, units)
    if through_levels:
        units |= _going_on({step for unit in units for step in lines.between(unit)}, replace=False)
    known = set(period.reports.values_list("unit_id", flat=True))
    fresh = units - known
    reporting = units | known | {period.unit_id}
    receivers: dict[int, int | None] = {unit: lines.receiver(unit, reporting) for unit in units | known}
    receivers[period.unit_id] = None
    asked_days = {unit: debts[unit].due_on if unit in debts else None for unit in receivers}
    due = dues.days(period, receivers, asked_days)
    every = sorted(fresh)
    for start in range(0, len(every), _BATCH):
        part = every[start : start + _BATCH]
        _owe(period, [unit for unit in part if unit not in debts], due)
        debts |= {debt.unit_id: debt for debt in Obligation.objects.about(period).filter(unit__in=part)}
        made = [
            Report(period=period, unit_id=unit, receiver_id=receivers[unit], obligation=debts[unit]) for unit in part
        ]
        for report in made:
            report.asked_due_on = asked_days[report.unit_id]
        Report.objects.bulk_create(made)
        if tell is not None:
            tell(start + len(part), len(every))
    aim(period)
    dues.derive(period, by=by)
    return len(fresh)


def _going_on(unit_ids: set[int], *, replace: bool = True) -> set[int]:
    """The units among these that go on today, ended ones replaced by their one heir."""
    today = timezone.localdate()
    ended = {unit for unit in Unit.objects.filter(valid_to__lte=today).values_list("pk", flat=True) if unit in unit_ids}
    if not ended or not replace:
        return unit_ids - ended
    lineage = Lineage(today)
    heirs = {lineage.line(unit) for unit in ended} - ended
    return (unit_ids - ended) | heirs


def _owe(period: Period, units: Iterable[int], due: dict[int, dt.date | None]) -> None:
    debts = [
        books.Debt(
            unit_id=unit,
            kind=ObligationKind.REPORT,
            subject=period,
            title=f"Báo cáo {lower_first(period.name)}: {_matter(period.template.name)}",
            source_line=f"Kỳ báo cáo do {period.unit.label} mở",
            part=period.part,
            due_on=due.get(unit),
            is_waiting=due.get(unit) is None,
        )
        for unit in units
    ]
    books.owe(debts, asked_by=period.unit_id, origin=period, on=books.today())


def _matter(name: str) -> str:
    """A template's name behind the word "Báo cáo", which is not said twice."""
    return lower_first(name.removeprefix("Báo cáo ").removeprefix("báo cáo "))


def _own_report(period: Period) -> None:
    Report.objects.create(period=period, unit=period.unit)
    _owe_top(period)


def _owe_top(period: Period) -> None:
    """What the office's own report is owed by: the obligation that a plan above opened for the same part; failing
    that one of its own, once the office says by when."""
    own = period.reports.filter(unit=period.unit, edition=1).first()
    if own is None or own.obligation_id:
        return
    own.obligation = asked_above(period)
    own.asked_due_on = own.obligation.due_on if own.obligation else None
    if own.obligation is None and period.due_on is not None:
        own.obligation = own_line(period, period.unit, period.due_on)
    if own.obligation is not None:
        own.save(update_fields=["obligation", "asked_due_on"])


def own_line(period: Period, unit: Unit, due_on: dt.date | None) -> Obligation:
    """A line of `unit` itself for its report in the period, where no document asks it for one."""
    _owe(period, [unit.pk], {unit.pk: due_on})
    return Obligation.objects.about(period).get(unit=unit)


def _debt_to_judge(report: Report, by: User) -> ObligationQuerySet:
    access.demand(by, Power.DIRECT, report.period.unit)
    _demand_open(report.period)
    if report.obligation_id is None or report.unit_id == report.period.unit_id:
        raise ValidationError("Báo cáo tổng hợp của đơn vị mở kỳ không thể miễn.")
    return Obligation.objects.of_result(report.obligation_id)


def _settle(report: Report, by: User) -> None:
    """Lines and days after a unit left or came back."""
    report.refresh_from_db(fields=["obligation"])
    aim(report.period)
    dues.derive(report.period, by=by)


def _demand_open(period: Period) -> None:
    if period.is_closed:
        raise ValidationError("Kỳ báo cáo đã đóng. Mở lại kỳ trước khi thay đổi.")

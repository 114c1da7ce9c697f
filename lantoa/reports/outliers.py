"""Figures that stand out: against the unit's last comparable period, and against the other units of its kind."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median, quantiles

from lantoa.documents.writing.wording import lower_first
from lantoa.ledger.enums import ObligationState
from lantoa.reports.enums import How
from lantoa.reports.models import Report, ReportValue
from lantoa.reports.previous import Before, before
from lantoa.review.enums import ReviewState
from lantoa.vietnamese.numbers import format_number

TIMES = 3  # more than so many times the last figure, or less than that part of it, is asked about
SMALL = 10  # differences below it are the run of things
FEWEST = 5  # with fewer units of a kind there is no telling what is usual


def outliers(report: Report, values: Sequence[ReportValue], last: Before | None = None) -> list[tuple[int, str]]:
    """An indicator's id and a sentence for each figure that stands out and that nobody has explained beside it. A sum
    that most units are still missing from is not held against last year's."""
    asked = [
        value for value in values if value.value is not None and not value.note and value.indicator.how != How.RATIO
    ]
    if not asked:
        return []
    last = None if _is_partial(report) else last or before(report, [value.indicator for value in asked])
    others = _siblings(report, [value.indicator_id for value in asked])
    found = []
    for value in asked:
        sentence = _against_last(value, last) or _against_others(value, others.get(value.indicator_id, ()))
        if sentence:
            found.append((value.indicator_id, sentence))
    return found


def held_of_asked(report: Report) -> tuple[int, int]:
    """How many units stand in the report's sum, of how many that report to it and have something to report."""
    summed = report.drawn_from or report
    below = summed.period.reports.filter(receiver=summed.unit_id).exclude(obligation__state=ObligationState.EXCLUDED)
    asked = below.exclude(is_nil=True, review_state=ReviewState.ACCEPTED).order_by().values("unit").distinct().count()
    return summed.inclusions.count(), asked


def _is_partial(report: Report) -> bool:
    held, asked = held_of_asked(report)
    return 2 * held < asked


def _against_last(value: ReportValue, last: Before | None) -> str:
    was = last.values.get(value.indicator_id) if last else None
    now = value.value
    if last is None or was is None or now is None or now < 0 or abs(now - was) < SMALL:
        return ""
    period = lower_first(last.period.name)
    name, then = f"“{value.indicator}” kỳ này {format_number(now)}", f"{period} ({format_number(was)})"
    if now == 0:
        return f"{name}, trong khi {period} là {format_number(was)}. Kiểm tra lại hoặc ghi giải thích."
    if was > 0 and now > TIMES * was:
        return f"{name}, gấp {_times(now, was)} lần {then}. Kiểm tra lại hoặc ghi giải thích."
    if was > 0 and now * TIMES < was:
        return f"{name}, chỉ bằng {format_number(100 * now / was, 0)}% {then}. Kiểm tra lại hoặc ghi giải thích."
    return ""


def _against_others(value: ReportValue, others: Sequence[Decimal]) -> str:
    """Far above the usual: beyond the upper quartile by three times the middle half (the outer fence of Tukey)."""
    now = value.value
    if now is None or len(others) < FEWEST:
        return ""
    lower, _, upper = quantiles(others, n=4, method="inclusive")
    usual = Decimal(median(others))
    if now <= upper + 3 * (upper - lower) or now - usual < SMALL or now <= TIMES * usual:
        return ""
    return (
        f"“{value.indicator}” là {format_number(now)}, cao hơn hẳn {len(others)} đơn vị cùng loại (mức giữa là "
        f"{format_number(usual)}). Kiểm tra lại hoặc ghi giải thích."
    )


def _times(now: Decimal, was: Decimal) -> str:
    return format_number(round(now / was, 0 if now >= 10 * was else 1))


def _siblings(report: Report, indicators: Iterable[int]) -> Mapping[int, list[Decimal]]:
    """What units of the same kind and level that report to the same unit have sent, by indicator."""
    unit = report.unit
    others = Report.objects.sent().filter(
        period=report.period_id,
        receiver=report.receiver_id,
        is_nil=False,
        unit__kind=unit.kind,
        unit__school_level=unit.school_level,
    )
    rows = ReportValue.objects.filter(
        report__in=others.exclude(unit=unit), indicator__in=indicators, value__isnull=False
    ).order_by()
    found: dict[int, list[Decimal]] = {}
    for pk, value in rows.values_list("indicator_id", "value"):
        if value is not None:
            found.setdefault(pk, []).append(value)
    return found

"""What reports ask of feedback: received, answered, on time, overdue, satisfied, by unit and period."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from lantoa.feedback.figures import SATISFIED
from lantoa.feedback.models import Answer, Case, Rating
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.reports.sources import Source


def register() -> None:
    """Offer the figures to reports."""
    for key, label, measure, compute in (
        ("feedback_received", "Phản ánh, kiến nghị nhận trong kỳ", "phản ánh", _received),
        ("feedback_answered", "Phản ánh, kiến nghị đã trả lời trong kỳ", "phản ánh", _answered),
        (
            "feedback_on_time",
            "Phản ánh, kiến nghị trả lời đúng hạn trong kỳ",
            "phản ánh",
            _on_time,
        ),
        ("feedback_overdue", "Phản ánh, kiến nghị quá hạn chưa trả lời tính đến ngày chốt", "phản ánh", _overdue),
        ("feedback_on_time_share", "Tỷ lệ phản ánh, kiến nghị trả lời đúng hạn", "%", _on_time_share),
        ("feedback_satisfied_share", "Tỷ lệ người gửi hài lòng với trả lời", "%", _satisfied),
    ):
        sources.register(Source(key, label, measure, compute))


def _received(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    """By the unit that has it: what was handed over counts where it is answered."""
    rows = Case.objects.filter(holder__in=units, received_on__range=(days.first, days.last))
    return _by(rows, "holder")


def _answers(units: Collection[int], days: Days) -> "QuerySet[Answer]":
    rows = Answer.objects.sent().alias(sent_day=TruncDate("sent_at"))
    return rows.filter(unit__in=units, sent_day__gte=days.first, sent_day__lte=days.last)


def _answered(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    return _by(_answers(units, days), "unit")


def _on_time(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    """Each answer by the day by which it was owed: the later day of a case that was opened again mends no first one."""
    answers = _answers(units, days)
    return _by(answers.exclude(pk__in=Answer.objects.late().values("pk")), "unit")


def _overdue(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    """As of the cut-off: received by then, due before it, and not closed on it (today, where it is still to come)."""
    on = min(days.last, timezone.localdate())
    unclosed = Q(closed_at__isnull=True) | Q(closed_day__gt=on)
    due = unclosed & Q(due_on__lt=on, paused_since__isnull=True)
    after = _moment(on + dt.timedelta(days=1))
    first = Answer.objects.filter(case=OuterRef("pk"), due_on__lt=on, sent_at__gte=after)  # opened again since
    rows = Case.objects.alias(closed_day=TruncDate("closed_at")).filter(holder__in=units, received_on__lte=on)
    return _by(rows.filter(due | Exists(first)), "holder")


def _on_time_share(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    answered, on_time = _answered(units, days), _on_time(units, days)
    return {unit: _share(on_time.get(unit, Decimal(0)), number) for unit, number in answered.items() if number}


def _satisfied(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
    first, last = (_moment(day) for day in (days.first, days.last + dt.timedelta(days=1)))
    rows = Rating.objects.filter(answer__unit__in=units, at__gte=first, at__lt=last).order_by()
    counted = rows.values_list("answer__unit").annotate(
        all=Count("pk"), good=Count("pk", filter=Q(score__gte=SATISFIED))
    )
    return {unit: _share(Decimal(good), Decimal(number)) for unit, number, good in counted}


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return round(100 * part / whole, 1)


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _by(rows: "QuerySet[Case] | QuerySet[Answer]", column: str) -> dict[int, Decimal]:
    counted = rows.order_by().values_list(column).annotate(number=Count("pk"))
    return {unit: Decimal(number) for unit, number in counted if unit}

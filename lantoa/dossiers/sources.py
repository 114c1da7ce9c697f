"""Figures of dossiers for reports. Counts only: a report makes a share of two of them as a ratio, which stays right
when units are added up; a share that came ready-made would be added up too."""

import datetime as dt
from collections.abc import Callable, Collection
from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.expressions import Combinable

from lantoa.dossiers.models import DossierFigures
from lantoa.reports.days import Days
from lantoa.reports.sources import Compute, Source, register

_SUMS: dict[str, tuple[str, Callable[[], Combinable]]] = {
    "dossiers_received": ("Hồ sơ thủ tục hành chính tiếp nhận trong kỳ", lambda: F("received")),
    "dossiers_online": ("Hồ sơ nộp trực tuyến trong kỳ", lambda: F("online")),
    "dossiers_settled": ("Hồ sơ đã giải quyết trong kỳ", lambda: F("on_time") + F("late")),
    "dossiers_on_time": ("Hồ sơ giải quyết đúng hạn trong kỳ", lambda: F("on_time")),
    "dossiers_late": ("Hồ sơ giải quyết quá hạn trong kỳ", lambda: F("late")),
    "dossiers_with_fee": ("Hồ sơ phải nộp phí, lệ phí trong kỳ", lambda: F("with_fee")),
    "dossiers_paid_online": ("Hồ sơ thanh toán trực tuyến trong kỳ", lambda: F("paid_online")),
    "dossiers_by_post": ("Hồ sơ trả kết quả qua bưu chính trong kỳ", lambda: F("by_post")),
    "dossiers_digitised": ("Kết quả giải quyết đã số hóa trong kỳ", lambda: F("digitised")),
}
_OPEN: dict[str, tuple[str, Callable[[], Combinable]]] = {
    "dossiers_pending": ("Hồ sơ đang giải quyết cuối kỳ", lambda: F("pending_in_time") + F("pending_late")),
    "dossiers_pending_late": ("Hồ sơ đang giải quyết đã quá hạn, cuối kỳ", lambda: F("pending_late")),
}


def register_all() -> None:
    """Offer them to reports."""
    for key, (label, what) in _SUMS.items():
        register(Source(key, label, "hồ sơ", _summing(what)))
    for key, (label, what) in _OPEN.items():
        register(Source(key, label, "hồ sơ", _at_the_end(what)))


def months_of(days: Days) -> tuple[dt.date, dt.date]:
    """The first and the last month of a period: figures are kept by month of the calendar."""
    first = days.begins if days.begins.day == 1 else (days.begins.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return first, days.ends.replace(day=1)


def _summing(what: Callable[[], Combinable]) -> Compute:
    def compute(units: Collection[int], days: Days) -> dict[int, Decimal]:
        rows = DossierFigures.objects.filter(unit__in=units, month__range=months_of(days)).order_by()
        return {pk: Decimal(number) for pk, number in rows.values_list("unit_id").annotate(number=Sum(what()))}

    return compute


def _at_the_end(what: Callable[[], Combinable]) -> Compute:
    """What is open at the end of the newest month entered in the period."""

    def compute(units: Collection[int], days: Days) -> dict[int, Decimal]:
        rows = DossierFigures.objects.filter(unit__in=units, month__range=months_of(days)).order_by("unit_id", "month")
        summed = rows.values("unit_id", "month").annotate(number=Sum(what()))
        return {row["unit_id"]: Decimal(row["number"]) for row in summed}  # the last month of each stays

    return compute

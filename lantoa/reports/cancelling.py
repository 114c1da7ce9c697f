"""Taking back a period that was opened by mistake, as long as nobody has done anything in it.

What a plan asks stays on the books and waits for a period again; what the period itself asked goes with it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import acted_on, books
from lantoa.ledger.enums import DONE
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports.enums import FigureOrigin
from lantoa.reports.models import Inclusion, Period, ReportDocument, ReportNarrative, ReportValue
from lantoa.review.enums import ReviewState

_BACK = "Kỳ báo cáo mở nhầm đã hủy; chờ mở kỳ khác"


@dataclass(frozen=True, slots=True)
class Going:
    """How many reports of units a cancelled period takes with it, and for how many of them a document asks still."""

    reports: int
    still_asked: int


def what_goes(period: Period) -> Going:
    """What `cancel` would take away, for the question before the press."""
    reports = period.reports.exclude(unit=period.unit_id)
    own = Obligation.objects.about(period).values("pk")
    return Going(reports.count(), reports.filter(obligation__isnull=False).exclude(obligation__in=own).count())


def why_kept(period: Period) -> str:
    """Why the period can only be closed, in words that follow "Không hủy được: "; empty: it can be cancelled."""
    if period.is_closed:
        return "kỳ đã đóng"
    lines = Obligation.objects.filter(reports__period=period)
    return _begun(period) or _shared(lines) or acted_on.what_was_done(lines)


def _begun(period: Period) -> str:
    """What units did in their reports; figures that were only worked out are nobody's work."""
    reports = period.reports.order_by()
    moved = ~Q(review_state=ReviewState.DRAFT) | Q(edition__gt=1) | Q(sent_at__isnull=False) | Q(is_nil=True)
    moved |= Q(keyed_by_unit__isnull=False) | Q(drawn_from__isnull=False) | Q(drawn__isnull=False)
    moved |= Q(transitions__isnull=False) | Q(obligation__state__in=DONE)
    typed = Q(origin=FigureOrigin.TYPED) | Q(typed_by__isnull=False)
    found: tuple[tuple[QuerySet[Any], str], ...] = (
        (reports.filter(moved), "đã có đơn vị làm báo cáo"),
        (Inclusion.objects.filter(report__in=reports), "đã có báo cáo được tổng hợp"),
        (ReportValue.objects.filter(typed, report__in=reports), "đã có đơn vị nhập số liệu"),
        (ReportNarrative.objects.filter(report__in=reports, is_edited=True), "đã có đơn vị viết báo cáo"),
        (ReportDocument.objects.filter(report__in=reports), "đã có bản in được giữ lại"),
    )
    return next((said for rows, said in found if rows.exists()), "")


def _shared(lines: ObligationQuerySet) -> str:
    """One that meets what several plans ask: the day of each is no longer known by the report."""
    is_shared = Obligation.objects.filter(met_with__in=lines).exists()
    return "báo cáo của kỳ đang dùng chung cho kế hoạch khác" if is_shared else ""


@transaction.atomic
def cancel(period: Period, *, by: User) -> Going:
    """Take the period and its reports away; a due day that it moved is the document's own again. Raises ValidationError
    where somebody has begun: then it is closed instead."""
    access.demand(by, Power.DIRECT, period.unit)
    held = Period.objects.select_for_update().get(pk=period.pk)
    list(held.reports.order_by("pk").select_for_update(of=("self",)))  # nobody types meanwhile
    if why := why_kept(held):
        raise ValidationError(f"Không hủy được: {why}. Nếu không cần báo cáo nữa, đóng kỳ này.")
    going = what_goes(held)
    _give_days_back(held, by)
    name = str(held)
    text = f"Hủy kỳ mở nhầm: {name}, {going.reports} báo cáo"
    detail = {"part": held.part, "template": held.template_id, "still_asked": going.still_asked}
    record("period_cancelled", by=by, on=held.unit, unit=held.unit, text=text, detail=detail)
    own = list(Obligation.objects.about(held).values_list("pk", flat=True))
    held.reports.all().delete()
    for start in range(0, len(own), books.BATCH):
        Obligation.objects.filter(pk__in=own[start : start + books.BATCH]).delete()
    held.delete()
    return going


def _give_days_back(period: Period, by: User) -> None:
    """Lines of documents are due on the day that these say."""
    moved = period.reports.filter(obligation__isnull=False).exclude(obligation__in=Obligation.objects.about(period))
    moved = moved.exclude(asked_due_on=F("obligation__due_on")).exclude(
        asked_due_on__isnull=True, obligation__due_on__isnull=True
    )
    by_day: dict[dt.date | None, list[int]] = {}
    for pk, day in moved.values_list("obligation_id", "asked_due_on"):
        by_day.setdefault(day, []).append(pk)
    for day, pks in by_day.items():
        for start in range(0, len(pks), books.BATCH):
            lines = Obligation.objects.filter(pk__in=pks[start : start + books.BATCH])
            books.set_due(lines, due_on=day, words=_BACK, by=by)

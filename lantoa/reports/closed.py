"""Reports that were not sent when their period was closed: nobody can send them until it is opened again."""

from typing import Any

from django.db.models import F, QuerySet

from lantoa.reports.models import Report
from lantoa.review.enums import EDITABLE


def shut_lines() -> QuerySet[Any, Any]:
    """The obligations (keys) of such reports; one that waits for its head, and a correction, may still go up. The
    office that closed the period is asked for its own on: it opens the period by itself."""
    unsent = Report.objects.filter(edition=1, review_state__in=EDITABLE, obligation__isnull=False)
    unsent = unsent.exclude(unit=F("period__unit"))
    return unsent.filter(period__closed_at__isnull=False).order_by().values("obligation")


def why_shut(report: Report) -> str:
    """Why the report may be written and not sent, and what opens it again; empty where it may."""
    if not report.period.is_closed or report.edition > 1 or not report.is_editable or report.is_excluded:
        return ""
    period = report.period
    whom = "mở lại kỳ" if report.unit_id == period.unit_id else f"đề nghị {period.unit.label} mở lại kỳ"
    return f"Kỳ báo cáo đã đóng nên không gửi được báo cáo này nữa. Muốn gửi, {whom}."

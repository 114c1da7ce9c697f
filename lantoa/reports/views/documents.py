"""A report as files: the document, its figures, the volume of all reports below."""

import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.jobs import running
from lantoa.reports.views.getting import visible_report
from lantoa.reports.writing import printing, volume
from lantoa.reports.writing.document import file_name
from lantoa.tabular.workbooks import XLSX, attachment

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """The report in the form of Nghị định 30/2020/NĐ-CP; `danh-dau` marks what changed since the kept printing."""
    report = visible_report(request, pk)
    out = io.BytesIO()
    marks = "danh-dau" in request.GET
    printing.write_docx(report, out, marks_changes=marks, shows_origin="nguon" in request.GET)
    return attachment(out.getvalue(), _name(file_name(report, "docx"), marks), DOCX)


@require_GET
def xlsx(request: PersonRequest, pk: int) -> HttpResponse:
    """The report's figures as a workbook."""
    report = visible_report(request, pk)
    out = io.BytesIO()
    printing.write_xlsx(report, out, marks_changes="danh-dau" in request.GET)
    return attachment(out.getvalue(), file_name(report, "xlsx"), XLSX)


def _name(name: str, marks: bool) -> str:
    return name.replace(".docx", "-thay-doi.docx") if marks else name


@require_POST
def keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what the report says now, so that a later printing marks what is new."""
    report = visible_report(request, pk)
    access.demand(request.user, Power.WRITE, report.unit)
    printing.keep(report, by=request.user)
    messages.success(request, "Đã ghi nhớ bản này. Bản tải về sau sẽ chỉ rõ chỗ đã khác.")
    return redirect(report)


@require_POST
def bind(request: PersonRequest, pk: int) -> HttpResponse:
    """All reports of the units below, bound into one volume in the background."""
    report = visible_report(request, pk)
    access.demand(request.user, Power.SEE, report.unit)  # who only receives it does not see the reports below
    period, unit = report.period, report.unit
    if not volume.to_bind(period, unit).exists():
        messages.error(request, "Chưa có báo cáo nào được gửi trong kỳ này nên chưa có gì để đóng tập.")
        return redirect(report)
    job = running.start(
        volume.bind,
        key=f"volume-{period.pk}-{unit.pk}",
        title=f"Đóng tập báo cáo {period.name}",
        by=request.user,
        noun="báo cáo",
        url=report.get_absolute_url(),
        period_id=period.pk,
        unit_id=unit.pk,
    )
    return redirect(job if job.by_id == request.user.pk else report)

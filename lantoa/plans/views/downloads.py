"""The plan as files: the document, its table, the original."""

import io
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_GET

from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.spreadsheet import write_tasks
from lantoa.plans.exporting import reading_of
from lantoa.plans.models import Plan
from lantoa.plans.views.getting import visible_plan
from lantoa.ui.sending import sent
from lantoa.vietnamese.text import fold

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def docx(request: PersonRequest, pk: int) -> HttpResponse:
    """The plan in the form of Nghị định 30/2020/NĐ-CP, as it reads now."""
    plan = visible_plan(request, pk)
    out = io.BytesIO()
    symbol = f"KH-{plan.unit.symbol}" if plan.unit.symbol else None
    write_plan(reading_of(plan), out, symbol=symbol)
    return _file(out, plan, "docx", DOCX)


@require_GET
def xlsx(request: PersonRequest, pk: int) -> HttpResponse:
    """The table of tasks in the plan's own columns."""
    plan = visible_plan(request, pk)
    out = io.BytesIO()
    write_tasks(reading_of(plan, with_sentences=True), out)
    return _file(out, plan, "xlsx", XLSX)


def _file(out: io.BytesIO, plan: Plan, ending: str, kind: str) -> HttpResponse:
    name = f"{file_name(plan)}.{ending}"
    return HttpResponse(
        out.getvalue(),
        content_type=kind,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def file_name(plan: Plan) -> str:
    """Number or year and title, in letters that every file system takes."""
    words = "".join(char if char.isalnum() else "-" for char in fold(f"{plan.number or plan.year} {plan.title}"))
    return "ke-hoach-" + "-".join(part for part in words.split("-") if part)[:80]


@require_GET
def source(request: PersonRequest, pk: int) -> FileResponse:
    """The document that the plan was read from, as it came."""
    plan = visible_plan(request, pk)
    if plan.source is None or not plan.source.file:
        raise Http404
    return sent(plan.source.file, name=plan.source.name, content_type="application/octet-stream")

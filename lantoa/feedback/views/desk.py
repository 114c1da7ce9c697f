"""The desk: the work list, a case, and who sent it, for those who may know."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.feedback import answering, identity, rights
from lantoa.feedback.acts import acts_for
from lantoa.feedback.enums import FileKind, Looked
from lantoa.feedback.identity import Sender
from lantoa.feedback.listing import CaseFilter
from lantoa.feedback.models import Case, LookLog, Publication
from lantoa.feedback.sheet import COLUMNS, lines
from lantoa.feedback.standing import next_step, standing
from lantoa.feedback.trace import hops_of, letters_of
from lantoa.feedback.views.getting import visible_case
from lantoa.tabular.workbooks import download
from lantoa.ui.pages import page_of
from lantoa.vault.sealing import Locked

PER_PAGE = 50
MOST_EXPORTED = 20_000
OPEN_FOR = dt.timedelta(hours=1)  # how long files stay open after a look that is on record
_LOOKS = 20


@vary_on_headers("HX-Request")
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """What waits for an answer, the most urgent first?"""
    chosen = CaseFilter(request.GET, request.user)
    page = page_of(request, chosen.rows(), PER_PAGE)
    rows = [(row, standing(row, chosen.today), rights.works_on(request.user, row)) for row in page.object_list]
    enters = bool(access.holding(request.user, Power.WRITE))
    context = {"filter": chosen, "tabs": chosen.tabs(), "page": page, "rows": rows, "enters": enters}
    return render(request, "feedback/case_list.html", context)


@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """The cases of the filter as a spreadsheet, without anybody's name."""
    rows = CaseFilter(request.GET, request.user).rows()[:MOST_EXPORTED]
    return download(COLUMNS, lines(rows), title="Phản ánh", name="phan-anh.xlsx")


@never_cache
@require_safe
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What was said, where is it, what is next?"""
    return _page(request, visible_case(request, pk))


@never_cache
@require_POST
def look(request: PersonRequest, pk: int) -> HttpResponse:
    """Who sent it, and the files; the look is on record first."""
    case = visible_case(request, pk)
    try:
        sender = identity.open_for(case, request.user)
    except Locked as locked:
        return _page(request, case, fault=locked.sentence)
    if case.files.exists():
        identity.open_for(case, request.user, Looked.FILE)
    return _page(request, case, sender=sender)


@never_cache
@require_safe
def file(request: PersonRequest, pk: int, file_pk: int) -> HttpResponse | FileResponse:
    """A photo, a voice note or a document of the case, for an hour after a look that is on record."""
    case = visible_case(request, pk)
    since = timezone.now() - OPEN_FOR
    seen = LookLog.objects.filter(case=case, user=request.user, what=Looked.FILE, at__gte=since)
    if not identity.may_open(case, request.user) or not seen.exists():
        raise PermissionDenied("Bấm “Xem người gửi, tệp” ở trang phản ánh trước khi mở tệp.")
    found = get_object_or_404(case.files, pk=file_pk)
    is_shown = found.kind in (FileKind.PHOTO, FileKind.VOICE)
    answer = FileResponse(
        found.file.open("rb"), as_attachment=not is_shown, filename=found.name, content_type=found.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _page(request: PersonRequest, case: Case, *, sender: Sender | None = None, fault: str = "") -> HttpResponse:
    answer = answering.in_hand(case)
    context: dict[str, Any] = {
        "case": case,
        "stand": standing(case),
        "answer": answer,
        "letters": letters_of(case),
        "publication": Publication.objects.live().filter(case=case).first(),
        "acts": acts_for(request.user, case, answer),
        "next": next_step(case, request.user, answer),
        "hops": hops_of(case),
        "steps": list(case.steps.select_related("by", "unit", "to_unit").order_by("-at", "-pk")),
        "files": list(case.files.all()),
        "requests": list(case.requests.all()),
        "joined": list(case.joined.only("code", "subject")),
        "looks": list(case.looks.select_related("user")[:_LOOKS]),
        "sender": sender,
        "fault": fault,
    }
    return render(request, "feedback/case_detail.html", context)

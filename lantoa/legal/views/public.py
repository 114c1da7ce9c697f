"""The bookcase as anyone sees it: which documents hold, what they say, to read or to take along."""

import io

import segno
from csp.decorators import csp_exempt
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lantoa.legal.document_filter import STATES, BookcaseFilter
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.legal.reading_page import parts_of
from lantoa.legal.views.sending import sent

PAGE_SIZE = 20
_BIGGEST_KEY = 2**62
_MOST_CONTENTS = 400
_FILES = Prefetch("files", DocumentFile.objects.defer("text"))


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Which document am I looking for, and does it still hold?"""
    chosen = BookcaseFilter(request.GET, LegalDocument.objects.public())
    found = chosen.documents().select_related("replaced_by").prefetch_related(_FILES)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "legal/public/list.html", {"filter": chosen, "page": page, "states": STATES})


def _document(pk: int) -> LegalDocument:
    rows = LegalDocument.objects.public().select_related("replaced_by").prefetch_related(_FILES)
    return get_object_or_404(rows, pk=min(pk, _BIGGEST_KEY))


@login_not_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Does this document hold, and where do I read it?"""
    document = _document(pk)
    context = {
        "document": document,
        "chain": document.chain() if document.is_dead else [],
        "replaced": document.replaces.public()[:20],
    }
    return render(request, "legal/public/detail.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code of a document's page."""
    address = settings.SITE_URL + reverse("bookcase:detail", args=[_document(pk).pk])
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, nl=False, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def _file(key: str) -> DocumentFile:
    return get_object_or_404(DocumentFile.objects.select_related("document"), key=key, document__is_public=True)


@login_not_required
@require_safe
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """What the file says, as a page: for a small screen, for reading aloud, for finding a word in it."""
    row = _file(key)
    parts = parts_of(row.text)
    contents = [part for part in parts if part.anchor]
    context = {"file": row, "document": row.document, "parts": parts, "contents": contents[:_MOST_CONTENTS]}
    return render(request, "legal/public/reading.html", context)


@login_not_required
@require_safe
@csp_exempt()  # type: ignore[arg-type]  # it takes any view
def file(request: HttpRequest, key: str) -> FileResponse:
    """The file itself: a PDF is shown, `?tai=1` downloads it. A policy for scripts would stop the browser's reader of
    PDF; nothing that is sent here is ever taken for a page."""
    answer = sent(_file(key), download="tai" in request.GET)
    answer["Cache-Control"] = "no-cache"  # withdrawn, it must not come from a cache
    return answer

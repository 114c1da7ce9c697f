"""Procedures as anyone sees them: finding the one that is meant, and what to bring, where, how long, how much."""

import datetime as dt
import io
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lantoa.organisations.models import Unit
from lantoa.procedures.catalogue_filter import CatalogueFilter
from lantoa.procedures.finding import KIND
from lantoa.procedures.found import found_rows
from lantoa.procedures.heirs import heir_of
from lantoa.procedures.models import FormFile, Procedure, ProcedureVersion, ProcessDocument
from lantoa.procedures.reading_page import ReadingPage
from lantoa.procedures.views.sending import sent
from lantoa.search.nearest import nearest
from lantoa.vietnamese.dates import parse_date

PAGE_SIZE = 20
_BIGGEST_KEY = 2**62
_NEIGHBOURS = 6


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Which procedure is it that I need?"""
    chosen = CatalogueFilter(request.GET)
    page = chosen.page(request.GET.get("trang"), PAGE_SIZE)
    is_lost = chosen.words and not chosen.is_narrowed and not page.object_list
    near = list(map(int, nearest(chosen.words, KIND))) if is_lost else []
    rows = found_rows(near or page.object_list)
    context = {"filter": chosen, "page": page, "unit": _unit(request), "rows": rows, "is_near": bool(near)}
    return render(request, "procedures/public/list.html", context)


def _unit(request: HttpRequest) -> Unit | None:
    """The unit at whose door the reader stands (`?dv=`), said by the QR code on its wall."""
    named = request.GET.get("dv", "")
    if not (named.isascii() and named.isdecimal() and len(named) < 18):
        return None
    return Unit.objects.current().filter(pk=int(named)).first()


def _procedure(pk: int) -> Procedure:
    return get_object_or_404(Procedure, pk=min(pk, _BIGGEST_KEY))


def _day(request: HttpRequest) -> dt.date:
    """The day that is asked of (`?ngay=21-11-2026`), today where none or none that can be."""
    asked = request.GET.get("ngay", "").replace("-", "/")
    try:
        return parse_date(asked) if asked else timezone.localdate()
    except ValueError:
        return timezone.localdate()


@login_not_required
@require_safe
def moved(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address of a procedure leads to its present one."""
    query = f"?{urlencode(request.GET, doseq=True)}" if request.GET else ""
    return redirect(f"{_procedure(pk).public_url}{query}")


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What must I bring, where, how long, how much?"""
    procedure = _procedure(pk)
    if slug != procedure.slug:
        return moved(request, pk)
    day, unit = _day(request), _unit(request)
    version = procedure.version_on(day)
    if version is None:
        return _not_yet(request, procedure, day)
    if version.is_abolition:
        return _gone(request, procedure, version, day)
    context = {
        "procedure": procedure,
        "version": version,
        "reading": ReadingPage(procedure, version, day, unit),
        "unit": unit,
        "questions": procedure.questions.filter(is_public=True),
        "processes": procedure.processes.filter(withdrawn_on__isnull=True),
        "bases": version.bases.select_related("document"),
        "events": procedure.life_events.all(),
    }
    return render(request, "procedures/public/detail.html", context)


def _not_yet(request: HttpRequest, procedure: Procedure, day: dt.date) -> HttpResponse:
    first = procedure.versions.order_by("in_force_from", "number").first()
    if first is None:
        raise Http404
    context = {"procedure": procedure, "version": first, "day": day}
    return render(request, "procedures/public/not_yet.html", context)


def _gone(request: HttpRequest, procedure: Procedure, version: ProcedureVersion, day: dt.date) -> HttpResponse:
    """Abolished: by which decision, and what stands in its place; the last content is a click away."""
    before = version.in_force_from - dt.timedelta(days=1)
    context = {
        "procedure": procedure,
        "version": version,
        "day": day,
        "before": before if procedure.version_on(before) else None,
        "heir": heir_of(version, day),
        "alike": _alike(procedure),
    }
    return render(request, "procedures/public/abolished.html", context)


def _alike(procedure: Procedure) -> list[Procedure]:
    found = Procedure.objects.in_force().filter(life_events__in=procedure.life_events.all())
    return list(found.exclude(pk=procedure.pk).distinct()[:_NEIGHBOURS])


@login_not_required
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers to tick off, on one sheet to print."""
    procedure, day, unit = _procedure(pk), _day(request), _unit(request)
    version = procedure.version_on(day)
    if version is None or version.is_abolition:
        return moved(request, pk)
    context = {
        "procedure": procedure,
        "version": version,
        "reading": ReadingPage(procedure, version, day, unit),
        "unit": unit,
        "address": settings.SITE_URL + procedure.public_url,
    }
    return render(request, "procedures/public/checklist.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code of a procedure's page; with `?dv=` of its page at the door of a unit."""
    unit = _unit(request)
    address = settings.SITE_URL + _procedure(pk).public_url + (f"?dv={unit.pk}" if unit else "")
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, nl=False, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@login_not_required
@require_safe
def form_file(request: HttpRequest, key: str) -> FileResponse:
    """A form to fill."""
    return sent(get_object_or_404(FormFile, key=key), download=True)


@login_not_required
@require_safe
def process_file(request: HttpRequest, key: str) -> FileResponse:
    """A process of the quality system, as long as it applies."""
    return sent(get_object_or_404(ProcessDocument, key=key, withdrawn_on__isnull=True), download=True)

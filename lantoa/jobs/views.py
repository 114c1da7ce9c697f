import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from lantoa.jobs.models import LongJob

log = logging.getLogger("lantoa.jobs")


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """The process answers and its database does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def _get_check_for_user(request: HttpRequest, pk: int) -> LongJob:
    """The job, for who asked for it; 404 for everyone else."""
    return get_object_or_404(LongJob.objects.visible_to(request.user), pk=pk)  # type: ignore[arg-type]


@require_GET
@vary_on_headers("HX-Request")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far is it?"""
    template = "jobs/_progress.html" if request.headers.get("HX-Request") else "jobs/progress.html"
    job = _get_check_for_user(request, pk)
    job.look()
    return render(request, template, {"job": job})


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """What the job made; where the store has it no longer, the page of the job says so: it can be made again."""
    job = _get_check_for_user(request, pk)
    if not job.file:
        raise Http404
    try:
        content = job.file.open("rb")
    except FileNotFoundError:
        log.error("The store has lost %s of long job %s.", job.file.name, job.pk)
        return render(request, "jobs/progress.html", {"job": job, "is_lost": True}, status=404)
    return FileResponse(content, as_attachment=True, filename=job.file_name or "ket-qua")

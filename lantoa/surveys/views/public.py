"""What anyone sees of surveys beside the questionnaire: which run, where to answer, what came out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantoa.organisations.models import Unit
from lantoa.surveys.enums import Entry
from lantoa.surveys.exporting import notes
from lantoa.surveys.models import Survey
from lantoa.surveys.views.showing import screen_of
from lantoa.ui.pages import page_of

PER_PAGE = 30


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Where may I say how I was served, and what did others say?"""
    words = request.GET.get("q", "").strip()[:100]
    running = Survey.objects.taking_answers().filter(entry=Entry.OPEN).search(words).select_related("unit")
    told = Survey.objects.with_public_results().search(words).select_related("unit").order_by("-closed_on", "-pk")
    context = {"running": running[:50], "page": page_of(request, told, PER_PAGE), "q": words}
    return render(request, "surveys/public/list.html", context)


@login_not_required
@require_safe
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """Which unit served me? One alone is gone to at once."""
    found = get_object_or_404(Survey.objects.begun().select_related("unit"), slug=slug)
    words = request.GET.get("q", "").strip()[:100]
    links = found.links.filter(counter="").select_related("unit", "survey")
    is_open = found.takes_answers() and found.entry == Entry.OPEN
    if is_open and not words and links.count() == 1:
        return redirect(links[0])
    if words:
        links = links.filter(unit__in=Unit.objects.search(words))
    context = {"survey": found, "page": page_of(request, links, PER_PAGE), "q": words, "is_open": is_open}
    return render(request, "surveys/public/survey.html", context)


@login_not_required
@require_safe
def sent(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """That it arrived."""
    found = get_object_or_404(Survey.objects.begun(), slug=slug)
    again = reverse("surveys_public:answer", args=[slug, code]) if code and found.takes_answers() else ""
    return render(request, "surveys/public/sent.html", {"survey": found, "again_url": again})


@login_not_required
@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """How satisfied are people? `dv`: with which unit."""
    found = get_object_or_404(Survey.objects.with_public_results().select_related("unit"), slug=slug)
    context = {"survey": found, "screen": screen_of(request, found, found.unit), "notes": notes(found)}
    return render(request, "surveys/public/results.html", context)

"""One box over everything that readers may find, and what it offers while they type."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.news.portal_page import portal_unit
from lantoa.portal.search_limit import Turns
from lantoa.search import index, sources
from lantoa.search.spelling import meant

LONGEST = 200
# An address may be a whole school's: pages are for people, beginnings of words come with every key.
pages, beginnings = Turns(240, seconds=60), Turns(1200, seconds=60)


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers the words, by kind; where nothing does, what may have been meant and whom to call."""
    if not pages.take(request):
        return _too_many(request)
    typed, kind = _asked(request), request.GET.get("loai", "")
    found = index.find(typed, [kind] if kind else [], page=request.GET.get("trang"))
    filters = [(source, found.counts[source.kind]) for source in sources.known() if found.counts.get(source.kind)]
    context = {
        "typed": typed,
        "found": found,
        "page": found.page,
        "kind": kind if found.kinds else "",
        "filters": filters,
    }
    if not found.total:
        context["meant"] = meant(typed) if not found.everything else ""
        context["top_unit"] = portal_unit()
    answer = render(request, "portal/search.html", context)
    if typed:
        answer["X-Robots-Tag"] = "noindex, follow"
    return answer


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that begin as what is being typed, for the list under the box."""
    if not beginnings.take(request):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    answer = render(request, "portal/_search_suggestions.html", {"hits": index.suggest(_asked(request))})
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "public, max-age=30"
    return answer


def _asked(request: HttpRequest) -> str:
    typed = request.GET.get("q", "").strip()
    if "\0" in typed:
        raise BadRequest("Từ cần tìm có ký tự không đọc được. Gõ lại rồi tìm.")
    return " ".join(typed[:LONGEST].split())


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)

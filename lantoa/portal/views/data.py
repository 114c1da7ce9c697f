from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantoa.news.portal_page import portal_unit
from lantoa.portal.article_data import ARTICLES
from lantoa.portal.open_data import DataSet
from lantoa.portal.procedure_data import PROCEDURES

SETS = {one.slug: one for one in (ARTICLES, PROCEDURES)}


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What may be taken from here and used elsewhere."""
    return render(request, "portal/data.html", {"sets": [(one.slug, one.metadata()) for one in SETS.values()]})


@login_not_required
@require_safe
def data_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every row of the set."""
    found = _set(slug)
    answer = HttpResponse(found.as_csv(), content_type="text/csv; charset=utf-8")
    about = reverse("portal:data_csv_metadata", args=[slug])
    answer["Link"] = f'<{about}>; rel="describedby"; type="application/csvm+json"'
    return _named(answer, f"{slug}.csv")


@login_not_required
@require_safe
def data_csv_metadata(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What the columns of the CSV mean, whose it is and how it may be used, for machines."""
    unit = portal_unit()
    about = _set(slug).csv_metadata(unit.name if unit else "")
    answer = JsonResponse(about, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Type"] = "application/csvm+json; charset=utf-8"
    return _named(answer, f"{slug}.csv-metadata.json")


@login_not_required
@require_safe
def data_json(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same rows with their metadata."""
    answer = StreamingHttpResponse(_set(slug).as_json(), content_type="application/json; charset=utf-8")
    return _named(answer, f"{slug}.json")


def _set(slug: str) -> DataSet:
    if slug not in SETS:
        raise Http404
    return SETS[slug]


def _named(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "no-cache"
    return answer

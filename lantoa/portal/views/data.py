from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantoa.news.portal_page import portal_unit
from lantoa.portal import open_data


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What may be taken from here and used elsewhere."""
    return render(request, "portal/data.html", {"about": open_data.metadata()})


@login_not_required
@require_safe
def articles_csv(request: HttpRequest) -> HttpResponseBase:
    """Every published article as a row."""
    answer = HttpResponse(open_data.as_csv(open_data.rows()), content_type="text/csv; charset=utf-8")
    answer["Link"] = f'<{reverse("portal:articles_csv_metadata")}>; rel="describedby"; type="application/csvm+json"'
    return _named(answer, "tin-bai.csv")


@login_not_required
@require_safe
def articles_csv_metadata(request: HttpRequest) -> HttpResponseBase:
    """What the columns of the CSV mean, whose it is and how it may be used, for machines."""
    unit = portal_unit()
    address = settings.SITE_URL + reverse("portal:articles_csv")
    about = open_data.csv_metadata(address, unit.name if unit else "")
    answer = JsonResponse(about, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Type"] = "application/csvm+json; charset=utf-8"
    return _named(answer, "tin-bai.csv-metadata.json")


@login_not_required
@require_safe
def articles_json(request: HttpRequest) -> HttpResponseBase:
    """The same with its metadata."""
    answer = StreamingHttpResponse(open_data.as_json(open_data.rows()), content_type="application/json; charset=utf-8")
    return _named(answer, "tin-bai.json")


def _named(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "no-cache"
    return answer

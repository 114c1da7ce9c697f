from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
    return _named(answer, "tin-bai.csv")


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

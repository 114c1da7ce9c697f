"""A survey opened, closed, its results shown, a draft thrown away."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.surveys import running
from lantoa.surveys.views.getting import writable_survey
from lantoa.ui.acts import do


@require_POST
def open_it(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return do(
        request,
        survey,
        lambda: running.open_survey(survey, by=request.user),
        "Đã mở. In mã QR và gửi đường dẫn cho các đơn vị.",
    )


@require_POST
def close_it(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return do(
        request, survey, lambda: running.close_survey(survey, by=request.user), "Đã kết thúc. Kết quả đã xem được."
    )


@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return do(request, survey, lambda: running.publish_results(survey, by=request.user), "Đã công bố trên cổng.")


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return do(request, survey, lambda: running.withdraw_results(survey, by=request.user), "Đã thôi công bố.")


@require_POST
def throw_away(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    back = "surveys:list" if survey.is_draft else survey
    return do(request, back, lambda: running.throw_away(survey, by=request.user), "Đã xóa bản nháp.")

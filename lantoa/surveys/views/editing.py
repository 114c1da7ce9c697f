"""A survey begun, and what is said of it changed."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import record
from lantoa.surveys import drafting
from lantoa.surveys.forms import NewSurveyForm, SurveyForm
from lantoa.surveys.models import Survey
from lantoa.surveys.views.getting import posted, writable_survey


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Whom do we ask, from which questions do we start? `chep`: the survey to copy."""
    access.demand_somewhere(request.user, Power.KEEP)
    initial = {
        "form_key": uuid.uuid4(),
        "opens_on": timezone.localdate(),
        "shape": request.GET.get("chep", "") or "sipas",
    }
    form = NewSurveyForm(posted(request), instance=Survey(), initial=initial, user=request.user)
    if request.method == "POST" and form.is_valid() and (survey := _begun(request, form)):
        messages.success(request, "Đã lập. Xem lại câu hỏi, chọn đơn vị được khảo sát rồi mở.")
        return redirect(survey)
    return render(request, "surveys/new.html", {"form": form}, status=422 if form.errors else 200)


def _begun(request: PersonRequest, form: NewSurveyForm) -> Survey | None:
    given = form.cleaned_data
    try:
        return drafting.begin(form.instance, by=request.user, shape=given["shape"], key=given["form_key"])
    except ValidationError as fault:
        form.add_error("shape", fault)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Title, days, words to those who answer, the threshold."""
    survey = writable_survey(request, pk)
    if survey.is_closed:
        messages.warning(request, "Khảo sát đã kết thúc nên không sửa được.")
        return redirect(survey)
    form = SurveyForm(posted(request), instance=survey)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, "Đã lưu.")
        return redirect(survey)
    return render(request, "surveys/edit.html", {"form": form, "survey": survey}, status=422 if form.errors else 200)


def _saved(request: PersonRequest, form: SurveyForm) -> bool:
    survey: Survey = form.instance
    try:
        survey.save_from(form.cleaned_data["version"] or 0)
    except EditConflict as conflict:
        form.add_error(None, f"{conflict} Tải lại trang để lấy bản mới.")
        return False
    record("survey_changed", by=request.user, on=survey, unit=survey.unit, text=f"Sửa khảo sát: {survey}")
    return True

"""Paper typed in: batches of sheets, and one sheet after the other by the keyboard."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.surveys import paper, receiving
from lantoa.surveys.enums import LEVELS, Channel, SurveyState
from lantoa.surveys.models import PaperBatch, Question, Survey
from lantoa.surveys.receiving import Door
from lantoa.surveys.views.getting import BIGGEST_KEY, own_units, posted, visible_survey
from lantoa.ui.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: PersonRequest, pk: int) -> HttpResponse:
    """Which piles of paper are typed in, which are not whole?"""
    survey = visible_survey(request, pk)
    own = own_units(request, survey)
    is_open = survey.state == SurveyState.OPEN and own.exists()
    if not is_open and request.method == "POST":
        raise PermissionDenied("Chỉ nhập phiếu khi khảo sát đang mở, cho đơn vị mình.")
    batch = PaperBatch(survey=survey, entered_by=request.user)
    form = paper.BatchForm(posted(request), instance=batch, survey=survey, units=own)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("surveys:sheet", survey.pk, batch.pk)
    rows = survey.batches.filter(access.within(request.user, Power.SEE, "unit__path"))
    page = page_of(request, rows.select_related("unit", "entered_by"))
    context = {"survey": survey, "form": form, "page": page, "is_open": is_open}
    return render(request, "surveys/batches.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: PersonRequest, pk: int, batch_pk: int) -> HttpResponse:
    """One sheet; sent, the next one, until the pile is through."""
    survey = visible_survey(request, pk)
    batch = get_object_or_404(survey.batches.select_related("unit"), pk=min(batch_pk, BIGGEST_KEY))
    access.demand(request.user, Power.KEEP, batch.unit)
    questions = list(Question.objects.filter(section__survey=survey).select_related("section", "shown_when"))
    form = paper.SheetForm(questions, posted(request))
    if request.method == "POST" and form.is_valid() and _kept(request, survey, batch, form):
        return redirect("surveys:sheet", survey.pk, batch.pk)
    context = {
        "survey": survey,
        "batch": batch,
        "form": form,
        "levels": LEVELS,
        "form_key": _key(request),
        "is_open": survey.state == SurveyState.OPEN,
        "next": batch.entered + 1,
    }
    return render(request, "surveys/sheet.html", context, status=422 if form.errors else 200)


def _kept(request: PersonRequest, survey: Survey, batch: PaperBatch, form: paper.SheetForm) -> bool:
    try:
        paper.check_day(survey, batch.day)
        is_new = receiving.receive(
            Door(survey, batch.unit, Channel.PAPER, batch=batch), form.given(), form_key=_key(request)
        )
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    batch.refresh_from_db(fields=["entered"])
    if is_new and batch.has_more:
        messages.warning(request, f"Đã lưu phiếu thứ {batch.entered}: nhiều hơn {batch.counted} phiếu đã đếm.")
    elif is_new:
        messages.success(request, f"Đã lưu phiếu {batch.entered}/{batch.counted}.")
    return True


def _key(request: PersonRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid.uuid4()

"""The questionnaire written: sections and questions added, changed, moved, removed, and seen as a citizen sees it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.surveys import arranging
from lantoa.surveys.enums import Channel
from lantoa.surveys.forms import QuestionForm, SectionForm
from lantoa.surveys.models import Question, Section, Survey
from lantoa.surveys.receiving import Door
from lantoa.surveys.views.getting import BIGGEST_KEY, key_in, posted, visible_survey, writable_survey
from lantoa.surveys.walking import Walk
from lantoa.ui.acts import do


def _editor(survey: Survey, anchor: str = "") -> str:
    return reverse("surveys:questions", args=[survey.pk]) + (f"#{anchor}" if anchor else "")


def _section(survey: Survey, pk: int) -> Section:
    return get_object_or_404(survey.sections.select_related("survey"), pk=min(pk, BIGGEST_KEY))


def _question(survey: Survey, pk: int) -> Question:
    rows = Question.objects.filter(section__survey=survey).select_related("section__survey")
    return get_object_or_404(rows, pk=min(pk, BIGGEST_KEY))


@require_GET
def editor(request: PersonRequest, pk: int) -> HttpResponse:
    """What do we ask?"""
    survey = writable_survey(request, pk)
    sections = list(survey.sections.prefetch_related("questions__shown_when__section"))
    context = {"survey": survey, "sections": sections, "is_frozen": arranging.is_frozen(survey)}
    return render(request, "surveys/questions.html", context)


@require_POST
def section_add(request: PersonRequest, pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return do(request, _editor(survey), lambda: arranging.add_section(survey), "Đã thêm phần ở cuối. Đặt tên cho phần.")


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row = _section(survey, row_pk)
    if arranging.is_frozen(survey):
        return _frozen(request, survey)
    form = SectionForm(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu.")
        return redirect(_editor(survey, f"phan-{row.key}"))
    context = {"form": form, "survey": survey, "name": "Sửa phần"}
    return render(request, "surveys/row_form.html", context, status=422 if form.errors else 200)


@require_POST
def section_move(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row, up = _section(survey, row_pk), request.POST.get("huong") == "len"
    return do(request, _editor(survey, f"phan-{row.key}"), lambda: arranging.move(row, up=up), "Đã chuyển chỗ.")


@require_POST
def section_drop(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row = _section(survey, row_pk)
    return do(request, _editor(survey), lambda: arranging.remove(row), "Đã bỏ phần.")


@require_http_methods(["GET", "HEAD", "POST"])
def question_add(request: PersonRequest, pk: int) -> HttpResponse:
    """A new question; `phan`: its section."""
    survey = writable_survey(request, pk)
    first = survey.sections.filter(pk=key_in(request.GET.get("phan", "")) or 0).first()
    return _question_form(request, survey, Question(section=first or survey.sections.all()[0]), "Thêm câu hỏi")


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    return _question_form(request, survey, _question(survey, row_pk), "Sửa câu hỏi")


def _question_form(request: PersonRequest, survey: Survey, row: Question, name: str) -> HttpResponse:
    if arranging.is_frozen(survey):
        return _frozen(request, survey)
    form = QuestionForm(posted(request), instance=row, survey=survey)
    if request.method == "POST" and form.is_valid() and _saved(form, survey):
        messages.success(request, "Đã lưu câu hỏi.")
        return redirect(_editor(survey, f"cau-{form.instance.key}"))
    context = {"form": form, "survey": survey, "name": name}
    return render(request, "surveys/row_form.html", context, status=422 if form.errors else 200)


def _saved(form: QuestionForm, survey: Survey) -> bool:
    row: Question = form.instance
    try:
        with transaction.atomic():
            if row._state.adding or "section" in form.changed_data:
                arranging.add_question(row)
            else:
                arranging.demand_free(survey)
                row.save()
            arranging.demand_order(survey)
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True


def _frozen(request: PersonRequest, survey: Survey) -> HttpResponse:
    messages.warning(request, arranging.FROZEN)
    return redirect(_editor(survey))


@require_POST
def question_move(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row, up = _question(survey, row_pk), request.POST.get("huong") == "len"
    return do(request, _editor(survey, f"cau-{row.key}"), lambda: arranging.move(row, up=up), "Đã chuyển chỗ.")


@require_POST
def question_drop(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row = _question(survey, row_pk)
    return do(request, _editor(survey, f"phan-{row.section.key}"), lambda: arranging.remove(row), "Đã bỏ câu hỏi.")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """The sheet as a citizen has it, page by page; nothing that is tried here is kept."""
    survey = visible_survey(request, pk)
    walk = Walk(survey, request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and walk.data.get("di") != "lui"
    form = walk.page_form(is_sent=is_sent)
    if is_sent and form.is_valid():
        if not walk.step(1):
            messages.success(request, "Đến đây là hết phiếu. Xem trước không lưu câu trả lời.")
            return redirect(survey)
        form = walk.page_form(is_sent=False)
    elif request.method == "POST" and not is_sent:
        walk.step(-1)
        form = walk.page_form(is_sent=False)
    places = walk.open_places()
    context = {
        "survey": survey,
        "walk": walk,
        "form": form,
        "door": Door(survey, survey.unit, Channel.WEB),
        "is_first": walk.place == (places[0] if places else 0),
        "number": places.index(walk.place) + 1 if walk.place in places else 1,
        "count": max(len(places), 1),
        "is_last": not [place for place in places if place > walk.place],
        "has_before": any(place < walk.place for place in places),
        "preview": True,
    }
    return render(request, "surveys/preview.html", context, status=422 if is_sent and form.errors else 200)

"""The questionnaire as anyone answers it: one page a section, without an account and without JavaScript."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lantoa.surveys import links, receiving
from lantoa.surveys.answer_form import AnswerForm
from lantoa.surveys.enums import Entry
from lantoa.surveys.models import Link, Survey
from lantoa.surveys.receiving import Door
from lantoa.surveys.walking import Walk

OWN_LINK = "Khảo sát này chỉ nhận phiếu qua đường dẫn riêng đã gửi cho từng người."
TOO_MANY = "Đường mạng này vừa gửi rất nhiều phiếu. Chờ mười phút rồi bấm gửi lại; câu trả lời vẫn còn trên trang."


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """By the address of a unit or of one of its counters."""
    link = get_object_or_404(Link.objects.select_related("survey__unit", "unit"), survey__slug=slug, code=code)
    survey = link.survey
    if survey.is_draft:
        return _shut(request, survey, receiving.OVER, 404)
    if survey.entry == Entry.ONE_TIME:
        return _shut(request, survey, OWN_LINK, 403)
    walk = _walk(request, survey)
    door = Door(survey, link.unit, walk.channel, link=link)
    return _flow(request, walk, door, reverse("surveys_public:sent_here", args=[slug, code]))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_one_time(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """By a link that takes one answer."""
    survey = get_object_or_404(Survey.objects.begun().select_related("unit"), slug=slug)
    found = links.find(survey, token[:100])
    if found is None:
        return _shut(request, survey, "Đường dẫn này không đúng. Kiểm tra lại tin nhắn, thư đã nhận.", 404)
    walk = _walk(request, survey)
    done = reverse("surveys_public:sent", args=[slug])
    if found.is_used:
        key = receiving.response_key(survey, walk.form_key)
        if request.method == "POST" and survey.responses.filter(pk=key).exists():
            return redirect(done)  # the same form, sent again on a bad line
        return _shut(request, survey, receiving.USED, 410)
    return _flow(request, walk, Door(survey, found.unit, walk.channel, one_time=found), done)


def _walk(request: HttpRequest, survey: Survey) -> Walk:
    data: MultiValueDict[str, str] | None = request.POST if request.method == "POST" else None
    return Walk(survey, data, by_qr="qr" in request.GET)


def _flow(request: HttpRequest, walk: Walk, door: Door, done: str) -> HttpResponse:
    """The first page, the next, the last; in the end the sheet is kept and the person thanked."""
    if request.method != "POST":
        return _opening(request, walk, door)
    if walk.is_whole:
        return _finish(request, walk, door, done)
    if walk.data.get("di") == "lui":
        walk.step(-1)
        return _page(request, walk, door, walk.page_form(is_sent=False))
    form = walk.page_form(is_sent=True)
    if not form.is_valid():
        return _page(request, walk, door, form, status=422)
    if walk.step(1):
        return _page(request, walk, door, walk.page_form(is_sent=False))
    return _finish(request, walk, door, done)


def _opening(request: HttpRequest, walk: Walk, door: Door) -> HttpResponse:
    if not walk.survey.takes_answers():
        return _shut(request, walk.survey, receiving.OVER, 410 if walk.survey.is_closed else 200)
    if receiving.is_full(walk.survey, door.unit):
        return _shut(request, walk.survey, receiving.FULL, 200)
    places = walk.open_places()
    walk.place = places[0] if places else 0
    return _page(request, walk, door, walk.page_form(is_sent=False), is_first=True)


def _finish(request: HttpRequest, walk: Walk, door: Door, done: str) -> HttpResponse:
    form = walk.whole_form()
    if not form.is_valid():
        walk.go_to_fault(form)
        return _page(request, walk, door, walk.page_form(is_sent=True), status=422)
    if request.POST.get("website"):  # a field that people do not see
        return redirect(done)
    if not ratelimit.consume(request, action="survey_answer"):
        fault = walk.page_form(is_sent=True)
        fault.add_error(None, TOO_MANY)
        return _page(request, walk, door, fault, status=429)
    try:
        receiving.receive(door, form.given(), form_key=walk.form_key)
    except ValidationError as refusal:
        return _shut(request, walk.survey, refusal.messages[0], 410)
    return redirect(done)


def _page(
    request: HttpRequest, walk: Walk, door: Door, form: AnswerForm, *, is_first: bool = False, status: int = 200
) -> HttpResponse:
    places = walk.open_places()
    context = {
        "survey": walk.survey,
        "walk": walk,
        "door": door,
        "form": form,
        "is_first": is_first,
        "number": places.index(walk.place) + 1 if walk.place in places else 1,
        "count": len(places),
        "is_last": not [place for place in places if place > walk.place],
        "has_before": any(place < walk.place for place in places),
        "whole": _whole(walk) if is_first else None,
    }
    return render(request, "surveys/public/answer.html", context, status=status)


def _whole(walk: Walk) -> list[tuple[object, list[object]]]:
    """The whole sheet for a device that may lose its line: all sections in one page, opened one after the other by
    `answering.js`."""
    form = AnswerForm(walk.questions, auto_id="tat-ca-%s")
    shown = {question.pk: lines for question, lines in form.shown()}
    return [
        (section, [(question, shown[question.pk]) for question in walk.by_section[section.pk]])
        for section in walk.sections
        if walk.by_section[section.pk]
    ]


def _shut(request: HttpRequest, survey: Survey, why: str, status: int) -> HttpResponse:
    return render(request, "surveys/public/shut.html", {"survey": survey, "why": why}, status=status)

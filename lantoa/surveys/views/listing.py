"""Which surveys are there, and where does one stand?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.surveys import arranging, running
from lantoa.surveys.enums import SurveyState
from lantoa.surveys.figures import own_group
from lantoa.surveys.models import Question, Response, Survey
from lantoa.surveys.quarters import ALL
from lantoa.surveys.results import Group, Results, told_before
from lantoa.surveys.screen import people_words
from lantoa.surveys.suppression import sheets_words, whole_words
from lantoa.surveys.views.getting import may_write, own_units, visible_survey
from lantoa.ui.pages import page_of

PER_PAGE = 30
TABS = {"": SurveyState.OPEN, "soan": SurveyState.DRAFT, "xong": SurveyState.CLOSED}


@require_GET
def surveys(request: PersonRequest) -> HttpResponse:
    """`muc`: the tab; `q`: words of the title."""
    tab = request.GET.get("muc", "") if request.GET.get("muc", "") in TABS else ""
    words = request.GET.get("q", "").strip()[:100]
    seen = Survey.objects.visible_to(request.user)
    numbers = {row["state"]: row["number"] for row in seen.order_by().values("state").annotate(number=Count("pk"))}
    rows = seen.filter(state=TABS[tab]).search(words).select_related("unit")
    page = page_of(request, rows.order_by("-opens_on", "-pk"), PER_PAGE)
    counts = _sheets_by_unit(page.object_list)
    for row in page.object_list:
        came = counts[row.pk].values()
        row.said = sheets_words(sum(came), row.threshold) if row.is_closed else whole_words(came, row.threshold)
    context = {
        "page": page,
        "tab": tab,
        "q": words,
        "tabs": [(value, state.label, numbers.get(state, 0)) for value, state in TABS.items()],
        "may_begin": bool(access.holding(request.user, Power.KEEP)),
    }
    return render(request, "surveys/list.html", context)


def _sheets_by_unit(surveys: Iterable[Survey]) -> dict[int, dict[int, int]]:
    """Survey → unit → how many sheets came in."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Response.objects.filter(survey__in=list(surveys)).order_by().values_list("survey_id", "unit_id")
    for survey, unit, number in rows.annotate(number=Count("pk")):
        found[survey][unit] = number
    return found


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where does this survey stand, what is to be done next, how many have answered where?"""
    survey = visible_survey(request, pk)
    questions = Question.objects.filter(section__survey=survey)
    counts = _sheets_by_unit([survey])[survey.pk]
    total, said = _said_of(survey, counts)
    page = page_of(request, survey.asked.select_related("unit"), PER_PAGE)
    for row in page.object_list:
        row.said = said(row.unit_id)
        row.is_done = row.quota is not None and counts.get(row.unit_id, 0) >= max(row.quota, survey.threshold)
    context = {
        "survey": survey,
        "page": page,
        "total": total,
        "number": questions.count(),
        "is_frozen": arranging.is_frozen(survey),
        "missing": running.what_is_missing(survey) if survey.is_draft else [],
        "may_write": may_write(request, survey),
        "has_own": survey.state == SurveyState.OPEN and own_units(request, survey).exists(),
        "has_results": told_before(survey) is not None,
        "is_taking": survey.takes_answers(),
    }
    return render(request, "surveys/detail.html", context)


def _said_of(survey: Survey, counts: Mapping[int, int]) -> tuple[str, Callable[[int], str]]:
    """How many sheets came in of all and of each unit itself; of one that is over, as its results say it."""
    if not survey.is_closed:
        least = survey.threshold
        return whole_words(counts.values(), least), lambda unit: sheets_words(counts.get(unit, 0), least)
    results = Results(survey)
    whole = people_words(results, Group(survey.unit_id))
    return whole, lambda unit: people_words(results, own_group(results, unit, ALL))

"""Which surveys are there, and where does one stand?"""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.surveys import arranging, running
from lantoa.surveys.enums import SurveyState
from lantoa.surveys.models import Question, Survey
from lantoa.surveys.results import told_before
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
    page = page_of(request, rows.annotate(sheets=Count("responses")).order_by("-opens_on", "-pk"), PER_PAGE)
    for row in page.object_list:
        row.said = sheets_words(row.sheets, row.threshold)
    context = {
        "page": page,
        "tab": tab,
        "q": words,
        "tabs": [(value, state.label, numbers.get(state, 0)) for value, state in TABS.items()],
        "may_begin": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "surveys/list.html", context)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Where does this survey stand, what is to be done next, how many have answered where?"""
    survey = visible_survey(request, pk)
    questions = Question.objects.filter(section__survey=survey)
    counts = dict(survey.responses.order_by().values_list("unit_id").annotate(number=Count("pk")))
    page = page_of(request, survey.asked.select_related("unit"), PER_PAGE)
    for row in page.object_list:
        row.said = sheets_words(counts.get(row.unit_id, 0), survey.threshold)
        row.is_done = row.quota is not None and counts.get(row.unit_id, 0) >= row.quota
    context = {
        "survey": survey,
        "page": page,
        "total": whole_words(counts.values(), survey.threshold),
        "number": questions.count(),
        "is_frozen": arranging.is_frozen(survey),
        "missing": running.what_is_missing(survey) if survey.is_draft else [],
        "may_write": may_write(request, survey),
        "has_own": survey.state == SurveyState.OPEN and own_units(request, survey).exists(),
        "has_results": told_before(survey) is not None,
        "is_taking": survey.takes_answers(),
    }
    return render(request, "surveys/detail.html", context)

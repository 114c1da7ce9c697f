"""Results on the desk: of the whole, of a unit, of a quarter; as a spreadsheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.surveys.exporting import notes, workbook
from lantoa.surveys.models import Survey
from lantoa.surveys.quarters import read_code
from lantoa.surveys.results import Results
from lantoa.surveys.screen import Screen, unit_in
from lantoa.surveys.views.getting import key_in, may_write, visible_survey
from lantoa.tabular.workbooks import XLSX, attachment
from lantoa.vietnamese.text import squeeze


def screen_of(request: HttpRequest, survey: Survey, top: Unit) -> Screen:
    """`dv`: the unit, `top` where none is named; `quy`: the quarter."""
    results, asked = Results(survey), request.GET.get("dv", "")
    unit = unit_in(results, key_in(asked)) if asked else top
    if unit is None:
        raise Http404("Không có đơn vị này trong khảo sát.")
    return Screen(results, unit, read_code(request.GET.get("quy", "")), among=UnitFilter(request, survey).among())


def _top(request: PersonRequest, survey: Survey) -> Unit:
    """The highest unit of the survey whose results the person may read: what people wrote of a school is for the school
    and those above it."""
    if access.may(request.user, Power.SEE, survey.unit):
        return survey.unit
    seen = [unit for unit in access.units_where(request.user, Power.SEE) if unit.is_under(survey.unit)]
    return min(seen, key=lambda unit: unit.path)


def _own_screen(request: PersonRequest, survey: Survey) -> Screen:
    screen = screen_of(request, survey, _top(request, survey))
    if not access.may(request.user, Power.SEE, screen.unit):
        raise Http404("Chỉ xem được kết quả của đơn vị mình.")
    return screen


class UnitFilter:
    """Which of the units are listed: those of a group (`nhom`), those whose names hold the words (`tim`)."""

    def __init__(self, request: HttpRequest, survey: Survey) -> None:
        owners = [survey.unit_id, *survey.unit.ancestor_ids()]
        self.groups = UnitGroup.objects.filter(owner__in=owners).order_by("name")
        self.group = self.groups.filter(pk=key_in(request.GET.get("nhom", "")) or 0).first()
        self.words = squeeze(request.GET.get("tim", ""))[:100]
        self._on = survey.closed_on or timezone.localdate()

    def among(self) -> set[int] | None:
        if not self.group and not self.words:
            return None
        units = self.group.resolve(on=self._on) if self.group else Unit.objects.all()
        return set((units.search(self.words) if self.words else units).values_list("pk", flat=True))


@require_GET
def results(request: PersonRequest, pk: int) -> HttpResponse:
    """How satisfied are people, with what, where?"""
    survey = visible_survey(request, pk)
    screen = _own_screen(request, survey)
    context = {
        "top": _top(request, survey),
        "survey": survey,
        "screen": screen,
        "notes": notes(survey),
        "may_write": may_write(request, survey),
        "quarters": screen.results.quarters,
        "filter": UnitFilter(request, survey),
    }
    return render(request, "surveys/results.html", context)


@require_GET
def as_workbook(request: PersonRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    return attachment(workbook(_own_screen(request, survey)), f"ket-qua-{survey.slug[:50]}.xlsx", XLSX)

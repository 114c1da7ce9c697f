"""Results on the desk: of the whole, of a unit, of a quarter; as a spreadsheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

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


def screen_of(request: HttpRequest, survey: Survey) -> Screen:
    """`dv`: the unit, that of the survey where none is named; `quy`: the quarter."""
    results, asked = Results(survey), request.GET.get("dv", "")
    unit = unit_in(results, key_in(asked)) if asked else survey.unit
    if unit is None:
        raise Http404("Không có đơn vị này trong khảo sát.")
    return Screen(results, unit, read_code(request.GET.get("quy", "")), among=UnitFilter(request, survey).among())


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
    screen = screen_of(request, survey)
    context = {
        "survey": survey,
        "screen": screen,
        "notes": notes(survey),
        "may_write": may_write(request, survey),
        "quarters": screen.results.quarters,
        "filter": UnitFilter(request, survey),
        "base": "",
    }
    return render(request, "surveys/results.html", context)


@require_GET
def as_workbook(request: PersonRequest, pk: int) -> HttpResponse:
    survey = visible_survey(request, pk)
    return attachment(workbook(screen_of(request, survey)), f"ket-qua-{survey.slug[:50]}.xlsx", XLSX)

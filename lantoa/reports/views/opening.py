"""Opening a period: one press for what plans ask, or any other."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.wording import lower_first
from lantoa.organisations.models import Unit
from lantoa.reports import ad_hoc, joining, opening, periods, unusual_days
from lantoa.reports.forms_periods import ChoosePeriodForm, OpenForm, filled, initial_of
from lantoa.reports.forms_picking import add_typed, as_initial
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.periods import Opening, Proposal
from lantoa.reports.standard import COMMUNICATION, make_standard


@dataclass(frozen=True, slots=True)
class Ask:
    """A proposal as the page shows it: what one press would open, and what is unusual about it; or, where reports of
    that part of the year are under way, the `period` that would answer it too."""

    proposal: Proposal
    opening: Opening | None
    doubts: list[str]
    key: uuid.UUID
    period: Period | None = None
    shared: joining.Shared | None = None


def office_of(request: PersonRequest) -> Unit:
    """The unit that the person opens periods for: `don-vi` of the address, else the first; 403 where there is none."""
    units = access.units_where(request.user, Power.DIRECT)
    if not units:
        raise PermissionDenied("Vai trò hiện tại không mở kỳ báo cáo.")
    given = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    home = access.home_unit(request.user)
    found = next((unit for unit in units if str(unit.pk) == given), None)
    return found or (home if home in units and home else units[0])


@require_GET
def new(request: PersonRequest) -> HttpResponse:
    """Which report shall units send now?"""
    unit = office_of(request)
    template = opening.likely_template(unit)
    found = periods.proposals(unit)
    context = {
        "unit": unit,
        "units": access.units_where(request.user, Power.DIRECT),
        "template_name": template.name if template else COMMUNICATION,
        "asks": [_ask(unit, one, template) for one in found if not one.periods and one.pending],
        "opened": _opened(unit, found),
    }
    return render(request, "reports/period_new.html", context)


def _opened(unit: Unit, found: list[Proposal]) -> list[Period]:
    """The periods that answer plans and those that the unit opened by itself, the latest days first."""
    asking = Report.objects.filter(period__unit=unit).exclude(unit=unit).values("period")  # not a second template's
    own = Period.objects.filter(pk__in=asking).select_related("template")
    opened = {period for one in found for period in one.periods} | set(own)
    return sorted(opened, key=lambda period: (period.ends_on, period.pk), reverse=True)


def _ask(unit: Unit, proposal: Proposal, template: ReportTemplate | None) -> Ask:
    shown = opening.asked(unit, proposal, template or ReportTemplate(unit=unit, name=COMMUNICATION))
    doubts = opening.doubts_of(shown, proposal) if shown else []
    period = joining.open_already(unit, template, proposal)
    shared = joining.expected(period, proposal) if period else None
    return Ask(proposal, shown, doubts, uuid.uuid4(), period, shared)


@require_POST
def open_asked(request: PersonRequest) -> HttpResponse:
    """Open what a plan asks, by the decree's days and the unit's usual template."""
    unit = office_of(request)
    proposal = periods.find_proposal(unit, request.POST.get("de-nghi", ""))
    if proposal is None:
        messages.error(request, "Không còn văn bản nào yêu cầu kỳ này. Chọn kỳ khác.")
        return redirect(_new(unit))
    asked = opening.asked(unit, proposal, opening.template_for(unit, by=request.user))
    if asked is None:
        return redirect(f"{reverse('reports:period_other')}?de-nghi={proposal.key}&don-vi={unit.pk}")
    try:
        made = opening.open_or_begin(
            asked, form_key=_form_key(request), by=request.user, proposal=proposal, back=_new(unit)
        )
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect(_new(unit))
    if isinstance(made, Period):
        messages.success(request, f"Đã mở {made.name}. Hạn và nơi nhận của từng đơn vị ở bên dưới.")
    return redirect(made)


@require_POST
def join_asked(request: PersonRequest) -> HttpResponse:
    """Let the reports of a period that is open answer a further plan."""
    unit = office_of(request)
    proposal = periods.find_proposal(unit, request.POST.get("de-nghi", ""))
    period = joining.open_already(unit, opening.likely_template(unit), proposal) if proposal else None
    if proposal is None or period is None:
        messages.error(request, "Kỳ này không còn mở, hoặc đã dùng chung. Xem lại danh sách bên dưới.")
        return redirect(_new(unit))
    try:
        done = joining.join(period, proposal, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect(_new(unit))
    added = f", thêm {done.added} đơn vị" if done.added else ""
    messages.success(
        request,
        f"Báo cáo {lower_first(period.name)} dùng chung cho cả {proposal.origin}: {done.shared} báo cáo{added}.",
    )
    return redirect(period)


def _form_key(request: PersonRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError as error:
        raise Http404 from error


def _new(unit: Unit) -> str:
    return f"{reverse('reports:period_new')}?don-vi={unit.pk}"


@require_http_methods(["GET", "POST"])
def other(request: PersonRequest) -> HttpResponse:
    """Any period, its days filled in by the law or typed. Choosing a period or adding a unit shows the form again with
    all that was typed."""
    unit = office_of(request)
    proposal = _proposal_of(request, unit)
    chooser = ChoosePeriodForm(request.POST or request.GET)
    form, faults = _form(request, unit, proposal, chooser)
    doubts: list[str] = []
    clash: Period | None = None
    if form.is_bound and form.is_valid():
        doubts = unusual_days.doubts(form.opening())
        if not doubts or request.POST.get("da-xem") == _seen(doubts):
            answer = _open(request, form)
            if isinstance(answer, HttpResponse):
                return answer
            clash = answer
    context = {
        "unit": unit,
        "form": form,
        "chooser": chooser,
        "proposal": proposal,
        "doubts": doubts,
        "clash": clash,
        "seen": _seen(doubts),
        "adding_faults": faults,
        "has_template": opening.usable_templates(unit).exists(),
        "is_asked": proposal.is_due_before_cut_off if proposal else False,
    }
    return render(request, "reports/period_other.html", context, status=422 if form.errors else 200)


def _form(
    request: PersonRequest, unit: Unit, proposal: Proposal | None, chooser: ChoosePeriodForm
) -> tuple[OpenForm, list[str]]:
    """The form as it is to be shown, judged only where it was sent to open; why units could not be added."""
    said: dict[str, Any] = {"unit": unit, "user": request.user, "proposal": proposal}
    sent = request.POST
    if request.method != "POST":
        span = proposal.span if proposal else chooser.span
        return OpenForm(initial=initial_of(unit, span, proposal), **said), []
    if proposal is None and ("dien-ngay" in sent or sent.get("da-dien", chooser.said) != chooser.said):
        return OpenForm(initial=filled(as_initial(OpenForm, sent), chooser.span), **said), []
    if "them" in sent:
        data, faults = add_typed(sent, Unit.objects.current().below(unit))
        return OpenForm(initial=as_initial(OpenForm, data), **said), faults
    return OpenForm(sent, **said), []


def _proposal_of(request: PersonRequest, unit: Unit) -> Proposal | None:
    key = request.POST.get("de-nghi") or request.GET.get("de-nghi", "")
    return periods.find_proposal(unit, key) if key else None


def _seen(doubts: list[str]) -> str:
    """What a form sends back to say that these very warnings were read."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(doubts))) if doubts else ""


def _open(request: PersonRequest, form: OpenForm) -> HttpResponse | Period | None:
    """Open it; where something stands against it, the form says so: the period that is there already, or None."""
    data = form.cleaned_data
    try:
        made = opening.open_or_begin(
            form.opening(),
            form_key=data["form_key"],
            by=request.user,
            proposal=form.proposal,
            units=data["units"],
            groups=data["groups"],
            back=_new(form.unit),
        )
    except ValidationError as fault:
        form.add_error(None, fault)
        return fault.period if isinstance(fault, ad_hoc.OpenedAlready) else None
    if isinstance(made, Period):
        messages.success(request, f"Đã mở {made.name}.")
    return redirect(made)


@require_POST
def standard(request: PersonRequest) -> HttpResponse:
    """The standard templates for a unit that lacks some."""
    unit = office_of(request)
    make_standard(unit, by=request.user)
    messages.success(request, "Đã có đủ các mẫu báo cáo chuẩn của đơn vị. Mở ra để sửa theo yêu cầu của cấp trên.")
    return redirect("reports:template_list")

"""Indicators: which there are, how each is worked out, what it gives and where it is used."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit
from lantoa.reports import indicator_uses, template_editing, template_view
from lantoa.reports.enums import How, PeriodType
from lantoa.reports.forms_indicators import IndicatorForm, TrialForm
from lantoa.reports.models import Indicator, ReportTemplate
from lantoa.reports.views.opening import office_of
from lantoa.reports.wording import how_words
from lantoa.vietnamese.text import search_words, squeeze

PAGE_SIZE = 50


def _visible(request: PersonRequest, pk: int) -> Indicator:
    found = Indicator.objects.visible_to(request.user).select_related("unit", "numerator", "denominator")
    indicator: Indicator = get_object_or_404(found, pk=pk)
    return indicator


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Which figures do reports give, and how are they worked out?"""
    words, how, is_all = squeeze(request.GET.get("q", ""))[:100], request.GET.get("tinh", ""), "tat-ca" in request.GET
    found = Indicator.objects.visible_to(request.user).select_related("unit", "numerator", "denominator")
    found = found if is_all else found.filter(retired_at__isnull=True)
    for word in search_words(words):
        found = found.filter(folded__contains=word)
    if how in How.values:
        found = found.filter(how=how)
    in_use = Q(rows__retired_at__isnull=True, rows__template__retired_at__isnull=True)
    rows = found.annotate(templates_number=Count("rows", filter=in_use)).order_by("unit__path", "code")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [(one, how_words(one)) for one in page],
        "words": words,
        "how": how,
        "hows": How.choices,
        "is_all": is_all,
        "may_direct": bool(access.holding(request.user, Power.DIRECT)),
    }
    return render(request, "reports/indicator_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A further figure; asked for from a template (`mau`), it goes in there."""
    template = _template(request)
    unit = template.unit if template else office_of(request)
    return _edit(request, Indicator(unit=unit), template)


@require_http_methods(["GET", "POST"])
def indicator(request: PersonRequest, pk: int) -> HttpResponse:
    """How is this figure worked out? Whoever directs its unit changes it here."""
    found = _visible(request, pk)
    if access.may(request.user, Power.DIRECT, found.unit):
        return _edit(request, found, None)
    if request.method == "POST":
        access.demand(request.user, Power.DIRECT, found.unit)
    context = {"indicator": found, "how": how_words(found), "uses": indicator_uses.uses_of(found)}
    return render(request, "reports/indicator_read.html", context)


def _template(request: PersonRequest) -> ReportTemplate | None:
    given = request.POST.get("mau") or request.GET.get("mau", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    found = ReportTemplate.objects.visible_to(request.user).select_related("unit")
    template: ReportTemplate = get_object_or_404(found, pk=int(given))
    access.demand(request.user, Power.DIRECT, template.unit)
    return template


def _edit(request: PersonRequest, instance: Indicator, template: ReportTemplate | None) -> HttpResponse:
    is_trial = "thu" in request.POST
    name, code = instance.name, instance.pk
    form = IndicatorForm(request.POST if request.method == "POST" else None, instance=instance)
    trial_form = _trial_form(request, instance, is_trial)
    trial = None
    if form.is_valid():
        if is_trial:
            trial = _trial(form, trial_form)
        elif form.save_over():
            return _saved(request, form.instance, template)
    context = {
        "form": form,
        "indicator_pk": code,
        "name": name,
        "unit": instance.unit,
        "retired_at": instance.retired_at,
        "template": template,
        "trial_form": trial_form,
        "trial": trial,
        "uses": indicator_uses.uses_of(Indicator.objects.get(pk=code)) if code else None,
    }
    return render(request, "reports/indicator.html", context, status=422 if form.errors else 200)


def _saved(request: PersonRequest, saved: Indicator, template: ReportTemplate | None) -> HttpResponse:
    indicator_uses.note(saved, request.user, f"Lưu chỉ tiêu {saved}")
    if template is None:
        messages.success(request, f"Đã lưu chỉ tiêu “{saved}”.")
        return redirect("reports:indicator_list")
    template_editing.add_rows(template, [saved], None, by=request.user)
    messages.success(request, f"Đã lưu chỉ tiêu “{saved}” và đưa vào mẫu.")
    return redirect(template)


def _trial_form(request: PersonRequest, instance: Indicator, is_trial: bool) -> TrialForm:
    units = Unit.objects.filter(access.within(request.user, Power.SEE))
    _, days = template_view.span_days(timezone.localdate(), PeriodType.QUARTER)
    initial = {"thu_don_vi": instance.unit, "thu_tu": days.first, "thu_den": days.last}
    return TrialForm(request.POST if is_trial else None, units=units, initial=initial)


def _trial(form: IndicatorForm, trial_form: TrialForm) -> indicator_uses.Trial | None:
    if not trial_form.is_valid():
        return None
    data: dict[str, Any] = trial_form.cleaned_data
    return indicator_uses.try_out(form.instance, data["thu_don_vi"], data["thu_tu"], data["thu_den"])


@require_POST
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    """No template takes it up any more."""
    found = _visible(request, pk)
    indicator_uses.retire(found, by=request.user)
    messages.success(request, f"Đã ngừng dùng chỉ tiêu “{found}”. Mẫu đang có chỉ tiêu này vẫn giữ.")
    return redirect(reverse("reports:indicator", args=[pk]))


@require_POST
def use_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Templates may take it up again."""
    found = _visible(request, pk)
    indicator_uses.use_again(found, by=request.user)
    messages.success(request, f"Chỉ tiêu “{found}” lại dùng được.")
    return redirect(reverse("reports:indicator", args=[pk]))

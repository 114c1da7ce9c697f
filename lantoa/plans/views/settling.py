"""Answers to the questions of the review screen."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.organisations.standard_groups import standard_group
from lantoa.plans import own_plan_rows, receivers, settling
from lantoa.plans.keys import key_in
from lantoa.plans.models import Plan, PlanBasis, ReportingRule, UnitMention
from lantoa.plans.screen import Screen
from lantoa.plans.timing_words import said
from lantoa.plans.views.editing import answer
from lantoa.plans.views.getting import editable_plan
from lantoa.vietnamese.text import fold, search_words

NAMED_PARTS = ("nhiem-vu", "trach-nhiem", "bao-cao", "ten")
FOUND = 8


def groups_of(plan: Plan) -> list[UnitGroup]:
    """The groups that the plan's unit may mean: its own and those of the units above."""
    owners = [plan.unit_id, *plan.unit.ancestor_ids()]
    return list(UnitGroup.objects.filter(owner__in=owners).order_by("name"))


@require_POST
def name(request: PersonRequest, pk: int, mention: int) -> HttpResponse:
    """Say what a name means: `don_vi`, `nhom`, `nhom_chuan` (each several times), `ngoai`, `moi_don_vi` or
    `hoi_lai`; with `them`, beside what it means already."""
    plan = editable_plan(request, pk)
    found = get_object_or_404(UnitMention.objects.select_related("plan__unit"), plan=plan, pk=mention)
    after = next_after(plan, f"ten-{found.pk}")
    if "hoi_lai" in request.POST:
        settling.forget_who(found, by=request.user)
        return answer(request, plan, NAMED_PARTS, doubt=f"ten-{found.pk}")
    if "moi_don_vi" in request.POST:
        receivers.everybody_meant(found, by=request.user)
        return answer(request, plan, NAMED_PARTS, doubt=after)
    units = set(Unit.objects.visible_to(request.user).filter(pk__in=_numbers(request, "don_vi")))
    groups = {group for group in groups_of(plan) if str(group.pk) in request.POST.getlist("nhom")}
    groups |= {_usual_group(plan, key) for key in request.POST.getlist("nhom_chuan")}
    try:
        settling.say_who(
            found,
            units=units,
            groups=groups,
            is_outside="ngoai" in request.POST,
            is_further="them" in request.POST,
            by=request.user,
        )
    except ValidationError:
        return redirect(f"{reverse('plans:edit', args=[plan.pk])}?xem=ten-{found.pk}")
    return answer(request, plan, NAMED_PARTS, doubt=after)


def _usual_group(plan: Plan, key: str) -> UnitGroup:
    try:
        return standard_group(plan.unit, key)
    except (KeyError, ValueError) as error:
        raise Http404 from error


def _numbers(request: PersonRequest, field: str) -> list[int]:
    return [pk for value in request.POST.getlist(field) if (pk := key_in(value)) is not None]


def next_after(plan: Plan, key: str) -> str:
    """The question that follows, so that an answer leads on and not back to the first."""
    screen = Screen(plan, doubt=(key,))
    return screen.after if screen.after != key else ""


@require_GET
def search(request: PersonRequest, pk: int, mention: int) -> HttpResponse:
    """Units and groups whose names hold the words typed, as answers to a name."""
    plan = editable_plan(request, pk)
    found = get_object_or_404(UnitMention, plan=plan, pk=mention)
    words = request.GET.get("q", "").strip()
    units = _units_like(request, plan, words) if words else []
    groups = _groups_like(plan, words) if words else []
    context = {"plan": plan, "mention": found, "units": units, "groups": groups, "words": words}
    return render(request, "plans/_found_units.html", context)


def _units_like(request: PersonRequest, plan: Plan, words: str) -> list[Unit]:
    """Units of the plan's day, and of today where the plan is an older one."""
    seen = Unit.objects.visible_to(request.user).search(words)
    return list(seen.valid_on(plan.named_on)[:FOUND])


def _groups_like(plan: Plan, words: str) -> list[UnitGroup]:
    """Groups whose names hold every word typed, with or without their marks."""
    wanted = search_words(words)
    return [group for group in groups_of(plan) if all(word in fold(group.name) for word in wanted)][:FOUND]


@require_POST
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    """It is right as it stands."""
    plan = editable_plan(request, pk)
    key = request.POST.get("khoa", "")
    after = next_after(plan, key)
    parts = settling.settle(plan, key, by=request.user)
    return answer(request, plan, parts or ("dau-van-ban",), doubt=after)


@require_POST
def make_task(request: PersonRequest, pk: int) -> HttpResponse:
    """A sentence of the plan is a task (`khoa`: which)."""
    plan = editable_plan(request, pk)
    key = request.POST.get("khoa", "")
    after = next_after(plan, key)
    settling.make_task(plan, key, by=request.user)
    return answer(request, plan, ("nhiem-vu", "ten"), doubt=after)


@require_POST
def ask_for_plans(request: PersonRequest, pk: int) -> HttpResponse:
    """A row of the table bids its units to issue plans of their own (`khoa`: which)."""
    plan = editable_plan(request, pk)
    key = request.POST.get("khoa", "")
    after = next_after(plan, key)
    own_plan_rows.ask_for_plans(plan, key, by=request.user)
    return answer(request, plan, ("nhiem-vu", "bao-cao", "ten"), doubt=after)


@require_POST
def everybody_reports(request: PersonRequest, pk: int, rule: int) -> HttpResponse:
    """Every unit that gets the plan owes this report."""
    plan = editable_plan(request, pk)
    found = get_object_or_404(ReportingRule.objects.select_related("plan__unit"), plan=plan, pk=rule)
    after = next_after(plan, found.key)
    receivers.everybody_reports(found, by=request.user)
    return answer(request, plan, ("bao-cao", "ten"), doubt=after)


@require_POST
def replace_basis(request: PersonRequest, pk: int, basis: int) -> HttpResponse:
    plan = editable_plan(request, pk)
    found = get_object_or_404(PlanBasis.objects.select_related("plan__unit", "document"), plan=plan, pk=basis)
    after = next_after(plan, found.key)
    settling.replace_basis(found, by=request.user)
    return answer(request, plan, ("can-cu", "loi-van"), doubt=after)


@require_GET
def timing(request: PersonRequest, pk: int) -> HttpResponse:
    """What words of time mean for this plan, while they are being typed."""
    plan = editable_plan(request, pk)
    raw = next((value for name, value in request.GET.items() if name.endswith("timing_raw")), "")
    return render(request, "plans/_timing.html", {"meaning": said(str(raw), plan)})

"""Forms of reports: which there are, what stands in one, and changing it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.reports import standard, template_editing, template_view
from lantoa.reports.forms_templates import FORMS, AddRowsForm, CheckForm, HeadForm
from lantoa.reports.models import ReportTemplate, TemplateCheck, TemplateGroup
from lantoa.reports.template_editing import KINDS, Part
from lantoa.reports.views.opening import office_of

PAGE_SIZE = 50
HEADINGS = {
    "nhom": ("Thêm nhóm chỉ tiêu", "Sửa nhóm chỉ tiêu"),
    "dong": ("", "Sửa dòng số liệu"),
    "muc": ("Thêm mục thuyết minh", "Sửa mục thuyết minh"),
    "kiem-tra": ("Thêm quy tắc kiểm tra", "Sửa quy tắc kiểm tra"),
}
_STEPS = {"len": -1, "xuong": 1}
_DIGITS = 18


def visible_template(request: PersonRequest, pk: int) -> ReportTemplate:
    templates = ReportTemplate.objects.visible_to(request.user).select_related("unit", "copied_from__unit")
    found: ReportTemplate = get_object_or_404(templates, pk=pk)
    return found


def _editable(request: PersonRequest, pk: int) -> ReportTemplate:
    """The template, where the person directs its unit."""
    template = visible_template(request, pk)
    access.demand(request.user, Power.DIRECT, template.unit)
    return template


def _part(request: PersonRequest, pk: int, kind: str, part_pk: int) -> Part:
    template = _editable(request, pk)
    found = template_editing.find_part(template, kind, part_pk)
    if found is None:
        raise Http404
    return found


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """In which forms do units report?"""
    found = ReportTemplate.objects.visible_to(request.user).select_related("unit")
    is_all = request.GET.get("tat-ca") == "1"
    shown = found if is_all else found.filter(retired_at__isnull=True)
    rows = template_editing.with_numbers(shown).order_by("unit__path", "name")
    directed = access.units_where(request.user, Power.DIRECT)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang")),
        "may_direct": bool(directed),
        "lacks_own": bool(directed) and not found.filter(unit__in=directed).exists(),
        "standard_missing": standard.missing_of(directed[0]) if directed else [],
        "is_all": is_all,
        "has_retired": found.filter(retired_at__isnull=False).exists(),
    }
    return render(request, "reports/template_list.html", context)


@require_GET
def template(request: PersonRequest, pk: int) -> HttpResponse:
    """What does this form ask?"""
    found = visible_template(request, pk)
    context = {
        "template": found,
        "sheet": template_view.sheet(found),
        "drafts": template_editing.open_drafts(found),
        "may_edit": template_editing.may_edit(request.user, found),
        "may_copy": bool(access.holding(request.user, Power.DIRECT)),
        "dropped": _just_dropped(request, found),
    }
    return render(request, "reports/template.html", context)


def _just_dropped(request: PersonRequest, found: ReportTemplate) -> dict[str, Any] | None:
    """What was taken out on the page before, to bring back in one press."""
    kind, _, pk = request.GET.get("vua-bo", "").rpartition("-")
    part = template_editing.find_part(found, kind, int(pk)) if pk.isdecimal() and len(pk) < _DIGITS else None
    return {"part": part, "kind": kind} if part is not None and part.retired_at else None


@require_GET
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """How does the form look to a unit, with its own figures of now?"""
    found = visible_template(request, pk)
    unit = access.home_unit(request.user)
    assert unit is not None  # who sees a template holds a role
    name, days = template_view.days_now(found, timezone.localdate())
    values = template_view.own_values(found, unit, days)
    context = {
        "template": found,
        "unit": unit,
        "period_name": name,
        "first": days.first,
        "last": days.last,
        "sheet": template_view.sheet(found, values),
    }
    return render(request, "reports/template_preview.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A form from nothing."""
    unit = office_of(request)
    made = ReportTemplate(unit=unit, created_by=request.user)
    form = HeadForm(request.POST if request.method == "POST" else None, instance=made)
    if form.is_valid():
        same = ReportTemplate.objects.filter(unit=unit, name=made.name, retired_at__isnull=True).first()
        if same is None:
            form.save_over()
        return redirect(same or made)
    context = {"form": form, "template": None, "unit": unit, "drafts": 0}
    return render(request, "reports/template_head.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def head(request: PersonRequest, pk: int) -> HttpResponse:
    """Change name, title, receiver."""
    found = _editable(request, pk)
    form = HeadForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid() and form.save_over():
        messages.success(request, "Đã lưu mẫu báo cáo.")
        return redirect(found)
    context = {
        "form": form,
        "template": ReportTemplate.objects.get(pk=pk),
        "unit": found.unit,
        "drafts": template_editing.open_drafts(found),
    }
    return render(request, "reports/template_head.html", context, status=422 if form.errors else 200)


@require_POST
def copy(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own form that begins as this one is."""
    found, unit = visible_template(request, pk), office_of(request)
    made = template_editing.copy_template(found, unit, by=request.user)
    messages.success(request, f"Đã chép mẫu về {unit.label}. Sửa tên và nội dung ở bên dưới.")
    return redirect(made)


@require_POST
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    """No further period opens with it."""
    found = _editable(request, pk)
    template_editing.retire(found, by=request.user)
    messages.success(request, "Đã ngừng dùng mẫu. Kỳ đang mở vẫn theo mẫu này.")
    return redirect(found)


@require_POST
def use_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Let periods open with it again."""
    found = _editable(request, pk)
    template_editing.use_again(found, by=request.user)
    messages.success(request, "Mẫu lại dùng được cho kỳ mới.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def rows(request: PersonRequest, pk: int) -> HttpResponse:
    """Put indicators in."""
    found = _editable(request, pk)
    first = {"group": request.GET.get("nhom", "")}
    form = AddRowsForm(request.POST if request.method == "POST" else None, template=found, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        made = template_editing.add_rows(found, list(data["indicators"]), data["group"], by=request.user)
        messages.success(request, f"Đã thêm {len(made)} chỉ tiêu vào mẫu.")
        return redirect(found)
    context = {"form": form, "template": found, "drafts": template_editing.open_drafts(found)}
    return render(request, "reports/template_rows.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def part_new(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """A further group, heading or check."""
    found = _editable(request, pk)
    if kind not in KINDS or not HEADINGS[kind][0]:
        raise Http404
    return _part_form(request, kind, KINDS[kind](template=found), HEADINGS[kind][0])


@require_http_methods(["GET", "POST"])
def part(request: PersonRequest, pk: int, kind: str, part_pk: int) -> HttpResponse:
    """Change a group, row, heading or check."""
    return _part_form(request, kind, _part(request, pk, kind, part_pk), HEADINGS[kind][1])


def _part_form(request: PersonRequest, kind: str, instance: Part, heading: str) -> HttpResponse:
    found = instance.template
    form = FORMS[kind](request.POST if request.method == "POST" else None, instance=instance, template=found)
    if form.is_valid() and form.save_over(
        lambda version: template_editing.save_part(form.instance, version=version, by=request.user)
    ):
        messages.success(request, f"Đã lưu {instance._meta.verbose_name}.")
        return redirect(f"{found.get_absolute_url()}#{kind}-{instance.pk}")
    context = {
        "form": form,
        "template": found,
        "kind": kind,
        "heading": heading,
        "about": str(instance) if instance.pk and kind == "dong" else "",
        "rule": _rule(form) if kind == "kiem-tra" else "",
        "drafts": template_editing.open_drafts(found),
    }
    return render(request, "reports/template_part.html", context, status=422 if form.errors else 200)


@require_GET
def rule(request: PersonRequest, pk: int) -> HttpResponse:
    """The check as typed so far, as a sentence; nothing is written."""
    form = CheckForm(request.GET, instance=TemplateCheck(), template=_editable(request, pk))
    return render(request, "reports/_template_rule.html", {"rule": _rule(form)})


def _rule(form: Any) -> str:
    """The sentence of a check's form, as stored or as typed."""
    shown = TemplateCheck(left=form.instance.left, right=form.instance.right, number=form.instance.number)
    shown.comparison = form.instance.comparison or "le"
    if form.is_bound:
        form.is_valid()
        typed = form.cleaned_data
        shown.left, shown.right = typed.get("left") or form.data.getlist("left"), typed.get("right") or []
        shown.comparison, shown.number = typed.get("comparison") or "le", typed.get("number")
    return template_view.rule_words(shown, form.names)


@require_POST
def part_move(request: PersonRequest, pk: int, kind: str, part_pk: int) -> HttpResponse:
    """Up or down by one: `huong` says which, and from which place."""
    found = _part(request, pk, kind, part_pk)
    way, _, seen = request.POST.get("huong", "").partition("-")
    if way in _STEPS and seen.isdecimal():
        template_editing.move(found, step=_STEPS[way], seen=int(seen[:6]), by=request.user)
    return redirect(f"{found.template.get_absolute_url()}#{kind}-{found.pk}")


@require_http_methods(["GET", "POST"])
def part_drop(request: PersonRequest, pk: int, kind: str, part_pk: int) -> HttpResponse:
    """Take a part out of the form, after what that changes was read."""
    found = _part(request, pk, kind, part_pk)
    if request.method == "POST":
        template_editing.drop(found, by=request.user)
        return redirect(f"{found.template.get_absolute_url()}?vua-bo={kind}-{found.pk}")
    context = {
        "template": found.template,
        "part": found,
        "kind": kind,
        "noun": found._meta.verbose_name,
        "drafts": template_editing.open_drafts(found.template),
        "rows": found.rows.count() if isinstance(found, TemplateGroup) else 0,
    }
    return render(request, "reports/template_drop.html", context)


@require_POST
def part_back(request: PersonRequest, pk: int, kind: str, part_pk: int) -> HttpResponse:
    """Bring a part back."""
    found = _part(request, pk, kind, part_pk)
    template_editing.take_back(found, by=request.user)
    messages.success(request, f"Đã lấy lại “{found}”.")
    return redirect(f"{found.template.get_absolute_url()}#{kind}-{found.pk}")

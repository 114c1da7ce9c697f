"""Registers of the room: templates of answers, rules on time limits."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.feedback.answer_forms import TemplateForm
from lantoa.feedback.models import AnswerTemplate, HandlingRule
from lantoa.feedback.register_forms import RuleForm, keeps


@require_safe
def templates(request: PersonRequest) -> HttpResponse:
    """What words may an answer begin with?"""
    rows = AnswerTemplate.objects.visible_to(request.user).select_related("unit")
    mine = {unit.pk for unit in access.units_where(request.user, Power.WRITE)}
    context = {"rows": [(row, row.unit_id in mine) for row in rows], "may_write": bool(mine)}
    return render(request, "feedback/template_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: PersonRequest) -> HttpResponse:
    access.demand_somewhere(request.user, Power.WRITE)
    return _template(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(AnswerTemplate.objects.visible_to(request.user), pk=pk)
    if row.unit_id not in {unit.pk for unit in access.units_where(request.user, Power.WRITE)}:
        raise PermissionDenied("Mẫu của đơn vị khác: dùng được, không sửa được.")
    return _template(request, row)


def _template(request: PersonRequest, row: AnswerTemplate | None) -> HttpResponse:
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if form.is_valid():
        if row is None:
            form.instance.created_by = request.user
        saved = form.save()
        messages.success(request, f"Đã lưu mẫu “{saved}”.")
        return redirect("feedback:templates")
    heading = "Sửa mẫu trả lời" if row else "Thêm mẫu trả lời"
    return _form_page(request, form, heading, "feedback:templates", "Mẫu trả lời")


@require_safe
def rules(request: PersonRequest) -> HttpResponse:
    """Within how many days is feedback answered, by which decision?"""
    today = timezone.localdate()
    rows = HandlingRule.objects.visible_to(request.user).select_related("unit").order_by("unit__path", "kind")
    mine = {unit.pk for unit in keeps(request.user)}
    context = {
        "rows": [(row, row.unit_id in mine, _holds(row, today)) for row in rows],
        "may_keep": bool(mine),
    }
    return render(request, "feedback/rule_list.html", context)


def _holds(row: HandlingRule, today: Any) -> str:
    if row.valid_from > today:
        return "Chưa áp dụng"
    return "Thôi áp dụng" if row.valid_to and row.valid_to <= today else "Đang áp dụng"


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: PersonRequest) -> HttpResponse:
    if not keeps(request.user):
        raise PermissionDenied("Chỉ văn phòng hoặc quản trị đặt quy định thời hạn.")
    return _rule(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HandlingRule.objects.visible_to(request.user), pk=pk)
    if row.unit_id not in {unit.pk for unit in keeps(request.user)}:
        raise PermissionDenied("Chỉ văn phòng hoặc quản trị của đơn vị đặt quy định sửa được.")
    return _rule(request, row)


def _rule(request: PersonRequest, row: HandlingRule | None) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if form.is_valid():
        saved = form.save()
        text = f"Quy định thời hạn trả lời: {saved}"
        record("feedback_rule_saved", by=request.user, on=saved, unit=saved.unit, text=text)
        messages.success(request, "Đã lưu. Hạn đã tính của phản ánh đang xử lý giữ nguyên cho đến lần tính lại.")
        return redirect("feedback:rules")
    heading = "Sửa quy định thời hạn" if row else "Thêm quy định thời hạn"
    return _form_page(request, form, heading, "feedback:rules", "Thời hạn trả lời")


def _form_page(request: PersonRequest, form: Any, heading: str, back: str, label: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back, "back_label": label}
    return render(request, "feedback/register_form.html", context, status=422 if form.errors else 200)

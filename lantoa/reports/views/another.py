"""The same figures in another receiver's template."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.reports import another
from lantoa.reports.models import ReportTemplate
from lantoa.reports.views.getting import visible_report


@require_POST
def begin(request: PersonRequest, pk: int, template_pk: int) -> HttpResponse:
    """Give the report's figures in the form of another receiver."""
    report = visible_report(request, pk)
    if not access.may(request.user, Power.WRITE, report.unit):
        raise PermissionDenied("Vai trò hiện tại không được lập báo cáo của đơn vị này.")
    template = get_object_or_404(ReportTemplate.objects.visible_to(request.user), pk=template_pk)
    try:
        drawn = another.begin(report, template, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(report)
    if drawn.drawn_from_id is None:
        said = f"Đơn vị đã có báo cáo theo mẫu “{template}” trong kỳ này, có số liệu riêng, nên không lập thêm."
        messages.info(request, said)
    else:
        messages.success(request, f"Đã lập “{template}” từ cùng số liệu. Không đơn vị nào phải nhập lại.")
    return redirect(drawn)

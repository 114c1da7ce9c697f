"""The report that a request asks for: what one may not see is 404, what one may not do is 403."""

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.reports import filling, keying
from lantoa.reports.models import Report


def visible_report(request: PersonRequest, pk: int) -> Report:
    reports = Report.objects.visible_to(request.user)
    wanted = ("period__template", "period__unit", "unit", "receiver", "obligation", "keyed_by_unit", "vouched_by_unit")
    others = ("superseded_by", "supersedes", "drawn_from__period__template")
    return get_object_or_404(reports.select_related(*wanted, *others), pk=pk)


def writable_report(request: PersonRequest, pk: int) -> Report:
    """The report, where the person may write it now."""
    report = visible_report(request, pk)
    if not filling.may_write(request.user, report):
        raise PermissionDenied(
            f"Báo cáo đang ở tình trạng “{report.state_word}”, hoặc vai trò hiện tại không được soạn."
        )
    unit = keying.waits_for(request.user, report)
    if unit is not None:
        raise PermissionDenied(f"Báo cáo này của {report.unit.name}. Bấm “Nhập thay” trên trang báo cáo rồi mới sửa.")
    return report


def back_on_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a POST address whose answer stays on the screen when something stands against it: whoever opens the address
    again (by the address bar, after sleep) comes to the report."""

    @functools.wraps(view)
    @require_http_methods(["GET", "POST"])
    def wrapped(request: PersonRequest, pk: int, **rest: Any) -> HttpResponse:
        return redirect(visible_report(request, pk)) if request.method == "GET" else view(request, pk, **rest)

    return wrapped

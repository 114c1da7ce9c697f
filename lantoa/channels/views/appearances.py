"""What newspapers and stations brought, with link and day."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.channels import press
from lantoa.channels.models import Appearance, Posting
from lantoa.channels.outlet_form import AppearanceForm
from lantoa.ledger import scope
from lantoa.ui.pages import page_of


@require_GET
def appearances(request: PersonRequest) -> HttpResponse:
    """What have newspapers and stations brought of the unit?"""
    rows = Appearance.objects.filter(outlet__unit__in=scope.own_unit_ids(request.user))
    rows = rows.select_related("outlet", "activity", "posting")
    context = {
        "page": page_of(request, rows, 50),
        "may_write": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "channels/appearance_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Log one; it becomes a line of what was done."""
    access.demand_somewhere(request.user, Power.WRITE)
    form = AppearanceForm(request.POST or None, user=request.user, posting=_named(request))
    if request.method == "POST" and form.is_valid() and _log(request, form):
        messages.success(request, "Đã ghi. Bài này được tính vào hoạt động đã làm.")
        return redirect("channels:appearances")
    return render(request, "channels/appearance_form.html", {"form": form}, status=422 if form.errors else 200)


def _named(request: PersonRequest) -> Posting | None:
    given = request.GET.get("thong-cao", "")
    if not given.isdecimal() or len(given) > 18:
        return None
    return Posting.objects.visible_to(request.user).filter(pk=int(given)).first()


def _log(request: PersonRequest, form: AppearanceForm) -> bool:
    try:
        press.appear(by=request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault) if not hasattr(fault, "error_dict") else form.add_error("link", fault.messages)
        return False
    return True

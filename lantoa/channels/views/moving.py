"""Another hour for a posting."""

import contextlib
import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.channels import moving
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Posting
from lantoa.channels.posting_forms import MoveForm
from lantoa.channels.views.getting import visible_posting


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """When shall it go out? `ve=lich`: the person comes from the calendar and goes back there."""
    posting = visible_posting(request, pk)
    moving.demand_move(request.user, posting)
    if posting.state not in moving.WISHED and posting.state != PostingState.RELEASED:
        messages.warning(request, f"Bài đang ở tình trạng “{posting.get_state_display()}” nên không đổi giờ được.")
        return redirect(posting)
    form = MoveForm(request.POST or None, initial={"send_at": _offered(request, posting)})
    form.fields["send_at"].help_text = _help(posting)
    if request.method == "POST" and form.is_valid() and _moved(request, posting, form):
        return redirect(_back(request, posting))
    context = {"form": form, "posting": posting, "back": _back(request, posting)}
    return render(request, "channels/posting_move.html", context, status=422 if form.errors else 200)


def _moved(request: PersonRequest, posting: Posting, form: MoveForm) -> bool:
    send_at = form.cleaned_data["send_at"]
    try:
        moving.move(posting, by=request.user, send_at=send_at)
    except ValidationError as fault:
        form.add_error(None if not hasattr(fault, "error_dict") else "send_at", fault.messages)
        return False
    hour = f"{timezone.localtime(posting.send_at):%H:%M ngày %d/%m/%Y}" if posting.send_at else ""
    messages.success(request, f"Đã đổi giờ đăng: {hour}." if hour else "Đã bỏ giờ hẹn: đăng ngay khi được duyệt phát.")
    return True


def _help(posting: Posting) -> str:
    return (
        "Để trống thì đăng ngay."
        if posting.state not in moving.WISHED
        else "Để trống thì đăng ngay khi được duyệt phát."
    )


def _offered(request: PersonRequest, posting: Posting) -> dt.datetime | None:
    """Its hour, on the day that it was dragged to."""
    with contextlib.suppress(ValueError):
        day = dt.date.fromisoformat(request.GET.get("ngay", ""))
        at = timezone.localtime(posting.send_at) if posting.send_at else timezone.localtime().replace(second=0)
        return at.replace(year=day.year, month=day.month, day=day.day)
    return posting.send_at


def _back(request: PersonRequest, posting: Posting) -> str:
    if request.GET.get("ve") != "lich":
        return posting.get_absolute_url()
    month = timezone.localtime(posting.send_at) if posting.send_at else timezone.localtime()
    return f"{reverse('channels:calendar')}?thang={month:%Y-%m}"

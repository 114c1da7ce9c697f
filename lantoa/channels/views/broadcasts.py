"""What a month's few broadcasts are spent on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.channels import broadcast_page, composing
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel
from lantoa.channels.views.getting import visible_channel


def _account(request: PersonRequest, pk: int) -> Channel:
    channel = visible_channel(request, pk)
    if channel.type != ChannelType.ZALO:
        raise Http404("Kênh này không gửi tới người quan tâm.")
    return channel


@require_GET
def broadcasts(request: PersonRequest, pk: int) -> HttpResponse:
    """How many are left this month, and which texts are worth one?"""
    channel = _account(request, pk)
    context = {
        "channel": channel,
        "left": broadcast_page.remaining(channel),
        "candidates": broadcast_page.ranked(channel),
        "open": OPEN,
        "may_write": access.may(request.user, Power.WRITE, channel.unit),
    }
    return render(request, "channels/broadcast_list.html", context)


@require_POST
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """Spend one on a posting, or save it again; it goes only with the posting's release."""
    channel = _account(request, pk)
    access.demand(request.user, Power.WRITE, channel.unit)
    given = request.POST.get("bai", "")
    posting = get_object_or_404(
        channel.postings.select_related("channel__unit"), pk=int(given) if given.isdecimal() and len(given) < 19 else 0
    )
    wanted = request.POST.get("chon") == "1"
    if wanted and not broadcast_page.remaining(channel).left:
        messages.error(request, "Tháng này đã hết số lần gửi tới người quan tâm.")
        return redirect("channels:broadcasts", pk=channel.pk)
    options = {**posting.options, "broadcast": wanted}
    try:
        composing.change(posting, {"options": options}, version=posting.version, by=request.user)
    except (ValidationError, EditConflict) as fault:
        messages.error(request, " ".join(getattr(fault, "messages", [str(fault)])))
    else:
        messages.success(request, "Bài này sẽ gửi tới người quan tâm khi được duyệt phát." if wanted else "Đã bỏ chọn.")
    return redirect("channels:broadcasts", pk=channel.pk)

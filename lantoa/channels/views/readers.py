"""Who gets a unit's newsletter: addresses that confirmed, that left, that mail came back from."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.channels import subscribing
from lantoa.channels.enums import ChannelType, SubscriptionState
from lantoa.channels.managing import may_manage
from lantoa.channels.models import Channel, Subscription
from lantoa.channels.views.getting import visible_channel
from lantoa.tabular.sheets import Column
from lantoa.tabular.workbooks import stream
from lantoa.ui.pages import page_of

_COLUMNS = (
    Column("email", "Thư điện tử"),
    Column("state", "Tình trạng"),
    Column("asked", "Đăng ký lúc"),
    Column("confirmed", "Xác nhận lúc"),
    Column("left", "Thôi nhận lúc"),
    Column("bounces", "Số lần thư bị trả lại"),
)


def _newsletter(request: PersonRequest, pk: int) -> Channel:
    """The newsletter, where the person may see addresses of private people (Luật 91/2025/QH15): those who run it."""
    channel = visible_channel(request, pk)
    if channel.type != ChannelType.EMAIL:
        raise Http404("Kênh này không có người nhận.")
    if not may_manage(request.user, channel.unit):
        raise PermissionDenied("Chỉ người quản lý kênh xem được địa chỉ thư của người nhận.")
    return channel


def _rows(request: PersonRequest, channel: Channel) -> "QuerySet[Subscription]":
    rows, state = channel.subscriptions.all(), request.GET.get("tinh-trang", "")
    if state in SubscriptionState.values:
        rows = rows.filter(state=state)
    typed = request.GET.get("q", "").strip().lower()
    return rows.filter(email__contains=typed) if typed else rows


@require_GET
def readers(request: PersonRequest, pk: int) -> HttpResponse:
    """Who gets it, who left, whose mailbox sends mail back?"""
    channel = _newsletter(request, pk)
    counts = dict(channel.subscriptions.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "channel": channel,
        "page": page_of(request, _rows(request, channel), 50),
        "typed": request.GET.get("q", "").strip(),
        "state": request.GET.get("tinh-trang", ""),
        "tabs": [(value, label, counts.get(value, 0)) for value, label in SubscriptionState.choices],
        "total": sum(counts.values()),
    }
    return render(request, "channels/reader_list.html", context)


@require_GET
def export(request: PersonRequest, pk: int) -> FileResponse:
    """The list as a spreadsheet; a GET, so it writes nothing."""
    channel = _newsletter(request, pk)
    rows = (_line(one) for one in _rows(request, channel).iterator(chunk_size=1000))
    return stream(_COLUMNS, rows, title="Người nhận", name=f"nguoi-nhan-{channel.pk}.xlsx")


def _line(one: Subscription) -> list[str]:
    moments = (one.asked_at, one.confirmed_at, one.left_at)
    hours = [f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else "" for at in moments]
    return [one.email, str(one.get_state_display()), *hours, str(one.bounces)]


@require_POST
def drop(request: PersonRequest, pk: int, reader_pk: int) -> HttpResponse:
    """Somebody asked by phone or on paper to get no more mail."""
    channel = _newsletter(request, pk)
    reader = get_object_or_404(channel.subscriptions, pk=reader_pk)
    subscribing.leave(reader)
    record("reader_left", by=request.user, on=channel, unit=channel.unit, text=f"Cho thôi nhận {channel} theo yêu cầu")
    messages.success(request, f"{reader.email} không nhận bản tin nữa.")
    return redirect("channels:readers", pk=channel.pk)

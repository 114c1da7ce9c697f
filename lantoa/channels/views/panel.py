"""The panel of channels: which there are, how each one is, and the acts on one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.channels import broadcast_page, health, managing
from lantoa.channels.channel_form import ChannelForm
from lantoa.channels.enums import ON_THE_WAY, ChannelType, Health
from lantoa.channels.managing import may_manage
from lantoa.channels.models import Channel
from lantoa.channels.panel import at_a_glance, standing, standings
from lantoa.channels.releasing import demand_release, may_release
from lantoa.channels.views.getting import managed_channel, visible_channel
from lantoa.ledger import scope
from lantoa.organisations.models import Unit
from lantoa.ui.acts import do

KINDS = {
    ChannelType.FACEBOOK: "Đăng thẳng lên trang, cần mã truy cập của trang.",
    ChannelType.ZALO: "Tạo bài và gửi tới người quan tâm, cần mã của ứng dụng đã được cấp quyền.",
    ChannelType.EMAIL: "Người dân tự đăng ký và thôi nhận trên trang công khai.",
    ChannelType.PRESS: "Gửi thư tới các báo, đài trong danh sách của đơn vị.",
    ChannelType.RADIO: "Bản đọc có số bằng chữ, ước lượng thời gian; bản ghi âm thành podcast.",
    ChannelType.WEBHOOK: "Gửi nội dung tới một hệ thống khác.",
    ChannelType.PASTE: "Không cần mã truy cập: hệ thống soạn sẵn nội dung, ảnh và mã QR để tự đăng.",
}


@require_GET
def channels(request: PersonRequest) -> HttpResponse:
    """Which channels does the unit have, and do they work?"""
    seen = Channel.objects.visible_to(request.user).select_related("unit")
    own = scope.own_unit_ids(request.user)
    is_wide = request.GET.get("pham-vi") == "tat-ca"
    others = seen.exclude(unit__in=own)
    rows = standings(seen if is_wide else seen.filter(unit__in=own))
    used = [one for one in rows if one.channel.is_active]
    context = {
        "used": used,
        "glance": at_a_glance(used),
        "resting": [one for one in rows if not one.channel.is_active],
        "is_wide": is_wide,
        "sees_others": others.exists(),
        "may_add": bool(managing.managed_units(request.user)),
    }
    return render(request, "channels/channel_list.html", context)


@require_GET
def kinds(request: PersonRequest) -> HttpResponse:
    """What kind of channel is it?"""
    units = _units(request)
    rows = [(kind.value, kind.label, words) for kind, words in KINDS.items()]
    return render(request, "channels/channel_kinds.html", {"kinds": rows, "units": units})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, kind: str) -> HttpResponse:
    """A channel of that kind, for the unit that one manages."""
    if kind not in ChannelType.values:
        raise Http404("Không có loại kênh này.")
    units = _units(request)
    asked = request.POST.get("unit") or request.GET.get("don-vi", "")
    unit = next((one for one in units if str(one.pk) == asked), units[0])
    channel = managing.start(unit, kind, by=request.user)
    form = ChannelForm(request.POST or None, channel=channel)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, "Đã thêm kênh. Kênh đang ở chế độ gửi thử: chưa gửi gì ra ngoài.")
        return redirect(channel)
    context = {"form": form, "channel": channel, "units": units}
    return render(request, "channels/channel_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    channel = managed_channel(request, pk)
    form = ChannelForm(request.POST or None, channel=channel)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, "Đã lưu kênh.")
        return redirect(channel)
    context = {"form": form, "channel": channel}
    return render(request, "channels/channel_form.html", context, status=422 if form.errors else 200)


def _save(request: PersonRequest, form: ChannelForm) -> bool:
    try:
        managing.save(form.fill(), form.secrets(), by=request.user)
    except ValidationError as fault:
        form.add_error(None, fault) if not hasattr(fault, "error_dict") else form.add_error("name", fault.messages)
        return False
    return True


def _units(request: PersonRequest) -> list[Unit]:
    units = managing.managed_units(request.user)
    if not units:
        raise PermissionDenied("Chỉ ban biên tập, thủ trưởng hoặc quản trị của đơn vị được thêm kênh.")
    return units


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """How is this channel, until when, and what may I do with it?"""
    channel = visible_channel(request, pk)
    context = {
        "channel": channel,
        "at": standing(channel),
        "may_manage": may_manage(request.user, channel.unit),
        "may_release": may_release(request.user, channel),
        "readers": channel.subscriptions.filter(state="confirmed").count() if channel.type == "email" else None,
        "left": broadcast_page.remaining(channel) if channel.type == ChannelType.ZALO else None,
        "last": channel.postings.order_by("-pk")[:5],
    }
    return render(request, "channels/channel_detail.html", context)


@require_POST
def probe(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the channel now whether it works."""
    channel = managed_channel(request, pk)
    if lacks := managing.missing(channel):
        messages.error(request, f"Chưa thử được: kênh chưa có {', '.join(lacks).lower()}.")
        return redirect(channel)
    health.check_now(channel)
    said = channel.health_words or channel.get_health_display()
    if channel.health == Health.BROKEN:
        messages.error(request, f"Kênh không dùng được: {said}")
    elif channel.health == Health.GOOD:
        messages.success(request, f"Kết nối được. {channel.health_words}".strip())
    else:
        messages.warning(request, said)
    return redirect(channel)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def live(request: PersonRequest, pk: int) -> HttpResponse:
    """From rehearsing to sending for real, or back; the page says what changes."""
    channel = visible_channel(request, pk)
    demand_release(request.user, channel)
    if request.method == "POST":
        wanted = request.POST.get("gui-that") == "1"
        done = "Đã bật gửi thật." if wanted else "Đã tắt gửi thật. Từ nay chỉ gửi thử."
        return do(request, channel, lambda: managing.switch(channel, is_live=wanted, by=request.user), done)
    context = {
        "channel": channel,
        "at": standing(channel),
        "may_manage": may_manage(request.user, channel.unit),
        "on_the_way": channel.postings.filter(state__in=ON_THE_WAY).order_by("send_at")[:20],
    }
    return render(request, "channels/channel_live.html", context)


@require_POST
def rest(request: PersonRequest, pk: int) -> HttpResponse:
    """Out of use, or in use again."""
    channel = managed_channel(request, pk)
    wanted = request.POST.get("dung") == "1"
    done = "Dùng lại kênh." if wanted else "Kênh đã ngừng dùng."
    return do(request, channel, lambda: managing.rest(channel, is_active=wanted, by=request.user), done)

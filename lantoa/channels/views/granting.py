"""Signing in at Facebook or Zalo for a channel: what is needed, the way back, the choice of a page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.channels import granting, health, vault
from lantoa.channels.adapters import wire
from lantoa.channels.adapters.outcomes import Failure
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.granting import Grant
from lantoa.channels.models import Channel
from lantoa.channels.views.getting import managed_channel

_LONGEST = 4000  # signs of a code or a state that are looked at


def _channel(request: PersonRequest, pk: int) -> Channel:
    """A channel that is signed in for, where the person may change it."""
    channel = managed_channel(request, pk)
    if channel.type not in granting.KINDS:
        raise Http404("Loại kênh này không cần đăng nhập.")
    return channel


@require_GET
def guide(request: PersonRequest, pk: int) -> HttpResponse:
    """What is needed, and the door."""
    channel = _channel(request, pk)
    try:
        address = granting.consent_address(channel, by=request.user, session_key=_session(request))
    except vault.VaultLocked as locked:
        address = ""
        messages.error(request, locked.sentence)
    context = {
        "channel": channel,
        "address": address,
        "back_address": granting.back_address(channel.type),
        "is_public": settings.HTTPS,
        "is_own": bool(channel.options.get("app_id")),
    }
    return render(request, "channels/grant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: PersonRequest, kind: str) -> HttpResponse:
    """Back from the channel: the person says once more that this channel is meant, and the tokens are fetched."""
    if kind not in granting.KINDS:
        raise Http404("Loại kênh này không cần đăng nhập.")
    given = request.POST if request.method == "POST" else request.GET
    state, code = given.get("state", "")[:_LONGEST], given.get("code", "")[:_LONGEST]
    context: dict[str, Any] = {"label": ChannelType(kind).label}
    try:
        grant = granting.opened(kind, state, by=request.user, session_key=_session(request))
    except ValidationError as fault:
        return render(request, "channels/grant_back.html", {**context, "fault": fault.messages[0]}, status=422)
    channel = _channel(request, grant.channel_id)
    account = given.get("oa_id", "")[:40]
    context |= {"channel": channel, "state": state, "code": code, "account": account}
    if not code:
        said = given.get("error_description") or given.get("error") or "không có mã trả về"
        return render(request, "channels/grant_back.html", {**context, "fault": said[:300]}, status=422)
    if request.method == "POST":
        return _receive(request, channel, grant, code, account)
    return render(request, "channels/grant_back.html", context)


def _receive(request: PersonRequest, channel: Channel, grant: Grant, code: str, account: str) -> HttpResponse:
    try:
        with wire.client() as http:
            granting.receive(channel, grant, http, code=code, by=request.user, account=account)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect("channels:grant", channel.pk)
    except (Failure, vault.VaultLocked) as failure:
        said = failure.words if isinstance(failure, Failure) else failure.sentence
        messages.error(request, f"{channel.get_type_display()} chưa cấp quyền: {said}")
        return redirect("channels:grant", channel.pk)
    if channel.type == ChannelType.FACEBOOK:
        return redirect("channels:grant_pages", channel.pk)
    return _tried(request, channel, "Đã lưu quyền truy cập Zalo.")


@require_http_methods(["GET", "HEAD", "POST"])
def pages(request: PersonRequest, pk: int) -> HttpResponse:
    """Which page of the person who signed in is this channel?"""
    channel = _channel(request, pk)
    if request.method == "POST":
        try:
            page = granting.choose(channel, request.POST.get("trang", ""), by=request.user)
        except ValidationError as fault:
            messages.error(request, fault.messages[0])
            return redirect("channels:grant_pages", pk)
        return _tried(request, channel, f"Kênh dùng trang “{page.name}”.")
    rows = granting.pages_of(channel, by=request.user)
    chosen = channel.options.get("page_id") or next((one.id for one in rows if one.may_post), "")
    return render(request, "channels/grant_pages.html", {"channel": channel, "pages": rows, "chosen": chosen})


def _tried(request: PersonRequest, channel: Channel, done: str) -> HttpResponse:
    """Ask the channel at once whether what came works, and say so."""
    health.check_now(channel)
    if channel.health == Health.GOOD:
        messages.success(request, f"{done} {channel.health_words}".strip())
    else:
        messages.warning(request, f"{done} Nhưng kênh trả lời: {channel.health_words or channel.get_health_display()}")
    return redirect(channel)


def _session(request: PersonRequest) -> str:
    return request.session.session_key or ""

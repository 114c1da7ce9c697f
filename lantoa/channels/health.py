"""How each channel is: its token's life, what it last said, and a warning to its people before it fails."""

import datetime as dt
import logging

import httpx
from django.db.models import F, Q
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.channels import limits
from lantoa.channels.adapters import wire
from lantoa.channels.adapters.outcomes import Failure, Refused
from lantoa.channels.enums import Health
from lantoa.channels.models import Channel
from lantoa.channels.registry import adapter_of
from lantoa.channels.rounds import Round
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.oversight.recipients import people_of

log = logging.getLogger("lantoa.channels")

A_ROUND = 10  # channels asked in one round of the worker
_SAVED = ["health", "health_words", "checked_at"]
_ENDS = ["token_expires_at", "refresh_expires_at"]  # where a token renews, the renewing keeps them, under its lease


def look_after(now: dt.datetime | None = None) -> int:
    """The worker's round: renew what ends, ask what was not asked for long, warn; how many channels."""
    moment = now or timezone.now()
    old = Q(checked_at__isnull=True) | Q(checked_at__lte=moment - limits.PROBE_EVERY)
    due = Channel.objects.in_use().filter(old, is_live=True).select_related("unit")
    channels = list(due.order_by(F("checked_at").asc(nulls_first=True))[:A_ROUND])
    if not channels:
        return 0
    keyed = {channel.pk: channel for channel in channels}
    with wire.client() as http:
        return sum(bool(check(keyed[pk], http)) for pk in Round().each((pk, pk) for pk in keyed))


def check(channel: Channel, http: httpx.Client) -> Channel:
    """Renew where it is time, ask the channel, note what it says and tell its people of trouble."""
    adapter = adapter_of(channel)
    before = channel.health
    try:
        if adapter.renews and is_time_to_renew(channel):
            adapter.refresh(channel, http)
        probe = adapter.probe(channel, http)
        channel.health, channel.health_words = probe.health, probe.words
    except Refused as failure:
        channel.health, channel.health_words = Health.BROKEN, failure.words
    except Failure as failure:  # it did not answer: no reason to call a page dead that was alive
        channel.health_words = failure.words
    except Exception:
        log.exception("channel %s could not be asked", channel.pk)
    channel.checked_at = timezone.now()
    if channel.health == Health.GOOD and warning_of(channel):
        channel.health = Health.WARNING
    channel.save(update_fields=_SAVED if adapter.renews else [*_SAVED, *_ENDS])
    _warn(channel, before)
    return channel


def check_now(channel: Channel) -> Channel:
    """The same, when a person asks."""
    with wire.client() as http:
        return check(channel, http)


def next_renewal(channel: Channel) -> dt.datetime | None:
    """When the token will be renewed by itself; None: never, it needs none or only a person can."""
    if not adapter_of(channel).renews or channel.token_expires_at is None:
        return None
    last = channel.refreshed_at or timezone.now()
    return min(last + limits.RENEW_EVERY, channel.token_expires_at - limits.WARN_LATE)


def is_time_to_renew(channel: Channel, now: dt.datetime | None = None) -> bool:
    """Twice a day, long before the token ends; a token of which nobody knows when it ends is renewed at once."""
    due = next_renewal(channel)
    return due is None or due <= (now or timezone.now())


def warning_of(channel: Channel, now: dt.datetime | None = None) -> str:
    """What will fail, in a sentence; empty: nothing within the days that a warning needs."""
    moment = now or timezone.now()
    ends, rests = channel.token_expires_at, channel.refresh_expires_at
    if adapter_of(channel).renews:
        if rests and rests <= moment + limits.WARN_BEFORE:
            return f"Quyền truy cập hết hạn {_when(rests)}. Cấp quyền lại cho kênh trước ngày đó."
        if ends and ends <= moment + limits.WARN_LATE:
            return f"Mã truy cập hết hạn {_when(ends)} mà chưa gia hạn được."
        return ""
    if ends and ends <= moment + limits.WARN_BEFORE:
        return f"Mã truy cập hết hạn {_when(ends)}. Nhập mã mới trước ngày đó."
    if rests and rests <= moment + limits.WARN_BEFORE:
        return f"Quyền đọc dữ liệu của trang hết hạn {_when(rests)}. Đăng nhập Facebook lại trước ngày đó."
    return ""


def _when(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):lúc %H:%M ngày %d/%m/%Y}"


def _warn(channel: Channel, before: str) -> None:
    """Tell the unit's editors and heads once a day of what is broken or about to be."""
    if channel.health == Health.BROKEN:
        text = f"Kênh “{channel}” không dùng được: {channel.health_words}"
    elif said := warning_of(channel):
        text = f"Kênh “{channel}”: {said}"
    else:
        return
    people = people_of([channel.unit_id], {Role.EDITOR, Role.HEAD}).get(channel.unit_id, [])
    day = timezone.localdate()
    tell(
        people or [channel.created_by],
        text,
        kind=NoticeKind.OTHER,
        unit=channel.unit,
        key=f"channel-{channel.pk}-{channel.health}-{day}",
        urgent=before != channel.health and channel.health == Health.BROKEN,
    )

"""Nothing leaves before a person with that right lets it go: release, hold back, cancel, try again, confirm."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import done, sources
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Channel, Posting
from lantoa.channels.registry import adapter_of

_RELEASABLE = frozenset({PostingState.DRAFT, PostingState.REHEARSED})
_CANCELLABLE = frozenset({*_RELEASABLE, PostingState.RELEASED, PostingState.FAILED, PostingState.TO_PASTE})
IN_DOUBT = ("asked_at", "token", "verify_tries")  # steps of a try whose fate is unknown
LONGEST_WAIT = dt.timedelta(days=366)


def may_release(user: User, channel: Channel) -> bool:
    """Heads of the unit and the editors over it."""
    return access.may(user, Power.APPROVE, channel.unit) or access.may(user, Power.EDIT_NEWS, channel.unit)


def demand_release(user: User, channel: Channel) -> None:
    """Raise PermissionDenied (403) unless `user` may let things out on the channel."""
    if not may_release(user, channel):
        raise PermissionDenied("Chỉ thủ trưởng hoặc ban biên tập của đơn vị được duyệt phát trên kênh này.")


@transaction.atomic
def release(posting: Posting, *, by: User, send_at: dt.datetime | None = None, version: int | None = None) -> Posting:
    """Let the posting go, now or at its hour; `version`: the one that the person read. Raises PermissionDenied,
    ValidationError with what keeps it."""
    row = _locked(posting, by)
    if version is not None and version != row.version:
        raise ValidationError("Bài vừa được sửa. Đọc bản mới dưới đây rồi duyệt phát.")
    _demand_state(row, _RELEASABLE)
    if not row.channel.is_active:
        raise ValidationError(f"Kênh “{row.channel}” đã ngừng dùng.")
    if faults := adapter_of(row.channel).check(row):
        raise ValidationError(faults)
    now = timezone.now()
    if send_at and send_at > now + LONGEST_WAIT:
        raise ValidationError("Giờ đăng xa quá một năm. Kiểm tra lại ngày.")
    _demand_source(row, max(send_at or now, now))
    _go(row, by, max(send_at or now, now))
    record("posting_released", by=by, on=row, unit=row.channel.unit, text=f"Duyệt phát trên kênh {row.channel}: {row}")
    return _copied(posting, row)


@transaction.atomic
def hold(posting: Posting, *, by: User) -> Posting:
    """Take a release back while it has not left; of a posting that was tried and may be out, a person says first
    whether it is (`settle`)."""
    row = _locked(posting, by)
    _demand_state(row, frozenset({PostingState.RELEASED}))
    row.state = PostingState.UNSURE if row.progress.get("asked_at") else PostingState.DRAFT
    row.next_try_at = None
    row.save()
    record("posting_held", by=by, on=row, unit=row.channel.unit, text=f"Rút duyệt phát trên kênh {row.channel}: {row}")
    return _copied(posting, row)


@transaction.atomic
def reschedule(posting: Posting, *, by: User, send_at: dt.datetime) -> Posting:
    """Another hour for what was released and has not left. Raises PermissionDenied, ValidationError."""
    row = _locked(posting, by)
    _demand_state(row, frozenset({PostingState.RELEASED}))
    if row.progress:
        raise ValidationError("Bài đã gửi một phần nên không đổi giờ được. Rút duyệt phát nếu cần dừng.")
    before, now = row.send_at or row.released_at, timezone.now()
    if send_at > now + LONGEST_WAIT:
        raise ValidationError("Giờ đăng xa quá một năm. Kiểm tra lại ngày.")
    row.send_at, row.next_try_at = max(send_at, now), None
    _demand_source(row, row.send_at)
    row.save()
    hours = " sang ".join(f"{timezone.localtime(at):%H:%M %d/%m/%Y}" for at in (before, row.send_at) if at)
    record("posting_rescheduled", by=by, on=row, unit=row.channel.unit, text=f"Đổi giờ đăng từ {hours}: {row}")
    return _copied(posting, row)


@transaction.atomic
def cancel(posting: Posting, *, by: User, reason: str = "") -> Posting:
    """It will not go out. Raises ValidationError where it is out, or on its way."""
    row = _locked(posting, by)
    _demand_state(row, _CANCELLABLE)
    if row.progress.get("asked_at"):
        raise ValidationError(
            "Lần gửi trước chưa rõ kết quả. Rút duyệt phát, xem trên kênh rồi xác nhận trước khi hủy."
        )
    row.state, row.next_try_at = PostingState.CANCELLED, None
    row.save()
    why = f" ({reason.strip()[:200]})" if reason.strip() else ""
    record("posting_cancelled", by=by, on=row, unit=row.channel.unit, text=f"Hủy bài trên kênh: {row}{why}")
    return _copied(posting, row)


@transaction.atomic
def retry(posting: Posting, *, by: User) -> Posting:
    """Try again what failed, from where it came to: what is out already is never sent a second time."""
    row = _locked(posting, by)
    _demand_state(row, frozenset({PostingState.FAILED}))
    if faults := adapter_of(row.channel).check(row):
        raise ValidationError(faults)
    _demand_source(row, timezone.now())
    row.progress.pop("verify_tries", None)
    _go(row, by, timezone.now())
    record("posting_retried", by=by, on=row, unit=row.channel.unit, text=f"Gửi lại trên kênh {row.channel}: {row}")
    return _copied(posting, row)


@transaction.atomic
def settle(posting: Posting, *, by: User, is_out: bool, link: str = "", send_again: bool = True) -> Posting:
    """A person looked whether a posting of unknown fate is on the channel: done, or to be sent anew (or to be a draft
    again)."""
    row = _locked(posting, by)
    _demand_state(row, frozenset({PostingState.UNSURE}))
    if is_out:
        done.mark_sent(row, url=link)
    else:
        for step in IN_DOUBT:
            row.progress.pop(step, None)
        if send_again:
            _demand_source(row, timezone.now())
            _go(row, by, timezone.now())
        else:
            row.state, row.failure = PostingState.DRAFT, ""
            row.save()
    said = "đã lên kênh" if is_out else "chưa lên kênh"
    record("posting_settled", by=by, on=row, unit=row.channel.unit, text=f"Xác nhận bài {said}: {row}")
    return _copied(posting, row)


@transaction.atomic
def confirm(
    posting: Posting, *, by: User, link: str = "", at: dt.datetime | None = None, reached: int | None = None
) -> Posting:
    """A person carried the posting out by hand: where it is, when, and how many it reached. Who writes for the unit
    may; the release was given before."""
    row = _read(posting)
    access.demand(by, Power.WRITE, row.channel.unit)
    _demand_state(row, frozenset({PostingState.TO_PASTE}))
    if row.channel.type == ChannelType.PASTE and not link:
        raise ValidationError({"link": "Dán đường dẫn bài đã đăng để xác nhận."})
    moment = at or timezone.now()
    if moment > timezone.now() + dt.timedelta(minutes=5):
        raise ValidationError({"at": "Giờ đăng chưa đến. Xác nhận sau khi đã đăng."})
    row.reached = reached
    done.mark_sent(row, url=link, at=moment)
    record("posting_confirmed", by=by, on=row, unit=row.channel.unit, text=f"Xác nhận đã đăng: {row}")
    return _copied(posting, row)


def _go(row: Posting, by: User, send_at: dt.datetime) -> None:
    row.state, row.released_by, row.released_at = PostingState.RELEASED, by, timezone.now()
    row.send_at, row.tries, row.next_try_at, row.failure = send_at, 0, None, ""
    row.save()


def _demand_source(row: Posting, hour: dt.datetime) -> None:
    """Raise ValidationError unless readers find at that hour what the posting was made of."""
    why, opens = sources.why_not(row), sources.opens_at(row)
    if why and (opens is None or opens > hour):
        raise ValidationError(why)


def _read(posting: Posting) -> Posting:
    return Posting.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=posting.pk)


def _locked(posting: Posting, by: User) -> Posting:
    row = _read(posting)
    demand_release(by, row.channel)
    return row


def _demand_state(row: Posting, allowed: "frozenset[Any]") -> None:
    if row.state not in allowed:
        raise ValidationError(f"Bài đang ở tình trạng “{row.get_state_display()}” nên không làm được việc này.")


def _copied(posting: Posting, row: Posting) -> Posting:
    posting.refresh_from_db()
    return row

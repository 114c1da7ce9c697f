"""Another hour for a posting, from its page or from the calendar: of what was released by who releases, of a draft by
who writes. Each change is on record."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import asking, releasing
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Posting

WISHED = frozenset({PostingState.DRAFT})  # what failed, or was rehearsed at its hour, goes when it is released again


def may_move(user: User, posting: Posting) -> bool:
    """Whether the posting still has an hour to give, and this person gives it."""
    if posting.state == PostingState.RELEASED:
        return not posting.progress and releasing.may_release(user, posting.channel)
    return posting.state in WISHED and access.may(user, Power.WRITE, posting.channel.unit)


def demand_move(user: User, posting: Posting) -> None:
    """Raise PermissionDenied (403) unless `user` may give the posting another hour as it stands."""
    if posting.state in WISHED:
        access.demand(user, Power.WRITE, posting.channel.unit)
    elif not releasing.may_release(user, posting.channel):
        raise PermissionDenied("Chỉ thủ trưởng hoặc ban biên tập của đơn vị được đổi giờ bài đã duyệt phát.")


def move(posting: Posting, *, by: User, send_at: dt.datetime | None) -> None:
    """Give it the hour; None: at once, of a draft no hour of its own. Raises PermissionDenied, ValidationError."""
    now = timezone.now()
    if send_at and send_at < now - asking.SLACK:
        raise ValidationError({"send_at": "Giờ này đã qua. Chọn giờ sắp tới, hoặc để trống để đăng ngay."})
    if posting.state in WISHED:
        _wish(posting, by, send_at)
    else:
        releasing.reschedule(posting, by=by, send_at=send_at or now)


@transaction.atomic
def _wish(posting: Posting, by: User, send_at: dt.datetime | None) -> None:
    access.demand(by, Power.WRITE, posting.channel.unit)
    asking.wish(posting, send_at)
    hour = f"lúc {timezone.localtime(send_at):%H:%M %d/%m/%Y}" if send_at else "ngay khi được duyệt phát"
    record("posting_rescheduled", by=by, on=posting, unit=posting.channel.unit, text=f"Muốn đăng {hour}: {posting}")

"""On the way to release: the writer asks, who releases gives back with a word; who and when are columns."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import composing, releasers, sources
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Posting
from lantoa.channels.registry import adapter_of
from lantoa.channels.releasing import IN_DOUBT, LONGEST_WAIT, demand_release
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell

SLACK = dt.timedelta(minutes=5)  # between choosing an hour and pressing the button
_TO_COME = (PostingState.RELEASED, PostingState.SENDING, PostingState.TO_PASTE)
_BEGUN = {"asked_at", "token", "article_id", "post_id", "receivers"}  # steps after which a part of it may be out
_NOT_OUT = (PostingState.RELEASED, PostingState.FAILED)
IS_ASKED = Q(state=PostingState.DRAFT, asked_at__isnull=False)
IS_WRITTEN = Q(state=PostingState.DRAFT, asked_at__isnull=True)
_WAY = ("asked_by", "asked_at", "returned_by", "returned_at", "return_note")


def faults_of(posting: Posting) -> list[str]:
    """Everything that keeps the posting from going out: its channel's limits, and what it was made of. What only waits
    for its hour does not: the posting can wait with it."""
    kept = "" if sources.opens_at(posting) else sources.why_not(posting)
    return [*([kept] if kept else []), *adapter_of(posting.channel).check(posting)]


def is_asked(posting: Posting) -> bool:
    return posting.state == PostingState.DRAFT and posting.asked_at is not None


@transaction.atomic
def ask(posting: Posting, *, by: User) -> None:
    """Lay the draft before who releases. Raises PermissionDenied, ValidationError with what keeps it."""
    access.demand(by, Power.WRITE, posting.channel.unit)
    row = _draft(posting)
    if faults := adapter_of(row.channel).check(row):
        raise ValidationError(faults)
    row.asked_by, row.asked_at = by, timezone.now()
    row.returned_by, row.returned_at, row.return_note = None, None, ""
    _keep(posting, row)
    unit = row.channel.unit
    record("posting_asked", by=by, on=row, unit=unit, text=f"Trình duyệt phát trên {row.channel}: {row}")
    _, people = releasers.nearest([unit]).get(unit.pk, (unit.pk, []))
    text, key = f"Chờ duyệt phát trên {row.channel}: {row}", f"posting-{row.pk}-asked-{timezone.now().isoformat()}"
    tell(people, text, kind=NoticeKind.TO_DECIDE, url=row.get_absolute_url(), unit=unit, key=key, by=by)


@transaction.atomic
def send_back(posting: Posting, *, note: str, by: User) -> None:
    """Give it back to who wrote it, with a word. Raises PermissionDenied, ValidationError."""
    demand_release(by, posting.channel)
    note = note.replace("\0", " ").strip()[:1000]
    if not note:
        raise ValidationError("Ghi lời nhắn: cần sửa gì trước khi phát.")
    row = _draft(posting)
    asker = row.asked_by_id
    if asker is None:
        raise ValidationError("Bài này chưa trình duyệt phát hoặc đã được trả lại. Tải lại trang để xem bản mới.")
    _returned(row, note, by)
    _keep(posting, row)
    record("posting_returned", by=by, on=row, unit=row.channel.unit, text=f"Trả lại bài trên {row.channel}: {note}")
    writers = User.objects.filter(pk__in={row.created_by_id, asker})
    text = f"“{row}” trên {row.channel} được trả lại: {note}"
    key = f"posting-{row.pk}-returned-{timezone.now().isoformat()}"
    tell(list(writers), text, kind=NoticeKind.OTHER, url=row.get_absolute_url(), unit=row.channel.unit, key=key)


@transaction.atomic
def pull_back(source: Model, why: str) -> int:
    """What was made of `source` and released but has not left, or failed to, is a draft again, and who wrote and
    released it is told; how many. Of what was tried and may be out the worker looks at once whether it is; what a
    person carries out by hand may be out too, so that person is told on its page."""
    rows = composing.of_source(source).select_for_update(of=("self",)).filter(state__in=_NOT_OUT)
    pulled = [row for row in rows if row.state == PostingState.FAILED or not _BEGUN & set(row.progress)]
    Posting.objects.filter(pk__in=[row.pk for row in rows if row not in pulled]).update(next_try_at=None)
    for row in pulled:
        call_off(row, why)
    return len(pulled)


@transaction.atomic
def pull_older(source: Model, moment: dt.datetime, why: str) -> int:
    """What was released or asked for before `moment`, when the text of `source` was put right, and is not out, is a
    draft again; how many. Of what is on its way already those who released it are told."""
    rows = composing.of_source(source).select_for_update(of=("self",))
    older = rows.filter(Q(released_at__lt=moment, state__in=_TO_COME) | IS_ASKED & Q(asked_at__lt=moment))
    pulled = [row for row in older if not _BEGUN & set(row.progress)]
    for row in pulled:
        call_off(row, why)
    for row in older:
        if row not in pulled:
            _tell_off(row, f"“{row}” đang gửi trên {row.channel}: {why}")
    return len(pulled)


@transaction.atomic
def call_off(posting: Posting, why: str) -> None:
    """A posting that is not out is a draft again, and its people are told why. The caller knows that it is not."""
    _returned(posting, why, None)
    posting.progress = {name: kept for name, kept in posting.progress.items() if name not in IN_DOUBT}
    posting.state, posting.next_try_at, posting.claimed_until = PostingState.DRAFT, None, None
    posting.failure, posting.tries = "", 0
    posting.save(update_fields=[*_WAY, "progress", "state", "next_try_at", "claimed_until", "failure", "tries"])
    text = f"Rút duyệt phát trên kênh {posting.channel}: {posting} ({why})"
    record("posting_held", by=None, on=posting, unit=posting.channel.unit, text=text)
    _tell_off(posting, f"“{posting}” chưa phát trên {posting.channel}, đưa về soạn lại: {why}")


def _tell_off(posting: Posting, text: str) -> None:
    told = User.objects.filter(pk__in={posting.created_by_id, posting.released_by_id})
    key = f"posting-{posting.pk}-off-{timezone.now().isoformat()}"
    unit = posting.channel.unit
    tell(list(told), text, kind=NoticeKind.OTHER, url=posting.get_absolute_url(), unit=unit, key=key)


@transaction.atomic
def wish(posting: Posting, send_at: dt.datetime | None) -> None:
    """The hour that the writer wants; it counts only once somebody releases. Raises ValidationError where it is over:
    a slip in the year would send at once."""
    if send_at and send_at < timezone.now() - SLACK and send_at != posting.send_at:
        raise ValidationError("Giờ đăng đã qua. Chọn giờ sắp tới, hoặc để trống để đăng ngay khi được duyệt phát.")
    if send_at and send_at > timezone.now() + LONGEST_WAIT:
        raise ValidationError("Giờ đăng xa quá một năm. Kiểm tra lại ngày.")
    Posting.objects.filter(pk=posting.pk, state__in=OPEN).update(send_at=send_at)
    posting.send_at = send_at


def _draft(posting: Posting) -> Posting:
    row = Posting.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=posting.pk)
    if row.state != PostingState.DRAFT:
        raise ValidationError(f"Bài đang ở tình trạng “{row.get_state_display()}” nên không làm được việc này.")
    return row


def _returned(row: Posting, note: str, by: User | None) -> None:
    row.asked_by = row.asked_at = None
    row.returned_by, row.returned_at, row.return_note = by, timezone.now(), note


def _keep(posting: Posting, row: Posting) -> None:
    row.save(update_fields=_WAY)
    for name in _WAY:
        setattr(posting, name, getattr(row, name))

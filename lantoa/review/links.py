"""One-time approval links: a head who cannot sign in where they are reads the thing on a page of its own and decides
once. The mail alone holds the token; the database holds its digest."""

import datetime as dt
import hashlib
import secrets
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet, TextChoices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.review.enums import ReviewState
from lantoa.review.linkable import how_of, may_ask
from lantoa.review.models import ApprovalLink, Transition

LIFETIME = dt.timedelta(hours=72)
SAID = "qua đường dẫn một lần"
REFUSED = (
    "Hệ thống yêu cầu thủ trưởng dùng lớp xác thực thứ hai nên không gửi đường dẫn duyệt; "
    "thủ trưởng đăng nhập để duyệt."
)
NOT_YOURS = "Chỉ gửi được đường dẫn cho văn bản đã trình, chờ duyệt của đơn vị mình."


class LinkState(TextChoices):
    """What a link is good for now."""

    OPEN = "open", "Còn dùng được"
    USED = "used", "Đã dùng"
    SUPERSEDED = "superseded", "Đã thay bằng bản khác"
    EXPIRED = "expired", "Quá hạn"
    REFUSED = "refused", "Không dùng được nữa"


class Closed(Exception):
    """The link is good for nothing now; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(state.label)
        self.state = state


def refusal() -> str:
    """Why this site sends no links; empty where it does."""
    is_strict = settings.SECOND_FACTOR_FOR_HEADS and not settings.APPROVAL_LINKS_WITHOUT_SECOND_FACTOR
    return REFUSED if is_strict else ""


def receivers(thing: Any) -> list[User]:
    """The heads who decide on it now and have an address, each once."""
    heads = {held.user_id: held.user for held in thing.approvers()[0] if held.role == Role.HEAD}
    return [user for user in heads.values() if user.email]


def send(thing: Any, *, to: User, by: User) -> ApprovalLink:
    """Mail `to` a link that decides on the thing as it was submitted last. Raises ValidationError with what stands
    against it; where the mail did not go, no link is left.

    The mail goes now and not by the worker: a queue would keep the token.
    """
    if not may_ask(by, thing):
        raise PermissionDenied(NOT_YOURS)
    if words := refusal():
        raise ValidationError(words)
    if to not in receivers(thing):
        raise ValidationError("Người này không duyệt văn bản này, hoặc chưa có địa chỉ thư điện tử.")
    token = secrets.token_urlsafe(32)
    link = ApprovalLink.objects.create(
        subject=thing,
        person=to,
        digest=digest_of(token),
        seen_step=thing.last_step,
        asked_by=by,
        expires_at=timezone.now() + LIFETIME,
    )
    try:
        _message(link, token).send()
    except (SMTPException, OSError) as fault:
        link.delete()
        raise ValidationError("Chưa gửi được thư: máy chủ thư không nhận. Thử lại sau ít phút.") from fault
    record("review_link_sent", by=by, on=thing, unit=thing.unit, text=f"Gửi đường dẫn duyệt cho {to}: {thing}")
    return link


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _message(link: ApprovalLink, token: str) -> EmailMessage:
    thing = link.subject
    how = how_of(thing)
    address = f"{settings.SITE_URL}{reverse('review:link', args=[token])}"
    context = {"link": link, "thing": thing, "how": how, "address": address}
    subject = " ".join(f"Xin duyệt: {thing}".split())[:150]
    return EmailMessage(subject, render_to_string("review/email/link_body.txt", context), to=[link.person.email])


def find(token: str) -> ApprovalLink | None:
    return ApprovalLink.objects.select_related("person", "asked_by").filter(digest=digest_of(token)).first()


def links_of(thing: Any) -> QuerySet[ApprovalLink]:
    """Those sent about a thing, the newest first."""
    kind = ContentType.objects.get_for_model(thing)
    return ApprovalLink.objects.filter(content_type=kind, object_id=thing.pk).select_related("person", "asked_by")


def state_of(link: ApprovalLink) -> LinkState:
    """A link is about one submission: taken back, decided or sent anew, it is superseded."""
    thing: Any = link.subject
    if link.used_at:
        return LinkState.USED
    if how_of(thing) is None or thing.review_state != ReviewState.SUBMITTED or thing.last_step != link.seen_step:
        return LinkState.SUPERSEDED
    if links_of(thing).filter(person=link.person_id, pk__gt=link.pk).exists():
        return LinkState.SUPERSEDED
    if link.expires_at <= timezone.now():
        return LinkState.EXPIRED
    may_decide = link.person.is_active and thing.may_approve(link.person)
    return LinkState.OPEN if may_decide and not refusal() else LinkState.REFUSED


@transaction.atomic
def approve(link: ApprovalLink, *, note: str = "") -> Transition:
    """Approve in the head's name, once. Raises Closed, or ValidationError with what the thing itself says."""
    thing, how = _open(link)
    words = f"{note.strip()} ({SAID})" if note.strip() else f"Duyệt {SAID}"
    how.approve(thing, by=link.person, note=words, seen=link.seen_step)
    return _use(link, thing)


@transaction.atomic
def send_back(link: ApprovalLink, *, note: str) -> Transition:
    """Return in the head's name, with a reason."""
    if not note.strip():
        raise ValidationError("Ghi lý do trả lại để người soạn biết cần sửa gì.")
    thing, how = _open(link)
    how.send_back(thing, by=link.person, note=f"{note.strip()} ({SAID})", seen=link.seen_step)
    return _use(link, thing)


def _open(link: ApprovalLink) -> tuple[Any, Any]:
    """The thing and the acts on it, under the lock of the link: two presses at once decide once."""
    row = ApprovalLink.objects.select_for_update().get(pk=link.pk)
    link.used_at = row.used_at
    state = state_of(link)
    if state != LinkState.OPEN:
        raise Closed(state)
    return link.subject, how_of(link.subject)


def _use(link: ApprovalLink, thing: Any) -> Transition:
    step: Transition = thing.transitions.filter(by=link.person, note__contains=SAID).order_by("pk").last()
    link.used_at, link.transition = timezone.now(), step
    link.save(update_fields=["used_at", "transition"])
    text = f"{link.person} quyết định {SAID}, do {link.asked_by} gửi: {thing}"
    record("review_by_link", by=link.person, on=thing, unit=thing.unit, text=text, detail={"link": link.pk})
    return step

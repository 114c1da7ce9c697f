"""What people say to each other on an obligation: posted once, taken away by who said it."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import record
from lantoa.ledger.models import Comment, Obligation
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell

LONGEST = 4000
_ANSWERS = (Role.OFFICER, Role.HEAD, Role.OFFICE)


def may_post(by: User, obligation: Obligation) -> bool:
    """Whether the person speaks on it: who works for the unit that owes it or for the one that asked. Who only follows
    (leader, administrator) reads."""
    sides = (obligation.unit, obligation.asked_by)
    return any(access.may(by, power, unit) for unit in sides for power in (Power.WRITE, Power.DIRECT))


def post(obligation: Obligation, *, by: User, text: str, form_key: uuid.UUID) -> Comment:
    """Say something; one form sent twice says it once. Raises ValidationError where it says nothing."""
    if not may_post(by, obligation):
        raise PermissionDenied("Chỉ người làm việc của đơn vị thực hiện hoặc đơn vị giao việc mới trao đổi được.")
    text = text.replace("\0", " ").strip()
    if not text:
        raise ValidationError("Ghi nội dung trao đổi rồi gửi.")
    if len(text) > LONGEST:
        raise ValidationError(f"Nội dung dài quá {LONGEST} ký tự. Rút gọn hoặc chia làm hai lần.")
    try:
        with transaction.atomic():
            said = Comment.objects.create(obligation=obligation, by=by, text=text, form_key=form_key)
            _tell(said)
            record("commented", by=by, on=obligation, unit=obligation.unit, text=f"Trao đổi về: {obligation.title}")
    except IntegrityError:
        return Comment.objects.get(form_key=form_key)
    return said


def remove(comment: Comment, *, by: User) -> None:
    """Take one's own words away; that something was said stays to be seen."""
    if comment.by_id != by.pk:
        raise PermissionDenied("Chỉ người viết mới gỡ được trao đổi của mình.")
    Comment.objects.filter(pk=comment.pk, removed_at__isnull=True).update(removed_at=timezone.now())
    row = comment.obligation
    record("comment_removed", by=by, on=row, unit=row.unit, text=f"Gỡ trao đổi về: {row.title}")


def _tell(said: Comment) -> None:
    """Who takes part already and the other side: the unit that asked hears its performer, and the other way round."""
    row = said.obligation
    other = row.asked_by_id if _speaks_for_performer(said.by, row) else row.unit_id
    people = set(User.objects.filter(pk__in=row.comments.values("by")))
    answering = Membership.objects.current().filter(unit=other, role__in=_ANSWERS).select_related("user")
    people |= {one.user for one in answering}
    tell(
        people - {said.by},
        f"Trao đổi: {row.title}",
        kind=NoticeKind.COMMENT,
        url=f"{reverse('ledger:detail', args=[row.pk])}#trao-doi",
        unit=row.unit,
        note=f"{said.by}: {said.text}",
        key=f"comment-{said.pk}",
        by=said.by,
    )


def _speaks_for_performer(user: User, row: Obligation) -> bool:
    return any(held.unit.is_under(row.unit) for held in access.memberships(user))

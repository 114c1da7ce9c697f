"""An approved answer goes out: numbered, dated and signed, sent in the ways that reach the sender; the obligation is
met and the case closed in the same transaction."""

import datetime as dt
import io
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.feedback import asking, hops, letter, owing, rights
from lantoa.feedback.changing import locked, note, save
from lantoa.feedback.deadlines import days_taken
from lantoa.feedback.enums import CaseState, SentBy, StepKind
from lantoa.feedback.identity import sender_of
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Answer, Case
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import head_role
from lantoa.review.enums import ReviewState
from lantoa.vietnamese.text import squeeze


@dataclass(frozen=True, slots=True)
class Issue:
    """What a letter bears when it goes out, and how it goes (values of SentBy)."""

    number: str
    issued_on: dt.date
    signer_role: str
    signer_name: str
    ways: Collection[str] = ()


def signer_of(unit: Unit) -> tuple[str, str]:
    """Title and name of the head, where the unit has just one; failing that the usual title of such a head."""
    held = Membership.objects.current().filter(unit=unit, role=Role.HEAD, user__is_active=True).select_related("user")
    heads, usual = list(held[:2]), head_role(unit).capitalize()
    return (heads[0].title or usual, str(heads[0].user)) if len(heads) == 1 else (usual, "")


@transaction.atomic
def send(answer: Answer, issue: Issue, *, by: User) -> None:
    """Issue and send. Sent twice, the second press finds it sent and changes nothing. Raises ValidationError with what
    stands against it."""
    if not rights.writes_answers(by, answer):
        raise PermissionDenied(rights.NOT_YOURS)
    answer._locked()
    if answer.review_state == ReviewState.ISSUED:
        return
    if answer.review_state != ReviewState.APPROVED:
        raise ValidationError("Thư chưa được thủ trưởng duyệt nên chưa gửi được.")
    row = locked(answer.case)
    checked = _checked(answer, row, issue)
    _end_waiting(row, by=by)
    answer.due_on = row.due_on
    _put(answer, checked, by=by)
    answer._move(ReviewState.ISSUED, by=by)
    _close(row, answer, by=by)
    _tell(row, answer)


def _checked(answer: Answer, row: Case, issue: Issue) -> Issue:
    today, number = timezone.localdate(), letter.whole(squeeze(issue.number), answer.unit)[:60]
    if not number or not number[0].isdigit():
        raise ValidationError({"number": "Ghi số của thư, như 125 hoặc 125/THPTNT-VP."})
    if not row.received_on <= issue.issued_on <= today:
        raise ValidationError({"issued_on": "Ngày của thư phải từ ngày nhận phản ánh đến hôm nay."})
    if other := _same_number(answer, number, issue.issued_on.year):
        raise ValidationError({"number": f"Số {other} đã dùng cho thư khác trong năm {issue.issued_on.year}."})
    ways = [way for way in SentBy.values if way in issue.ways or way == SentBy.PAGE]
    return Issue(number, issue.issued_on, squeeze(issue.signer_role), squeeze(issue.signer_name), ways)


def _same_number(answer: Answer, number: str, year: int) -> str:
    """The number of another letter of the unit in that year that is the same, whatever symbol stands behind it; the
    unit's letters are numbered one at a time."""
    Unit.objects.select_for_update(no_key=True).get(pk=answer.unit_id)
    sent = Answer.objects.filter(unit=answer.unit, issued_on__year=year).exclude(pk=answer.pk)
    running = _running(number)
    return next((one for one in sent.values_list("number", flat=True) if _running(one) == running), "")


def _running(number: str) -> str:
    """The running number, without zeros before it and symbol behind: "012/THPT-VP" is 12."""
    return number.split("/", maxsplit=1)[0].strip().lstrip("0")


def _end_waiting(row: Case, *, by: User) -> None:
    """The sender is waited for no longer; the days of waiting were none of the office's."""
    if row.is_paused:
        asking.end_open(row)
        owing.redate(row, by=by)


def _put(answer: Answer, issue: Issue, *, by: User) -> None:
    answer.number, answer.issued_on = issue.number, issue.issued_on
    answer.signer_role, answer.signer_name = issue.signer_role[:120], issue.signer_name[:120]
    answer.sent_ways, answer.sent_at, answer.sent_by = list(issue.ways), timezone.now(), by
    out = io.BytesIO()
    letter.write(answer, sender_of(answer.case)).save(out)
    answer.letter.save("letter.docx", ContentFile(out.getvalue()), save=False)
    answer.save()


def _close(row: Case, answer: Answer, *, by: User) -> None:
    today = timezone.localdate()
    row.state, row.closed_at = CaseState.ANSWERED, timezone.now()
    used = days_taken(row, today)
    hops.end(row)
    owing.meet(row, on=today, by=by)
    words = f"{answer.unit.name} trả lời tại văn bản số {answer.number} ngày {answer.issued_on:%d/%m/%Y}."
    note(row, StepKind.ANSWERED, by=by, is_public=True, text=words, working_days=used)
    save(row)


def _tell(row: Case, answer: Answer) -> None:
    """The sender, with the letter where it goes by mail; those whose words were joined hear of it on their pages."""
    by_mail = answer if SentBy.EMAIL in answer.sent_ways else None
    words = f"{answer.unit.name} đã trả lời tại văn bản số {answer.number} ngày {answer.issued_on:%d/%m/%Y}."
    tell_sender(row, "Trả lời phản ánh, kiến nghị", words, answer=by_mail)
    for joined in row.joined.all():
        note(joined, StepKind.ANSWERED, by=None, is_public=True, text=words)
        tell_sender(joined, "Trả lời phản ánh, kiến nghị", words)

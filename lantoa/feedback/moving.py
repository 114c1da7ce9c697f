"""Who has the case: a person of the unit takes it up, another unit gets it with a reason and takes it up or gives it
back. Each hop is timed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.feedback import hops, owing
from lantoa.feedback.changing import changed, note, said
from lantoa.feedback.enums import StepKind
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Case
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState

HANDLERS = (Role.OFFICER, Role.OFFICE, Role.HEAD, Role.EDITOR)
_FOCAL = (Role.OFFICE, Role.HEAD)


def handlers_of(unit: Unit) -> list[User]:
    """The people of the unit who may take a case up, by name."""
    return _people(unit, HANDLERS)


def focal_people(unit: Unit) -> list[User]:
    """Who hears of a case that comes to the unit: its office and head, failing those its officers."""
    return _people(unit, _FOCAL) or _people(unit, (Role.OFFICER,))


def _people(unit: Unit, roles: Iterable[Role]) -> list[User]:
    held = Membership.objects.current().filter(unit=unit, role__in=list(roles), user__is_active=True)
    return sorted({one.user for one in held.select_related("user")}, key=str)


def assign(case: Case, *, handler: User, by: User, version: int | None = None) -> None:
    """Give it to a person of the unit, who is told."""
    with changed(case, by=by, what=StepKind.ASSIGNED, version=version) as row:
        if row.holder is None or handler not in handlers_of(row.holder):
            raise ValidationError("Người này không thuộc đơn vị đang giữ phản ánh. Tải lại trang rồi chọn lại.")
        row.handler = handler
        hops.give(row, handler, by=by)
        note(row, StepKind.ASSIGNED, by=by, text=str(handler))
        due = f"Hạn trả lời {row.due_on:%d/%m/%Y}." if row.due_on else ""
        if handler != by:
            _tell(row, [handler], f"Được giao xử lý phản ánh {row.code}", due, by)


def move(case: Case, *, to: Unit, reason: str, by: User, version: int | None = None) -> None:
    """Hand it over to another unit: the answer is owed there from now on."""
    words = said(reason, fault="Ghi lý do chuyển: người gửi và đơn vị nhận đọc được lý do này.")
    with changed(case, by=by, what=StepKind.MOVED, version=version) as row:
        if to.pk == row.holder_id:
            raise ValidationError(f"{to.label} đang giữ phản ánh này. Chọn đơn vị khác.")
        if not to.is_current:
            raise ValidationError(f"{to.label} không còn hoạt động. Chọn đơn vị khác.")
        days = hops.end(row)
        told = f"Chuyển đến {to.name}. Lý do: {words}"
        note(row, StepKind.MOVED, by=by, is_public=True, text=told, to_unit=to, working_days=days)
        row.holder, row.handler = to, None
        _move_draft(row, to)
        hops.begin(row, by=by, reason=words)
        owing.move(row, reason=words, by=by)
        _tell(row, focal_people(to), f"Phản ánh {row.code} được chuyển đến {to.label}", words, by)
    tell_sender(case, "Chuyển đơn vị xử lý", told)


def give_back(case: Case, *, reason: str, by: User, version: int | None = None) -> None:
    """Back to the unit that it came from, with the reason."""
    words = said(reason, fault="Ghi lý do trả lại đơn vị đã chuyển.")
    hop = hops.before(case)
    if hop is None:
        raise ValidationError("Phản ánh này chưa chuyển qua đơn vị nào nên không có nơi để trả lại.")
    move(case, to=hop.unit, reason=f"Trả lại: {words}", by=by, version=version)


def _move_draft(row: Case, to: Unit) -> None:
    """What was drafted goes along; what waits for a head is taken back first."""
    draft = row.answers.filter(sent_at__isnull=True).first()
    if draft is None:
        return
    if draft.review_state in (ReviewState.SUBMITTED, ReviewState.APPROVED):
        raise ValidationError("Thư trả lời đang chờ duyệt hoặc chờ gửi. Rút thư về trước rồi chuyển.")
    draft.unit = to
    draft.save(update_fields=["unit"])


def _tell(row: Case, people: Iterable[User], text: str, words: str, by: User) -> None:
    others = [person for person in people if person != by]
    key = f"feedback-{row.pk}-{timezone.now():%Y%m%d%H%M%S}"
    tell(
        others, text, kind=NoticeKind.ASSIGNED, url=row.get_absolute_url(), unit=row.holder, note=words, key=key, by=by
    )

"""A report's way up: sent for approval, approved by the head, received and accepted or returned by the unit above.

Each step is asked of one person, done under a row lock and written down (`review`); asked twice, the second time
changes nothing.
"""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.reports import correcting, counted, filling, owning, returning
from lantoa.reports.enums import FigureOrigin
from lantoa.reports.figures import done_by
from lantoa.reports.filling import type_for
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from lantoa.review.models import Transition

__all__ = [
    "accept",
    "approve",
    "correct",
    "file_nil",
    "go_up",
    "issue",
    "may_judge",
    "may_submit",
    "may_write",
    "receive",
    "release",
    "send_back",
    "submit",
    "take_back",
    "type_for",
]

correct = correcting.correct
may_write = filling.may_write


def may_submit(by: User, report: Report) -> bool:
    """Whether the person may send the report to the head now."""
    return may_write(by, report) and not report.is_excluded and (not report.period.is_closed or report.edition > 1)


def may_judge(by: User, report: Report) -> bool:
    """Whether the person may receive, accept or return for the unit that the report was sent to."""
    receiver = report.receiver
    return receiver is not None and any(access.may(by, power, receiver) for power in (Power.DIRECT, Power.APPROVE))


@transaction.atomic
def submit(report: Report, *, by: User, note: str = "", is_sure: bool = True) -> None:
    """Send to the head: figures are worked out once more and frozen with the activities that they count.

    Raises ValidationError with every sentence that blocks; `Unchanged` where the report came back and nothing in it is
    other than then, unless the person `is_sure`. What the unit answers to the reason goes along.
    """
    _demand_writer(report, by)
    report._locked()
    if report.review_state == ReviewState.SUBMITTED:
        _demand_figures(report)
        return
    _demand_may_submit(report, by)
    came_back = returning.open_return(report) is not None
    if report.is_nil:
        report.is_nil = False
        report.save(update_fields=["is_nil"])
    filling.fill(report)
    if came_back and not is_sure and returning.is_unchanged(report):
        raise returning.Unchanged
    missing = report.what_is_missing()
    if missing:
        raise ValidationError(missing)
    type_for(report, by=by)
    done = _done(report)
    counted.freeze(report, done)
    report.counted_ids = sorted(done.values_list("pk", flat=True))
    report.save(update_fields=["counted_ids", "updated_at"])
    report._move(ReviewState.SUBMITTED, by=by, note=note or (report.reply if came_back else ""))


@transaction.atomic
def file_nil(report: Report, *, by: User, note: str = "", mark: str | None = None) -> None:
    """Say that there is nothing to report; the unit's head confirms it (`approve`). After a return the note answers
    it, over the answer that the page showed (`mark`, as in `returning.keep_reply`)."""
    _demand_writer(report, by)
    report._locked()
    if report.review_state == ReviewState.SUBMITTED and report.is_nil:
        return
    _demand_may_submit(report, by)
    _demand_may_be_nil(report)
    number = _done(report).count()
    if number:
        raise ValidationError(
            f"Đơn vị đã ghi {number} hoạt động trong kỳ nên không thể báo “không phát sinh”. Gửi báo cáo, hoặc hủy "
            "hoạt động ghi nhầm."
        )
    if report.inclusions.exists():
        raise ValidationError("Báo cáo đã có số liệu của đơn vị cấp dưới nên không thể báo “không phát sinh”.")
    if report.values.filter(origin=FigureOrigin.TYPED).exclude(value=0).exists():
        raise ValidationError(
            "Báo cáo có số liệu nhập tay nên không thể báo “không phát sinh”. Xóa số liệu đó hoặc gửi báo cáo."
        )
    note = returning.demand_reply(report, note, mark)
    type_for(report, by=by)
    report.values.all().delete()
    report.counted.all().delete()
    report.is_nil, report.counted_ids = True, []
    report.save(update_fields=["is_nil", "counted_ids", "updated_at"])
    report._move(ReviewState.SUBMITTED, by=by, note=note or "Không phát sinh")


def may_take_back(by: User, report: Report) -> bool:
    """Whether what was submitted is the person's own to withdraw: the unit's people, or those of the unit that typed
    it in for them. An office further up returns a report, it does not undo another's submission."""
    own = {report.unit_id, report.keyed_by_unit_id}
    return any(held.unit_id in own for held in access.holding(by, Power.WRITE))


@transaction.atomic
def take_back(report: Report, *, by: User) -> None:
    """The unit takes it back to mend it, before the head has decided."""
    report._locked()
    if not may_take_back(by, report):
        raise PermissionDenied("Chỉ người của đơn vị (hoặc đơn vị nhập thay) được rút báo cáo đã trình.")
    if report.review_state == ReviewState.DRAFT:
        return
    if report.review_state != ReviewState.SUBMITTED:
        raise ValidationError("Thủ trưởng đã quyết định nên không rút được nữa. Tải lại trang để xem bản mới.")
    report._move(ReviewState.DRAFT, by=by)
    _clear_nil(report)


@transaction.atomic
def approve(report: Report, *, by: User, note: str = "", on: dt.date | None = None, seen: str | None = None) -> None:
    """The head approves, which sends the report up: the unit has met what it owed on that day, late or not. Of a report
    of nothing the head confirms that. The topmost report is met when it is issued. `seen`: the last step (`last_step`)
    when the head opened the page; where another came since, raises ValidationError."""
    report.demand_approver(by)
    report._locked()
    if report.review_state == ReviewState.APPROVED:
        return
    report.demand_seen(seen)
    go_up(report, by=by, note=note, on=on)


def go_up(report: Report, *, by: User, note: str = "", on: dt.date | None = None) -> Transition:
    """What an approval does once it is known to be one: the report goes up, and the unit has met what it owed. For
    `approve` and for the approval on a signed paper (`vouching`), under the lock of the row."""
    _demand_owed(report)
    step = report._move(ReviewState.APPROVED, by=by, note=note)
    report.sent_at = timezone.now()
    report.save(update_fields=["sent_at", "updated_at"])
    day = on or books.today()
    if report.is_nil:
        books.nil(_debt(report), on=day, by=by)
    elif report.receiver_id is not None:
        books.meet(_debt(report), on=day, by=by, text=f"Gửi báo cáo ngày {day:%d/%m/%Y}")
    return step


@transaction.atomic
def receive(report: Report, *, by: User) -> None:
    """The unit above takes it up: frozen while it is read."""
    _demand_judge(report, by)
    report._locked()
    if report.review_state in (ReviewState.RECEIVED, ReviewState.ACCEPTED):
        return
    report._move(ReviewState.RECEIVED, by=by)


@transaction.atomic
def release(report: Report, *, by: User) -> None:
    """The unit above lets it go again without a decision."""
    _demand_judge(report, by)
    report._locked()
    if report.review_state == ReviewState.RECEIVED:
        report._move(ReviewState.APPROVED, by=by)


@transaction.atomic
def accept(report: Report, *, by: User, note: str = "", seen: str | None = None) -> None:
    """The unit above accepts: the report may stand in its sum. Where its own report has not been begun, it does at
    once. `seen` as in `approve`."""
    _demand_judge(report, by)
    report._locked()
    if report.review_state == ReviewState.ACCEPTED:
        return
    report.demand_seen(seen)
    if report.review_state == ReviewState.APPROVED:
        report._move(ReviewState.RECEIVED, by=by)
    report._move(ReviewState.ACCEPTED, by=by, note=note)
    report.accepted_at = timezone.now()
    report.save(update_fields=["accepted_at", "updated_at"])
    correcting.take_into_unbegun(report)


@transaction.atomic
def send_back(report: Report, *, by: User, note: str, about: Collection[str] = (), seen: str | None = None) -> None:
    """Return with a reason: the head to the writer, the unit above to the unit, which owes the report again. `about`:
    the rows that the reason concerns ("so-12", "muc-3"); `seen` as in `approve`."""
    report._locked()
    if report.review_state == ReviewState.RETURNED:
        _demand_returner(report, by)
        return
    was_sent = report.review_state in (ReviewState.APPROVED, ReviewState.RECEIVED)
    if was_sent or report.review_state == ReviewState.ACCEPTED:  # accepted a moment ago: the step itself refuses
        _demand_judge(report, by)
    else:
        report.demand_approver(by)
    if not note.strip():
        raise ValidationError("Ghi lý do trả lại để người soạn biết cần sửa gì.")
    report.demand_seen(seen)
    returning.remember(report, about)
    report._move(ReviewState.RETURNED, by=by, note=note.strip())
    _clear_nil(report)
    if was_sent and report.edition == 1:  # a correction returned leaves the accepted edition standing
        books.restore(_debt(report), by=by)


@transaction.atomic
def issue(
    report: Report, *, by: User, number: str, dated: dt.date, signer_role: str = "", signer_name: str = ""
) -> None:
    """Give the topmost report, approved, its number and day (Nghị định 30/2020/NĐ-CP, Điều 15)."""
    access.demand(by, Power.WRITE, report.unit)
    report._locked()
    if report.review_state == ReviewState.ISSUED:
        return
    if report.receiver_id is not None:
        raise ValidationError("Báo cáo này gửi lên đơn vị cấp trên trong hệ thống, không ban hành riêng.")
    if report.review_state != ReviewState.APPROVED:
        raise ValidationError("Báo cáo chưa được duyệt. Trình thủ trưởng duyệt trước khi ban hành.")
    if not number.strip():
        raise ValidationError("Ghi số, ký hiệu của báo cáo, ví dụ 45/BC-SGDĐT.")
    if dated > books.today() + dt.timedelta(days=31) or dated < report.period.starts_on:
        raise ValidationError(f"Ngày ban hành {dated:%d/%m/%Y} không hợp với kỳ báo cáo. Kiểm tra lại ngày.")
    report.number, report.dated = number.replace("\0", "").strip()[:60], dated
    report.signer_role, report.signer_name = signer_role.strip()[:120], signer_name.strip()[:120]
    report.save(update_fields=["number", "dated", "signer_role", "signer_name", "updated_at"])
    report._move(ReviewState.ISSUED, by=by, note=report.number)
    books.meet(_debt(report), on=dated, by=by, text=f"Ban hành báo cáo số {report.number}")


def _demand_may_submit(report: Report, by: User) -> None:
    if not report.is_editable:
        raise ValidationError("Báo cáo đã gửi nên không gửi lại được. Tải lại trang để xem bản mới.")
    _demand_owed(report)
    if report.period.is_closed and report.edition == 1:
        raise ValidationError("Kỳ báo cáo đã đóng. Đề nghị đơn vị mở kỳ mở lại.")
    if books.today() < report.period.starts_on:
        raise ValidationError(
            f"Kỳ này tính số liệu từ ngày {report.period.starts_on:%d/%m/%Y} nên chưa gửi được. Quay lại khi đã đến kỳ."
        )


def _demand_writer(report: Report, by: User) -> None:
    if not filling.is_writer(by, report):
        raise PermissionDenied("Vai trò hiện tại không được gửi báo cáo của đơn vị này.")


def _demand_figures(report: Report) -> None:
    """What was sent a moment ago is what this person means to send: figures, not that there is nothing to report."""
    if Report.objects.filter(pk=report.pk, is_nil=True).exists():
        raise ValidationError(
            "Báo cáo vừa được trình là “không phát sinh”, số liệu chưa gửi. Rút lại bản trình đó nếu muốn gửi số liệu."
        )


def _demand_may_be_nil(report: Report) -> None:
    if report.edition > 1:
        raise ValidationError("Bản đính chính không báo “không phát sinh” được. Sửa số liệu về 0 rồi gửi.")
    if report.receiver_id is None:
        raise ValidationError("Báo cáo tổng hợp của đơn vị mở kỳ không báo “không phát sinh” được.")


def _demand_owed(report: Report) -> None:
    """What a unit did that need not report, because it has ended, counts with its heir: never twice."""
    if _debt(report).filter(state=ObligationState.EXCLUDED).exists():
        raise ValidationError("Đơn vị không phải gửi báo cáo này; lý do ghi ở đầu trang.")


def _demand_judge(report: Report, by: User) -> None:
    if not may_judge(by, report):
        raise PermissionDenied("Chỉ văn phòng hoặc thủ trưởng của đơn vị nhận báo cáo được làm việc này.")


def _demand_returner(report: Report, by: User) -> None:
    """What has just come back changes no more; who could not have returned it is told so all the same."""
    if not may_judge(by, report):
        report.demand_approver(by)


def _done(report: Report) -> ActivityQuerySet:
    owned = owning.owned_by(report)
    return done_by(owned.ids, report.period.starts_on, report.period.ends_on)


def _debt(report: Report) -> ObligationQuerySet:
    return Obligation.objects.filter(pk__in=[report.obligation_id or 0])


def _clear_nil(report: Report) -> None:
    if report.is_nil:
        report.is_nil = False
        report.save(update_fields=["is_nil", "updated_at"])

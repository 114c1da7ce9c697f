"""Which steps a person is offered on a report as it stands."""

from dataclasses import dataclass

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.reports import filling, flow, keying, vouching
from lantoa.reports.deciding import NOBODY, deciders
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from lantoa.review.following import issuing_follows


@dataclass(frozen=True, slots=True)
class Acts:
    """What the page offers; the rules behind each are those of `flow`, which asks again."""

    write: bool = False
    submit: bool = False
    nil: bool = False
    take_back: bool = False
    approve: bool = False
    vouch: bool = False  # for the head, on a signed paper
    receive: bool = False
    release: bool = False
    accept: bool = False
    send_back: bool = False
    correct: bool = False
    issue: bool = False
    bind: bool = False
    keep: bool = False
    type_from: Unit | None = None  # before the person types for another unit: the unit they would type from


def acts_of(report: Report, user: User) -> Acts:
    """What `user` may do with `report` now."""
    state = report.review_state
    writes = access.may(user, Power.WRITE, report.unit)
    judges = flow.may_judge(user, report) and state in (ReviewState.APPROVED, ReviewState.RECEIVED)
    decides = state == ReviewState.SUBMITTED and report.may_approve(user)
    is_own = decides and _submitted_by(report, user)  # what one submitted oneself one takes back, to return it is odd
    from_unit = None if report.is_excluded else keying.waits_for(user, report)
    submits = flow.may_submit(user, report) and from_unit is None
    final = state in (ReviewState.ACCEPTED, ReviewState.ISSUED)
    return Acts(
        write=flow.may_write(user, report) and not report.is_excluded and from_unit is None,
        submit=submits,
        nil=submits and report.receiver_id is not None and report.edition == 1,
        take_back=state == ReviewState.SUBMITTED and flow.may_take_back(user, report) and (is_own or not decides),
        approve=decides,
        vouch=vouching.may_vouch(user, report),
        receive=judges and state == ReviewState.APPROVED,
        release=judges and state == ReviewState.RECEIVED,
        accept=judges,
        send_back=judges or (decides and not is_own),
        correct=final and (writes or filling.is_over(user, report)) and not hasattr(report, "superseded_by"),
        issue=state == ReviewState.APPROVED and report.receiver_id is None and writes,
        bind=access.may(user, Power.SEE, report.unit),
        keep=writes and from_unit is None and (report.is_editable or state == ReviewState.APPROVED),
        type_from=from_unit,
    )


def _submitted_by(report: Report, user: User) -> bool:
    """Whether the person submitted it as it waits now and may take that back."""
    last = report.transitions.filter(to_state=ReviewState.SUBMITTED).last()
    return last is not None and last.by_id == user.pk and flow.may_take_back(user, report)


def _waiting_sentence(report: Report, user: User) -> str:
    """For whom a submitted report waits."""
    names = deciders(report)
    said = f"Báo cáo đã trình, chờ {names} duyệt." if names else NOBODY
    return f"{said} Rút lại mới sửa được." if flow.may_take_back(user, report) else said


def state_sentence(report: Report, user: User) -> str:
    """Why the person does not change the report now, and what would let it be changed."""
    if report.is_excluded:
        reason = report.obligation.reason if report.obligation else ""
        return f"Đơn vị không phải gửi báo cáo này. {reason}".strip()
    receiver = report.receiver.label if report.receiver else ""
    if report.review_state == ReviewState.APPROVED and not receiver:
        return f"Báo cáo đã duyệt. {issuing_follows(user, report.unit)}"
    if report.review_state == ReviewState.SUBMITTED:
        return _waiting_sentence(report, user)
    final = "Báo cáo đã chốt; thay đổi phải qua bản đính chính kèm lý do."
    sent = f"Báo cáo đã gửi {receiver}. Muốn sửa, đề nghị nơi nhận trả lại."
    said = {
        ReviewState.DRAFT: "Báo cáo đang soạn, chưa gửi.",
        ReviewState.RETURNED: "Báo cáo đã trả lại; đơn vị đang sửa.",
        ReviewState.APPROVED: sent,
        ReviewState.RECEIVED: f"{receiver} đang xem; số liệu đứng yên cho đến khi có quyết định.",
        ReviewState.ACCEPTED: final,
        ReviewState.ISSUED: final,
    }
    return said.get(ReviewState(report.review_state), "")

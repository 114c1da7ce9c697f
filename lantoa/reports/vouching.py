"""Letting a report go out on a signed paper: the unit that typed it in for another, whose head cannot approve here,
confirms for that head with a reason and a copy of the paper; it is marked as such wherever the report is shown."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import record
from lantoa.ledger.evidence import Evidence
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.reports import flow
from lantoa.reports.models import Report, ReportPaper
from lantoa.review.enums import ReviewState


@dataclass(frozen=True, slots=True)
class Signed:
    """The paper: who signed it, why it stands for an approval here, its copy."""

    by: str
    reason: str
    copy: Evidence


def may_vouch(by: User, report: Report) -> bool:
    """Whether the person may confirm for the head: from the unit that typed the report in and submitted it, which waits
    for another. What the unit itself submitted waits for its own head."""
    if report.review_state != ReviewState.SUBMITTED or report.keyed_by_unit_id is None or report.receiver_id is None:
        return False
    if not _decides_for(by, report.keyed_by_unit_id) or report.may_approve(by):
        return False
    return not _submitted_by_own(report)


def has_vouched(by: User, report: Report) -> bool:
    """Whether the person's unit has confirmed already: a second press of the button changes nothing."""
    return report.review_state == ReviewState.APPROVED and _decides_for(by, report.vouched_by_unit_id)


def _decides_for(by: User, unit: int | None) -> bool:
    held = [*access.holding(by, Power.DIRECT), *access.holding(by, Power.APPROVE)]
    return any(one.unit_id == unit for one in held)


def _submitted_by_own(report: Report) -> bool:
    last = report.transitions.filter(to_state=ReviewState.SUBMITTED).last()
    own = Membership.objects.current().filter(unit=report.unit_id)
    return last is not None and own.filter(user=last.by_id).exists()


@transaction.atomic
def vouch(report: Report, paper: Signed, *, by: User, seen: str | None = None) -> None:
    """Approve on the paper and send up; the unit's own people are told. Twice changes nothing; `seen` as in
    `flow.approve`."""
    report._locked()
    if report.review_state == ReviewState.APPROVED:
        return
    if not may_vouch(by, report) or report.keyed_by_unit is None:
        raise PermissionDenied("Chỉ văn phòng hoặc thủ trưởng của đơn vị nhập thay được xác nhận thay bằng bản giấy.")
    report.demand_seen(seen)
    signer, reason = (said.replace("\0", " ").strip() for said in (paper.by, paper.reason))
    if not signer or not reason:
        raise ValidationError("Ghi người ký bản giấy và lý do xác nhận thay: đơn vị sẽ đọc lý do này.")
    unit = report.keyed_by_unit
    said = f"{unit.label} xác nhận thay thủ trưởng, theo bản giấy {signer[:120]} đã ký. Lý do: {reason[:300]}"
    step = flow.go_up(report, by=by, note=said)
    report.vouched_by_unit = unit
    report.save(update_fields=["vouched_by_unit", "updated_at"])
    kept = ReportPaper(report=report, step=step, unit=unit, signed_by=signer[:120], reason=reason[:300], added_by=by)
    kept.name, kept.content_type = paper.copy.name, paper.copy.content_type
    kept.file.save("paper", paper.copy.content, save=False)
    kept.save()
    _tell(report, kept, said, by)


def _tell(report: Report, kept: ReportPaper, said: str, by: User) -> None:
    text = f"{kept.unit.label} xác nhận thay: {report}"
    record("report_vouched", by=by, on=report, unit=report.unit, text=text, detail={"note": said})
    people = Membership.objects.current().filter(unit=report.unit_id, user__is_active=True).select_related("user")
    url, key = report.get_absolute_url(), f"report-vouched-{kept.pk}"
    told = [held.user for held in people]
    tell(told, text, kind=NoticeKind.OTHER, url=url, unit=report.unit, note=said, key=key, by=by)

"""Typing a report in for another unit: a step of its own, with a reason, of which that unit is told."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lantoa.accounts.models import Membership, MembershipQuerySet, User
from lantoa.audit.models import record
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit
from lantoa.reports import filling
from lantoa.reports.models import Report

NO_ACCOUNT = "Đơn vị chưa có tài khoản."


def waits_for(by: User, report: Report) -> Unit | None:
    """The unit that the person would type from, where that step has not been taken; None: they may write at once (it is
    their own unit's report, or the step was taken), or may not write at all."""
    if not filling.may_write(by, report):
        return None
    unit = filling.typing_unit(by, report)
    return None if unit is None or unit.pk == report.keyed_by_unit_id else unit


def may_write_now(by: User, report: Report) -> bool:
    """Whether the person writes the report as it stands, without a step before."""
    return filling.may_write(by, report) and waits_for(by, report) is None


def has_people(unit: Unit) -> bool:
    """Whether somebody of the unit itself can sign in."""
    return _people(unit).exists()


@transaction.atomic
def begin(report: Report, *, reason: str, by: User) -> int:
    """Mark the report as typed in by the person's unit from now on, and tell the people of its own unit; how many.
    Twice changes nothing."""
    report._locked()
    if not filling.may_write(by, report) or filling.typing_unit(by, report) is None:
        raise PermissionDenied("Vai trò hiện tại không nhập thay báo cáo của đơn vị này.")
    unit = waits_for(by, report)
    if unit is None:
        return 0
    said = reason.replace("\0", " ").strip()[:300]
    if not said:
        raise ValidationError("Ghi lý do nhập thay: đơn vị sẽ đọc lý do này.")
    report.keyed_by_unit, report.keyed_reason = unit, said
    report.save(update_fields=["keyed_by_unit", "keyed_reason", "updated_at"])
    text = f"{unit.label} nhập thay: {report}"
    record("report_keyed_for", by=by, on=report, unit=report.unit, text=text, detail={"reason": said})
    people = [held.user for held in _people(report.unit).select_related("user")]
    url, key = report.get_absolute_url(), f"report-keyed-{report.pk}-{unit.pk}"
    return tell(people, text, kind=NoticeKind.OTHER, url=url, unit=report.unit, note=said, key=key, by=by)


def _people(unit: Unit) -> MembershipQuerySet:
    return Membership.objects.current().filter(unit=unit, user__is_active=True)

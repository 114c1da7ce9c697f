"""Corrections after acceptance: a new edition with a reason; the old one stays readable and counts until the new one is
accepted."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.reports import filling
from lantoa.reports.models import Inclusion, Report, ReportNarrative, ReportValue
from lantoa.review.enums import ReviewState

_FINAL = (ReviewState.ACCEPTED, ReviewState.ISSUED)
_COPIED = (
    "period",
    "unit",
    "receiver",
    "obligation",
    "asked_due_on",
    "signer_role",
    "signer_name",
    "drawn_from",
)


@transaction.atomic
def correct(report: Report, *, reason: str, by: User) -> Report:
    """A new edition of an accepted or issued report, starting as the old one; asked twice, the one that was begun."""
    report._locked()
    if not (access.may(by, Power.WRITE, report.unit) or filling.is_over(by, report)):
        raise PermissionDenied("Vai trò hiện tại không được đính chính báo cáo của đơn vị này.")
    begun = Report.objects.filter(supersedes=report).first()
    if begun is not None:
        return begun
    if report.review_state not in _FINAL:
        raise ValidationError("Chỉ đính chính báo cáo đã được chấp nhận hoặc đã ban hành. Báo cáo này còn sửa được.")
    reason = reason.replace("\0", " ").strip()
    if not reason:
        raise ValidationError("Ghi lý do đính chính: lý do đi cùng báo cáo.")
    copy = {name: getattr(report, name) for name in _COPIED} | _typed_from(report, by)
    new = Report.objects.create(
        **copy,
        edition=report.edition + 1,
        supersedes=report,
        correction_reason=reason[:300],
        filled_at=report.filled_at,
    )
    _copy_content(report, new)
    record("report_corrected", by=by, on=new, unit=new.unit, text=f"Đính chính: {new}", detail={"reason": reason})
    return new


def _typed_from(report: Report, by: User) -> dict[str, object]:
    """The mark of who typed the old edition in, where they begin the new one too; the unit's own is the unit's."""
    unit = filling.typing_unit(by, report)
    if unit is None or unit.pk != report.keyed_by_unit_id:
        return {}
    return {"keyed_by_unit": unit, "keyed_reason": report.keyed_reason}


def take_into_unbegun(child: Report) -> None:
    """Put an accepted report into the sum of the one above as long as nobody has begun that: later ones are offered."""
    above = child.period.reports.current().filter(unit=child.receiver_id).first()
    if above is None or child.is_nil or not above.is_editable or _is_begun(above):
        return
    Inclusion.objects.filter(report=above, child__unit=child.unit).exclude(child=child).delete()
    Inclusion.objects.get_or_create(report=above, child=child)


def _is_begun(report: Report) -> bool:
    """Whether somebody took reports in, typed a figure or wrote under a heading."""
    return report.filled_at is not None or report.values.exists() or report.narratives.exists()


def _copy_content(old: Report, new: Report) -> None:
    values = list(old.values.all())
    for value in values:
        value.pk, value.report = None, new  # the version stays: it tells what a person has saved
        value._state.adding = True
    ReportValue.objects.bulk_create(values)
    texts = list(old.narratives.all())
    for text in texts:
        text.pk, text.report, text.version = None, new, 1
        text._state.adding = True
    ReportNarrative.objects.bulk_create(texts)
    Inclusion.objects.bulk_create([Inclusion(report=new, child_id=pk) for pk in _children(old)])


def _children(report: Report) -> list[int]:
    return list(report.inclusions.values_list("child_id", flat=True))

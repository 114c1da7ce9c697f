"""A later day for the answer, within what the rule of the place allows, with a reason that the sender reads."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import owing
from lantoa.feedback.changing import changed, note, said
from lantoa.feedback.deadlines import Terms, longest_extension, terms_for
from lantoa.feedback.enums import StepKind
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Case


def terms_of(case: Case) -> Terms:
    """The rule that the case stands under."""
    start = case.received_on if case.reopened_at is None else timezone.localdate(case.reopened_at)
    return terms_for(case.holder or case.addressed_unit, case.kind, start, is_joint=case.is_joint)


def days_left(case: Case) -> int:
    """How many more days the rule allows."""
    return longest_extension(terms_of(case), case.extended_days)


def extend(case: Case, *, days: int, reason: str, by: User, version: int | None = None) -> None:
    """Add days. Raises ValidationError where there is no reason, or more than the rule allows."""
    words = said(reason, fault="Ghi lý do gia hạn: người gửi đọc được lý do này.")
    with changed(case, by=by, what=StepKind.EXTENDED, version=version) as row:
        most = days_left(row)
        if not 1 <= days <= most:
            rest = f"Còn được gia hạn từ 1 đến {most} ngày." if most else "Đã hết số ngày được gia hạn."
            raise ValidationError({"days": f"{rest} Căn cứ: {terms_of(row).source}."})
        row.extended_times, row.extended_days = row.extended_times + 1, row.extended_days + days
        owing.redate(row, by=by, words=words)
        told = f"{words.rstrip('.')}. Hạn trả lời mới: {row.due_on:%d/%m/%Y}."
        note(row, StepKind.EXTENDED, by=by, is_public=True, text=told)
    tell_sender(case, "Gia hạn trả lời", told)

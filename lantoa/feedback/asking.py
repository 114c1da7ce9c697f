"""Asking the sender for more: the clock rests until they answer, or until the day that they were given is past."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import owing
from lantoa.feedback.changing import changed, note, said
from lantoa.feedback.deadlines import terms_for
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Case, Request
from lantoa.ledger.working_days import work_calendar

_LONGEST = 60  # days


def usual_day(case: Case, today: dt.date) -> dt.date:
    """The day by which the sender is asked to answer, as the rule of the unit says."""
    terms = terms_for(case.holder, case.kind, case.received_on)
    return work_calendar().add_working_days(today, terms.supply_days)


def ask(case: Case, *, text: str, answer_by: dt.date, by: User, version: int | None = None) -> None:
    """Ask; from tomorrow the days do not count."""
    words, today = said(text, fault="Ghi rõ cần người gửi bổ sung điều gì."), timezone.localdate()
    if not today < answer_by <= today + dt.timedelta(days=_LONGEST):
        raise ValidationError({"answer_by": f"Chọn ngày sau hôm nay và trong {_LONGEST} ngày."})
    states = {CaseState.NEW, CaseState.HANDLING}
    with changed(case, by=by, what=StepKind.ASKED, version=version, states=states) as row:
        assert row.holder is not None
        Request.objects.create(case=row, asked_by=by, unit=row.holder, text=words, answer_by=answer_by)
        row.state, row.paused_since = CaseState.WAITING, today
        owing.redate(row, by=by, words="Chờ người gửi bổ sung")
        told = f"{words}\nĐề nghị bổ sung trước ngày {answer_by:%d/%m/%Y}; thời hạn trả lời tạm dừng trong khi chờ."
        note(row, StepKind.ASKED, by=by, is_public=True, text=told)
    tell_sender(case, "Đề nghị bổ sung thông tin", told)


def stop(case: Case, *, by: User | None, version: int | None = None, on: dt.date | None = None) -> None:
    """Wait no longer: the clock runs again. `by` nobody: the sender's day is past."""
    with changed(case, by=by, what=StepKind.NOTED, version=version, states={CaseState.WAITING}) as row:
        end_open(row, on)
        row.state = CaseState.HANDLING if row.kind else CaseState.NEW
        owing.redate(row, by=by)
        text = "Thôi chờ bổ sung" if by else "Quá ngày đề nghị bổ sung, người gửi chưa bổ sung"
        note(row, StepKind.NOTED, by=by, is_public=True, text=f"{text}; thời hạn trả lời tính tiếp.")


def end_open(row: Case, on: dt.date | None = None) -> None:
    """End what the case waits for, on the row; the caller saves it."""
    day = on or timezone.localdate()
    for request in row.requests.filter(ended_on__isnull=True):
        request.ended_on = max(day, request.asked_on)
        request.save(update_fields=["ended_on"])
    row.paused_since = None


def resume_lapsed(today: dt.date | None = None) -> int:
    """Let the clock run again where the sender's day is past; how many cases."""
    day = today or timezone.localdate()
    lapsed = Request.objects.filter(ended_on__isnull=True, answer_by__lt=day, case__state=CaseState.WAITING)
    done = 0
    for request in lapsed.select_related("case"):
        stop(request.case, by=None, on=request.answer_by)
        done += 1
    return done

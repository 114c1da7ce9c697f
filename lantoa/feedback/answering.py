"""The answer on its way: drafted by the unit, approved by its head. `feedback.sending` numbers and sends it."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from lantoa.accounts.models import User
from lantoa.feedback import rights
from lantoa.feedback.changing import locked, note
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.models import Answer, AnswerTemplate, Case
from lantoa.vietnamese.dates import short_date

LONGEST = 30_000
_GAP = re.compile(r"(?:…|\.{3,}|_{3,})\s*[.;,]?\s*$|\[\s*(?:…|\.{3,})?\s*\]")
# What a template may hold, and what each stands for.
PLACEHOLDERS = (
    ("{mã}", "mã phản ánh"),
    ("{ngày nhận}", "ngày nhận phản ánh"),
    ("{tóm tắt}", "tóm tắt nội dung phản ánh"),
    ("{đơn vị}", "tên đơn vị trả lời"),
    ("{hạn}", "hạn trả lời"),
)


def in_hand(case: Case) -> Answer | None:
    """The answer that is in the making."""
    return case.answers.filter(sent_at__isnull=True).select_related("unit", "case__holder").first()


@transaction.atomic
def begin(case: Case, *, by: User) -> Answer:
    """The draft of the case, made where there is none. Who begins without a handler takes the case up."""
    row = locked(case)
    rights.demand_work(by, row)
    if found := in_hand(row):
        return found
    if row.state not in (CaseState.HANDLING, CaseState.WAITING) or row.holder is None:
        raise ValidationError("Phân loại phản ánh trước khi soạn trả lời.")
    answer = Answer.objects.create(case=row, unit=row.holder, created_by=by)
    note(row, StepKind.DRAFTED, by=by)
    return answer


def save(answer: Answer, *, text: str, by: User, version: int, template: AnswerTemplate | None = None) -> None:
    """Keep what was typed. Raises EditConflict where somebody saved meanwhile."""
    if not answer.may_edit(by):
        raise PermissionDenied(f"Thư đang ở tình trạng “{answer.get_review_state_display()}”, không sửa được.")
    words = text.replace("\0", " ").strip()
    if len(words) > LONGEST:
        raise ValidationError(f"Nội dung trả lời dài quá {LONGEST} ký tự.")
    answer.text = words
    answer.template = template or answer.template
    answer.save_from(version)


def filled(template: AnswerTemplate, case: Case) -> str:
    """The words of a template for a case."""
    values = {
        "{mã}": case.code,
        "{ngày nhận}": short_date(case.received_on),
        "{tóm tắt}": case.subject,
        "{đơn vị}": case.holder.name if case.holder else "",
        "{hạn}": short_date(case.due_on) if case.due_on else "",
    }
    text = template.text
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def gaps_of(answer: Answer) -> list[str]:
    """The lines of a letter that still stand as the template left them: "Kết quả: …"."""
    return [line.strip() for line in answer.text.splitlines() if _GAP.search(line)]


@transaction.atomic
def submit(answer: Answer, *, by: User, said: str = "") -> None:
    """Send it to the head."""
    if answer.submit(by=by, note=said):
        note(answer.case, StepKind.SUBMITTED, by=by, is_public=True, text="Dự thảo trả lời đã trình thủ trưởng.")


@transaction.atomic
def take_back(answer: Answer, *, by: User) -> None:
    """Mend it before the head has decided."""
    answer.take_back(by=by)
    note(answer.case, StepKind.DRAFTED, by=by, text="Rút thư trình về để sửa.")


@transaction.atomic
def approve(answer: Answer, *, by: User, note: str = "", seen: str | None = None) -> None:
    """The head agrees; the words are frozen from then on."""
    answer.approve(by=by, note=note, seen=seen)
    _note(answer, StepKind.APPROVED, by, note)


@transaction.atomic
def send_back(answer: Answer, *, by: User, note: str, seen: str | None = None) -> None:
    """The head returns it with a reason; also what was approved and not yet sent."""
    if seen is not None:
        answer._locked()
        answer.demand_seen(seen)
    answer.send_back(by=by, note=note)
    _note(answer, StepKind.RETURNED, by, note)


def _note(answer: Answer, what: StepKind, by: User, text: str) -> None:
    note(answer.case, what, by=by, text=text)


def link_context(answer: Answer, file_url: Callable[[object], str]) -> dict[str, Any]:
    """What a head reads on the page of a one-time link: the words, not the sender and not the files."""
    return {"answer": answer, "case": Case.objects.select_related("holder").get(pk=answer.case_id)}

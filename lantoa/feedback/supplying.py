"""What a sender adds to a case: asked for, or of their own."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.feedback import accepting, changing, owing
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.models import Case, CaseFile, Step
from lantoa.feedback.models.case import TEXT_LIMIT
from lantoa.feedback.notifying import tell_keepers
from lantoa.vietnamese.text import nfc

MOST_A_CASE = 30  # times that a sender adds to one case


def add(case: Case, text: str, files: Sequence[Attachment] = ()) -> bool:
    """Keep what the sender adds; where the office waited for it, its clock runs again. Whether it was new: the same
    words twice are kept once. Raises ValidationError."""
    text = nfc(text.replace("\0", " ").replace("\r\n", "\n")).strip()
    if not text and not files:
        raise ValidationError("Chưa có nội dung bổ sung. Ghi vài dòng hoặc chọn ảnh rồi gửi.")
    if len(text) > TEXT_LIMIT:
        raise ValidationError(f"Nội dung bổ sung dài quá {TEXT_LIMIT // 1000}.000 ký tự. Rút gọn rồi gửi lại.")
    rows = [accepting.row_of(one) for one in files]
    try:
        return _add(case, text, rows)
    except BaseException:
        accepting.forget(rows)
        raise


@transaction.atomic
def _add(case: Case, text: str, rows: Sequence[CaseFile]) -> bool:
    row = changing.locked(case)
    if row.erased_at or not row.is_open:
        raise ValidationError("Phản ánh này đã kết thúc. Gửi phản ánh mới nếu còn điều cần nói.")
    said = row.steps.filter(what=StepKind.SUPPLIED)
    if text and not rows and said.filter(text=text).exists():
        return False
    if said.count() >= MOST_A_CASE:
        raise ValidationError("Phản ánh này đã được bổ sung nhiều lần. Gọi đường dây nóng của đơn vị để nói thêm.")
    now, asked = timezone.now(), row.requests.filter(ended_on__isnull=True).first()
    if asked is not None:
        asked.answered_at, asked.answer, asked.ended_on = now, text, timezone.localdate(now)
        asked.save(update_fields=["answered_at", "answer", "ended_on"])
    for file in rows:
        file.case, file.request = row, asked
    CaseFile.objects.bulk_create(rows)
    Step.objects.create(case=row, what=StepKind.SUPPLIED, text=text, is_public=True, at=now)
    if asked is not None:
        _run_again(row)
    tell_keepers(row, f"Người gửi bổ sung: {row.code}", key=f"feedback-supplied-{row.pk}-{said.count()}")
    return True


def _run_again(case: Case) -> None:
    case.paused_since = None
    if case.state == CaseState.WAITING:
        case.state = CaseState.HANDLING if case.kind else CaseState.NEW
    owing.redate(case, words="Người gửi đã bổ sung")
    changing.save(case)

"""What the sender thinks of the answer: once an answer. A bad rating opens the case again, once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.feedback import hops, owing
from lantoa.feedback.changing import locked, note, save
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.models import Answer, Case, Rating
from lantoa.feedback.moving import focal_people
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell

SCORES = (
    (5, "Rất hài lòng"),
    (4, "Hài lòng"),
    (3, "Bình thường"),
    (2, "Không hài lòng"),
    (1, "Rất không hài lòng"),
)
BAD = 2  # this and below opens the case again
LONGEST = 2000


def last_answer(case: Case) -> Answer | None:
    """The answer that the sender has in hand."""
    return case.answers.filter(sent_at__isnull=False).order_by("-sent_at", "-pk").first()


def may_rate(case: Case) -> bool:
    answer = last_answer(case)
    is_kept = case.state == CaseState.ANSWERED and not case.erased_at
    return is_kept and answer is not None and not hasattr(answer, "rating")


def may_reopen(case: Case) -> bool:
    """Whether a bad rating would open the case again: once."""
    return not case.ratings.filter(reopened=True).exists()


@transaction.atomic
def rate(case: Case, *, score: int, comment: str = "") -> Rating | None:
    """Keep it. A second press changes nothing. Raises ValidationError where a bad one has no words: the unit must know
    what to look at again."""
    row, words = locked(case), comment.replace("\0", " ").strip()[:LONGEST]
    answer = last_answer(row)
    if answer is None or row.state != CaseState.ANSWERED:
        raise ValidationError("Phản ánh chưa được trả lời nên chưa đánh giá được.")
    if row.erased_at:
        raise ValidationError("Dữ liệu của phản ánh này đã xóa theo thời hạn lưu. Gửi phản ánh mới nếu cần nói thêm.")
    if score not in dict(SCORES):
        raise ValidationError("Chọn một mức hài lòng.")
    if hasattr(answer, "rating"):
        return None
    reopens = score <= BAD and may_reopen(row)
    if reopens and not words:
        raise ValidationError("Cho biết điều chưa được trả lời để đơn vị xem lại.")
    made = Rating.objects.create(case=row, answer=answer, score=score, comment=words, reopened=reopens)
    note(row, StepKind.RATED, by=None, is_public=True, text=dict(SCORES)[score])
    if reopens:
        _reopen(row, words)
    return made


def _reopen(row: Case, words: str) -> None:
    """Handled again by the same unit, from today, with a line of its own on the books."""
    row.state, row.closed_at, row.reopened_at = CaseState.HANDLING, None, timezone.now()
    row.extended_days = row.extended_times = 0
    hops.begin(row, by=None, reason="Người gửi chưa hài lòng", handler=row.handler)
    owing.date(row)
    owing.owe(row)
    due = f" Hạn trả lời: {row.due_on:%d/%m/%Y}." if row.due_on else ""
    note(row, StepKind.REOPENED, by=None, is_public=True, text=f"Người gửi chưa hài lòng, phản ánh được xem lại.{due}")
    save(row)
    if row.holder is None:
        return
    people = {*focal_people(row.holder), *([row.handler] if row.handler else [])}
    text, key = f"Phản ánh {row.code} được mở lại: người gửi chưa hài lòng", f"feedback-again-{row.pk}"
    tell(people, text, kind=NoticeKind.ASSIGNED, url=row.get_absolute_url(), unit=row.holder, note=words[:300], key=key)

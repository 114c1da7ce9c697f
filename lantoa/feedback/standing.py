"""How a case stands, in one word, a tone and a shape, and the one next step of a person."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import rights
from lantoa.feedback.enums import CaseState
from lantoa.feedback.models import Answer, Case
from lantoa.feedback.publishing import is_behind, published_of
from lantoa.feedback.rating import last_answer
from lantoa.review.enums import ReviewState
from lantoa.vietnamese.dates import due_phrase

SOON = 2  # days ahead that count as near


@dataclass(frozen=True, slots=True)
class Standing:
    word: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next: the verb and where; `said` where it waits for somebody else. `is_post`: one press does it."""

    said: str
    verb: str = ""
    url: str = ""
    is_post: bool = False


_ENDED = {
    CaseState.ANSWERED: Standing("Đã trả lời", "positive", "check-circle"),
    CaseState.REFUSED: Standing("Không tiếp nhận", "neutral", "minus-circle"),
    CaseState.DIVERTED: Standing("Đã hướng dẫn nơi khác", "neutral", "arrow-uturn-right"),
    CaseState.JOINED: Standing("Gộp vào phản ánh khác", "neutral", "document-duplicate"),
    CaseState.WAITING: Standing("Chờ người gửi bổ sung", "info", "pause-circle"),
}


def standing(case: Case, today: dt.date | None = None) -> Standing:
    """The standing of a case on a day."""
    day = today or timezone.localdate()
    if found := _ENDED.get(CaseState(case.state)):
        return found
    if case.due_on is None:
        return Standing("Chưa có hạn", "neutral", "minus-circle")
    word, days = due_phrase(case.due_on, day), (case.due_on - day).days
    if days < 0:
        return Standing(word, "negative", "exclamation-circle")
    return Standing(word, "warning", "clock") if days <= SOON else Standing(word, "info", "calendar")


def next_step(case: Case, user: User, answer: Answer | None) -> Step | None:
    """The one thing to do now. `answer`: the one in the making. None: nothing is left."""
    if not rights.works_on(user, case):
        return _of_approver(case, user, answer)
    if case.state == CaseState.NEW:
        return Step("Đọc nội dung, chọn loại theo quy định.", "Phân loại", _to("triage", case))
    if case.state == CaseState.WAITING:
        return Step("Chờ người gửi bổ sung; thời hạn đang tạm dừng.")
    if case.state == CaseState.HANDLING:
        return _of_answer(case, user, answer)
    return _of_publication(case) if case.state == CaseState.ANSWERED else None


def _of_publication(case: Case) -> Step | None:
    published = published_of(case)
    if published is None:
        return Step("Đã gửi trả lời. Bỏ dữ liệu cá nhân rồi công khai.", "Công khai", _to("publish", case))
    if is_behind(published, last_answer(case)):
        return Step("Bản công khai còn theo thư trả lời trước.", "Sửa bản công khai", _to("publish", case))
    return None


def _of_answer(case: Case, user: User, answer: Answer | None) -> Step:
    if case.handler_id is None and answer is None:
        return Step("Chưa có người xử lý.", "Nhận xử lý", _to("accept", case), is_post=True)
    if answer is None:
        return Step(f"{case.handler} xử lý.", "Soạn trả lời", _to("draft_begin", case), is_post=True)
    if answer.review_state == ReviewState.SUBMITTED:
        return _of_approver(case, user, answer) or Step("Thư trả lời đã trình, chờ duyệt.")
    if answer.review_state == ReviewState.APPROVED:
        return Step("Thủ trưởng đã duyệt. Ghi số, ngày rồi gửi.", "Ghi số và gửi", _to("send", case))
    said = "Thủ trưởng trả lại thư để sửa." if answer.review_state == ReviewState.RETURNED else "Đang soạn thư trả lời."
    return Step(said, "Soạn tiếp", _to("draft", case))


def _of_approver(case: Case, user: User, answer: Answer | None) -> Step | None:
    if answer is None or answer.review_state != ReviewState.SUBMITTED or not answer.may_approve(user):
        return None
    return Step("Thư trả lời chờ duyệt.", "Xem và duyệt", _to("review", case))


def _to(name: str, case: Case) -> str:
    return reverse(f"feedback:{name}", args=[case.pk])

from django.db.models import TextChoices


class ReviewState(TextChoices):
    DRAFT = "draft", "Bản nháp"
    SUBMITTED = "submitted", "Đã trình, chờ duyệt"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"
    ISSUED = "issued", "Đã ban hành"
    RECEIVED = "received", "Cấp trên đang xem"
    ACCEPTED = "accepted", "Đã chấp nhận"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


EDITABLE = frozenset({ReviewState.DRAFT, ReviewState.RETURNED})
LIVE = frozenset({ReviewState.ISSUED})

# The one flow: from a state, the states that may follow.
FLOW: dict[str, frozenset[str]] = {
    ReviewState.DRAFT: frozenset({ReviewState.SUBMITTED}),
    ReviewState.RETURNED: frozenset({ReviewState.SUBMITTED}),
    ReviewState.SUBMITTED: frozenset({ReviewState.RETURNED, ReviewState.APPROVED, ReviewState.DRAFT}),
    ReviewState.APPROVED: frozenset({ReviewState.ISSUED, ReviewState.RETURNED, ReviewState.RECEIVED}),
    # What a unit above reads is frozen meanwhile; it lets go, returns or accepts.
    ReviewState.RECEIVED: frozenset({ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.ACCEPTED}),
    ReviewState.ACCEPTED: frozenset(),
    ReviewState.ISSUED: frozenset({ReviewState.WITHDRAWN}),
    ReviewState.WITHDRAWN: frozenset(),
}

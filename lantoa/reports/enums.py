from django.db.models import TextChoices

from lantoa.review.enums import ReviewState
from lantoa.vietnamese.periods import PeriodKind

# What a report's standing is called, the same on every screen, sheet and printed page: the table of docs/look.md.
# Written by the unit, shown (trình) to its own head, sent (gửi) to the unit above, which looks and accepts.
WRITING, UNBEGUN, CORRECTING = "Đang soạn", "Chưa soạn", "Đang đính chính"
SUBMITTED = str(ReviewState.SUBMITTED.label)
TO_ISSUE, SENT_UP = "Đã duyệt, chưa ban hành", "Đã gửi, chờ xem"
RECEIVED = str(ReviewState.RECEIVED.label)
ACCEPTED, RETURNED = str(ReviewState.ACCEPTED.label), str(ReviewState.RETURNED.label)
NOTHING, EXCUSED = "Không phát sinh", "Không phải gửi"
UNSENT = "Chưa gửi"  # whatever stands before sending


def state_word(state: str, *, goes_up: bool) -> str:
    """A state of review in a report's words; `goes_up`: a unit above receives what is approved."""
    if state == ReviewState.APPROVED:
        return SENT_UP if goes_up else TO_ISSUE
    return WRITING if state == ReviewState.DRAFT else str(ReviewState(state).label)


class How(TextChoices):
    """Where a figure comes from."""

    ACTIVITIES = "activities", "Tính từ hoạt động đã ghi"
    SOURCE = "source", "Lấy từ phần khác của hệ thống"
    RATIO = "ratio", "Tỷ lệ của hai chỉ tiêu (%)"
    TYPED = "typed", "Nhập tay"


class Aggregate(TextChoices):
    """What is added up over the activities that pass the filter."""

    COUNT = "count", "Số hoạt động"
    TIMES = "times", "Tổng số lượt"
    PEOPLE = "people", "Tổng số người"
    COPIES = "copies", "Tổng số bản"
    COST = "cost", "Tổng kinh phí (đồng)"
    UNITS = "units", "Số đơn vị có hoạt động"


class RollUp(TextChoices):
    """How a unit's figure goes into the figure of the unit above."""

    SUM = "sum", "Cộng"
    MAX = "max", "Lấy lớn nhất"
    NONE = "none", "Không cộng"


class FigureOrigin(TextChoices):
    AUTO = "auto", "tự động"
    TYPED = "typed", "nhập tay"


class HeadingRole(TextChoices):
    """What stands under a heading, so that a draft of it can be written."""

    LEADERSHIP = "leadership", "Chỉ đạo, triển khai"
    RESULTS = "results", "Kết quả thực hiện"
    EVALUATION = "evaluation", "Đánh giá chung"
    DIFFICULTIES = "difficulties", "Khó khăn, hạn chế, nguyên nhân"
    PROPOSALS = "proposals", "Đề xuất, kiến nghị"
    NEXT = "next", "Phương hướng, nhiệm vụ kỳ tới"
    FREE = "free", "Tự viết"


class Comparison(TextChoices):
    EQUAL = "eq", "bằng"
    AT_MOST = "le", "không lớn hơn"
    AT_LEAST = "ge", "không nhỏ hơn"


class PeriodType(TextChoices):
    """Kinds of period: those of Nghị định 09/2019/NĐ-CP, Điều 12, nine months as provinces ask, and ad hoc."""

    MONTH = PeriodKind.MONTH.value, "tháng"
    QUARTER = PeriodKind.QUARTER.value, "quý"
    HALF_YEAR = PeriodKind.HALF_YEAR.value, "6 tháng"
    NINE_MONTHS = PeriodKind.NINE_MONTHS.value, "9 tháng"
    YEAR = PeriodKind.YEAR.value, "năm"
    AD_HOC = "ad_hoc", "đột xuất"


class Standing(TextChoices):
    """Where a lower unit's report stands towards the sum of the one above."""

    INCLUDED = "included", "đã tổng hợp"
    OFFERED = "offered", f"{ACCEPTED.lower()}, chưa tổng hợp"
    RECEIVED = "received", RECEIVED.lower()
    SENT = "sent", SENT_UP.lower()
    SUBMITTED = "submitted", SUBMITTED.lower()
    RETURNED = "returned", RETURNED.lower()
    WRITING = "writing", WRITING.lower()
    NOT_BEGUN = "not_begun", UNBEGUN.lower()
    NIL = "nil", NOTHING.lower()
    EXCLUDED = "excluded", EXCUSED.lower()

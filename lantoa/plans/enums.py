from django.db.models import TextChoices

from lantoa.ledger.enums import ChannelKind

__all__ = [
    "UPLOAD_PENDING",
    "BeforeDay",
    "BodyPart",
    "ChannelKind",
    "MentionState",
    "ParagraphRole",
    "ReportPeriod",
    "TimingKind",
    "UploadState",
]


class TimingKind(TextChoices):
    CONTINUOUS = "continuous", "Thường xuyên"
    QUARTER = "quarter", "Theo quý"
    MONTH = "month", "Theo tháng"
    DATE = "date", "Ngày, trước ngày"
    RANGE = "range", "Khoảng ngày"
    PERIODIC = "periodic", "Định kỳ"
    EXTERNAL = "external", "Theo kế hoạch của cơ quan khác"
    NONE = "none", "Chưa ghi"


class ParagraphRole(TextChoices):
    """What a paragraph of the body is, beside text."""

    TEXT = "text", "Văn bản"
    AUDIENCE = "audience", "Đối tượng"
    CONTENT = "content", "Nội dung tuyên truyền"
    CHANNEL = "channel", "Hình thức tuyên truyền"
    BUDGET = "budget", "Kinh phí"
    DUTY = "duty", "Trách nhiệm"


class BodyPart(TextChoices):
    PREAMBLE = "preamble", "Phần mở đầu"
    BODY = "body", "Thân văn bản"
    CLOSING = "closing", "Phần kết"
    ASIDE = "aside", "Ngoài thân văn bản"


class ReportPeriod(TextChoices):
    """Codes as a reading gives them."""

    MONTH = "thang", "hằng tháng"
    QUARTER = "quy", "hằng quý"
    HALF = "6_thang", "6 tháng"
    YEAR = "nam", "năm"
    AD_HOC = "dot_xuat", "đột xuất"


class MentionState(TextChoices):
    MATCHED = "matched", "Đã nhận ra"
    UNMATCHED = "unmatched", "Chưa rõ là đơn vị nào"
    OUTSIDE = "outside", "Cơ quan ngoài hệ thống"


class BeforeDay(TextChoices):
    """What "trước ngày 30/5" means: the decree does not say, so the department chooses."""

    INCLUSIVE = "inclusive", "tính cả ngày đã ghi"
    EXCLUSIVE = "exclusive", "hết ngày liền trước"


class UploadState(TextChoices):
    WAITING = "waiting", "Chờ đọc"
    READING = "reading", "Đang đọc"
    DONE = "done", "Đã đọc xong"
    FAILED = "failed", "Không đọc được"
    DUPLICATE = "duplicate", "Đã có kế hoạch từ tệp này"


UPLOAD_PENDING = frozenset({UploadState.WAITING, UploadState.READING})

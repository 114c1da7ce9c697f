from django.db.models import TextChoices


class OfferState(TextChoices):
    """Where an article stands that a unit sent up to a page above its own."""

    OFFERED = "offered", "Đã gửi lên, chờ biên tập"
    ACCEPTED = "accepted", "Đã đăng lên cổng"
    RETURNED = "returned", "Trả lại"
    WITHDRAWN = "withdrawn", "Đơn vị rút lại"
    REMOVED = "removed", "Đã gỡ khỏi cổng"


class FaultState(TextChoices):
    """What became of an error that a reader reported."""

    OPEN = "open", "Chưa xem"
    MENDED = "mended", "Đã sửa"
    DISMISSED = "dismissed", "Không phải lỗi"

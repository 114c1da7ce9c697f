import calendar
import datetime as dt

from django.db.models import TextChoices


class Rhythm(TextChoices):
    """How often something is made public anew; `on_change` never grows stale by itself."""

    ON_CHANGE = "on_change", "khi có thay đổi"
    MONTHLY = "monthly", "hằng tháng"
    QUARTERLY = "quarterly", "hằng quý"
    HALF_YEARLY = "half_yearly", "6 tháng một lần"
    YEARLY = "yearly", "hằng năm"


MONTHS: dict[str, int] = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}


class Form(TextChoices):
    """Forms of making public (Luật 104/2016/QH13, Điều 18)."""

    PORTAL = "portal", "Cổng, trang thông tin điện tử"
    GAZETTE = "gazette", "Công báo"
    BOARD = "board", "Niêm yết tại trụ sở"
    PRESS = "press", "Phương tiện thông tin đại chúng"
    MEETING = "meeting", "Tiếp công dân, họp báo"
    OTHER = "other", "Hình thức khác"


class Standing(TextChoices):
    """How an item stands with a unit, what calls for most attention first."""

    MISSING = "missing", "Chưa công khai"
    STALE = "stale", "Quá hạn cập nhật"
    SOON = "soon", "Sắp đến hạn"
    FRESH = "fresh", "Đã công khai"


TONES: dict[str, str] = {
    Standing.MISSING: "negative",
    Standing.STALE: "warning",
    Standing.SOON: "info",
    Standing.FRESH: "positive",
}
SYMBOLS: dict[str, str] = {Standing.MISSING: "!", Standing.STALE: "◐", Standing.SOON: "○", Standing.FRESH: "✓"}


class Outcome(TextChoices):
    """What became of calling a link."""

    OK = "ok", "Mở được"
    FAILED = "failed", "Không mở được"
    REFUSED = "refused", "Không được phép gọi"


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

"""Periods of days that somebody chose: told apart by their days, and by a name of their own."""

import hashlib
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period
from lantoa.vietnamese.text import fold

if TYPE_CHECKING:
    from lantoa.reports.periods import Opening

_MARK = 12  # hexadecimal signs of a name that a part carries


class OpenedAlready(ValidationError):
    """The period that is asked for is there: `period`."""

    def __init__(self, period: Period, said: str) -> None:
        super().__init__(said)
        self.period = period


def part_of_days(opening: "Opening") -> str:
    """The code of an ad hoc period: its days, and a mark of the name that somebody gave it."""
    days = f"{opening.ends_on.year}-{opening.starts_on:%Y%m%d}-{opening.ends_on:%Y%m%d}"
    name = fold(opening.name)
    return f"{days}-{hashlib.sha256(name.encode()).hexdigest()[:_MARK]}" if name else days


def demand_new(opening: "Opening", part: str) -> None:
    """Raises `OpenedAlready` where the unit has opened the period in this template: a regular one once, an ad hoc one
    once under each name."""
    opened = Period.objects.filter(unit=opening.unit, template=opening.template)
    if opening.kind != PeriodType.AD_HOC:
        if same := opened.filter(part=part).first():
            raise OpenedAlready(same, "Kỳ này đã mở với mẫu đã chọn. Mở trang kỳ đó, hoặc chọn mẫu hay kỳ khác.")
        return
    days = opened.filter(kind=opening.kind, starts_on=opening.starts_on, ends_on=opening.ends_on)
    name = fold(opening.name)
    same = next((one for one in days if not name or fold(one.name) == name), None)
    if same is not None:
        raise OpenedAlready(
            same,
            f"Đã có kỳ đột xuất “{same.name}” cùng mẫu và cùng ngày, từ {opening.starts_on:%d/%m/%Y} đến "
            f"{opening.ends_on:%d/%m/%Y}. Nếu là việc khác, đặt tên riêng cho kỳ mới; nếu là một, mở kỳ đã có.",
        )

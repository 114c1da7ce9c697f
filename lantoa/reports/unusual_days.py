"""What is unusual about the days of a period before it is opened: said once, and a second press goes on."""

import datetime as dt

from lantoa.ledger import books
from lantoa.ledger.working_days import work_calendar
from lantoa.reports.periods import Opening

_LONG = dt.timedelta(days=183)  # no report is given longer than that after its data are cut off


def doubts(opening: Opening) -> list[str]:
    """What is unusual about the days, for the form to say; none of it keeps the period from being opened."""
    found = []
    if opening.due_on and opening.due_on <= opening.ends_on:
        found.append(
            f"Hạn gửi {opening.due_on:%d/%m/%Y} không sau ngày chốt số liệu {opening.ends_on:%d/%m/%Y}: Nghị định "
            "09/2019/NĐ-CP (Điều 8) yêu cầu cách ít nhất 01 ngày làm việc."
        )
    if opening.due_on and opening.due_on < books.today():
        found.append(f"Hạn gửi {opening.due_on:%d/%m/%Y} đã qua.")
    if opening.due_on and opening.due_on > opening.ends_on + _LONG:
        found.append(
            f"Hạn gửi {opening.due_on:%d/%m/%Y} sau ngày chốt số liệu {opening.ends_on:%d/%m/%Y} hơn nửa năm. Kiểm tra "
            "lại năm."
        )
    return [*found, *_doubts_below(opening)]


def _doubts_below(opening: Opening) -> list[str]:
    """That the units below would owe before the data are whole, or be late the moment they are asked, though the
    office's own day has room."""
    day, today = opening.due_on, books.today()
    if day is None or not opening.gap_days or day <= opening.ends_on or day < today:
        return []
    below = work_calendar().add_working_days(day, -opening.gap_days)
    if below > opening.ends_on and below >= today:
        return []
    why = "đã qua" if below < today else f"không sau ngày chốt số liệu {opening.ends_on:%d/%m/%Y}"
    return [
        f"Đơn vị cấp dưới phải gửi trước {opening.gap_days} ngày làm việc, tức ngày {below:%d/%m/%Y}, {why}. Lùi hạn "
        "gửi hoặc giảm số ngày giữa hai cấp."
    ]

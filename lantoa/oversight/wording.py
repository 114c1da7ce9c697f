"""The words that an urging starts with: what the case asks for, to be changed by who urges."""

import datetime as dt
from collections.abc import Sequence

from lantoa.ledger.models import Obligation
from lantoa.vietnamese.calendar import WorkCalendar

ROOM = 3  # working days that units get for what is late


def first_words(
    owed: Sequence[Obligation], *, today: dt.date, calendar: WorkCalendar, urged_on: dt.date | None = None
) -> str:
    """What is late is asked for by a near day, what is not by its own; `urged_on`: all were urged before, last then."""
    if not owed:
        return ""
    before = f"Đã đôn đốc ngày {urged_on:%d/%m/%Y}, đến nay chưa xong. " if urged_on else ""
    late = [row for row in owed if row.due_on and row.due_on < today]
    by = f"chậm nhất ngày {calendar.add_working_days(today, ROOM):%d/%m/%Y}"
    what = _what(owed)
    if len(late) == len(owed):
        return f"{before}{what[:1].upper()}{what[1:]} đã quá hạn{_since(late)}. Đề nghị đơn vị hoàn thành {by}."
    if late:
        return f"{before}Đề nghị đơn vị hoàn thành các việc đôn đốc lần này: việc đã quá hạn {by}, việc khác đúng hạn."
    dues = {row.due_on for row in owed}
    due = next(iter(dues)) if len(dues) == 1 else None
    day = f", hạn ngày {due:%d/%m/%Y}" if due else ""
    on_time = " đúng hạn" if any(dues) else ""
    return f"{before}Đề nghị đơn vị hoàn thành{on_time} {what}{day}. Có vướng mắc thì báo lại để được hướng dẫn."


def _what(owed: Sequence[Obligation]) -> str:
    """Words that hold above a list, below it and in a letter with the list attached."""
    titles = {row.title for row in owed}
    return f"“{owed[0].title[:200]}”" if len(titles) == 1 else "các việc đôn đốc lần này"


def _since(late: Sequence[Obligation]) -> str:
    dues = {row.due_on for row in late if row.due_on}
    return f" từ ngày {dues.pop():%d/%m/%Y}" if len(dues) == 1 else ""

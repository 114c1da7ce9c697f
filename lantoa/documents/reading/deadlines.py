"""Every date by which something is due. Reads items and rows, writes Deadline (CONTRACT, `deadlines`)."""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.plan import Deadline, Duty, TaskRow
from lantoa.documents.reading.items import Item
from lantoa.documents.reading.passage import Passage
from lantoa.vietnamese.timing import Stretch, find_days

_TIME = r"(?:\s*\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2})?(?:\s*phút)?,?)?"
_DUE = re.compile(
    rf"(?:trước|chậm nhất|muộn nhất|đến hết|đến trước|xong|hạn cuối|thời hạn|hết|hoàn thành[^.;]{{0,60}}?)"
    rf"(?:\s*(?:là|vào|đến|trước|trong|hết|:|không quá|nhất|để))*{_TIME}\s*(?:ngày|ngày làm việc)?\s*$",
    re.IGNORECASE,
)
_SAME = re.compile(r"\s*(?:\([^()]{0,80}\))?\s*(?:,|;|và|hoặc|/|,\s*và)\s*(?:trước\s+)?(?:ngày\s+)?$", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"\s*(?:của\s+)?năm\s+(?:sau|tiếp theo|kế tiếp|liền kề)", re.IGNORECASE)


def due_days(text: str) -> list[Stretch]:
    """The days that words of due stand before ("trước ngày 30/5", "chậm nhất 10 tháng 3"), also those of one list."""
    found: list[Stretch] = []
    days = find_days(text)
    for place, day in enumerate(days):
        start = days[place - 1].to if place else 0
        between = text[start : day.at]
        if _DUE.search(between[-100:]) or (found and place and days[place - 1] is found[-1] and _SAME.match(between)):
            found.append(day)
    return found


def due_date(text: str, day: Stretch, year: int) -> str | None:
    later = 1 if day.year is None and _NEXT_YEAR.match(text, day.to) else 0
    found = day.first(year + later)
    return found.isoformat() if found else None


def read_deadlines(
    items: Sequence[Item], duties: Sequence[Duty], tasks: Sequence[TaskRow], year: int
) -> list[Deadline]:
    owners = {span.start: duty.unit for duty in duties for spans in duty.item_spans for span in spans[:1]}
    found = [one for item in items for one in _in_item(item.passage, owners, year)]
    found += [
        Deadline(row.task, row.lead, row.timing.end, row.cell_spans.get("timing", row.spans))
        for row in tasks
        if row.timing.kind == "date" and row.timing.start is None and row.timing.end
    ]
    return found


def _in_item(passage: Passage, owners: dict[int, str], year: int) -> Iterator[Deadline]:
    seen: set[str] = set()
    for day in due_days(passage.text):
        due = due_date(passage.text, day, year)
        if due and due not in seen:
            seen.add(due)
            spans = passage.spans()
            yield Deadline(passage.text, owners.get(spans[0].start), due, passage.cut(day.at, day.to).spans())

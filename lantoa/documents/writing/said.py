"""Where a text says a value, and how a plan would say it in a sentence."""

import re
from collections.abc import Callable, Sequence

from lantoa.documents.plan import BodyText
from lantoa.documents.writing.wording import cited, ended
from lantoa.vietnamese.text import fold

Position = tuple[int, int]  # which text, and where in it
Report = tuple[str, str | None, str | None]  # period, "MM-DD", to whom

_PERIODS = {
    "6_thang": ("6 tháng", r"\b0?6 thang|sau thang"),
    "nam": ("năm", r"\bnam\b"),
    "quy": ("quý", r"\bquy\b"),
    "thang": ("hằng tháng", r"\bthang\b"),
    "dot_xuat": ("đột xuất", r"dot xuat"),
}


def first_text(texts: list[str], value: str) -> Position | None:
    """Where `value` stands first; within a longer address or word it does not stand."""
    return _first(texts, re.compile(rf"(?<![\w@]){re.escape(value)}(?![\w@]|[/#?=&%-]\w)"))


def first_citation(texts: list[str], value: str) -> Position | None:
    """Where a number is cited first; print may part it at its strokes."""
    spaced = "".join(rf"\s*{re.escape(char)}\s*" if char in "/-" else re.escape(char) for char in value)
    return _first(texts, re.compile(rf"(?<![\w/&-]){spaced}(?![\w&]|[/-]\w)"))


def first_report(texts: list[str], report: Report) -> Position | None:
    """The first text that says this report: its period, its day and whom it goes to."""
    period, due, to = report
    wanted = [r"bao cao", _PERIODS[period][1]]
    if due:
        month, day = due.split("-")
        wanted.append(rf"\b0?{int(day)}(?:/| thang )0?{int(month)}\b")
    if to:
        wanted.append(re.escape(fold(to)))
    for place, text in enumerate(texts):
        bare = fold(text)
        if all(re.search(pattern, bare) for pattern in wanted):
            return place, 0
    return None


def _first(texts: list[str], pattern: re.Pattern[str]) -> Position | None:
    everything = "\0".join(texts)  # one search in all is far faster than a search in each
    found = pattern.search(everything)
    if not found:
        return None
    return everything.count("\0", 0, found.start()), found.start() - everything.rfind("\0", 0, found.start()) - 1


# `closing`: said among the closing paragraphs, where only what sounds like one is read as one.
Say = Callable[[Sequence[str], bool], list[BodyText]]


def sentences(values: Sequence[str], closing: bool) -> list[BodyText]:
    return [BodyText(ended(value), "" if closing else "-") for value in values]


def reporting(reports: Sequence[Report], closing: bool) -> list[BodyText]:
    return sentences([_report(*report) for report in reports], closing)


def _report(period: str, due: str | None, to: str | None) -> str:
    whom = f" về {to}" if to else ""
    if period == "dot_xuat":
        return f"Báo cáo đột xuất{whom} khi có yêu cầu"
    when = ""
    if due:
        month, day = due.split("-")
        when = f" (trước ngày {day}/{int(month)})"
    return f"Định kỳ {_PERIODS[period][0]}{when} báo cáo kết quả thực hiện{whom}"


def citing(numbers: Sequence[str], closing: bool) -> list[BodyText]:
    documents = ", ".join(cited(number) for number in numbers)
    if closing:
        return [BodyText(f"Trong quá trình thực hiện, các đơn vị bám sát {documents}.")]
    return [BodyText(f"Việc triển khai thực hiện bám sát {documents}.", "-")]


def contacting(addresses: Sequence[str], closing: bool) -> list[BodyText]:
    listed = "; ".join(f"{_sort(address)} {address}" for address in addresses)
    if closing:
        return [BodyText(ended(f"Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ qua {listed}"))]
    return [BodyText(ended(f"Thông tin liên hệ: {listed}"), "-")]


def _sort(address: str) -> str:
    if "@" in address:
        return "thư điện tử"
    return "điện thoại" if re.fullmatch(r"[\d\s.()+-]+", address) else "địa chỉ"

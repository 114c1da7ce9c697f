"""Numbers of documents in running text ("61/2018/NĐ-CP", "05-NQ/TU"). Reads passages, writes numbers.

Nghị định 30/2020/NĐ-CP, Phụ lục I: number, slash, abbreviations of kind and agency with hyphens between; law-making
documents carry the year; those of the Party put the hyphen first.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lantoa.documents.reading.passage import Passage
from lantoa.vietnamese.text import fold

HAS_DIGIT = re.compile(r"\d")
_WORD = r"(?:[A-ZĐƯĂÂÊÔƠ][A-Za-zĐđƯưĂăÂâÊêÔôƠơ]*\d*)"
_SYMBOL = rf"{_WORD}(?:\s?[-/&.+]\s?{_WORD})*"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<n>\d{{1,5}}[a-zđ]?)"
    rf"(?:\s*/\s*(?P<y>(?:19|20)\d\d)\s*[/-]\s*|\s*/\s*|-(?=[A-ZĐ])|\s*-\s*(?=[A-ZĐ][A-Za-zĐđ]*\s*/))"
    rf"(?P<symbol>{_SYMBOL})(?![\w])"
)
_URL = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+")
_STANDARD = re.compile(r"(?:TCVN|ISO|QCVN|IEC)\b[\w\s]*$")


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number as printed, white space closed up; `start`..`end` is its place in the passage."""

    value: str
    start: int
    end: int


def find_numbers(text: str) -> Iterator[Number]:
    """The documents' numbers in the text, in order."""
    if not HAS_DIGIT.search(text):
        return
    urls = [url.span() for url in _URL.finditer(text)]
    for found in _NUMBER.finditer(text):
        if any(start <= found.start() < end for start, end in urls):
            continue
        end = found.start("symbol") + _symbol_end(found["symbol"])
        value = re.sub(r"\s+", "", text[found.start() : end])
        if (
            "/" in value
            and _is_symbol(value)
            and not _STANDARD.search(text[max(0, found.start() - 30) : found.start()])
        ):
            yield Number(value, found.start(), end)


def _symbol_end(symbol: str) -> int:
    """The symbol without a next sentence's or clause's words that the pattern ran into ("45/KH-UBND. Phòng")."""
    end = 0
    for part in re.finditer(rf"(?:\s?[-/&.+]\s?)?{_WORD}", symbol):
        word = part[0].lstrip(" -/&.+")
        loose = bool(re.match(r"\s|[.+]|[-/&]\s", part[0])) and part.start() > 0
        if part.start() and (not _is_abbreviation(word) or (loose and part[0].lstrip()[:1] in ".+")):
            break
        end = part.end()
    return end


def _is_abbreviation(word: str) -> bool:
    capitals = sum(char.isupper() for char in word)
    return capitals >= 2 or (len(word) == 1 and capitals == 1) or (len(word) <= 4 and capitals == 1 and len(word) == 2)


def _is_symbol(value: str) -> bool:
    tail = value.split("/", 1)[1]
    letters = [char for char in tail if char.isalpha()]
    return sum(char.isupper() for char in letters) >= 2


def same_number(one: str, other: str) -> bool:
    """Whether two printed numbers are one, but for what a bad reading does to Đ and &."""
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    return re.sub(r"[^a-z0-9/]", "", fold(number)).lstrip("0")


def cited(passages: Iterable[Passage], own: str | None) -> list[tuple[str, Passage]]:
    """Every number cited, once, in order of first appearance; the plan's own is none."""
    seen: dict[str, Passage] = {}
    for passage in passages:
        for number in find_numbers(passage.text):
            if own and same_number(number.value, own):
                continue
            seen.setdefault(number.value, passage.cut(number.start, number.end))
    return list(seen.items())

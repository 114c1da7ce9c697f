"""Where the rows of a shredded table begin. Reads words, writes rows: by the numbers in sequence, or by the columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.documents.reading.marks import roman_value
from lantoa.documents.reading.shredded_words import Word


@dataclass(slots=True)
class LooseRow:
    """A row's number and words; `group` where it only titles those after it."""

    number: Word
    words: list[Word]
    group: bool = False


def numbered_rows(words: list[Word]) -> list[LooseRow]:
    """The row numbers in sequence, each with the words up to the next one; Roman numbers between them title groups."""
    starts = _number_chain(words)
    bounds = [0, *starts, len(words)]
    rows: list[LooseRow] = []
    expected = 1
    for place, end in enumerate(bounds[1:]):
        start = bounds[place]
        stretch = words[start:end]
        number = stretch[0] if place and stretch else None
        rest = stretch[1:] if number else stretch
        at = _group_at(rest, expected)
        if number:
            rows.append(LooseRow(number, rest if at is None else rest[:at]))
        if at is not None:
            rows.append(LooseRow(rest[at], rest[at + 1 :], group=True))
            expected += 1
    return rows


def _group_at(words: Sequence[Word], expected: int) -> int | None:
    """Where the next group's Roman number stands, if it does: alone, before a capital, after an ended cell."""
    for at, word in enumerate(words[:-1]):
        if roman_value(word.text.rstrip(".)")) != expected or not word.alone or not words[at + 1].text[:1].isupper():
            continue
        if at and re.fullmatch(r"quý|quý,|phụ|lục|mục|phần|loại|hạng|và|-|kỳ|cấp|,", words[at - 1].text, re.IGNORECASE):
            continue
        return at
    return None


def _number_chain(words: Sequence[Word]) -> list[int]:
    """The places of 1, 2, 3 …: of several that could be the next, the one that looks most like a row's number."""
    places: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        if re.fullmatch(r"\d{1,3}[.)]?", word.text):
            places.setdefault(int(word.text.rstrip(".)")), []).append(at)
    best: dict[int, tuple[float, int | None]] = {at: (_number_score(words, at), None) for at in places.get(1, [])}
    chain_end = max(best, key=lambda at: best[at][0], default=None)
    number = 1
    while number + 1 in places and number < 300:
        follow: dict[int, tuple[float, int | None]] = {}
        for at in places[number + 1]:
            options = [(best[a][0], a) for a in places[number] if a < at and a in best]
            if options:
                score, before = max(options)
                follow[at] = (score + _number_score(words, at), before)
        follow = {at: one for at, one in follow.items() if _number_score(words, at) > 0}
        if not follow:
            break
        best.update(follow)
        number += 1
        chain_end = max(follow, key=lambda at: follow[at][0])
    found: list[int] = []
    while chain_end is not None:
        found.append(chain_end)
        chain_end = best[chain_end][1]
    return found[::-1]


def _number_score(words: Sequence[Word], at: int) -> float:
    after = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    score = (1.0 if words[at].opens_line else -1.0) + (1.0 if words[at].alone else 0.0)
    score += 1.0 if after[:1].isupper() else -2.0
    return score - (2.5 if _NAMES_NUMBER.fullmatch(before) else 0.0)


_NAMES_NUMBER = re.compile(
    r"(?:tháng|quý|năm|độ|lớp|số|ngày|từ|đến|mức|cấp|-|–|/|khoản|điều|và|khối|trước|chương|đợt|lần|\d+,)", re.IGNORECASE
)

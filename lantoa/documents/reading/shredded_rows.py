"""Where the rows of a shredded table begin. Reads words, writes rows: by the numbers in sequence, or by the columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantoa.documents.reading.marks import roman_value
from lantoa.documents.reading.shredded_words import Word


@dataclass(slots=True)
class LooseRow:
    """A row's number and words; `group` where it only titles those after it."""

    number: Word
    words: list[Word]
    group: bool = False


def numbered_rows(words: list[Word]) -> list[LooseRow]:
    """The row numbers in sequence, each with the words up to the next one; labels between them title groups.

    Within a group the numbers go on, or begin again at one.
    """
    rows: list[LooseRow] = []
    last = 0
    for label, stretch in _groups(words):
        starts = max(_number_chain(stretch, last + 1), _number_chain(stretch, 1), key=len)
        title = stretch[: starts[0]] if starts else stretch
        if label:
            rows.append(LooseRow(label, title, group=True))
        for start, end in pairwise([*starts, len(stretch)]):
            rows.append(LooseRow(stretch[start], stretch[start + 1 : end]))
        last = int(stretch[starts[-1]].text.rstrip(".)")) if starts else last
    return rows


def _groups(words: list[Word]) -> list[tuple[Word | None, list[Word]]]:
    """The words between the labels of groups (I, II … or A, B …), each stretch with the label ahead of it."""
    found: list[tuple[Word | None, list[Word]]] = []
    start, label = 0, None
    expected = 1
    for at, word in enumerate(words):
        if _is_group(words, at, expected):
            found.append((label, words[start:at]))
            start, label, expected = at + 1, word, expected + 1
    return [*found, (label, words[start:])]


_NO_GROUP = re.compile(r"(?:quý|quý,|phụ|lục|mục|phần|loại|hạng|và|-|–|kỳ|cấp|nhóm|khối|tổ|vitamin)|.*,", re.IGNORECASE)


def _is_group(words: Sequence[Word], at: int, expected: int) -> bool:
    """Whether the next group's label stands here: alone, before a capital, not the number of a quarter."""
    label = words[at].text.rstrip(".)")
    if roman_value(label) != expected and label != "ABCDEGH"[expected - 1 : expected]:
        return False
    after = words[at + 1].text if at + 1 < len(words) else ""
    apart = words[at].alone or (words[at].first and words[at].text[-1] in ".)")
    return bool(label) and apart and after[:1].isupper() and not (at and _NO_GROUP.fullmatch(words[at - 1].text))


def _number_chain(words: Sequence[Word], first: int) -> list[int]:
    """The places of `first`, the next number and so on: of several, those that look most like a row's number."""
    places: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        if re.fullmatch(r"\d{1,3}[.)]?", word.text):
            places.setdefault(int(word.text.rstrip(".)")), []).append(at)
    best: dict[int, tuple[float, int | None]] = {at: (_number_score(words, at), None) for at in places.get(first, [])}
    chain_end = max(best, key=lambda at: best[at][0], default=None)
    number = first
    while best and number + 1 in places and number < 300:
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

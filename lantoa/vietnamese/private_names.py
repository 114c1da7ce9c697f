"""Where a Vietnamese text names a person: what a letter of a citizen must lose before it is published.

Names are found by their form, without a dictionary of people: a family name with its middle and given names, or a word
of address ("cô", "em", "anh") before a capital. Streets, schools and wards that bear a person's name are not people.
What is found is a suggestion: a person confirms it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lantoa.vietnamese.text import LOWER, UPPER, fold

_CAPITAL = rf"[{UPPER}][{LOWER}{UPPER}]*"
_CAPITALS = re.compile(rf"(?<!\w){_CAPITAL}(?:[ \t]+{_CAPITAL}){{1,5}}(?!\w)")
# "nguyễn văn a", typed without a capital: only with the middle words that no other phrase has.
_TYPED_LOW = re.compile(rf"(?<!\w)(?P<family>[{LOWER}]+) (?:văn|thị|van|thi) [{LOWER}]+(?!\w)")
_ADDRESSED = re.compile(
    r"(?<!\w)(?i:thầy giáo|cô giáo|thầy|cô|ông|bà|anh|chị|em|cháu|bé|con|bạn|chú|bác|dì|học sinh|phụ huynh|giáo viên)"
    rf"(?: (?:tên là|tên|là))? (?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,4}})(?!\w)"
)
_WORD = rf"[{UPPER}{LOWER}]+"
_SAID = re.compile(
    r"(?<!\w)(?i:họ (?:và|,) tên|họ tên|tôi tên|tên tôi|tên em|tên cháu|tên con|em tên|cháu tên|con tên|ký tên)"
    rf"(?i: là)?[ \t]*[:\-]?[ \t]*(?P<name>{_WORD}(?: {_WORD}){{0,4}})(?!\w)"
)
# What stands before a name that is a place's or a body's.
_PLACES = re.compile(
    r"(?<!\w)(?i:đường|phố|ngõ|ngách|hẻm|phường|xã|quận|huyện|tỉnh|thành phố|thị trấn|thị xã|tp\.?|trường|mầm non"
    r"|mẫu giáo|tiểu học|thcs|thpt|trung học cơ sở|trung học phổ thông|chuyên|nội trú|bán trú|đại học|cao đẳng|học viện"
    r"|trung tâm|công ty|bệnh viện|chợ|cầu|công viên|quảng trường|khu đô thị|khu dân cư|tòa nhà|sông|hồ|núi|đảo|chùa"
    r"|đền|giải|quỹ)[ \t]+$"
)
# Offices, bodies and places that begin as a given name could ("Cô Hiệu trưởng", "Ông Giám đốc Sở").
_TITLES = re.compile(
    r"(?:hiệu trưởng|hiệu phó|phó hiệu|giám đốc|phó giám|chủ tịch|phó chủ|chủ nhiệm|thư ký|kế toán|giáo viên|giáo dục"
    r"|giáo vụ|ban giám|ban đại|bộ trưởng|bộ giáo|sở giáo|phòng giáo|ủy ban|uỷ ban|hội đồng|hội phụ|hội cha|đoàn thanh"
    r"|nhà trường|tiểu học|trung học|mầm non|nghị định|thông tư|quyết định|kế hoạch|việt nam|hà nội|zalo|facebook|vneid"
    r"|phụ huynh|học sinh|bảo vệ|văn thư|tổ trưởng|lớp trưởng|trưởng phòng|trưởng ban|thcs|thpt|gdtx|ubnd|tthc|rịa|vì)"
    r"(?!\w)",
    re.IGNORECASE,
)
# Family names that are common words too: at the head of a sentence with one word behind, they are mostly those words.
_ALSO_WORDS = frozenset(
    {"la", "tu", "vi", "thi", "do", "ha", "y", "van", "ong", "chu", "co", "cu", "to", "ta", "nay", "cao"}
)
_SENTENCE_HEAD = re.compile(r"(?:^|[.!?:;\n])\s*$")


@dataclass(frozen=True, slots=True)
class NameFound:
    """Characters `start` to `end` of a text look like a name; `is_sure` where the form leaves little doubt."""

    start: int
    end: int
    is_sure: bool


def find_names(text: str) -> list[NameFound]:
    """The names of people in `text` (NFC), in order, none inside another."""
    found = [*_by_family(text), *_by_address(text), *_as_said(text), *_typed_low(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[NameFound] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            first = kept.pop()
            kept.append(NameFound(first.start, max(first.end, one.end), first.is_sure or one.is_sure))
        else:
            kept.append(one)
    return kept


def _by_family(text: str) -> Iterator[NameFound]:
    for run in _CAPITALS.finditer(text):
        words = _words(text, *run.span())
        for place, (start, end) in enumerate(words[:-1]):
            family = fold(text[start:end])
            given = list(_given(text, words[place + 1 :]))
            if family not in _families() or not given or _TITLES.match(text, start) or _is_place(text, start):
                continue
            if family in _ALSO_WORDS and len(given) == 1 and _SENTENCE_HEAD.search(text[:start]):
                continue
            yield NameFound(start, given[-1][1], is_sure=_families()[family] or len(given) > 1)
            break


def _by_address(text: str) -> Iterator[NameFound]:
    for found in _ADDRESSED.finditer(text):
        given = list(_given(text, _words(text, *found.span("name"))))
        if given:
            yield NameFound(given[0][0], given[-1][1], is_sure=True)


def _as_said(text: str) -> Iterator[NameFound]:
    for found in _SAID.finditer(text):
        words = _words(text, *found.span("name"))
        capital = [word for word in words if text[word[0]].isupper()]
        if capital and text[words[0][0]].isupper():
            yield NameFound(words[0][0], capital[-1][1], is_sure=True)
        elif not capital and fold(text[slice(*words[0])]) in _families():
            yield NameFound(words[0][0], words[min(3, len(words)) - 1][1], is_sure=False)


def _typed_low(text: str) -> Iterator[NameFound]:
    for found in _TYPED_LOW.finditer(text):
        if _families().get(fold(found["family"])) and not _is_place(text, found.start()):
            yield NameFound(*found.span(), is_sure=False)


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in re.compile(r"\S+").finditer(text, start, end)]


def _given(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The words of a name up to where an office or a body begins; five at most."""
    for word in words[:5]:
        if _TITLES.match(text, word[0]):
            return
        yield word


def _is_place(text: str, start: int) -> bool:
    return bool(_PLACES.search(text[max(0, start - 40) : start]))


@cache
def _families() -> dict[str, bool]:
    """The family names of nearly all Vietnamese people of whatever group, without accents; whether one is common."""
    with (Path(__file__).parent / "data" / "family_names.csv").open(encoding="utf-8") as lines:
        return {row["name"]: row["common"] == "yes" for row in csv.DictReader(lines)}

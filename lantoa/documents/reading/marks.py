"""The mark that a paragraph opens with: a bullet, a letter, a number. Reads a Passage, writes Mark and the rest.

Nghị định 30/2020/NĐ-CP, Phụ lục I: Roman for parts, Arabic for points (khoản), letters of the Vietnamese alphabet
(a, b, c, d, đ, e …) below; plans use "-" and "+" beneath those.
"""

import re
from dataclasses import dataclass

from lantoa.documents.reading.passage import Passage
from lantoa.vietnamese.text import LOWER, UPPER

BULLETS = "-–—−+*•·●○◦▪■□►▶➢➤✓✔‣⁃\uf02d\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
_BULLET = re.compile(rf"(?P<mark>[{re.escape(BULLETS)}]|o(?=\s+[{UPPER}]))\s*(?=\S)")
_ROMAN = re.compile(
    r"(?P<word>(?:Phần|PHẦN|Mục|MỤC)\s+)?(?P<label>X{0,3}(?:IX|IV|V?I{1,3}|V|X))(?P<end>\s*[./):\-–]\s*|\s*$)"
)
_WORD_ROMAN = re.compile(r"(?:Phần|PHẦN)\s+(?:thứ\s+)?(?P<label>[IVX]{1,5})\b(?P<end>\s*[./):\-–]?\s*)")
# "1- Mục đích", "1: Mục đích": a dash or colon right behind the label parts it from a capital, never from a number.
_DASHED = rf"[-–:]\s+(?=[{UPPER}])|-(?=[{UPPER}][{LOWER}]|[A-ZĐ]{{3,}}\s+[{LOWER}])"
_DOTTED = re.compile(rf"(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?P<end>\s*[.)/]\s*|{_DASHED}|\s+)(?=\D|$)")
_ARABIC = re.compile(rf"(?P<label>\d{{1,2}})(?P<end>\s*[.)]\s*(?=\D|$)|/\s+|{_DASHED})")
_LETTER = re.compile(rf"(?P<label>[a-zđ])(?P<end>\s*\)\s*|\s*[.]\s+|/\s+|\s*\.$|{_DASHED})")
_CAPITAL = re.compile(r"(?P<label>[A-EĐ])(?P<end>\s*[.)]\s+|/\s+)")

ORDER = {"capital": 0, "roman": 1, "arabic": 2, "dotted": 3, "letter": 3, "bullet": 4}


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` is capital, roman, arabic, dotted, letter or bullet; `label` is without its dot or bracket."""

    kind: str
    label: str
    printed: str


def split_mark(passage: Passage) -> tuple[Mark | None, Passage]:
    """The mark a paragraph opens with, and the text after it."""
    text = passage.text
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if not found or not _stands_for_mark(kind, text, found):
            continue
        label = found["mark"] if kind == "bullet" else found["label"]
        return Mark(kind, label, found[0].strip()), passage.cut(found.end())
    return None, passage


_KINDS = (
    ("roman", _WORD_ROMAN),
    ("roman", _ROMAN),
    ("bullet", _BULLET),
    ("dotted", _DOTTED),
    ("arabic", _ARABIC),
    ("letter", _LETTER),
    ("capital", _CAPITAL),
)


def _stands_for_mark(kind: str, text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if kind == "bullet":
        return not (text[0] == "-" and re.match(r"\d", rest) and len(rest) < 8) and rest.strip(".") != ""
    if kind == "roman":
        return not re.match(r"V/v\b", text)
    if kind == "arabic":
        return not re.match(r"\d{3}\b", rest)
    if kind == "dotted":  # 1.250 is a number, 10.3 may be a date: a label never has such parts
        return bool(rest[:1].strip()) and not re.match(r"(?:triệu|tỷ|tỉ|đồng|%)", rest)
    return True


def roman_value(label: str) -> int:
    """IV → 4; 0 for what is no Roman number."""
    values = {"I": 1, "V": 5, "X": 10}
    if not label or any(letter not in values for letter in label):
        return 0
    numbers = [values[letter] for letter in label]
    follow = [*numbers[1:], 0]
    return sum(-one if one < after else one for one, after in zip(numbers, follow, strict=True))


_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def ordinal(mark: Mark) -> int:
    """The place of a label in its sequence, 0 where it has none."""
    if mark.kind == "roman":
        return roman_value(mark.label)
    if mark.kind == "arabic":
        return int(mark.label)
    if mark.kind == "dotted":
        return int(mark.label.rsplit(".", 1)[-1])
    return _ALPHABET.find(mark.label.lower()) + 1 if mark.kind in {"letter", "capital"} else 0

"""Names of units as people write them: spelling out abbreviations, and one key for the variants of one name."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from lantoa.vietnamese.text import LOWER, UPPER, fold, squeeze

_TABLE = Path(__file__).parent / "data" / "unit_abbreviations.csv"
_JOINER = r"\s*(?:[&/–-]|và\b)?\s*"
_PART = re.compile(r"[^\s&/–-]+")
_VOWEL = re.compile("[aeiouy]")
_WORD = re.compile(r"\w+")
_AMPERSAND = re.compile(r"\s*&\s*")
_TIGHT_HYPHEN = re.compile(rf"(?<=[{LOWER}])-(?=[{UPPER}])")
_DOCUMENT_NUMBER = re.compile(r"((?<!\w)\d*/(?:\d{4}/)?[A-ZĐ]+-[\w&-]+)")
# What a division or a centre may be for; "P." before one of these is a Phòng, before anything else a phường.
_FIELDS = (
    "bồi dưỡng|chính trị|chuyên môn|chuyển đổi|công nghệ|công tác|dạy nghề|dân tộc|dịch vụ|đào tạo|giáo dục|hành chính|"
    "hạ tầng|học tập|hỗ trợ|hướng nghiệp|kế hoạch|khảo thí|khoa học|kinh tế|kỹ thuật|lao động|mầm non|nghiệp vụ|"
    "ngoại ngữ|nội vụ|nông nghiệp|pháp chế|phát triển|phục vụ|quản lý|tài chính|tài nguyên|thanh tra|thông tin|"
    "tiểu học|tin học|tổ chức|tổng hợp|trung học|truyền thông|tư pháp|tư vấn|văn hóa|văn hoá|văn thư|y tế|xây dựng"
)
_UNKNOWN = r"(?-i:[BCDĐGHKLMNPQRSTVX]{2,})\b"  # an abbreviation that the table lacks, of no proper name
_SCHOOL_LEVELS = {"mam non", "mau giao", "tieu hoc", "trung hoc", "pho thong"}
# "mỹ" and "mĩ" are one word; "thuỷ" and "thui", "tay" and "tai" are not.
_Y_FOR_I = re.compile(r"^(h|k|l|m|qu|s|t|v)y$")


class Before(StrEnum):
    """What must follow an abbreviation for it to mean what its row says."""

    ANYTHING = ""
    FIELD = "field"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`short` stands for `full`: anywhere, or only before a field of work ("P. TCCB"), or a proper name ("P. Kim Tân").

    "&" and "-" within `short` may be left out or written otherwise: GD&ĐT is also GDĐT, GD-ĐT and GD và ĐT.
    """

    short: str
    full: str
    before: Before = Before.ANYTHING

    def pattern(self) -> str:
        body = rf"(?<!\w){self._letters()}(?!\w)"
        if self.before is Before.FIELD:
            return rf"{body}\.?\s*(?=(?:{_FIELDS})\b|{_UNKNOWN})"
        if self.before is Before.NAME:
            return rf"{body}\.\s*(?=\w)" if len(self.short) == 1 else rf"{body}(?:\.\s*|\s+)(?=[^\W\d])(?!{_UNKNOWN})"
        is_kind_of_place = len(self.short) == 2 and self.full[:1].islower()
        return rf"{body}(?:\.(?=\s*\w))?" if is_kind_of_place else body

    def _letters(self) -> str:
        tight = "[&,./–-]?" if len(self.short) > 4 else ""
        parts = (tight.join(map(_letter_pattern, part)) for part in _PART.findall(self.short))
        letters = _JOINER.join(parts)
        return letters if self._is_no_syllable() else f"(?-i:{letters})"

    def _is_no_syllable(self) -> bool:
        """No Vietnamese word lacks a vowel, so that "thpt" may stand in small letters, but "CA" may not."""
        return len(self.short) > 3 or not _VOWEL.search(fold(self.short))


def _letter_pattern(char: str) -> str:
    return "[dđ]" if char in "dđDĐ" else re.escape(char)


class Abbreviations:
    """An editable table of abbreviations; later rows win over earlier ones."""

    def __init__(self, rows: Iterable[Abbreviation]) -> None:
        self.rows = tuple({(row.short, row.before): row for row in rows if _PART.search(row.short)}.values())
        self._anywhere = _Replacer([row for row in self.rows if row.before is Before.ANYTHING])
        self._fields = _Replacer([row for row in self.rows if row.before is Before.FIELD])
        self._names = _Replacer([row for row in self.rows if row.before is Before.NAME])

    def extended(self, rows: Iterable[Abbreviation]) -> "Abbreviations":
        return Abbreviations([*self.rows, *rows])

    def spell_out(self, text: str) -> str:
        """`text` on one line with every abbreviation of the table in full; what the table lacks stays.

        Numbers of documents ("07/KH-SGDĐT") stay as they are.
        """
        pieces = _DOCUMENT_NUMBER.split(squeeze(text))
        return squeeze("".join(piece if place % 2 else self._spell_out(piece) for place, piece in enumerate(pieces)))

    def _spell_out(self, text: str) -> str:
        text = _TIGHT_HYPHEN.sub(" - ", self._anywhere(text))
        return self._names(self._fields(_AMPERSAND.sub(" và ", text)))


class _Replacer:
    def __init__(self, rows: list[Abbreviation]) -> None:
        rows = sorted(rows, key=lambda row: -len(row.short))
        self._full = [row.full for row in rows]
        self._regex = re.compile("|".join(f"({row.pattern()})" for row in rows) or "(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self._regex.sub(self._put, text)

    def _put(self, found: re.Match[str]) -> str:
        full = self._full[(found.lastindex or 1) - 1]
        glued = found.end() < len(found.string) and found.string[found.end()].isalnum()
        return f"{full} " if glued else full


@lru_cache(maxsize=1)
def usual_abbreviations() -> Abbreviations:
    """The table that comes with the project."""
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return Abbreviations(
            Abbreviation(row["abbreviation"], row["spelled_out"], Before(row["before"])) for row in csv.DictReader(rows)
        )


def spell_out(text: str, abbreviations: Abbreviations | None = None) -> str:
    """`text` with the abbreviations of units' names in full: "P. GD&ĐT" is "Phòng Giáo dục và Đào tạo"."""
    return (abbreviations or usual_abbreviations()).spell_out(text)


def name_key(text: str, abbreviations: Abbreviations | None = None) -> str:
    """One key for the spelling variants of one unit's name: accents, case, punctuation, "và" and "Trường" do not count.

    Two units may share a key (Tân Lập, Tân Lạp): whoever looks up by it must be ready for more than one.
    """
    return " ".join(_read(text, abbreviations or usual_abbreviations()).words)


def similar(a: str, b: str, abbreviations: Abbreviations | None = None) -> float:
    """How near two names are, 0 to 1, for ranking candidates: 1 only for the same name, accents counted."""
    table = abbreviations or usual_abbreviations()
    full_a, full_b = _read(a, table), _read(b, table)
    if not full_a.words or not full_b.words:
        return 0.0
    if full_a.words == full_b.words:
        return 1.0 if full_a.accented == full_b.accented else 0.98
    return min(0.97, _overlap(full_a.words, full_b.words))


@dataclass(frozen=True, slots=True)
class _Reading:
    words: list[str]
    accented: list[str]


@lru_cache(maxsize=4096)
def _read(text: str, abbreviations: Abbreviations) -> _Reading:
    full = abbreviations.spell_out(text)
    return _Reading(_key_words(full), _accented_words(full))


def _key_words(full: str) -> list[str]:
    words = [_plain(word) for word in _WORD.findall(fold(full)) if word != "va"]
    if words[:1] == ["truong"] and " ".join(words[1:3]) in _SCHOOL_LEVELS:
        return words[1:]
    return words


def _plain(word: str) -> str:
    return _Y_FOR_I.sub(r"\1i", word.lstrip("0") or "0" if word.isdecimal() else word)


def _accented_words(full: str) -> list[str]:
    """Each word with its accents at its end, wherever they stood in it (hoà, hòa)."""
    words = [word for word in _WORD.findall(squeeze(full).lower()) if word != "và"]
    if fold(" ".join(words[:1])) == "truong" and fold(" ".join(words[1:3])) in _SCHOOL_LEVELS:
        words = words[1:]
    return [_plain(fold(word)) + _marks(word) for word in words]


def _marks(word: str) -> str:
    return "".join(sorted(char for char in unicodedata.normalize("NFD", word) if char == "đ" or not char.isascii()))


# Words that many units share weigh little beside the words that tell them apart.
_COMMON_WORDS = set(
    fold(
        "bộ sở phòng ban văn trường trung tâm tỉnh thành phố thị xã trấn phường huyện quận đặc khu ủy nhân dân hội "
        "đồng giáo dục đào tạo mầm non tiểu học trung học cơ sở phổ thông dân tộc nội trú bán trú nghề nghiệp "
        "thường xuyên các đơn vị trực thuộc cơ quan số"
    ).split()
)


def _weight(words: Iterable[str]) -> float:
    return sum(0.35 if word in _COMMON_WORDS else 1.0 for word in words)


def _overlap(a: list[str], b: list[str]) -> float:
    """The weight of the words that `a` and `b` share, against both and against the shorter one."""
    shorter, longer = sorted((a, b), key=lambda words: (_weight(words), words))
    free, shared = list(longer), 0.0
    for word in shorter:
        best = word if word in free else max(free, key=lambda other: _likeness(word, other), default="")
        if (likeness := _likeness(word, best)) >= 0.7:
            free.remove(best)
            shared += likeness * min(_weight((word,)), _weight((best,)))
    return 0.6 * 2 * shared / (_weight(a) + _weight(b)) + 0.4 * shared / _weight(shorter)


@lru_cache(maxsize=16384)
def _likeness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < 3:
        return 0.0
    return SequenceMatcher(None, word, other, autojunk=False).ratio()

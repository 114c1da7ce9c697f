"""Whom a proposal speaks to: the office that puts the report together, or somebody else.

A proposal that a unit addresses to the office ("Đề nghị Sở cấp thêm tờ rơi", "Đối với Phòng Kế hoạch - Tài chính: …",
"Mong cấp trên hỗ trợ") is the office's to answer; in a report that goes up it would read as if the office asked itself.
Only what the words say counts: without an addressee, or with the office as one among others ("Đề nghị Sở và Ủy ban nhân
dân tỉnh …"), it goes up.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from lantoa.organisations.enums import UnitKind as Kind
from lantoa.vietnamese.names import spell_out
from lantoa.vietnamese.text import fold, nfc


class To(Enum):
    """Whom a proposal speaks to."""

    OFFICE = "office"
    OTHERS = "others"
    NOBODY = "nobody"  # the words do not say


Words = tuple[str, ...]


def _phrases(text: str) -> tuple[Words, ...]:
    """Phrases set apart by commas, the longest first."""
    return tuple(sorted((tuple(part.split()) for part in text.split(",")), key=len, reverse=True))


_REQUESTS = _phrases("đề nghị, kiến nghị, đề xuất, mong, mong muốn, xin, kính gửi, kính trình")
_ASKS = (*_REQUESTS, *_phrases("đối với"))
# What may stand between the asking and the name: "đề nghị được sự hỗ trợ của lãnh đạo Sở".
_BETWEEN = _phrases(
    "kính, với, tới, đến, lên, gửi, phía, về phía, lãnh đạo, quý, các, ban giám đốc, giám đốc, chủ tịch, thường trực, "
    "đồng chí, thủ trưởng, được, có, sự, hướng dẫn, hỗ trợ, quan tâm, sự chỉ đạo, văn bản, của, từ, sớm, tiếp tục, "
    "phòng chuyên môn, các phòng, các phòng chuyên môn, muốn"
)
_ABOVE = _phrases(
    "cấp trên, cơ quan cấp trên, đơn vị cấp trên, cơ quan chủ quản, cơ quan quản lý, cơ quan quản lý cấp trên, "
    "quý cơ quan, quý cấp"
)
_BODIES = _phrases(
    "ủy ban, hội đồng nhân dân, tỉnh, thành phố, bộ, sở, chính phủ, thủ tướng, quốc hội, trung ương, tỉnh ủy, "
    "thành ủy, đảng ủy, các cấp, các ngành, các sở, cấp có thẩm quyền, cơ quan có thẩm quyền, huyện, xã, phường, "
    "mặt trận, phòng"
)
_JOINS = _phrases("và, cùng, cùng với, hoặc")
_COMMUNE = "ủy ban nhân dân xã, ủy ban nhân dân phường, ủy ban nhân dân đặc khu, xã, phường, đặc khu"
# How units of a kind are called where it is plain which one is meant.
_USUAL: dict[str, tuple[Words, ...]] = {
    Kind.PROVINCE_COMMITTEE: _phrases("ủy ban nhân dân tỉnh, ủy ban nhân dân thành phố, tỉnh, thành phố, ủy ban"),
    Kind.DEPARTMENT: _phrases("sở"),
    Kind.COMMUNE_COMMITTEE: _phrases(f"{_COMMUNE}, ủy ban, ủy ban nhân dân"),
    Kind.DISTRICT_COMMITTEE: _phrases("ủy ban nhân dân huyện, huyện"),
    Kind.SCHOOL: _phrases("nhà trường, trường, ban giám hiệu"),
    Kind.ATTACHED_UNIT: _phrases("trung tâm"),
}
_SCHOOLS = "các trường, trường, các đơn vị"
# Whom the office directs: named beside it they do not make a proposal one that goes up.
_BELOW: dict[str, tuple[Words, ...]] = {
    Kind.PROVINCE_COMMITTEE: _phrases(f"{_COMMUNE}, sở, các sở, {_SCHOOLS}"),
    Kind.DEPARTMENT: _phrases(f"{_COMMUNE}, ủy ban nhân dân các xã, các xã, {_SCHOOLS}, phòng"),
    Kind.COMMUNE_COMMITTEE: _phrases(f"{_SCHOOLS}, phòng"),
}
_FIELDS = _phrases(
    "tài chính, nội vụ, y tế, công thương, tư pháp, khoa học, văn hóa, nông nghiệp, dân tộc, ngoại vụ, du lịch, "
    "lao động, thông tin truyền thông, thông tin và truyền thông, tài nguyên"
)
_MORE = frozenset({"nhan", "tinh", "thanh", "xa", "phuong", "huyen", "dac", "cac"})  # they say which committee
_ACCENTED = {"so": "sở", "xa": "xã", "tinh": "tỉnh", "phong": "phòng"}  # in names: "so sánh" names no department
_LONGEST_GAP = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Office:
    """The unit that puts a report together, by everything that names it: its own names and those of its divisions."""

    kind: str
    names: tuple[Words, ...]

    @classmethod
    def of(cls, kind: str, names: Iterable[str], parts: Iterable[str] = ()) -> "Office":
        """`names` of the unit itself, long and short; `parts`: those of its divisions, which act for it."""
        every = {way for name in (*names, *parts) for way in _ways(name)}
        return cls(kind, tuple(sorted(every, key=len, reverse=True)))


def addressee(text: str, office: Office) -> To:
    """Whom one proposal, or the line that leads several in, speaks to."""
    said = _Said(text)
    if any(_at(said, start, office) is To.OTHERS for start in said.after(_REQUESTS)):
        return To.OTHERS  # whoever else is asked in the same words must not miss it
    starts = [*said.after(_ASKS), *said.openings()]
    found = (_at(said, start, office) for start in starts)
    return next((to for to in found if to is not To.NOBODY), To.NOBODY)


def _ways(name: str) -> Iterator[Words]:
    """A name as it is written: in full, without "tỉnh", without the province."""
    words = tuple(word for word in _WORD.findall(fold(spell_out(name))) if word != "va")
    if not words:
        return
    yield words
    for place in (("tinh",), ("thanh", "pho")):
        at = next((at for at in range(2, len(words)) if words[at : at + len(place)] == place), None)
        if at is not None and words[at - 1] != "dan":
            yield words[:at]
            yield words[:at] + words[at + len(place) :]


class _Said:
    """The words of a proposal, folded, with what their letters and the signs between them tell."""

    def __init__(self, text: str) -> None:
        full = nfc(spell_out(text))
        found = list(_WORD.finditer(full))
        self.folded = [fold(one[0]) for one in found]
        self._written = [one[0] for one in found]
        self._gaps = [full[one.end() : after.start()] for one, after in pairwise(found)]
        self._has_accents = fold(full) != full.lower()
        self._has_small = full != full.upper()

    def after(self, asking: Iterable[Words]) -> Iterator[int]:
        """The places after each of the words that ask; the names of their addressees stand there."""
        asking = tuple(asking)
        for place in range(len(self.folded)):
            if length := self.starts(asking, place):
                yield place + length

    def openings(self) -> Iterator[int]:
        """Where a name may stand first: at the beginning, and after a colon ("Trường A: Sở sớm cấp …")."""
        yield 0
        yield from (place + 1 for place, gap in enumerate(self._gaps) if ":" in gap)

    def starts(self, phrases: Iterable[Words], place: int) -> int:
        """How many words of one of the phrases stand at a place; 0: none does."""
        return next((len(one) for one in phrases if self._is_at(one, place)), 0)

    def shared(self, name: Words, place: int) -> tuple[int, int]:
        """How many words of a name stand at a place, and how many words of the text they take ("và" may come in)."""
        here = place
        for known, word in enumerate(name):
            step = 1 if self._word(here) == "va" and self._word(here + 1) == word else 0
            if not self._means(here + step, word):
                return known, here - place
            here += step + 1
        return len(name), here - place

    def goes_on_as_name(self, place: int) -> bool:
        """Whether the word continues a proper name: "Sở Tài chính", not "Sở cấp"; in capitals throughout, or in small
        letters, by the field of work."""
        if place and place <= len(self._gaps) and self._gaps[place - 1].strip(" -–"):
            return False
        written = self._written[place] if place < len(self._written) else ""
        return bool(self.starts(_FIELDS, place)) or (self._has_small and written[:1].isupper())

    def joined(self, place: int) -> int | None:
        """Where another addressee may stand after one that ends before `place`; None where nothing joins it."""
        if length := self.starts(_JOINS, place):
            return place + length
        if place < len(self.folded) and set(self._gaps[place - 1]) & set(",/&"):
            return place
        return None

    def _is_at(self, phrase: Words, place: int) -> bool:
        return all(self._means(place + step, word) for step, word in enumerate(phrase))

    def _word(self, place: int) -> str:
        return self.folded[place] if place < len(self.folded) else ""

    def _means(self, place: int, word: str) -> bool:
        """Whether the word at a place is that one: with its accents where both have them ("có", not "cơ")."""
        if self._word(place) != fold(word):
            return False
        asked = _ACCENTED.get(word, word)
        return not self._has_accents or asked.isascii() or _marked(self._written[place]) == _marked(asked)


@lru_cache(maxsize=4096)
def _marked(word: str) -> str:
    """A word's letters with its accents at the end, wherever they stood in it (Uỷ, Ủy)."""
    marks = (char for char in unicodedata.normalize("NFD", word.lower()) if not char.isascii())
    return fold(word) + "".join(sorted(marks))


def _at(said: _Said, start: int, office: Office) -> To:
    """The addressee at a place, or a few words behind it."""
    place = start
    while place - start <= _LONGEST_GAP and place < len(said.folded):
        if length := _office_at(said, place, office):
            return To.OTHERS if _with_others(said, place + length, office) else To.OFFICE
        if said.starts(_BODIES, place):
            return To.OTHERS
        step = said.starts(_BETWEEN, place)
        if not step:
            return To.NOBODY
        place += step
    return To.NOBODY


def _office_at(said: _Said, place: int, office: Office) -> int:
    """How many words at a place name the office; 0: they do not."""
    if length := said.starts(_ABOVE, place):
        return length
    known, taken = max((_named_by(said, name, place) for name in office.names), default=(0, 0))
    if known:
        return taken
    usual = said.starts(_USUAL.get(office.kind, ()), place)
    after = said.folded[place + usual : place + usual + 1]
    is_other = said.goes_on_as_name(place + usual) or (set(after) & _MORE)
    return 0 if is_other else usual


def _named_by(said: _Said, name: Words, place: int) -> tuple[int, int]:
    """The words of a name at a place: all of them, or the first where no other name goes on ("Sở Giáo dục sớm")."""
    known, taken = said.shared(name, place)
    is_whole = known == len(name)
    if not is_whole and (_says_little(name[:known]) or not known):
        return 0, 0
    is_other = said.goes_on_as_name(place + taken) and not (is_whole and name[0] == "so")
    return (0, 0) if is_other else (known, taken)


def _says_little(words: Words) -> bool:
    """Whether these first words of a name could begin that of any body: "Sở", "Ủy ban nhân dân"."""
    return words != ("phong",) and (len(words) < 2 or words == ("uy", "ban", "nhan", "dan")[: len(words)])


def _with_others(said: _Said, end: int, office: Office) -> bool:
    """Whether somebody whom the office does not direct is asked beside it."""
    place = said.joined(end)
    while place is not None and place < len(said.folded):
        if length := _office_at(said, place, office) or said.starts(_BELOW.get(office.kind, ()), place):
            place = said.joined(place + length)
            continue
        if said.starts(_BODIES, place):
            return True
        step = said.starts(_BETWEEN, place)
        if not step:
            return False
        place += step
    return False

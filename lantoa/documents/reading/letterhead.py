"""The letterhead: superior, issuer, number, place, date. Reads the lines above the title, writes Letterhead.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the two units on the left, motto on the right, number and place with date below;
converters put both sides on one line or one after the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lantoa.documents.reading.lines import Printed
from lantoa.documents.reading.passage import EMPTY, Passage, join
from lantoa.vietnamese.text import LOWER, UPPER, fold

_MOTTO = re.compile(
    r"(?:C[ỘO]NG\s+)?H[ÒO][AÀ]\s+X[ÃA]\s+H[ỘO]I.*?(?:VI[ỆE]T\s+NAM|$)|[ĐD][ộo]c\s+l[ậa]p\s*[-–—].*?(?:ph[úu]c|$)"
    r"|ĐẢNG CỘNG SẢN VIỆT NAM",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    rf"(?P<place>(?:[{UPPER}][\w.\-–]*(?:\s+[-–]\s+)?\s*){{0,7}}?(?:(?<=\w )\d{{1,2}})?)\s*,"
    r"\s*(?:[Nn]g[àa]y|nqày)\s*(?P<d>\d{1,2}|[\s.…_/]*)\s*"
    r"th[áa]ng\s*(?P<m>\d{1,2}|[\s.…_/]*)\s*n[ăa]m\s*(?P<y>\d{4}|\d{0,3}[\s.…_]*)"
)
_NUMERIC_DATE = re.compile(
    rf"(?P<place>[{UPPER}][^,\d]{{1,40}}),\s*(?:ngày\s*)?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}})\s*$"
)
_NUMBER_LINE = re.compile(r"(?:S[ốo]|SỐ)\s*[:.]?\s*(?=[\s\d.…_/-]*[/-]\s*[A-ZĐ]|\d|$|[.…_])")
_RULE = re.compile(r"[\s_\-–—=*.]+$")
# Stamped or boxed above the units: what state the copy is in, how urgent or secret it is.
_STAMP = re.compile(
    r"\W*(?:(?:bản )?dự thảo(?: (?:lần|số|thứ))*(?: ?\d{1,2})?|(?:thượng )?khẩn|hỏa tốc|hoả tốc|(?:tối |tuyệt )?mật"
    r"|bản sao|sao y(?: bản chính)?|sao lục|trích sao|lưu hành nội bộ|để báo cáo)\W*",
    re.IGNORECASE,
)
_UNIT_START = re.compile(
    r"(?:U\.?B\.?N\.?D|[UỦ]?[ỶY] BAN|UỶ BAN|ỦY BAN|SỞ|PHÒNG|TRƯỜNG|TRUNG TÂM|BAN (?!NHÂN)|BỘ|CỤC|CHI CỤC|TỔNG CỤC"
    r"|VĂN PHÒNG|HĐND|HỘI|"
    r"ĐẢNG|LIÊN|CÔNG TY|VIỆN|HỌC VIỆN|ĐẠI HỌC|THANH TRA|TỈNH (?:ỦY|UỶ|ĐOÀN)|THÀNH (?:ỦY|UỶ)|HUYỆN (?:ỦY|UỶ)|ĐOÀN"
    r"|CÔNG ĐOÀN|BAN CHỈ ĐẠO|TỔ CÔNG TÁC|NHÀ TRƯỜNG|CHI NHÁNH|KHO BẠC|BẢO HIỂM)(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Letterhead:
    """Passages as printed; `number_line` is the whole line of the number, also where the number is blank."""

    units: list[Passage] = field(default_factory=list)
    number_line: Passage = EMPTY
    number: Passage = EMPTY
    place: Passage = EMPTY
    date_line: Passage = EMPTY
    date: str | None = None
    blank_date: str = ""  # what of a date is printed where a part of it is blank: "tháng 02 năm 2023"
    motto: bool = False

    @property
    def present(self) -> bool:
        return bool(self.units or self.number_line or self.date_line)


def read_letterhead(lines: Sequence[Printed]) -> Letterhead:
    found = Letterhead()
    names: list[Passage] = []
    for passage in _mended([line for line in lines if not _STAMP.fullmatch(line.text)]):
        rest = _take_motto(found, passage)
        for part in _take_date(found, rest):
            if not _take_number(found, part) and part:
                names.append(part)
    found.units = _units(names)
    return found


_BROKEN_OFF = re.compile(r"(?:,|\bngày|\btháng|\bnăm|^S[ốo]\s*:|^S[ốo]:.*/)$")
_GOES_ON = re.compile(r"(?:,?\s*ngày\b|\d{1,2}\s+tháng\b|tháng\s+\d|năm\s+\d{4}|/\s*KH)")
_OPEN_NUMBER, _SYMBOL = re.compile(r"S[ốo]\s*:?[\s\d.…_]*$"), re.compile(r"\d*\s*/\s*[A-ZĐ]")
_OPEN_DATE = re.compile(r",\s*ngày(?:\s*\d{1,2})?(?:\s+tháng(?:\s*\d{1,2})?)?$")
_REST_OF_DATE = re.compile(r"(?:\d{1,2}\s+)?tháng\b|năm\s+\d{4}")
_FAR = 4  # lines of the other side that may stand between the two halves


def _mended(lines: Sequence[Printed]) -> list[Passage]:
    """The lines, with a number or a date that the page's narrow column or a blank in it broke joined again."""
    found: list[Passage] = []
    for passage in (part for line in lines for part in _columns(line.passage)):
        at = _first_half(found, passage.text)
        if at is None:
            found.append(passage)
        else:
            found[at] = join([found[at], passage])
    return found


def _first_half(found: Sequence[Passage], text: str) -> int | None:
    """Which of the parts so far goes on in this one: an open number or date a few lines up, else the last."""
    for opening, rest in ((_OPEN_NUMBER, _SYMBOL), (_OPEN_DATE, _REST_OF_DATE)):
        if rest.match(text):
            near = range(len(found) - 1, max(-1, len(found) - 1 - _FAR), -1)
            far = next((at for at in near if opening.search(found[at].text)), None)
            if far is not None:
                return far
    before = found[-1].text if found else ""
    if _OPEN_NUMBER.match(before) and not _SYMBOL.match(text):
        return len(found) - 1 if re.match(r"\d|[.…_]", text) else None
    goes_on = before and (
        (_BROKEN_OFF.search(before) and not _MOTTO.match(text)) or _GOES_ON.match(text) or _half_place(before, text)
    )
    return len(found) - 1 if goes_on else None


def _columns(passage: Passage) -> Iterator[Passage]:
    """The sides of the letterhead where the reading left the line of a table between them."""
    start = 0
    for bar in re.finditer(r"\|", passage.text):
        if part := passage.cut(start, bar.start()):
            yield part
        start = bar.end()
    if rest := passage.cut(start):
        yield rest


def _half_place(before: str, text: str) -> bool:
    """ "Cao" above "Bằng, ngày 30 tháng 3 năm 2020"."""
    dated = _PLACE_DATE.match(text)
    return bool(dated and dated["place"] and re.fullmatch(rf"(?:[{UPPER}][{LOWER}]+\s?){{1,3}}", before))


_MOTTOES = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")


def _take_motto(found: Letterhead, passage: Passage) -> Passage:
    folded = fold(passage.text)
    if folded == "cong" or (found.motto and any(motto.endswith(" " + folded) for motto in _MOTTOES)):
        found.motto = True
        return EMPTY
    motto = _MOTTO.search(passage.text)
    if not motto:
        return passage
    found.motto = True
    return join([passage.cut(0, motto.start()), passage.cut(motto.end())])


def _take_date(found: Letterhead, passage: Passage) -> list[Passage]:
    """Takes place and date out of the line; gives the parts that are left."""
    match = _PLACE_DATE.search(passage.text) or _NUMERIC_DATE.search(passage.text)
    if not match or found.date_line:
        return [passage]
    place = passage.cut(match.start("place"), match.end("place"))
    number = _NUMBER_LINE.match(passage.text)
    if number:  # "Số: 12/KH-UBND Hà Nội, ngày …": the place begins after the symbol
        symbol = re.match(
            r"S[ốo]\s*[:.]?\s*[\d\s.…_]*[/-]?\s*[A-ZĐ][\w&Đđ]*(?:\s?[-/&.]\s?[A-ZĐ][\w&Đđ]*)*\s*", passage.text
        )
        if symbol and symbol.end() <= match.end("place"):
            place = passage.cut(symbol.end(), match.end("place"))
    place = place.cut(len(place.text) - len(place.text.lstrip("_-–. ")))
    found.place, found.date_line = place, passage.cut((place.pieces and match.start("place")) or match.start())
    found.date, found.blank_date = _date_of(match)
    start = passage.text.rfind(place.text, 0, match.end("place")) if place else match.start()
    return [part for part in (passage.cut(0, start), passage.cut(match.end())) if part]


def _date_of(match: re.Match[str]) -> tuple[str | None, str]:
    year, month, day = (re.sub(r"\D", "", match[name] or "") for name in ("y", "m", "d"))
    if len(year) != 4:
        return None, "không ghi năm"
    if not month or not 1 <= int(month) <= 12:
        return None, f"chỉ có năm {year}"
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}", f"chỉ có tháng {month} năm {year}"
    return f"{year}-{int(month):02d}-{int(day):02d}", ""


def _take_number(found: Letterhead, passage: Passage) -> bool:
    match = _NUMBER_LINE.match(passage.text)
    if not match or found.number_line:
        return False
    found.number_line = passage
    value = re.match(
        r"(?P<n>\d+[a-z]?)?(?P<blank>[\s.…_]*)[/-]\s*(?P<s>[A-ZĐ][\w&Đđ]*(?:\s?[-/&.]\s?[A-ZĐ][\w&Đđ]*)*)",
        passage.text[match.end() :],
    )
    if value and value["n"]:
        found.number = passage.cut(match.end(), match.end() + value.end())
    return True


def _units(names: Sequence[Passage]) -> list[Passage]:
    """The lines of the left side as units: a line that opens no unit goes on in the name before it."""
    groups: list[list[Passage]] = []
    for name in names:
        if _RULE.match(name.text) or len(name.text) > 120 or not _looks_like_name(name.text):
            continue
        pieces = _split_units(name)
        for piece in pieces:
            if not groups or (_UNIT_START.match(piece.text) and not _unfinished(groups[-1][-1].text)):
                groups.append([])
            groups[-1].append(piece)
    return [join(group) for group in groups if _UNIT_START.match(group[0].text)]


def _looks_like_name(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and (text.isupper() or bool(_UNIT_START.match(text)) or text.istitle())


def _unfinished(text: str) -> bool:
    return bool(re.search(r"(?:\bVÀ|,|-|–|&)$", text, re.IGNORECASE))


def _split_units(name: Passage) -> list[Passage]:
    """Two units that the reading put on one line: "UBND TỈNH QUẢNG NINH SỞ GIÁO DỤC VÀ ĐÀO TẠO"."""
    starts = [0] + [
        match.start()
        for match in re.finditer(r"(?<=\s)(?<!VĂN )(?:SỞ|PHÒNG|TRƯỜNG|TRUNG TÂM)(?=\s)", name.text)
        if _UNIT_START.match(name.text) and not _unfinished(name.text[: match.start()].strip())
    ]
    ends = [*starts[1:], len(name.text)]
    return [name.cut(start, end) for start, end in zip(starts, ends, strict=True)]


def mended_place(place: str, text: str) -> str:
    """The place spelt as elsewhere in the document, where the reading of the letterhead lost its marks."""
    if not place:
        return place
    wanted, words = fold(place), place.split()
    spellings: dict[str, int] = {}
    first = re.escape(place[0]) if place[0].isascii() else r"\w"
    pattern = re.compile(rf"(?<!\w)(?={first}|[ĐÁÀẢÃẠÂĂÊÔƠƯ])" + r"\s+".join([r"\w+"] * len(words)) + r"(?!\w)")
    for match in pattern.finditer(text):
        spelling = " ".join(match[0].split())
        if fold(spelling) == wanted and not spelling.isupper():
            spellings[spelling] = spellings.get(spelling, 0) + 1
    marks = sum(not char.isascii() for char in place)
    better = [one for one in spellings if sum(not char.isascii() for char in one) > marks]
    best = max(better, key=lambda one: spellings[one], default=place)
    return best if spellings.get(best, 0) >= spellings.get(place, 0) else place

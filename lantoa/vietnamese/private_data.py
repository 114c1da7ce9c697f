"""Personal data in a Vietnamese text, and the text without it.

Publishing an answer to a citizen needs their personal data taken out (Luật 91/2025/QH15, Điều 16). Everything found is
a suggestion with its place in the text; a person confirms each before anything is published.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lantoa.vietnamese.private_names import find_names
from lantoa.vietnamese.text import LOWER, UPPER, fold, nfc


class PrivateKind(StrEnum):
    """What a found stretch is; `mask` is what readers see in its place."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"
    ACCOUNT = "account"
    ADDRESS = "address"
    BIRTHDAY = "birthday"
    PLATE = "plate"
    PROFILE = "profile"

    @property
    def label(self) -> str:
        return _WORDS[self.value]

    @property
    def mask(self) -> str:
        return f"[{_WORDS[self.value]}]"


_WORDS = {
    "name": "họ tên",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "identity": "số giấy tờ",
    "account": "số tài khoản",
    "address": "địa chỉ",
    "birthday": "ngày sinh",
    "plate": "biển số xe",
    "profile": "trang cá nhân",
}


@dataclass(frozen=True, slots=True)
class Private:
    """Characters `start` to `end` of a text; `is_sure` where the form leaves little doubt."""

    start: int
    end: int
    kind: PrivateKind
    is_sure: bool = True


_SEP = r"[ .\-–]?"
_DIGITS = rf"(?:\d{_SEP})"
_NAMED_PAPERS = (
    r"(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|hộ chiếu|mã định danh(?: cá nhân)?"
    r"|số định danh|mã học sinh|bảo hiểm(?: y tế| xã hội)?|bhyt|bhxh|mã số thuế|mst)"
)
_SAYS = r"(?:\s+(?:gắn chip|số|là))*\s*:?\s*"
_DIALLED = rf"(?:\(?\+?84\)?{_SEP}|0{_SEP}|\(0\d{{1,3}}\)\s?)"
_BORN = r"(?:ngày(?:,? tháng(?:,? năm)?)? sinh|sinh vào ngày|sinh ngày|sinh năm|năm sinh|sn)(?:\s+là)?"
# "sinh" alone before a whole day: of a person, not of pupils, admission, hygiene.
_BORN_ALONE = "".join(rf"(?<!{word} )" for word in ("học", "tuyển", "thí", "phát", "vệ", "cứu", "giáo")) + "sinh"
_SPOKEN = r"(?:không|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_WHOLE_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2} tháng \d{1,2} năm \d{4})"
_DAY = rf"{_WHOLE_DAY}|(?:19|20)\d\d"
_SITES = r"(?:facebook\.com|fb\.com|zalo\.me|tiktok\.com)"
# What is named before a number says what it is: such rules go first. `x` is the part to take out.
_RULES: tuple[tuple[PrivateKind, str], ...] = (
    (PrivateKind.EMAIL, r"(?<![\w.])(?P<x>[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)(?!\w)"),
    (PrivateKind.PROFILE, rf"(?P<x>(?:https?://)?(?:www\.|m\.)?{_SITES}/[^\s,;)]+)"),
    (
        PrivateKind.ACCOUNT,
        rf"(?:stk|tài khoản)(?: ngân hàng)?(?:\s+số)?(?:\s+là)?\s*:?\s*(?P<x>{_DIGITS}{{5,18}}\d)(?!\d)",
    ),
    (
        PrivateKind.IDENTITY,
        rf"{_NAMED_PAPERS}{_SAYS}(?P<x>[A-Z]{{0,2}}{_DIGITS}{{6,14}}\d)(?!\d)",
    ),
    (PrivateKind.IDENTITY, rf"(?<![\d.,/])(?P<x>0{_SEP}{_DIGITS}{{10}}\d)(?![\d/])"),
    (PrivateKind.PHONE, rf"(?<![\d.,/])(?P<x>{_DIALLED}{_DIGITS}{{6,9}}\d)(?![\d/])"),
    # A number said digit by digit: a telephone has nine of them at least behind its "không".
    (PrivateKind.PHONE, rf"(?<!\w)(?P<x>không(?:[ ,.\-]+{_SPOKEN}){{8,10}})(?!\w)"),
    (PrivateKind.BIRTHDAY, rf"(?<!\w){_BORN}\s*:?\s*(?P<x>{_DAY})"),
    (PrivateKind.BIRTHDAY, rf"(?<!\w){_BORN_ALONE}\s*:?\s*(?P<x>{_WHOLE_DAY})"),
    (PrivateKind.PLATE, r"(?<!\w)(?P<x>\d{2}[A-Z]\d?[ \-]{0,3}\d{3}\.?\d{2}|\d{2}[A-Z]\d?[ \-]\d{4})(?![\d/])"),
)
_FORMS = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _RULES)
_PLACE_WORD = rf"[{UPPER}\d][{LOWER}{UPPER}\d/\-]*"
_PLACE_NAME = rf"{_PLACE_WORD}(?: {_PLACE_WORD}){{0,4}}"
_HOUSE = r"(?i:số nhà|nhà số|số|ngõ|ngách|hẻm|kiệt|thôn|ấp|xóm|tổ dân phố|tổ|buôn|làng)"
_WIDER = r"(?i:đường|phố|khu phố|khu|phường|xã|thị trấn|tỉnh|thành phố)"
_GOING_ON = rf"(?:,?\s+(?:{_HOUSE}|{_WIDER})\s+{_PLACE_NAME})*"
_ADDRESS = re.compile(rf"(?<!\w)(?P<x>{_HOUSE}\s+{_PLACE_NAME}{_GOING_ON})")
_HOME = re.compile(
    r"(?i:địa chỉ|thường trú|tạm trú|trú tại|cư trú|nhà (?:tôi |em )?ở)(?i: tại| là| ở|:)*\s*"
    rf"(?P<x>(?:(?:{_HOUSE}|{_WIDER})\s+)?{_PLACE_NAME}{_GOING_ON})"
)
# A number before a document's symbol or alone behind "số", "tổ" is no house: "số 20/2008/NĐ-CP", "tổ 3".
_NO_HOUSE = re.compile(r"^(?:số|tổ|khu)\s+\d+[a-z]?(?:/\d+)*(?:/[A-ZĐ\-]+.*)?$", re.IGNORECASE)


def find_private(text: str, *, known: Iterable[str] = ()) -> list[Private]:
    """Personal data in `text` (NFC) in order, none overlapping. `known`: what the sender gave of themselves (name,
    phone, address, mail); it is found in any case, with or without accents and separators."""
    found = [*_known(text, known), *_by_form(text), *_addresses(text)]
    found += [Private(one.start, one.end, PrivateKind.NAME, one.is_sure) for one in find_names(text)]
    kept: list[Private] = []
    for one in found:  # what is known or has a plain form goes before a guess
        if one.start < one.end and not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def masked(text: str, stretches: Iterable[Private]) -> str:
    """`text` with each stretch replaced by its mask. Raises ValueError where one lies outside it or two overlap."""
    parts, at = [], 0
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if one.start < at or one.end > len(text) or one.end <= one.start:
            raise ValueError(f"characters {one.start} to {one.end} can't be masked")
        parts += [text[at : one.start], one.kind.mask]
        at = one.end
    return "".join([*parts, text[at:]])


def _by_form(text: str) -> Iterator[Private]:
    for kind, form in _FORMS:
        for found in form.finditer(text):
            yield Private(*found.span("x"), kind)


def _addresses(text: str) -> Iterator[Private]:
    for found in _HOME.finditer(text):
        yield Private(*found.span("x"), PrivateKind.ADDRESS)
    for found in _ADDRESS.finditer(text):
        if not _NO_HOUSE.match(found["x"]):
            yield Private(*found.span("x"), PrivateKind.ADDRESS, is_sure="đường" in found["x"] or "," in found["x"])


def _known(text: str, known: Iterable[str]) -> Iterator[Private]:
    folded, places = _folded(text)
    for given in known:
        form = _form_of(given)
        if form is None:
            continue
        kind, pattern = form
        for found in re.finditer(pattern, folded):
            yield Private(places[found.start()], places[found.end() - 1] + 1, kind)


def _form_of(given: str) -> tuple[PrivateKind, str] | None:
    """What the sender gave, and how to find it in a folded text; None where it is too short to tell from words."""
    wanted, digits = fold(nfc(given)), re.sub(r"\D", "", given)
    words = rf"(?<!\w){re.escape(wanted)}(?!\w)"
    if "@" in wanted:
        return PrivateKind.EMAIL, words
    if len(digits) >= 8 and not re.search(r"[a-z]", wanted):
        return PrivateKind.PHONE, r"(?<!\d)" + r"[ .\-]?".join(digits) + r"(?!\d)"
    if len(wanted) < 4:
        return None
    return (PrivateKind.ADDRESS if digits or "," in wanted else PrivateKind.NAME), words


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` without accents and case, and for each of its characters where it stands in `text`."""
    chars, places = [], []
    for place, char in enumerate(text):
        for bare in fold(char) or " ":
            chars.append(bare)
            places.append(place)
    return "".join(chars), places

"""What mục II.2 and II.7 ask of the names of the units at the top, and of who signs at the end."""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.checking.finding import Finding, element
from lantoa.documents.checking.opened import Opened, Text

_UNIT_SIZES, _SIGNING_SIZES = (12, 13), (13, 14)
# A body that has a superior above it on the letterhead; "XÃ AN LẠC" is the second line of a committee's own name.
_BELOW_ANOTHER = re.compile(r"(?:SỞ|PHÒNG|TRƯỜNG|TRUNG TÂM|VĂN PHÒNG|THANH TRA|CHI CỤC|BAN (?!NHÂN DÂN)|BỆNH VIỆN)\b")


def check_sides(opened: Opened) -> Iterator[Finding]:
    """Findings on the superior's and the issuer's names, on the role and the name of the signer."""
    yield from _units(opened, opened.units)
    yield from _signing(opened, opened.signing)


def _units(opened: Opened, units: Sequence[Text]) -> Iterator[Finding]:
    look, article = opened.look, element(2)
    for text in units:
        size = look.size(text.element)
        if size not in _UNIT_SIZES:
            what = f"Tên cơ quan có cỡ chữ {size:g}."
            yield Finding("unit_size", article, what, "Đặt cỡ chữ 12 hoặc 13.", text.text[:80])
        if text.text != text.text.upper() and not look.is_caps(text.element):
            what = "Tên cơ quan không in hoa."
            yield Finding("unit_case", article, what, "Viết tên cơ quan bằng chữ in hoa.", text.text[:80])
    if units and not look.is_bold(units[-1].element):
        what = "Tên cơ quan ban hành không in đậm."
        yield Finding("issuer", article, what, "Đặt kiểu chữ đậm.", units[-1].text[:80])
    if _has_superior(units) and look.is_bold(units[0].element):
        what = "Tên cơ quan chủ quản in đậm."
        yield Finding("superior", article, what, "Bỏ kiểu chữ đậm.", units[0].text[:80])


def _has_superior(units: Sequence[Text]) -> bool:
    return any(_BELOW_ANOTHER.match(text.text.upper()) for text in units[1:])


def _signing(opened: Opened, lines: Sequence[Text]) -> Iterator[Finding]:
    look, article = opened.look, element(7)
    for text in lines:
        size = look.size(text.element)
        name = "Chức vụ người ký" if text.text == text.text.upper() else "Họ tên người ký"
        if size not in _SIGNING_SIZES:
            what = f"{name} có cỡ chữ {size:g}."
            yield Finding("signer_size", article, what, "Đặt cỡ chữ 13 hoặc 14.", text.text[:80])
        if not look.is_bold(text.element):
            yield Finding("signer", article, f"{name} không in đậm.", "Đặt kiểu chữ đậm.", text.text[:80])
    if lines and not any(text.text == text.text.upper() or look.is_caps(text.element) for text in lines):
        what = "Quyền hạn, chức vụ người ký không in hoa."
        yield Finding("signer_role", article, what, "Viết chức vụ bằng chữ in hoa.", lines[0].text[:80])

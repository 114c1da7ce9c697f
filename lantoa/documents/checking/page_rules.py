"""What mục I asks of every page: paper, margins, font, colour, page number."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.section import Section

from lantoa.documents.checking.finding import Finding, general
from lantoa.documents.checking.opened import Opened

_MARGINS = (
    ("trên", "top_margin", 20, 25),
    ("dưới", "bottom_margin", 20, 25),
    ("trái", "left_margin", 30, 35),
    ("phải", "right_margin", 15, 20),
)
_TOLERANCE = 0.6  # mm: Word stores 2 cm as 20.0 or 19.9
_FONT = "Times New Roman"
_BLACK = {"auto", "000000"}
_SIZES = (13, 14)


def check_pages(opened: Opened) -> Iterator[Finding]:
    """Findings on paper, margins, font and page number."""
    for place, section in enumerate(opened.document.sections, start=1):
        yield from _paper(section, place)
        yield from _margins(section, place)
    yield from _fonts(opened)
    yield from _colours(opened)
    yield from _page_number(opened)


def _millimetres(length: int | None) -> float:
    return (length or 0) / 36000


def _paper(section: Section, place: int) -> Iterator[Finding]:
    sides = sorted((_millimetres(section.page_width), _millimetres(section.page_height)))
    if abs(sides[0] - 210) > 1 or abs(sides[1] - 297) > 1:
        yield Finding(
            "paper",
            general(1),
            f"Khổ giấy của phần {place} là {sides[0]:.0f} × {sides[1]:.0f} mm, không phải A4.",
            "Chọn khổ A4 (210 × 297 mm) ở Layout → Size.",
        )


def _margins(section: Section, place: int) -> Iterator[Finding]:
    for side, name, least, most in _MARGINS:
        given = _millimetres(getattr(section, name))
        if not least - _TOLERANCE <= given <= most + _TOLERANCE:
            yield Finding(
                "margins",
                general(3),
                f"Lề {side} của phần {place} là {given:.1f} mm.".replace(".", ",", 1),
                f"Đặt lề {side} từ {least} đến {most} mm ở Layout → Margins.",
            )


def _fonts(opened: Opened) -> Iterator[Finding]:
    for text in opened.texts:
        strange = opened.look.fonts(text.element) - {_FONT}
        if strange:
            name = ", ".join(sorted(font or "phông theo chủ đề" for font in strange))
            yield Finding(
                "font",
                general(4),
                f"Có chữ dùng phông {name}.",
                f"Chọn toàn bộ văn bản (Ctrl+A) và đặt phông {_FONT}.",
                text.text[:80],
            )
            return  # one mend serves all


def _colours(opened: Opened) -> Iterator[Finding]:
    for text in opened.texts:
        if opened.look.colours(text.element) - _BLACK:
            yield Finding("colour", general(4), "Có chữ không phải màu đen.", "Đặt màu chữ đen.", text.text[:80])
            return


def _page_number(opened: Opened) -> Iterator[Finding]:
    section = opened.document.sections[0]
    number = _field(section.header._element)
    if number is None:
        below = _field(section.footer._element) is not None
        yield Finding(
            "page_number",
            general(7),
            "Số trang đặt ở lề dưới." if below else "Không có số trang.",
            "Chèn số trang ở giữa lề trên (Insert → Page Number → Top of Page), không hiển thị ở trang thứ nhất.",
        )
        return
    yield from _number_look(opened, number)
    if not section.different_first_page_header_footer or _field(section.first_page_header._element) is not None:
        yield Finding(
            "page_number_first",
            general(7),
            "Số trang hiển thị ở trang thứ nhất.",
            "Bật Different First Page và xóa số trang ở trang thứ nhất.",
        )


def _number_look(opened: Opened, number: Any) -> Iterator[Finding]:
    if opened.look.alignment(number) != "center" and not _framed(number):
        yield Finding("page_number_place", general(7), "Số trang không ở giữa.", "Căn giữa số trang.")
    size = opened.look.size(number)
    if size not in _SIZES:
        yield Finding(
            "page_number_size",
            general(7),
            f"Số trang có cỡ chữ {size:g}.",
            "Đặt cỡ chữ 13 hoặc 14 cho số trang.",
        )


def _framed(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}") is not None


def _field(part: Any) -> Any:
    """The paragraph that holds the page number; None where the part has none."""
    for code in part.iter(qn("w:instrText"), qn("w:fldSimple")):
        words = code.text if code.tag == qn("w:instrText") else code.get(qn("w:instr"))
        if (words or "").split()[:1] == ["PAGE"]:
            return next(parent for parent in code.iterancestors() if parent.tag == qn("w:p"))
    return None

"""What mục II asks of each element: its words, its size, its weight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lantoa.documents.checking.finding import Finding, element, other
from lantoa.documents.checking.opened import Opened, Text

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NUMBER = re.compile(r"Số: (?P<number>\d*)\s*/(?P<symbol>\S*)")
_SYMBOL = re.compile(r"[A-ZĐa-zđ&]+(?:-[^\W_a-z][^\W_]*(?:[&.][^\W_]+)*)*(?:-[^\W_.&]+)*")
_DATE = re.compile(r"(?P<place>[^,]+), ngày (?P<day>\d*)\s*tháng (?P<month>\d*)\s*năm ?(?P<year>\d*)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an element must look."""

    rule: str
    name: str
    article: str
    sizes: tuple[float, ...]
    bold: bool
    italic: bool


def check_elements(opened: Opened) -> Iterator[Finding]:
    """Findings on the letterhead, the name and subject, and the appendix heads."""
    yield from _nation(opened)
    yield from _number(opened)
    yield from _date(opened)
    yield from _kind(opened)
    for appendix in opened.appendices:
        yield from _look(opened, appendix, Wanted("appendix", "“Phụ lục”", other(1), (14,), True, False))


def _nation(opened: Opened) -> Iterator[Finding]:
    for text, words, wanted in (
        (opened.nation, _NATION, Wanted("nation", "Quốc hiệu", element(1), (12, 13), True, False)),
        (opened.motto, _MOTTO, Wanted("motto", "Tiêu ngữ", element(1), (13, 14), True, False)),
    ):
        if text is None:
            yield Finding(
                wanted.rule, wanted.article, f"Thiếu {wanted.name}.", f"Thêm “{words}” ở đầu trang, bên phải."
            )
            continue
        if not _same(text.text, words):
            mend = f"Viết đúng “{words}”."
            yield Finding(wanted.rule, wanted.article, f"{wanted.name} viết chưa đúng.", mend, text.text[:80])
        yield from _look(opened, text, wanted)


def _same(text: str, words: str) -> bool:
    """Equal but for where the tone mark stands (HÒA, HOÀ), which the decree itself prints both ways."""
    return text.replace("HOÀ", "HÒA") == words


def _number(opened: Opened) -> Iterator[Finding]:
    text = opened.number
    if text is None:
        yield Finding("number", element(3), "Thiếu số, ký hiệu.", "Thêm “Số: …/…” dưới tên cơ quan ban hành.")
        return
    yield from _look(opened, text, Wanted("number_look", "Số, ký hiệu", element(3), (13,), False, False))
    found = _NUMBER.fullmatch(text.text)
    if found is None:
        mend = "Viết như “Số: 07/KH-SGDĐT”: dấu hai chấm sau chữ Số, gạch chéo sau số, gạch nối giữa các nhóm chữ."
        yield Finding("number", element(3), "Số, ký hiệu viết chưa đúng mẫu.", mend, text.text[:80])
        return
    if re.fullmatch(r"[1-9]", found["number"]):
        mend = f"Viết 0{found['number']}."
        yield Finding("number", element(3), "Số nhỏ hơn 10 thiếu số 0 đứng trước.", mend, text.text[:80])
    if found["symbol"] and not _SYMBOL.fullmatch(found["symbol"]):
        mend = "Dùng chữ viết tắt in hoa, nối bằng gạch nối, không có khoảng trắng."
        yield Finding("symbol", element(3), "Ký hiệu có chữ hoặc dấu không đúng.", mend, text.text[:80])


def _date(opened: Opened) -> Iterator[Finding]:
    text = opened.date
    if text is None:
        yield Finding(
            "date", element(4), "Thiếu địa danh, thời gian ban hành.", "Thêm “…, ngày … tháng … năm …” dưới Tiêu ngữ."
        )
        return
    yield from _look(opened, text, Wanted("date_look", "Địa danh, thời gian", element(4), (13, 14), False, True))
    found = _DATE.fullmatch(text.text)
    if found is None:
        mend = "Viết như “An Bình, ngày 05 tháng 02 năm 2026”, có dấu phẩy sau địa danh."
        yield Finding("date", element(4), "Địa danh, thời gian viết chưa đúng mẫu.", mend, text.text[:80])
        return
    if re.fullmatch("[1-9]", found["day"]) or found["month"] in ("1", "2"):
        mend = "Thêm số 0 trước ngày nhỏ hơn 10 và tháng 1, 2."
        yield Finding("date", element(4), "Ngày hoặc tháng thiếu số 0 đứng trước.", mend, text.text[:80])
    if re.fullmatch("0[3-9]", found["month"]):
        mend = "Chỉ tháng 1, 2 mới thêm số 0 đứng trước."
        yield Finding("date", element(4), "Tháng thừa số 0 đứng trước.", mend, text.text[:80])


def _kind(opened: Opened) -> Iterator[Finding]:
    if opened.kind is None:
        if opened.subject is None:
            mend = "Thêm tên loại in hoa và trích yếu (công văn: “V/v …” dưới số, ký hiệu)."
            yield Finding("kind", element(5), "Không thấy tên loại và trích yếu nội dung.", mend)
        return
    yield from _look(opened, opened.kind, Wanted("kind_look", "Tên loại", element(5), (13, 14), True, False))
    if opened.kind.text != opened.kind.text.upper() and not opened.look.is_caps(opened.kind.element):
        yield Finding("kind", element(5), "Tên loại không in hoa.", "Viết tên loại bằng chữ in hoa.", opened.kind.text)
    for text in (opened.kind, opened.subject):
        if text and opened.look.alignment(text.element) != "center":
            what = "Tên loại, trích yếu không ở giữa."
            yield Finding("kind_place", element(5), what, "Căn giữa dòng này.", text.text[:80])
    if opened.subject:
        yield from _look(opened, opened.subject, Wanted("subject", "Trích yếu", element(5), (13, 14), True, False))


def _look(opened: Opened, text: Text, wanted: Wanted) -> Iterator[Finding]:
    """Size and weight of an element."""
    size = opened.look.size(text.element)
    if size not in wanted.sizes:
        mend = f"Đặt cỡ chữ {_either(wanted.sizes)}."
        yield Finding(wanted.rule, wanted.article, f"{wanted.name} có cỡ chữ {size:g}.", mend, text.text[:80])
    for is_so, should, word in (
        (opened.look.is_bold(text.element), wanted.bold, "đậm"),
        (opened.look.is_italic(text.element), wanted.italic, "nghiêng"),
    ):
        if is_so != should:
            what = f"{wanted.name} {'không ' if should else ''}in {word}."
            mend = f"{'Đặt' if should else 'Bỏ'} kiểu chữ {word}."
            yield Finding(wanted.rule, wanted.article, what, mend, text.text[:80])


def _either(sizes: tuple[float, ...]) -> str:
    return " hoặc ".join(f"{size:g}" for size in sizes)

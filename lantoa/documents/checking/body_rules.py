"""What mục II.6 and II.9 ask of the text and of the recipients."""

from collections.abc import Iterator

from lantoa.documents.checking.finding import Finding, element
from lantoa.documents.checking.opened import Opened, Text

_LONG = 90  # signs: a paragraph that fills a line, so that its alignment shows
_SIZES = (13, 14)
_INDENTS = ((0.95, 1.05), (1.2, 1.3))  # cm
_LEAST_GAP, _MOST_LINES = 6, 1.5


def check_body(opened: Opened) -> Iterator[Finding]:
    """Findings on bases, paragraphs, the end of the text and the recipients."""
    yield from _bases(opened)
    yield from _paragraphs(opened)
    yield from _end(opened)
    yield from _recipients(opened)


def _bases(opened: Opened) -> Iterator[Finding]:
    for place, text in enumerate(opened.bases, start=1):
        if not opened.look.is_italic(text.element):
            yield _finding("bases", "Căn cứ không in nghiêng.", "Đặt kiểu chữ nghiêng cho các căn cứ.", text)
        sign, name = (".", "dấu chấm") if place == len(opened.bases) else (";", "dấu chấm phẩy")
        if not text.text.endswith(sign) and not (sign == "." and text.text.endswith((",", ":"))):
            yield _finding("bases_end", f"Căn cứ không kết thúc bằng {name}.", f"Kết thúc dòng bằng {name}.", text)


def _paragraphs(opened: Opened) -> Iterator[Finding]:
    """One finding a fault, on the first paragraph that has it: one mend of the style serves all."""
    seen: set[str] = set()
    for text in opened.body:
        for finding in _paragraph(opened, text):
            if finding.rule not in seen:
                seen.add(finding.rule)
                yield finding


def _paragraph(opened: Opened, text: Text) -> Iterator[Finding]:
    look = opened.look
    size = look.size(text.element)
    if size not in _SIZES:
        yield _finding("body_size", f"Nội dung có cỡ chữ {size:g}.", "Đặt cỡ chữ 13 hoặc 14.", text)
    if len(text.text) < _LONG:
        return
    if look.alignment(text.element) not in ("both", "distribute"):
        yield _finding("body_align", "Đoạn văn không căn đều hai lề.", "Căn đều hai lề (Ctrl+J).", text)
    indent = look.first_indent(text.element)
    if not any(least <= indent <= most for least, most in _INDENTS):
        what = f"Dòng đầu của đoạn lùi {indent:.2f} cm.".replace(".", ",", 1)
        yield _finding("body_indent", what, "Lùi dòng đầu 1 cm hoặc 1,27 cm.", text)
    if look.gap(text.element) < _LEAST_GAP:
        yield _finding("body_gap", "Khoảng cách giữa các đoạn dưới 6 pt.", "Đặt khoảng cách đoạn tối thiểu 6 pt.", text)
    lines = look.line_spacing(text.element)
    if lines is not None and not 1 <= round(lines, 2) <= _MOST_LINES:
        what = f"Khoảng cách dòng là {lines:.2f} dòng.".replace(".", ",", 1)
        yield _finding("body_lines", what, "Đặt khoảng cách dòng từ đơn đến 1,5 dòng.", text)


def _end(opened: Opened) -> Iterator[Finding]:
    if opened.body and opened.recipients and not any(text.text.endswith("./.") for text in opened.body[-4:]):
        yield _finding(
            "end", "Nội dung không kết thúc bằng “./.”.", "Thêm “./.” vào cuối đoạn cuối cùng.", opened.body[-1]
        )


def _recipients(opened: Opened) -> Iterator[Finding]:
    article = element(9)
    if not opened.recipients:
        mend = "Thêm “Nơi nhận:” bên trái, ngang với quyền hạn, chức vụ của người ký."
        yield Finding("recipients", article, "Thiếu nơi nhận.", mend)
        return
    head, *lines = opened.recipients
    look = opened.look
    if not (look.is_bold(head.element) and look.is_italic(head.element) and look.size(head.element) == 12):
        mend = "Đặt cỡ chữ 12, đậm và nghiêng cho “Nơi nhận:”."
        yield Finding("recipients_head", article, "“Nơi nhận:” không đúng kiểu chữ.", mend, head.text[:80])
    wrong = next((line for line in lines if look.size(line.element) != 11), None)
    if wrong:
        what = f"Nơi nhận có cỡ chữ {look.size(wrong.element):g}."
        yield Finding("recipients_size", article, what, "Đặt cỡ chữ 11.", wrong.text[:80])
    if lines and not any("lưu" in line.text.lower() for line in lines):
        mend = "Thêm dòng cuối “- Lưu: VT, …”."
        yield Finding("recipients_archive", article, "Nơi nhận không có dòng lưu.", mend, lines[-1].text[:80])


def _finding(rule: str, what: str, mend: str, text: Text) -> Finding:
    return Finding(rule, element(6), what, mend, text.text[:80])

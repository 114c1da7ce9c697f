"""A plan of `plans/` as a Word file with automatic numbers and merged cells, and as a printed PDF."""

import re
from pathlib import Path

import typst
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table

_LEVELS = (
    ("upperRoman", "%1.", r"[IVX]+\. "),
    ("decimal", "%2.", r"\d+\. "),
    ("lowerLetter", "%3)", r"[a-z]\) "),
    ("bullet", "-", r"- "),
    ("bullet", "+", r"\+ "),
)
_SIGNATURE = re.compile(r"(?:TM|KT|TL)\. |(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG)$|TRƯỞNG PHÒNG$")


def parts(text: str) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """Letterhead, body, recipients, signature and appendix of a plan written one paragraph to a line."""
    lines = text.splitlines()
    title = lines.index("KẾ HOẠCH")
    recipients = lines.index("Nơi nhận:")
    signature = next(at for at in range(recipients, len(lines)) if _SIGNATURE.match(lines[at]))
    appendix = next((at for at in range(signature, len(lines)) if lines[at].upper().startswith("PHỤ LỤC")), len(lines))
    return (
        lines[:title],
        lines[title:recipients],
        lines[recipients:signature],
        lines[signature:appendix],
        lines[appendix:],
    )


def to_word(text: str, path: Path) -> None:
    """Numbers and bullets are Word's own; letterhead and signature are tables without borders."""
    head, body, recipients, signature, appendix = parts(text)
    document = Document()
    numbering = _numbering(document)
    if head:
        right = [line for line in head if re.match(r"CỘNG H|Độc lập|.*, ngày ", line)]
        _two_sides(document, [line for line in head if line not in right], right)
    _flow(document, body, numbering)
    _two_sides(document, recipients, signature)
    _flow(document, appendix, None)
    document.save(str(path))


def _two_sides(document: WordDocument, left: list[str], right: list[str]) -> None:
    row = document.add_table(rows=1, cols=2).rows[0]
    for cell, lines in zip(row.cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _flow(document: WordDocument, lines: list[str], numbering: "_Numbers | None") -> None:
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line:
            _paragraph(document, line, numbering)


def _paragraph(document: WordDocument, line: str, numbering: "_Numbers | None") -> None:
    for level, (_, _, pattern) in enumerate(_LEVELS):
        found = re.match(pattern, line)
        if found and numbering and not re.match(r"[A-C]\. ", line):
            paragraph = document.add_paragraph(line[found.end() :])
            numbering.set(paragraph._p, level, line)
            return
    document.add_paragraph(line)


def _table(document: WordDocument, rows: list[list[str]]) -> Table:
    """Equal cells of the column on the right edge below one another are merged, as people do by hand."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
        if len([text for text in row if text]) == 2 and re.fullmatch(r"[IVX]+", row[0]):
            table.cell(place, 1).merge(table.cell(place, len(row) - 1))
            table.cell(place, 1).text = row[1]
    return table


class _Numbers:
    """One list for each run of numbers, so that Word counts from one again where the plan does."""

    def __init__(self, document: WordDocument) -> None:
        self.root = document.part.numbering_part.element
        self.lists: dict[int, int] = {}
        self.made = 100

    def set(self, paragraph: object, level: int, line: str) -> None:
        first = level not in self.lists or re.match(r"(?:I|1)\. |a\) ", line)
        if level <= 2 and first:
            self.lists = {one: number for one, number in self.lists.items() if one < level}
        if level not in self.lists:
            self.made += 1
            self.root.append(parse_xml(_num_xml(self.made, level)))
            self.lists[level] = self.made
        properties = paragraph.get_or_add_pPr()  # type: ignore[attr-defined]
        marks = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", self.lists[level])):
            one = OxmlElement(tag)
            one.set(qn("w:val"), str(value))
            marks.append(one)
        properties.append(marks)


def _num_xml(number: int, level: int) -> str:
    return (
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="99"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _numbering(document: WordDocument) -> _Numbers:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text, _) in enumerate(_LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{levels}</w:abstractNum>'))
    return _Numbers(document)


def to_pdf(text: str, path: Path) -> None:
    """Printed pages: two-sided letterhead, indented paragraphs, a table that the page cuts, on a landscape page."""
    head, body, recipients, signature, appendix = parts(text)
    source = [
        '#set page(paper: "a4", margin: (left: 3cm, rest: 2cm))',
        '#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")',
        "#set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 0.9em)",
    ]
    if head:
        right = [line for line in head if re.match(r"CỘNG H|Độc lập|.*, ngày ", line)]
        source.append(_sides([line for line in head if line not in right], right))
    source += [_printed(line) for line in _with_tables(body)]
    source.append(_sides(recipients, signature, left_align="left"))
    if appendix:
        source += ["#set page(flipped: true)", *[_printed(line) for line in _with_tables(appendix)]]
    path.write_bytes(typst.compile("\n\n".join(source).encode(), ignore_system_fonts=True))


def _sides(left: list[str], right: list[str], left_align: str = "center") -> str:
    one, other = (r" \ ".join(_quoted(line) for line in side) for side in (left, right))
    return f"#grid(columns: (1fr, 1fr), align({left_align})[{one}], align(center)[{other}])"


def _with_tables(lines: list[str]) -> list[str | list[list[str]]]:
    found: list[str | list[list[str]]] = []
    for line in lines:
        if "\t" not in line:
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(line.split("\t"))
        else:
            found.append([line.split("\t")])
    return found


def _printed(line: str | list[list[str]]) -> str:
    if isinstance(line, list):
        cells = ", ".join(f"[{_quoted(cell)}]" for row in line[1:] for cell in row)
        head = ", ".join(f"[*{_quoted(cell)}*]" for cell in line[0])
        widths = ", ".join("auto" if place == 0 else "1fr" for place in range(len(line[0])))
        return f"#table(columns: ({widths}), table.header({head}), {cells})"
    if line.isupper():
        return f"#align(center)[*{_quoted(line)}*]"
    return _quoted(line)


def _quoted(text: str) -> str:
    return re.sub(r"([\\#*_`$<>@\[\]~/=+-])", r"\\\1", text).replace('"', '\\"')

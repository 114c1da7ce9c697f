"""Writing a consolidated report of 700 units as .docx, against python-docx writing the same paragraphs and tables."""

import io
from collections.abc import Iterator
from decimal import Decimal

import docx

from benchmarks.harness import Result, compare
from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.report_content import (
    ByUnit,
    Figure,
    FigureGroup,
    Narrative,
    NotIncluded,
    ReportContent,
    UnitFigures,
)

UNITS, FIGURES, PARAGRAPHS = 700, 8, 200
_WORDS = "Đơn vị đã tổ chức truyền thông cải cách hành chính đến phụ huynh, học sinh và nhân dân trên địa bàn. " * 3


def run() -> Iterator[Result]:
    report = _report()
    written = io.BytesIO()
    write_report(report, written)
    made = docx.Document(written)
    texts = [paragraph.text for paragraph in made.paragraphs]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    yield compare(
        f"write a report of {UNITS} units as .docx",
        lambda: write_report(report, io.BytesIO()),
        lambda: _bare(texts, tables),
        0.5,
        rounds=3,
    )


def _bare(texts: list[str], tables: list[list[list[str]]]) -> None:
    """The library as its own guide shows it: a row at a time, a text a cell."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    for lines in tables:
        table = document.add_table(rows=0, cols=len(lines[0]))
        for line in lines:
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    document.save(io.BytesIO())


def _report() -> ReportContent:
    figures = [Figure(str(place), f"Chỉ tiêu {place}", "lượt", Decimal(1000 * place)) for place in range(FIGURES)]
    values = [Decimal(place * 7) for place in range(FIGURES)]
    return ReportContent(
        issuer="Sở Giáo dục và Đào tạo tỉnh An Bình",
        subject="Kết quả truyền thông 6 tháng đầu năm 2026",
        narratives=[Narrative("1", 1, "Kết quả", "\n".join([_WORDS] * PARAGRAPHS))],
        groups=[FigureGroup("", figures)],
        by_unit=ByUnit(figures, [UnitFigures(f"Trường số {unit}", values) for unit in range(UNITS)]),
        not_included=[NotIncluded(f"Trường {unit}", "Chưa gửi") for unit in range(50)],
    )

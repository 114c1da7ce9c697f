"""Results as a workbook: what the screen tells, and nothing that it does not."""

import io
from decimal import Decimal

from openpyxl import Workbook

from lantoa.documents.writing.charts import Chart, Series
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.spreadsheet import Column, Number, Value, add_sheet, new_book
from lantoa.documents.writing.workbook_charts import add_charts
from lantoa.surveys.index import Index
from lantoa.surveys.models import Survey
from lantoa.surveys.screen import HIDDEN, QuestionResult, Screen

_LEVEL = "    "


def workbook(screen: Screen) -> bytes:
    """Factors, units, questions, what was written, the row of years, and charts."""
    book = new_book(f"Kết quả khảo sát: {screen.survey}")
    _add_factors(book, screen)
    _add_units(book, screen)
    results = screen.questions()
    _add_questions(book, results)
    _add_texts(book, results)
    _add_years(book, screen)
    _add_charts(book, screen)
    out = io.BytesIO()
    save_whole(book.save, out)
    return out.getvalue()


def _of(index: Index | None) -> list[Value]:
    if index is None:
        return [HIDDEN, "", ""]
    return [_number(index.value), _number(index.low), _number(index.high)]


def _number(value: float) -> Number:
    return Number(Decimal(str(round(value, 1))), 1)


_INDEX = [Column("Chỉ số (%)", 14), Column("Từ (%)", 12), Column("Đến (%)", 12)]


def _add_factors(book: Workbook, screen: Screen) -> None:
    title = f"{screen.survey} – {screen.unit} – {screen.quarter}"
    rows: list[list[Value]] = [["Chỉ số chung của năm yếu tố", *_of(screen.index)]]
    rows += [[one.label, *_of(one.index)] for one in screen.factors]
    rows += [[note, None, None, None] for note in notes(screen.survey)]
    add_sheet(book, title, [Column("Yếu tố", 60), *_INDEX], rows, name="Yếu tố")


def notes(survey: Survey) -> list[str]:
    """How the figures were made, said on every sheet of paper."""
    return [
        "Chỉ số: tỷ lệ lượt trả lời “Hài lòng” và “Rất hài lòng” trên số lượt trả lời.",
        "Từ – Đến: khoảng tin cậy 95 % (Wilson), có hiệu chỉnh theo số người đã được phục vụ nếu biết.",
        f"“{HIDDEN}”: nhóm có dưới {survey.threshold} phiếu, hoặc nêu ra sẽ làm lộ nhóm như vậy.",
    ]


def _add_units(book: Workbook, screen: Screen) -> None:
    names = [one.label for one in screen.factors]
    columns = [Column("Đơn vị", 48), Column("Số phiếu", 12, centred=True), *_INDEX, *[Column(one, 18) for one in names]]
    rows: list[list[Value]] = [
        [
            f"{_LEVEL * line.node.depth}{line.node.unit.name}",
            line.people,
            *_of(line.index),
            *[_of(one.index)[0] for one in line.factors],
        ]
        for line in screen.units()
    ]
    add_sheet(book, "Theo đơn vị", columns, rows)


def _add_questions(book: Workbook, results: list[QuestionResult]) -> None:
    heads = [("Câu hỏi", 50), ("Ý", 40), ("Trả lời", 34), ("Số lượt", 12), ("Tỷ lệ", 12)]
    rows: list[list[Value]] = []
    for one in results:
        if not one.is_told:
            rows.append([one.question.text, "", HIDDEN, "", ""])
        for row, lines in one.rows:
            rows += [[one.question.text, row, line.label, line.number, line.percent] for line in lines]
    add_sheet(book, "Theo câu hỏi", [Column(head, width) for head, width in heads], rows)


def _add_texts(book: Workbook, results: list[QuestionResult]) -> None:
    rows: list[list[Value]] = [[one.question.text, text] for one in results for text in one.texts]
    if rows:
        heads = [Column("Câu hỏi", 40), Column("Ý kiến (thứ tự ngẫu nhiên)", 90)]
        add_sheet(book, "Ý kiến đã viết", heads, rows)


def _add_years(book: Workbook, screen: Screen) -> None:
    points = screen.years() or screen.quarters()
    if points:
        rows: list[list[Value]] = [[one.label, *_of(one.index), one.broken] for one in points]
        add_sheet(book, "Qua các kỳ", [Column("Kỳ", 16), *_INDEX, Column("Ghi chú", 60)], rows)


def _add_charts(book: Workbook, screen: Screen) -> None:
    factors = [one for one in screen.factors if one.index]
    units = [line for line in screen.units() if line.index][:40]
    charts = [
        _chart("yeu-to", "Chỉ số hài lòng theo yếu tố", [(one.label, one.index) for one in factors]),
        _chart("don-vi", "Chỉ số hài lòng theo đơn vị", [(line.node.unit.label, line.index) for line in units]),
    ]
    drawn = [chart for chart in charts if chart.labels]
    if drawn:
        add_charts(book, drawn)


def _chart(key: str, title: str, rows: list[tuple[str, Index | None]]) -> Chart:
    values = [round(index.value, 1) if index else None for _, index in rows]
    return Chart(key, title, [label for label, _ in rows], [Series("Chỉ số", values)], "%")

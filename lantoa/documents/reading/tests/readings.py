"""Small plans for the tests of single rules: only what a test speaks of is written out, the rest stands ready."""

from typing import Any

from lantoa.documents.plan import PlanReading
from lantoa.documents.reading.files.text import read_text
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.source import Cell, SourceDocument, Table

HEAD = """UBND TỈNH AN BÌNH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 15/KH-SGDĐT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 20 tháng 01 năm 2024
"""
BASES = "Căn cứ Kế hoạch số 02/KH-UBND ngày 05/01/2024 của UBND tỉnh An Bình về tuyên truyền cải cách hành chính;\n"
BODY = """I. MỤC ĐÍCH
Để mọi người cùng hiểu.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
- Theo dõi việc thực hiện.
"""
END = """Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
GIÁM ĐỐC
Lê Văn Tám
"""


def reading_of(text: str) -> PlanReading:
    return read_plan(read_text(text.encode()))


def plan(
    body: str = BODY,
    *,
    head: str = HEAD,
    title: str = "Tuyên truyền năm 2024",
    bases: str = BASES,
    end: str = END,
    appendix: str = "",
) -> dict[str, Any]:
    """The contract's object for a plan of these parts."""
    return reading_of(f"{head}KẾ HOẠCH\n{title}\n{bases}{body}{end}{appendix}").to_contract()


def duties(items: str) -> dict[str, Any]:
    """A plan with one unit that has these items."""
    return plan(f"I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n{items}\n")


def table(*rows: str) -> dict[str, Any]:
    """A plan with a table of tasks in its appendix, cells parted by a bar."""
    lines = "\n".join(row.replace("|", "\t") for row in rows)
    return plan(appendix=f"PHỤ LỤC\nNHIỆM VỤ NĂM 2024\n{lines}\n")


def titles(sections: list[dict[str, Any]]) -> list[str]:
    """The headings in order, each with its label."""
    found: list[str] = []
    for section in sections:
        found += [f"{section['label']} {section['title']}", *titles(section["children"])]
    return found


def with_table(
    text: str, rows: list[list[str | None]], *, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> SourceDocument:
    """A plan with a Word table behind it; `spans` gives the rows and columns that a merged cell covers."""
    document = read_text(text.encode())
    at = len(document.text)
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is None:
                continue
            document.text += "\n" + value
            start = len(document.text) - len(value)
            tall, wide = (spans or {}).get((row, column), (1, 1))
            cells.append(Cell(start, len(document.text), row, column, tall, wide))
    document.blocks.append(Table(at + 1, len(document.text), cells, len(rows), len(rows[0])))
    return document

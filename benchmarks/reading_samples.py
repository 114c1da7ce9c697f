"""The plan that reading is measured on: some 20 pages with 10 tables, as a Word file and as a PDF."""

from itertools import cycle, islice
from pathlib import Path

import docx
import typst
from docx.document import Document

HEAD = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện")
WORDS = (  # noqa: SIM905 - a text reads best as one
    "đẩy mạnh tuyên truyền cải cách hành chính tới cán bộ, công chức, viên chức và nhân dân trên địa bàn; nâng cao "
    "chất lượng phục vụ, công khai thủ tục hành chính, ứng dụng công nghệ thông tin trong giải quyết hồ sơ, "
    "phổ biến kịp thời các quy định mới, nêu gương điển hình, tiếp nhận phản ánh, kiến nghị theo quy định"
).split()
TIMES = ("Thường xuyên", "Quý I/2026", "Quý III, Quý IV/2026", "Trước ngày 30/5/2026", "Theo kế hoạch của UBND tỉnh")
UNITS = ("Văn phòng Sở", "Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính", "Thanh tra Sở")
SECTIONS = ("MỤC ĐÍCH, YÊU CẦU", "ĐỐI TƯỢNG", "NỘI DUNG", "HÌNH THỨC", "TỔ CHỨC THỰC HIỆN")


def sentence(seed: int, length: int) -> str:
    """Words that read like a plan's, another sentence for another seed."""
    words = list(islice(cycle(WORDS), seed * 7 % len(WORDS), seed * 7 % len(WORDS) + length))
    return " ".join(words).capitalize().rstrip(",;") + "."


def rows(table: int) -> list[tuple[str, ...]]:
    """The rows of one table, its head first."""
    body = [
        (
            str(place),
            sentence(table + place, 18),
            "Kế hoạch, báo cáo",
            UNITS[place % len(UNITS)],
            "Các phòng thuộc Sở, các trường trực thuộc",
            TIMES[place % len(TIMES)],
        )
        for place in range(1, 11)
    ]
    return [HEAD, *body]


def word_plan(folder: Path) -> Path:
    """The plan as a Word file."""
    made = docx.Document()
    for text in ("KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2026"):
        made.add_paragraph().add_run(text).bold = True
    for place, title in enumerate(SECTIONS):
        made.add_paragraph().add_run(f"{('I', 'II', 'III', 'IV', 'V')[place]}. {title}").bold = True
        for item in range(12):
            made.add_paragraph(f"- {sentence(place * 12 + item, 60)}")
    for table in range(10):
        _add_table(made, rows(table))
    path = folder / "plan.docx"
    made.save(str(path))
    return path


def _add_table(made: Document, texts: list[tuple[str, ...]]) -> None:
    made.add_paragraph("PHỤ LỤC")
    table = made.add_table(len(texts), len(HEAD), style="Table Grid")
    for cell, text in zip(table._cells, (text for row in texts for text in row), strict=True):
        cell.text = text


def pdf_plan(folder: Path) -> Path:
    """The same plan as a PDF with ruled tables that pages cut."""
    parts = ['#set page(paper: "a4", margin: 2cm)', '#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")']
    parts += ["#align(center)[*KẾ HOẠCH* \\ *Tuyên truyền cải cách hành chính năm 2026*]"]
    for place, title in enumerate(SECTIONS):
        parts += [f"*{('I', 'II', 'III', 'IV', 'V')[place]}. {title}*"]
        parts += [f"\\- {sentence(place * 12 + item, 60)}" for item in range(12)]
    for table in range(10):
        cells = ", ".join(f"[{text}]" for row in rows(table) for text in row)
        parts += [f"PHỤ LỤC\n#table(columns: (1cm, 3fr, 2fr, 2fr, 2fr, 2fr), {cells})"]
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile("\n\n".join(parts).encode(), ignore_system_fonts=True))
    return path

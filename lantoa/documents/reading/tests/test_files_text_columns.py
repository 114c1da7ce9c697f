"""Tables and side-by-side blocks of texts that are printed with spaces, as `pdftotext -layout` does."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.reading.files.text import read_text
from lantoa.documents.source import SourceDocument

from .made_files import grid, lines, pdf_file, program, saved, tables

pytestmark = pytest.mark.pure

HEAD = ("STT", "Nội dung", "Chủ trì", "Thời gian")
WIDE = (6, 26, 16, 14)


def read(text: str) -> SourceDocument:
    return read_text(text.encode())


def row(*cells: str, widths: tuple[int, ...] = WIDE) -> str:
    return "".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def printed(*rows: str) -> list[list[list[str | None]]]:
    document = read("\n".join(rows))
    return [grid(document, table) for table in tables(document)]


def test_a_table_of_aligned_columns_gives_its_cells_with_their_lines_joined() -> None:
    text = (
        row(*HEAD),
        row("1", "Tổ chức hội nghị", "Văn phòng Sở", "Quý I"),
        row("", "tuyên truyền", "", ""),
        row("2", "Kiểm tra", "", "Tháng 9,"),
        row("", "", "", "tháng 10"),
    )
    assert printed(*text) == [
        [
            list(HEAD),
            ["1", "Tổ chức hội nghị tuyên truyền", "Văn phòng Sở", "Quý I"],
            ["2", "Kiểm tra", "", "Tháng 9, tháng 10"],
        ]
    ]


def test_columns_may_wander_and_a_full_cell_be_one_space_from_the_next() -> None:
    text = (
        "STT   Nhiệm vụ                   Cơ quan chủ trì   Cơ quan phối hợp   Thời gian",
        "1     Ban hành văn bản           Sở Nội vụ         Các sở, ngành      Quý I",
        "2      Xây dựng chuyên mục        Đài Phát thanh và Sở Nội vụ          Quý II",
        "       trên Cổng                  Truyền hình",
        "3    Rà soát, đơn giản hóa TTHC Sở Tư pháp        Sở Nội vụ           Quý III",
    )
    assert [cells[1:] for cells in printed(*text)[0][1:]] == [
        ["Ban hành văn bản", "Sở Nội vụ", "Các sở, ngành", "Quý I"],
        ["Xây dựng chuyên mục trên Cổng", "Đài Phát thanh và Truyền hình", "Sở Nội vụ", "Quý II"],
        ["Rà soát, đơn giản hóa TTHC", "Sở Tư pháp", "Sở Nội vụ", "Quý III"],
    ]


def test_a_title_of_a_group_is_one_cell_over_all_columns() -> None:
    text = (row(*HEAD), "I. Công tác chỉ đạo, điều hành của Sở", row("1", "Họp", "Sở", "Quý I"))
    document = read("\n".join(text))
    (table,) = tables(document)
    assert [(cell.row, cell.column_span) for cell in table.cells if cell.column_span > 1] == [(1, 4)]


def test_a_head_of_several_lines_with_a_split_column_keeps_both_heads() -> None:
    text = (
        "TT   Tên công việc        Thời       Cơ quan thực hiện          Kết quả",
        "                          gian       Phối hợp     Chủ trì",
        "1    Xây dựng kế hoạch    Tháng 01   Các phòng    Văn phòng     Kế hoạch",
    )
    assert printed(*text) == [
        [
            ["TT", "Tên công việc", "Thời gian", "Cơ quan thực hiện", "Cơ quan thực hiện", "Kết quả"],
            ["TT", "Tên công việc", "Thời gian", "Phối hợp", "Chủ trì", "Kết quả"],
            ["1", "Xây dựng kế hoạch", "Tháng 01", "Các phòng", "Văn phòng", "Kế hoạch"],
        ]
    ]


def test_a_table_without_numbers_begins_a_row_where_its_first_column_begins_anew() -> None:
    text = (
        "Thời gian         Nội dung công việc       Người phụ trách",
        "Tháng 9/2023      Phổ biến nội quy         Đoàn trường",
        "Tháng 10, tháng   Hưởng ứng Ngày Pháp      Tổ Giáo dục",
        "11/2023           luật                     công dân",
        "Cả năm            Cập nhật văn bản         Văn thư",
    )
    assert printed(*text)[0][2] == ["Tháng 10, tháng 11/2023", "Hưởng ứng Ngày Pháp luật", "Tổ Giáo dục công dân"]


def test_each_page_of_a_table_is_a_table_with_its_edges_and_a_repeated_head_is_no_row_cut_in_two() -> None:
    first = f"{row(*HEAD)}\n{row('1', 'Tổ chức', 'Sở', 'Quý I')}\n"
    again = f"2\n{row(*HEAD)}\n{row('', 'hội nghị', '', '')}\n{row('2', 'Họp', 'Sở', 'Quý II')}\n"
    document = read(f"{first}\f{again}\f{row('', 'giao ban', '', '')}\n{row('3', 'Thi', 'Sở', 'Quý III')}\n")
    found = tables(document)
    assert [grid(document, table)[-1][0] for table in found] == ["1", "2", "3"]
    assert [grid(document, table)[0][1] for table in found] == ["Nội dung", "Nội dung", "giao ban"]
    assert all(len(table.edges) == 5 and table.edges == sorted(table.edges) for table in found)


def test_the_text_below_a_table_is_no_part_of_it() -> None:
    text = (
        row(*HEAD),
        row("1", "Tổ chức hội nghị", "Văn phòng Sở", "Quý I"),
        "      IV. KINH PHÍ",
        "      Kinh phí thực hiện do ngân sách bảo đảm theo phân cấp hiện hành của Nhà nước.",
    )
    document = read("\n".join(text))
    assert len(tables(document)) == 1
    assert lines(document) == [text[2].strip(), text[3].strip()]


def test_the_letterhead_and_the_signature_are_read_one_block_after_the_other() -> None:
    text = """  UBND TỈNH AN BÌNH              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 SỞ GIÁO DỤC VÀ ĐÀO                    Độc lập - Tự do - Hạnh phúc
          TẠO
   Số:     /KH-SGDĐT                   An Bình, ngày    tháng 02 năm 2025
                                    KẾ HOẠCH
                      Truyền thông công tác cải cách hành chính
Nơi nhận:                                           KT. GIÁM ĐỐC
- UBND tỉnh;                                        PHÓ GIÁM ĐỐC
- Lưu: VT.


                                                  Nguyễn Thị Yến
                                     PHỤ LỤC"""
    assert [" ".join(line.split()) for line in lines(read(text))] == [
        "UBND TỈNH AN BÌNH",
        "SỞ GIÁO DỤC VÀ ĐÀO",
        "TẠO",
        "Số: /KH-SGDĐT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày tháng 02 năm 2025",
        "KẾ HOẠCH",
        "Truyền thông công tác cải cách hành chính",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Thị Yến",
        "PHỤ LỤC",
    ]


WORD = st.sampled_from(["Tổ chức", "hội nghị", "văn bản", "Sở", "tuyên truyền", "kiểm tra,", "Phòng"])
CELL = st.lists(WORD, min_size=1, max_size=6).map(" ".join).map(lambda text: text[0].upper() + text[1:])


def wrapped(text: str, width: int) -> list[str]:
    found = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_table_that_is_set_in_columns_comes_back(rows: list[list[str]]) -> None:
    text = [row(*HEAD)]
    for number, cells in enumerate(rows, start=1):
        parts = [[str(number)], *(wrapped(cell, width - 2) for cell, width in zip(cells, WIDE[1:], strict=True))]
        for line in range(max(map(len, parts))):
            text.append(row(*(part[line] if line < len(part) else "" for part in parts)))
    assert printed(*text)[0][1:] == [[str(number), *cells] for number, cells in enumerate(rows, start=1)]


@given(st.lists(st.lists(WORD, min_size=1, max_size=14).map(" ".join), max_size=30), st.integers(0, 9))
def test_ordinary_text_is_never_a_table_nor_put_in_another_order(paragraphs: list[str], indent: int) -> None:
    text = [" " * indent * (place % 2) + paragraph for place, paragraph in enumerate(paragraphs)]
    if paragraphs:
        document = read("\n".join(text))
        assert not tables(document)
        assert lines(document) == paragraphs


def test_stretched_lines_and_blanks_to_fill_in_make_no_table() -> None:
    text = (
        "Số:      /KH-UBND   ngày     tháng     năm 2025",
        "Đăng trên   Trang thông tin   điện   tử   của   trường   tại",
        "Người lập             Kế toán             Thủ trưởng",
        "Lê Thị A              Trần B              Ngô C",
    )
    assert not printed(*text)


def test_a_printed_page_is_read_from_its_layout_as_from_its_pdf(tmp_path: Path) -> None:
    converter = program("pdftotext")
    cells = ", ".join(
        f"[{place}], [Tổ chức hội nghị tuyên truyền pháp luật], [Văn phòng Sở, Phòng Giáo dục], [], [Quý {place}]"
        for place in range(1, 12)
    )
    heads = "[STT], [Nội dung], [Chủ trì], [Sản phẩm], [Thời gian]"
    source = f"#table(columns: (auto, 2fr, 1fr, 1fr, 1fr), table.header({heads}), {cells})"
    pdf = saved(tmp_path, "a.pdf", pdf_file(source))
    subprocess.run([converter, "-layout", pdf, tmp_path / "a.txt"], check=True)
    document = read_text((tmp_path / "a.txt").read_bytes())
    rows = [cells for table in tables(document) for cells in grid(document, table) if cells[0] != "STT"]
    assert rows == [
        [str(place), "Tổ chức hội nghị tuyên truyền pháp luật", "Văn phòng Sở, Phòng Giáo dục", "", f"Quý {place}"]
        for place in range(1, 12)
    ]

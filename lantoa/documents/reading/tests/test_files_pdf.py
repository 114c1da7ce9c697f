import io
from ctypes import c_double
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.reading.files.pdf import read_pdf
from lantoa.documents.reading.opening import open_document
from lantoa.documents.source import Line, SourceDocument

from .made_files import grid, lines, old_pdf_file, pdf_file, raw_pdf_file, saved, tables

pytestmark = pytest.mark.pure

LETTERHEAD = r"""
#grid(columns: (2fr, 3fr), align: center + horizon,
  [UBND TỈNH AN BÌNH \ *SỞ GIÁO DỤC VÀ ĐÀO TẠO* \ Số: #h(2cm)/KH-SGDĐT],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \ *Độc lập - Tự do - Hạnh phúc* \ _An Bình, ngày #h(1cm) tháng 02 năm 2026_])
#align(center)[*KẾ HOẠCH* \ *Tuyên truyền cải cách hành chính năm 2026*]
"""
ENDING = r"""
#grid(columns: (1fr, 1fr), [*_Nơi nhận:_* \ \- UBND tỉnh; \ \- Các phòng thuộc Sở; \ \- Lưu: VT.],
  align(center)[*KT. GIÁM ĐỐC* \ *PHÓ GIÁM ĐỐC* \ #v(2cm) *Nguyễn Thị Ánh*])
"""


def read(folder: Path, source: str) -> SourceDocument:
    return read_pdf(saved(folder, "made.pdf", pdf_file(source)))


def line(document: SourceDocument, text: str) -> Line:
    return next(block for block in document.blocks if isinstance(block, Line) and document[block.span] == text)


def test_the_letterhead_is_read_column_by_column(tmp_path: Path) -> None:
    assert lines(read(tmp_path, LETTERHEAD)) == [
        "UBND TỈNH AN BÌNH",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Số: /KH-SGDĐT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Bình, ngày tháng 02 năm 2026",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
    ]


def test_a_letterhead_whose_columns_are_not_level_does_not_mix(tmp_path: Path) -> None:
    source = r"""#grid(columns: (2fr, 3fr), align: center + horizon, row-gutter: 6pt,
      [TRƯỜNG THPT \ AN BÌNH], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*], [Số: 5/KH-THPT], [_An Bình, ngày 5_])
    Căn cứ kế hoạch."""
    assert lines(read(tmp_path, source)) == [
        "TRƯỜNG THPT", "AN BÌNH", "Số: 5/KH-THPT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "An Bình, ngày 5",
        "Căn cứ kế hoạch.",
    ]  # fmt: skip


def test_recipients_come_before_the_signature_and_neither_runs_into_the_other(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "Trên đây là kế hoạch./.\n" + ENDING)) == [
        "Trên đây là kế hoạch./.",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Các phòng thuộc Sở;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Thị Ánh",
    ]


def test_lines_say_where_and_how_they_stand(tmp_path: Path) -> None:
    document = read(
        tmp_path, "#align(center)[*KẾ HOẠCH*]\n\n_Căn cứ_ " + "tuyên truyền " * 40 + "\n\n#v(1cm)#h(1cm)Sau"
    )
    title, after = line(document, "KẾ HOẠCH"), line(document, "Sau")
    assert (title.page, title.bold, title.centred, title.size, title.whole) == (1, True, True, 13.0, False)
    assert after.left is not None
    assert after.left > 0.12
    assert after.gap is not None
    assert after.gap > 1
    assert not after.centred


def test_a_ruled_table_keeps_merged_cells_and_knows_its_edges(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        """#table(columns: (1cm, 1fr, 1fr, 2cm),
        table.cell(rowspan: 2)[STT], table.cell(colspan: 2)[Nội dung], table.cell(rowspan: 2)[Ghi chú],
        [Việc], [Đơn vị], [1], [Xây dựng kế hoạch tuyên truyền dài hơn một dòng của ô này],
        table.cell(rowspan: 2)[Văn phòng], [], [2], [Tập huấn], [Quý I])""",
    )
    (table,) = tables(document)
    assert grid(document, table) == [
        ["STT", "Nội dung", "Nội dung", "Ghi chú"],
        ["STT", "Việc", "Đơn vị", "Ghi chú"],
        ["1", "Xây dựng kế hoạch tuyên truyền dài hơn một dòng của ô này", "Văn phòng", ""],
        ["2", "Tập huấn", "Văn phòng", "Quý I"],
    ]
    assert table.page == 1
    assert len(table.edges) == 5
    assert table.edges == sorted(table.edges)


def test_a_table_cut_by_pages_is_one_table_a_page_with_the_same_edges(tmp_path: Path) -> None:
    rows = "".join(f"[{place}], [Nhiệm vụ {place}], [Văn phòng]," for place in range(1, 90))
    head = "table.header[STT][Nhiệm vụ][Chủ trì],"
    document = read(tmp_path, f"Trước\n#table(columns: (1cm, 1fr, 1fr), {head} {rows})\nSau")
    parts = tables(document)
    assert len(parts) > 1
    assert {tuple(part.edges) for part in parts} == {tuple(parts[0].edges)}
    assert [part.page for part in parts] == list(range(1, len(parts) + 1))
    texts = [row for part in parts for row in grid(document, part)]
    assert [row[1] for row in texts if row[0] != "STT"] == [f"Nhiệm vụ {place}" for place in range(1, 90)]
    assert lines(document) == ["Trước", "Sau"]


def test_a_table_without_outer_rules_is_still_a_table(tmp_path: Path) -> None:
    document = read(
        tmp_path, "#table(columns: 3, stroke: (x, y) => (left: if x > 0 {1pt}, top: if y > 0 {1pt}), [a],[b],[c],"
        "[d],[e],[f],[g],[h],[i])",
    )  # fmt: skip
    (table,) = tables(document)
    assert grid(document, table) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


def test_a_box_around_one_text_and_an_underline_are_no_tables(tmp_path: Path) -> None:
    document = read(tmp_path, "#box(stroke: 1pt, inset: 4pt)[HỎA TỐC]\n\n#underline[Độc lập] #line(length: 4cm)")
    assert tables(document) == []
    assert lines(document) == ["HỎA TỐC", "Độc lập"]


def test_page_numbers_and_running_heads_are_dropped_but_numbers_in_the_text_stay(tmp_path: Path) -> None:
    head = "#set page(header: context align(center)[#counter(page).display()], footer: [Kế hoạch số 5])\n"
    document = read(tmp_path, head + "Trang một, năm\n\n2026\n#pagebreak()\nTrang hai\n#pagebreak()\nTrang ba")
    assert lines(document) == ["Trang một, năm", "2026", "Trang hai", "Trang ba"]


def test_a_page_printed_sideways_is_read_upright(tmp_path: Path) -> None:
    source = """#rotate(-90deg, reflow: true)[#box(width: 20cm)[ *PHỤ LỤC* \\ Danh mục nhiệm vụ
    #table(columns: (1cm, 6cm), [STT], [Nhiệm vụ], [1], [Xây dựng chuyên mục])]]"""
    document = read(tmp_path, source)
    assert lines(document) == ["PHỤ LỤC", "Danh mục nhiệm vụ"]
    assert grid(document, tables(document)[0]) == [["STT", "Nhiệm vụ"], ["1", "Xây dựng chuyên mục"]]


def test_a_flag_that_turns_the_page_changes_nothing(tmp_path: Path) -> None:
    plain = pdf_file(LETTERHEAD)
    turned = pypdfium2.PdfDocument(plain)
    turned[0].set_rotation(90)
    held = io.BytesIO()
    turned.save(held)
    first = read_pdf(saved(tmp_path, "a.pdf", plain))
    second = read_pdf(saved(tmp_path, "b.pdf", held.getvalue()))
    assert lines(first) == lines(second)


def test_years_over_a_line_end_keep_their_hyphen(tmp_path: Path) -> None:
    text = " ".join(lines(read(tmp_path, "#box(width: 2.2cm)[giai đoạn 2021-\\ 2025]")))
    assert "2021-" in text


@pytest.mark.parametrize("ending", [b" f*\n", b"\n"], ids=["each its own path", "one path"])
def test_borders_drawn_as_thin_areas_cell_by_cell_make_a_table_too(ending: bytes, tmp_path: Path) -> None:
    """So Word's own PDF export draws them."""
    xs, ys = (100, 200, 300), (700, 680, 640)
    borders = [(a, y, b - a, 0.48) for y in ys for a, b in pairwise(xs)]
    borders += [(x, b, 0.48, a - b) for a, b in pairwise(ys) for x in xs if (x, a) != (200, 700)]
    drawn = b"".join(b"%g %g %g %g re" % border + ending for border in borders) + b"f*\n"
    texts = ((110, 685, b"Head"), (110, 660, b"one"), (210, 660, b"two"))
    written = b"".join(b"BT /F 10 Tf %d %d Td (%s) Tj ET\n" % text for text in texts)
    document = read_pdf(saved(tmp_path, "word.pdf", raw_pdf_file("Helvetica", drawn + written)))
    (table,) = tables(document)
    assert grid(document, table) == [["Head", "Head"], ["one", "two"]]


@pytest.mark.parametrize(
    ("font", "codes", "text"),
    [
        (".VnTime", "KÕ ho¹ch 2021-2025 cña tr\u00adêng - th\u00ad", "Kế hoạch 2021-2025 của trường - thư"),
        ("ABCDEF+.VnTimeH", "kÕ ho¹ch tr\u00adêng", "KẾ HOẠCH TRƯỜNG"),
        ("VNI-Times", "Keá hoaïch cuûa tröôøng", "Kế hoạch của trường"),
        ("Helvetica", "KÕ ho¹ch cña tr\u00adêng", "Kế hoạch của trường"),
    ],
)
def test_fonts_from_before_unicode_are_decoded(font: str, codes: str, text: str, tmp_path: Path) -> None:
    document = open_document(saved(tmp_path, "old.pdf", old_pdf_file(font, codes.encode("cp1252"))))
    assert lines(document) == [text]


WORDS = (
    "tuyên truyền cải cách hành chính nghiêng ngưỡng ửng ưỡn ẵm ặt quyết huỵch thuở khuỷu giữa đường sự nghiệp Ứng Ế"
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=60), st.integers(8, 16), st.booleans())
def test_no_diacritic_is_lost_and_no_space_comes_or_goes(words: list[str], size: int, justified: bool) -> None:
    made = pdf_file(f"#set text(size: {size}pt)\n#set par(justify: {str(justified).lower()})\n{' '.join(words)}")
    path = Path(_folder(), "words.pdf")
    path.write_bytes(made)
    assert " ".join(lines(read_pdf(path))).split() == words


def _folder() -> str:
    import tempfile

    return tempfile.mkdtemp()


def test_a_row_parted_by_tabs_that_wraps_is_read_to_its_end_before_the_next_line(tmp_path: Path) -> None:
    source = "Tài liệu#h(2cm)Văn phòng#h(2cm)Các phòng#h(2cm)Theo kế \\\nhoạch của tỉnh"
    read = lines(open_document(saved(tmp_path, "a.pdf", pdf_file(source))))
    assert read == ["Tài liệu", "Văn phòng", "Các phòng", "Theo kế", "hoạch của tỉnh"]


def _tight_box(page: object, index: int, box: pdfium.FS_RECTF) -> bool:
    sides = [c_double() for _ in range(4)]
    found = pdfium.FPDFText_GetCharBox(page, index, *sides)
    box.left, box.right, box.bottom, box.top = (side.value for side in sides)
    return bool(found)


def test_commas_stay_on_their_line_where_the_font_names_no_ascent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfium, "FPDFText_GetLooseCharBox", _tight_box)
    words = "Rà soát, bố trí và sử dụng cán bộ, công chức, viên chức có năng lực, hiểu biết, kiến thức pháp luật"
    document = read(tmp_path, f"#set page(width: 9cm)\n#set par(leading: 0.35em)\n{words}")
    assert " ".join(lines(document)) == words

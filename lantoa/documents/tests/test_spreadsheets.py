import csv
import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from lantoa.documents import spreadsheets
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.spreadsheets import CellError, Column, read_table

pytestmark = pytest.mark.pure

COLUMNS = [
    Column("name", "Tên đơn vị", also=("Đơn vị",), required=True),
    Column("kind", "Loại", required=True),
    Column("phone", "Điện thoại", also=("SĐT",)),
    Column("since", "Ngày hiệu lực"),
    Column("pupils", "Số học sinh"),
]


def xlsx(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


HEADER = ["Tên đơn vị", "Loại", "Điện thoại", "Ngày hiệu lực", "Số học sinh"]
SCHOOL = ["Trường THPT Hoa Lư", "trường", "0912345678", "01/07/2025", "1.234"]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_table(data, COLUMNS)
    assert refused.value.sentence.endswith(".")
    return refused.value.sentence


def test_a_workbook_gives_rows_with_their_numbers() -> None:
    table = read_table(xlsx(HEADER, SCHOOL, [], ["Văn phòng Sở", "phòng"]), COLUMNS)
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].values == dict(zip(["name", "kind", "phone", "since", "pupils"], SCHOOL, strict=True))
    assert table.rows[1]["phone"] == ""


def test_the_header_may_stand_below_a_title_and_above_a_line_that_numbers_the_columns() -> None:
    table = read_table(
        xlsx(
            ["DANH SÁCH ĐƠN VỊ"],
            [],
            ["STT", "LOẠI (*)", "  tên\nđơn vị"],
            ["(1)", "(2)", "(3)"],
            [1, "trường", "THPT A"],
        ),
        COLUMNS,
    )
    assert [(row.number, row["name"], row["kind"]) for row in table.rows] == [(5, "THPT A", "trường")]
    assert table.unknown == ["STT"]


def test_headings_may_be_named_otherwise_and_lack_accents() -> None:
    table = read_table(xlsx(["Don vi", "loai", "SDT"], ["THPT A", "trường", "0123"]), COLUMNS)
    assert table.rows[0]["phone"] == "0123"


def test_the_table_may_stand_on_a_later_sheet() -> None:
    workbook = Workbook()
    workbook.create_sheet("Danh sách").append(HEADER)
    workbook["Danh sách"].append(SCHOOL)
    assert len(read_table(saved(workbook), COLUMNS).rows) == 1


def test_cells_are_shown_as_the_sheet_shows_them() -> None:
    row = ["THPT A\u00a0 ", True, 912345678, datetime(2025, 7, 1), 1234.5]
    values = read_table(xlsx(HEADER, row, formats={"C2": "0000000000"}), COLUMNS).rows[0].values
    assert values == {
        "name": "THPT A",
        "kind": "có",
        "phone": "0912345678",
        "since": "01/07/2025",
        "pupils": "1234,5",
    }
    assert read_table(xlsx(HEADER, ["A", 0.125], formats={"B2": "0.0%"}), COLUMNS).rows[0]["kind"] == "12,5%"


def test_text_is_composed_whatever_the_file_holds() -> None:
    name = unicodedata.normalize("NFD", "Trường Tiểu học Thuỷ Sơn")
    assert read_table(xlsx(HEADER, [name, "trường"]), COLUMNS).rows[0]["name"] == "Trường Tiểu học Thuỷ Sơn"


CSV = "Tên đơn vị;Loại;Điện thoại\nTrường Tiểu học Ngô Quyền;trường;0123\n\n“Sở Y tế”, tỉnh;sở;\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_csv_is_read_in_the_encodings_and_with_the_marks_that_offices_use(codec: str, mark: str) -> None:
    text = CSV.replace(", tỉnh", " tỉnh").replace(";", mark)
    data = for_windows(text).encode(codec) if codec == "cp1258" else text.encode(codec)
    rows = read_table(data, COLUMNS).rows
    assert [(row.number, row["name"], row["phone"]) for row in rows] == [
        (2, "Trường Tiểu học Ngô Quyền", "0123"),
        (4, "“Sở Y tế” tỉnh", ""),
    ]


def for_windows(text: str) -> str:
    """Windows-1258 has â, ê, ô, ơ, ư of one piece, but tones as marks of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        marks = "".join(mark for mark in apart if mark in tones)
        pieces.append(unicodedata.normalize("NFC", apart.translate(dict.fromkeys(map(ord, tones)))) + marks)
    return "".join(pieces)


def test_csv_cells_may_be_quoted_and_hold_the_mark_and_line_breaks() -> None:
    data = 'sep=,\nTên đơn vị,Loại\n"Sở A, tỉnh B","văn\nphòng"\n'.encode()
    row = read_table(data, COLUMNS).rows[0]
    assert (row["name"], row["kind"]) == ("Sở A, tỉnh B", "văn phòng")


def test_dates_and_numbers_are_read_or_named_with_their_row_and_column() -> None:
    good, bad = read_table(xlsx(HEADER, SCHOOL, ["B", "c", "", "31/02/2025", "12.5"]), COLUMNS).rows
    assert (good.date("since"), good.number_in("pupils")) == (date(2025, 7, 1), Decimal(1234))
    with pytest.raises(CellError, match=r"Dòng 3, cột “Ngày hiệu lực”: Không có ngày 31 .* chỉ có 28 ngày\."):
        bad.date("since")
    with pytest.raises(CellError, match=r"Dòng 3, cột “Số học sinh”: Số “12\.5” chưa rõ"):
        bad.number_in("pupils")
    assert read_table(xlsx(HEADER, ["A", "b"]), COLUMNS).rows[0].date("since") is None


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "Tệp trống"),
        (b" \n", "Tệp trống"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "đời cũ hoặc có mật khẩu"),
        (b"%PDF-1.7 \n%\xe2\xe3", "Không nhận ra đây là bảng tính"),
        (b"<html><table></table></html>", "Không nhận ra đây là bảng tính"),
        (b"PK\x03\x04 cut off", "hỏng hoặc tải chưa hết"),
        (xlsx(HEADER, SCHOOL)[:-900], "hỏng hoặc tải chưa hết"),
        (xlsx(["Họ tên", "Loại"], ["A", "b"]), "các cột: Tên đơn vị, Loại"),
        ("Họ tên;Loại\nA;b".encode(), "các cột: Tên đơn vị, Loại"),
        (xlsx(["Tên đơn vị", "Đơn vị", "Loại"]), "hai cột cùng là “Tên đơn vị”"),
        (xlsx([]), "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(data: bytes, hint: str) -> None:
    assert hint in refusal(data)


def test_a_zip_that_holds_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "Không nhận ra đây là bảng tính" in refusal(file.getvalue())


def test_a_file_that_unpacks_to_far_more_than_a_table_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(xlsx(HEADER, SCHOOL), "xl/worksheets/sheet1.xml", b" " * (30 << 20))
    assert len(bomb) < 1 << 20
    assert "lớn bất thường" in refusal(bomb)


def test_entities_are_not_expanded() -> None:
    sheet = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>Tên đơn vị</t></is></c><c r="B1" t="inlineStr"><is><t>Loại</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    assert "hỏng" in refusal(with_part(xlsx(HEADER), "xl/worksheets/sheet1.xml", sheet.encode()))


def test_a_cell_with_an_error_is_named() -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active.append(HEADER)
    workbook.active.append(["A", "#REF!"])
    workbook.active["B2"].data_type = "e"
    assert "Ô B2 của bảng báo lỗi #REF!" in refusal(saved(workbook))


def test_a_formula_is_read_by_its_result_and_named_where_it_has_none() -> None:
    plain = xlsx(["Tên", "Số"], ["An", 7])
    with zipfile.ZipFile(io.BytesIO(plain)) as packed:
        head, _, _ = packed.read("xl/worksheets/sheet1.xml").partition(b'<c r="B2"')

    def sheet(cell: bytes) -> bytes:
        part = head + b'<c r="B2"' + cell + b"</c></row></sheetData></worksheet>"
        return with_part(plain, "xl/worksheets/sheet1.xml", part)

    columns = [Column("number", "Số")]
    assert read_table(sheet(b"><f>3+4</f><v>7</v>"), columns).rows[0]["number"] == "7"
    assert read_table(sheet(b' t="str"><f>""</f><v></v>'), columns).rows == []
    for undone in (b"<f>1+1</f><v />", b"<f>1+1</f><v></v>", b"<f>1+1</f>"):
        with pytest.raises(UnreadableDocument, match="Ô B2 của bảng là công thức chưa có kết quả"):
            read_table(sheet(b">" + undone), columns)


def test_too_many_rows_are_refused_but_empty_formatted_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    assert "hơn" in refusal(xlsx(HEADER, SCHOOL, SCHOOL, SCHOOL))
    assert len(read_table(xlsx(HEADER, SCHOOL, SCHOOL, *[["", ""]] * 50), COLUMNS).rows) == 2


def test_few_bytes_cannot_claim_endless_empty_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_CELLS", 100)
    assert "lớn bất thường" in refusal(xlsx(HEADER, *[[None] * 30 + [1]] * 5))


def test_a_workbook_that_lost_its_styles_is_refused() -> None:
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    data = with_part(xlsx(HEADER, ["A", 0.5], formats={"B2": "0.0%"}), "xl/styles.xml", styles)
    assert "hỏng" in refusal(data)


WHOLE = xlsx(HEADER, SCHOOL)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    with suppress(UnreadableDocument):
        read_table(bytes(data), COLUMNS)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableDocument):
        read_table(data, COLUMNS)


cells = st.text(st.sampled_from('ab ắĐ;,"\n\t'), max_size=6).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(cells, cells), max_size=6), st.sampled_from(";,\t"))
def test_csv_written_by_a_spreadsheet_program_is_read_back(pairs: list[tuple[str, str]], mark: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows([("Tên đơn vị", "Loại"), *pairs])
    rows = read_table(file.getvalue().encode("utf-8-sig"), COLUMNS).rows
    assert [(row["name"], row["kind"]) for row in rows] == [pair for pair in pairs if any(pair)]

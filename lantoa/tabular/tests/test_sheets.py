import io
import tempfile
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lantoa.documents.errors import UnreadableDocument
from lantoa.tabular.plan import Change, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import LONGEST_CELL, Column, Row, read_rows, write_csv
from lantoa.tabular.workbooks import write_template, write_xlsx, write_xlsx_to
from lantoa.vietnamese.text import squeeze

pytestmark = pytest.mark.pure
COLUMNS = (Column("name", "Họ và tên", is_required=True), Column("phone", "Điện thoại", hint="Có số 0 ở đầu"))
cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=60).map(squeeze)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first draw reads Unicode's tables
@given(st.lists(st.tuples(cells.filter(lambda text: text.strip()), cells), min_size=1, max_size=5))
@pytest.mark.parametrize("write", [write_csv, lambda columns, rows: write_xlsx(columns, rows, title="Bảng")])
def test_what_goes_out_comes_back_the_same(write, rows):
    def kept(text):
        is_marked = text[:1] == "'" and (text[1:2] in ("=", "+", "-", "@") or text[1:2].isdecimal())
        return text[1:] if is_marked else text

    content = write(COLUMNS, rows)
    read, unknown = read_rows(content, COLUMNS)
    assert [(row.get("name"), row.get("phone")) for row in read] == [(kept(a), kept(b)) for a, b in rows]
    assert unknown == []


def test_a_cell_cannot_become_a_formula():
    rows = [["=1+1", "+84 912"]]
    assert b"'=1+1,'+84 912" in write_csv(COLUMNS, rows)
    sheet = load_workbook(io.BytesIO(write_xlsx(COLUMNS, rows, title="Bảng"))).active
    assert sheet["A2"].data_type == "s"


def test_numbers_can_be_added_up_and_text_stays_text():
    columns = [Column("name", "Tên"), Column("count", "Số"), Column("mean", "Trung bình")]
    rows = [["0123", 14, Decimal("3.5")], ["-1", -2, ""]]
    sheet = load_workbook(io.BytesIO(write_xlsx(columns, rows, title="Số"))).active
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [("0123", 14, 3.5), ("-1", -2, None)]
    assert write_csv(columns, rows).decode("utf-8-sig").splitlines()[1:] == ["0123,14,3.5", "'-1,-2,"]


def test_phone_numbers_keep_their_zero():
    sheet = load_workbook(io.BytesIO(write_xlsx(COLUMNS, [["An", "0912345678"]], title="Bảng"))).active
    assert sheet["B2"].value == "0912345678"


def test_the_template_says_how_each_column_is_filled():
    book = load_workbook(io.BytesIO(write_template(COLUMNS, title="Người dùng")))
    assert [cell.value for cell in book.worksheets[0][1]] == ["Họ và tên", "Điện thoại"]
    assert "Có số 0 ở đầu" in [cell.value for cell in book["Hướng dẫn"]["C"]]


def test_an_empty_template_asks_for_rows():
    with pytest.raises(UnreadableDocument, match="chỉ có dòng tiêu đề"):
        read_rows(write_template(COLUMNS, title="Người dùng"), COLUMNS)


def test_too_many_rows_are_refused_in_a_sentence():
    with pytest.raises(UnreadableDocument, match="chia thành nhiều tệp"):
        read_rows(write_csv(COLUMNS, [["An", ""]] * 5001), COLUMNS)


def test_an_empty_cell_keeps_and_the_word_xoa_erases():
    row = Row(2, {"phone": "", "email": "Xóa", "name": "Bình"})
    assert [row.instead_of(key, "cũ") for key in ("phone", "email", "name")] == ["cũ", "", "Bình"]


def test_long_cells_are_cut():
    rows, _ = read_rows(write_csv(COLUMNS, [["x" * 5000, ""]]), COLUMNS)
    assert len(rows[0].get("name")) == LONGEST_CELL


def test_the_fingerprint_changes_with_what_is_shown_and_not_with_the_payload():
    def plan(before, payload):
        field = FieldChange("Họ và tên", before, "Bình")
        return ImportPlan((Change(2, "An", Kind.CHANGED, (field,), payload=payload),))

    assert plan("An", 1).fingerprint() == plan("An", object()).fingerprint()
    assert plan("An", 1).fingerprint() != plan("Anh", 1).fingerprint()


def test_a_long_list_is_written_without_being_held():
    def most_held(length):
        with tempfile.TemporaryFile() as out:
            tracemalloc.start()
            try:
                write_xlsx_to(out, COLUMNS, (["An", "0912345678"] for _ in range(length)), title="Bảng")
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    most_held(1)  # what is loaded once
    assert most_held(2000) < 2 * most_held(200)

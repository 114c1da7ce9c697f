"""Tables as .xlsx."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from lantoa.documents.writing.spreadsheet import Column, write_table, write_tasks
from lantoa.documents.writing.tests.samples import sample_plan

pytestmark = pytest.mark.pure


def sheet_of(write, *arguments):
    file = io.BytesIO()
    write(*arguments, file) if write is write_tasks else write_table(*arguments, file, "Danh sách")
    return openpyxl.load_workbook(file).active


def test_the_task_table_has_the_plans_columns_and_real_dates():
    sheet = sheet_of(write_tasks, sample_plan())
    head = [cell.value for cell in sheet[3]]
    assert head[:2] == ["STT", "Nhiệm vụ"]
    assert head[-2:] == ["Bắt đầu", "Kết thúc"]
    assert sheet["A4"].value == 1
    assert sheet.cell(5, len(head)).value == datetime(2026, 9, 30)
    assert sheet.cell(5, len(head)).number_format == "dd/mm/yyyy"
    assert sheet.cell(6, len(head)).value is None


def test_the_head_stays_in_view_repeats_in_print_and_filters():
    sheet = sheet_of(write_tasks, sample_plan())
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:H6"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["B4"].alignment.wrap_text


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "=", "\t=1"])
def test_a_text_is_never_a_formula(text):
    cell = sheet_of(write_table, [Column("Cột")], [[text]])["A4"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_values_keep_their_kinds():
    row = [12, 2.5, date(2026, 3, 15), datetime(2026, 3, 15, 8, 30, tzinfo=UTC), None, "chữ"]
    columns = [Column(str(place)) for place in range(len(row))]
    values = [cell.value for cell in sheet_of(write_table, columns, [row])[4]]
    assert values == [12, 2.5, datetime(2026, 3, 15), datetime(2026, 3, 15, 8, 30), None, "chữ"]


def test_signs_that_a_cell_cannot_hold_are_left_out():
    assert sheet_of(write_table, [Column("Cột")], [["a\x07b"]])["A4"].value == "ab"
    assert len(sheet_of(write_table, [Column("Cột")], [["x" * 40_000]])["A4"].value) == 32_767


def test_an_empty_table_is_still_a_table():
    sheet = sheet_of(write_table, [Column("Đơn vị"), Column("Hạn")], [])
    assert [cell.value for cell in sheet[3]] == ["Đơn vị", "Hạn"]


def test_a_title_with_signs_that_a_sheet_name_forbids_is_kept_in_the_title():
    file = io.BytesIO()
    write_table([Column("Cột")], [], file, "Kỳ 1/2026: [nháp]")
    sheet = openpyxl.load_workbook(file).active
    assert sheet["A1"].value == "Kỳ 1/2026: [nháp]"
    assert not set(sheet.title) & set(r"\/*?:[]")

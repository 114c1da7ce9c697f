"""A report's figures as a workbook."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from lantoa.documents.writing.charts import Chart, Series
from lantoa.documents.writing.report_changes import differences, snapshot
from lantoa.documents.writing.report_content import ByUnit, FigureGroup, UnitFigures
from lantoa.documents.writing.report_workbook import write_workbook
from lantoa.documents.writing.tests.report_samples import ARTICLES, MEETINGS, sample_report

pytestmark = pytest.mark.pure


def written(report=None, **options):
    file = io.BytesIO()
    write_workbook(report or sample_report(), file, **options)
    return openpyxl.load_workbook(file)


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_it_has_a_sheet_for_each_matter():
    assert written().sheetnames == ["Số liệu", "Theo đơn vị", "Chưa tổng hợp", "Biểu đồ"]


def test_figures_are_numbers_with_their_decimals():
    sheet = written()["Số liệu"]
    assert rows(sheet)[1] == [1, "Hoạt động", MEETINGS.name, "cuộc", 120, 98, "tự động", None]
    assert [sheet["E4"].number_format, sheet["E7"].number_format] == ["#,##0", "#,##0.00"]
    assert sheet["E7"].value == 87.25
    assert sheet["E6"].value is None


def test_units_stand_with_the_total_below_and_stay_in_view():
    sheet = written()["Theo đơn vị"]
    assert [row[1:] for row in rows(sheet)[1:]] == [
        ["Trường THPT An Lạc", 70, 1000],
        ["=Trường THPT An Hòa", 50, 345],
        ["Tổng hợp", 120, 1345],
    ]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:D5"


def test_what_makes_the_total_beside_the_units_stands_above_it():
    report = sample_report()
    report.by_unit = replace(report.by_unit, rest=[UnitFigures("Riêng Sở", [Decimal(3), None])])
    assert rows(written(report)["Theo đơn vị"])[-2:] == [[3, "Riêng Sở", 3, None], [None, "Tổng hợp", 120, 1345]]


def test_a_name_is_never_a_formula():
    cell = written()["Theo đơn vị"]["B5"]
    assert (cell.data_type, cell.value) == ("s", "=Trường THPT An Hòa")


def test_charts_are_drawn_from_cells_whose_heads_name_the_series():
    sheet = written()["Biểu đồ"]
    assert len(sheet._charts) == 2
    first = sheet._charts[0].series
    assert [one.val.numRef.f for one in first] == ["'Biểu đồ'!$B$5:$B$6", "'Biểu đồ'!$C$5:$C$6"]
    assert [one.tx.strRef.f for one in first] == ["'Biểu đồ'!B4", "'Biểu đồ'!C4"]
    table = [[cell.value for cell in row] for row in sheet["A3:C6"]]
    assert table == [
        ["Hoạt động truyền thông (lượt)", None, None],
        ["Nội dung", "Kỳ này", "Kỳ trước"],
        [MEETINGS.name, 120, 98],
        [ARTICLES.name, 1345, None],
    ]
    assert "Số đơn vị" in [cell.value for (cell,) in sheet["B3:B60"]]


def test_a_chart_of_many_long_names_is_high_enough_for_them():
    def height(count):
        chart = Chart(
            "k", "Hoạt động", [f"Hội nghị, cuộc họp {n}" for n in range(count)], [Series("Kỳ này", [1] * count)]
        )
        return written(sample_report(charts=[chart]))["Biểu đồ"]._charts[0].anchor.ext.height

    assert height(12) - height(10) == pytest.approx((height(12) - height(8)) / 2, rel=0.01)
    assert height(12) > 1.8 * height(3)


def test_no_chart_reaches_into_the_next_ones_page():
    charts = [
        Chart("k", "Hoạt động", [str(n) for n in range(count)], [Series("Kỳ này", [1] * count)]) for count in (12, 2, 9)
    ]
    sheet = written(sample_report(charts=charts))["Biểu đồ"]
    starts = [one.anchor._from.row for one in sheet._charts]
    heights = [one.anchor.ext.height / 360_000 for one in sheet._charts]
    for start, height, following in zip(starts, heights, starts[1:], strict=False):
        assert start + height / 0.53 <= following
    assert [one.id for one in sheet.row_breaks.brk] == [start - 1 for start in starts[1:]]


def test_changed_figures_show_what_they_were():
    before = sample_report(groups=[FigureGroup("Hoạt động", [replace(MEETINGS, value=Decimal(70))])])
    sheet = written(changes=differences(snapshot(before), sample_report()))["Số liệu"]
    assert [row[-1] for row in rows(sheet)[:3]] == ["Bản trước", "70", "chưa có"]


def test_a_report_without_units_and_charts_has_one_sheet():
    assert written(sample_report(by_unit=None, not_included=[], charts=[])).sheetnames == ["Số liệu"]


def test_a_table_too_wide_for_a_page_is_printed_on_several_with_the_names_on_each():
    figures = [replace(MEETINGS, key=f"k{number}") for number in range(24)]
    units = [UnitFigures("Trường THPT An Lạc", [Decimal(1)] * 24)]
    book = written(sample_report(groups=[FigureGroup("", figures)], by_unit=ByUnit(figures, units)))
    assert book["Theo đơn vị"].page_setup.fitToWidth == 3
    assert book["Theo đơn vị"].print_title_cols == "$A:$B"
    assert book["Số liệu"].page_setup.fitToWidth == 1


def test_room_between_charts_is_not_ruled_and_no_chart_is_cut_by_a_page():
    sheet = written()["Biểu đồ"]
    empty = [row for row in sheet.iter_rows(min_row=4) if all(cell.value is None for cell in row)]
    assert empty
    assert not any(cell.border.top.style for row in empty for cell in row)
    assert len(sheet.row_breaks) == 1  # between the two

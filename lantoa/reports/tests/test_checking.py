from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import checking, consolidating, filling, flow, periods
from lantoa.reports.enums import Comparison, PeriodType
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Indicator, Report, TemplateCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


def put(season: Season, report: Report, indicator: Indicator, figure: int, note: str = "") -> None:
    filling.type_figure(report, indicator, value=Decimal(figure), version=0, by=season.office, note=note)


def test_a_failed_check_blocks_sending_says_why_and_points_at_the_figures(season: Season) -> None:
    limit = season.row(code="TONG", name="Tổng số", typed=True)
    TemplateCheck.objects.create(
        template=season.template,
        left=["GIAI"],
        comparison=Comparison.AT_MOST,
        right=["TONG"],
        sentence="Giải thưởng không thể nhiều hơn tổng số",
    )
    report = season.report(season.tree.thpt)
    put(season, report, season.typed, 1200)
    put(season, report, limit, 1000)
    said = "Giải thưởng không thể nhiều hơn tổng số: “Giải thưởng” (1.200) phải không lớn hơn “Tổng số” (1.000)."
    with pytest.raises(ValidationError) as told:
        flow.submit(report, by=season.office)
    assert told.value.messages == [said]
    fault = checking.faults(report)[0]
    assert set(fault.indicators) == {season.typed.pk, limit.pk}


def test_a_check_that_does_not_block_warns(season: Season) -> None:
    TemplateCheck.objects.create(
        template=season.template, left=["GIAI"], comparison=Comparison.EQUAL, number=Decimal(3), is_blocking=False
    )
    report = season.report(season.tree.thpt)
    put(season, report, season.typed, 4)
    assert checking.blocking(report) == []
    assert [fault.text for fault in checking.warnings(report)] == ["“Giải thưởng” (4) phải bằng 3."]


def test_what_is_required_must_be_there(season: Season) -> None:
    must = season.row(code="BB", name="Bắt buộc", typed=True, required=True)
    HeadingFactory.make(template=season.template, title="Kết quả", is_required=True)
    report = season.report(season.tree.thpt)
    assert checking.blocking(report) == [
        "Chưa có số liệu bắt buộc: “Bắt buộc”.",
        "Chưa có nội dung bắt buộc: mục “Kết quả”.",
    ]
    put(season, report, must, 0)
    assert len(checking.blocking(report)) == 1


def test_a_figure_typed_over_a_counted_one_needs_its_reason(season: Season) -> None:
    report = season.report(season.tree.thpt)
    put(season, report, season.articles, 5)
    assert checking.blocking(report) == []  # nothing was counted that it would replace
    log(season.tree.thpt, 2)
    said = "“Tin, bài” gõ 5: ghi lý do thay số tự động 2."
    with pytest.raises(ValidationError) as told:
        flow.submit(report, by=season.office)
    assert told.value.messages == [said]
    assert checking.faults(report)[0].indicators == (season.articles.pk,)
    held = report.values.get(indicator=season.articles)
    why = "Ba buổi của chi đoàn chưa ghi"
    filling.type_figure(report, season.articles, value=Decimal(5), version=held.version, by=season.office, note=why)
    assert checking.blocking(report) == []


def test_figures_below_nought_and_shares_above_the_whole(season: Season) -> None:
    whole = season.row(code="TS", name="Tổng", typed=True)
    share = season.row(code="TL", name="Tỷ lệ", ratio=True, numerator=season.typed, denominator=whole)
    report = season.report(season.tree.thpt)
    put(season, report, season.typed, 6)
    put(season, report, whole, 5)
    assert "120,0%, hơn 100%" in checking.blocking(report)[0]
    put(season, report, share, 120, note="Tính cả người ngoài đơn vị")
    assert checking.blocking(report) == []
    other = season.report(season.tree.gdtx)
    with pytest.raises(ValidationError, match="không thể âm"):
        put(season, other, season.typed, -1)
    put(season, other, season.typed, 1)
    other.values.update(own=-1, value=-1)  # typed before it was refused
    assert checking.blocking(other)[0] == "“Giải thưởng” là -1: số liệu không thể âm."


def test_a_figure_far_from_the_last_one_is_asked_about_until_it_is_explained(season: Season) -> None:
    span = periods.span(PeriodType.HALF_YEAR, 2025, 2)
    now, season.period = (
        season.period,
        season.open(
            season.tree.thpt,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            part=span.part,
            name="Nửa cuối năm 2025",
        ),
    )
    put(season, season.report(season.tree.thpt), season.typed, 20)
    season.send(season.tree.thpt)
    season.period = now
    report = season.report(season.tree.thpt)
    put(season, report, season.typed, 120)
    assert [fault.text for fault in checking.warnings(report)] == [
        "“Giải thưởng” kỳ này 120, gấp 6 lần nửa cuối năm 2025 (20). Kiểm tra lại hoặc ghi giải thích."
    ]
    value = report.values.get(indicator=season.typed)
    filling.type_figure(
        report, season.typed, value=Decimal(120), version=value.version, by=season.office, note="Có hội thi lớn"
    )
    assert checking.warnings(report) == []


def test_a_figure_far_above_those_of_like_units_is_asked_about(season: Season) -> None:
    tree = season.tree
    schools = [
        UnitFactory.make(
            kind=UnitKind.SCHOOL, school_level=SchoolLevel.UPPER_SECONDARY, parent=tree.so, name=f"Trường THPT số {n}"
        )
        for n in range(6)
    ]
    periods.add_units(season.period, schools, by=season.office)
    for number, school in enumerate(schools):
        put(season, season.report(school), season.typed, 10 + number)
        season.send(school)
    report = season.report(tree.thpt)
    put(season, report, season.typed, 400)
    assert "cao hơn hẳn 6 đơn vị cùng loại" in checking.warnings(report)[0].text
    other = season.report(tree.gdtx)
    put(season, other, season.typed, 400)
    assert checking.warnings(other) == [], "a centre is not measured by schools"


def test_a_report_of_nothing_needs_no_figures(season: Season) -> None:
    season.row(code="BB", name="Bắt buộc", typed=True, required=True)
    flow.file_nil(season.report(season.tree.thpt), by=season.office)
    assert season.report(season.tree.thpt).is_nil


def test_a_sum_that_units_are_missing_from_is_not_held_against_the_last_one(season: Season) -> None:
    tree, span = season.tree, periods.span(PeriodType.HALF_YEAR, 2025, 2)
    days = {"starts_on": span.starts_on, "ends_on": span.ends_on, "part": span.part}
    now, season.period = season.period, season.open(tree.thpt, name="Nửa cuối năm 2025", **days)
    put(season, season.report(tree.so), season.typed, 200)
    season.send(tree.so)
    season.period = now
    put(season, season.report(tree.so), season.typed, 2)
    assert [fault.text for fault in checking.warnings(season.report(tree.so))] == [
        "Mới có 0 trong 2 đơn vị trong tổng hợp; trình lúc này thì báo cáo nêu tên 2 đơn vị còn thiếu."
    ]
    consolidating.include(season.report(tree.so), [season.accept(tree.thpt)], by=season.office)
    assert [fault.text for fault in checking.warnings(season.report(tree.so))][1:] == [
        "“Giải thưởng” kỳ này 2, chỉ bằng 1% nửa cuối năm 2025 (200). Kiểm tra lại hoặc ghi giải thích."
    ]

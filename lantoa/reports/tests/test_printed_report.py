"""What a report prints: head, opening, figures, units, who is missing, charts."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from lantoa.documents.writing.charts import Chart, Share
from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.report_changes import differences, snapshot
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.letterhead import place, superior_on
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import signer
from lantoa.reports import filling, previous
from lantoa.reports.enums import FigureOrigin
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Inclusion, Period, Report, ReportValue
from lantoa.reports.writing import addressing, below
from lantoa.reports.writing.asked import cited
from lantoa.reports.writing.document import file_name, printed
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 20, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def season() -> Season:
    tree = province()
    made = Season(tree, tree.gdtx, tree.xa_dong, tree.thpt)
    made.row(code="TRUYEN", name="Buổi chào cờ", filter={"kinds": [ActivityKind.FLAG_SALUTE]})
    return made


def take_in(season: Season, unit: Unit) -> None:
    """The unit's report, filled, accepted and in the department's sum."""
    report = season.report(unit)
    filling.fill(report)
    Report.objects.filter(pk=report.pk).update(review_state=ReviewState.ACCEPTED)
    Inclusion.objects.create(report=season.report(season.tree.so), child=report)


def with_sum(season: Season, *units: object) -> Report:
    """The department's report with these units in its sum."""
    for unit in units:
        log(unit, 2)  # type: ignore[arg-type]
        log(unit, 1, kind=ActivityKind.FLAG_SALUTE)  # type: ignore[arg-type]
        take_in(season, unit)  # type: ignore[arg-type]
    filling.fill(season.report(season.tree.so))
    return season.report(season.tree.so)


def test_a_schools_report_bears_its_head_and_says_the_days_of_its_figures(season: Season) -> None:
    made = printed(season.report(season.tree.thpt))
    assert (made.issuer, made.superior) == ("Trường THPT Nguyễn Trãi", "Sở Giáo dục và Đào tạo tỉnh An Bình")
    assert (made.place, made.signer_role) == ("An Bình", "HIỆU TRƯỞNG")
    assert made.symbol == "BC-THPTNT"
    assert made.subject == "Công tác truyền thông cải cách hành chính 6 tháng đầu năm 2026"
    assert made.addressees == ["Sở Giáo dục và Đào tạo tỉnh An Bình"]
    assert made.opening == (
        "Trường THPT Nguyễn Trãi báo cáo công tác truyền thông cải cách hành chính 6 tháng đầu năm 2026 "
        "(số liệu từ ngày 15/12/2025 đến ngày 14/06/2026) như sau:"
    )
    assert made.by_unit is None
    assert not made.not_included


def test_a_report_goes_to_whom_its_template_names_failing_that_to_the_body_above(season: Season) -> None:
    report = season.report(season.tree.so)
    report.receiver = report.obligation = None
    assert printed(report).addressees == ["Ủy ban nhân dân tỉnh An Bình"]
    report.period.template.receiver = "Sở Nội vụ; Văn phòng Ủy ban nhân dân tỉnh"
    made = printed(report)
    assert made.addressees == ["Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh"]
    assert made.recipients == ["Như trên", "Lưu: VT"]


def test_a_drawn_report_without_a_named_receiver_leaves_room_for_one(season: Season) -> None:
    drawn = season.report(season.tree.so)
    drawn.receiver = drawn.obligation = None
    drawn.drawn_from = season.report(season.tree.thpt)
    assert printed(drawn).addressees == [addressing.UNKNOWN]


def test_who_asked_for_the_report_gets_it_too(season: Season) -> None:
    report = season.report(season.tree.thpt)
    report.receiver = season.tree.xa_dong
    assert printed(report).recipients == ["Như trên", "Sở Giáo dục và Đào tạo tỉnh An Bình", "Lưu: VT"]


@pytest.mark.parametrize(
    ("state", "is_draft"),
    [
        (ReviewState.DRAFT, True),
        (ReviewState.SUBMITTED, True),
        (ReviewState.RETURNED, True),
        (ReviewState.APPROVED, False),
        (ReviewState.ISSUED, False),
    ],
)
def test_a_report_is_a_draft_until_it_is_approved(season: Season, state: str, is_draft: bool) -> None:
    report = season.report(season.tree.thpt)
    report.review_state = state
    assert printed(report).is_draft == is_draft


def test_figures_are_printed_in_the_order_of_the_template(season: Season) -> None:
    log(season.tree.thpt, 3)
    figures = printed(season.report(season.tree.thpt)).figures
    assert [(one.name, one.value, one.origin) for one in figures][:2] == [
        ("Tin, bài", Decimal(3), "tự động"),
        ("Người dự hội nghị", Decimal(0), "tự động"),
    ]


def test_a_consolidated_report_shows_units_and_names_who_is_missing(season: Season) -> None:
    tree = season.tree
    made = printed(with_sum(season, tree.thpt, tree.gdtx))
    assert made.by_unit is not None
    assert [(row.unit, row.values[0]) for row in made.by_unit.rows] == [
        ("Trung tâm GDTX tỉnh", Decimal(2)),
        ("Trường THPT Nguyễn Trãi", Decimal(2)),
    ]
    assert made.by_unit.figures[0].value == Decimal(4)
    missing = {line.unit: line.why for line in made.not_included}
    assert missing["Ủy ban nhân dân xã Đông An"].startswith("Chưa gửi")
    assert "Trường THPT Nguyễn Trãi" not in missing
    assert f"tổng hợp từ 2/{2 + len(missing)} đơn vị" in made.opening


def lines_of(report: Report) -> tuple[dict[str, list[Decimal | None]], list[Decimal | None]]:
    """The appendix by unit: what each line says for each figure, and the total below them."""
    table = printed(report).by_unit
    assert table is not None
    return {line.unit: list(line.values) for line in table.lines}, [figure.value for figure in table.figures]


def assert_adds_up(report: Report) -> None:
    lines, totals = lines_of(report)
    assert [sum(value or 0 for value in column) for column in zip(*lines.values(), strict=True)] == [
        total or 0 for total in totals
    ]


def test_what_the_office_and_its_divisions_did_is_a_line_and_the_lines_make_the_total(season: Season) -> None:
    report = with_sum(season, season.tree.thpt, season.tree.gdtx)
    log(season.tree.so, 3)
    log(UnitFactory.make(kind=UnitKind.DIVISION, parent=season.tree.so), 4)
    lines, totals = lines_of(report)  # a draft's figures are those of now, whatever was stored
    assert lines[f"Riêng {season.tree.so.label}"][0] == Decimal(7)
    assert totals[0] == Decimal(11)
    assert_adds_up(report)
    filling.fill(report)
    Report.objects.filter(pk=report.pk).update(review_state=ReviewState.SUBMITTED)
    assert_adds_up(season.report(season.tree.so))


def test_a_typed_total_that_differs_from_its_lines_has_a_line_that_says_by_how_much(season: Season) -> None:
    report = with_sum(season, season.tree.thpt, season.tree.gdtx)
    ReportValue.objects.filter(report=report, indicator=season.articles).update(value=9, origin=FigureOrigin.TYPED)
    lines, _ = lines_of(report)
    assert lines[below.ADJUSTED][0] == Decimal(5)
    assert_adds_up(report)


def test_a_column_that_is_no_sum_says_so(season: Season) -> None:
    season.row(
        code="TYLE", name="Tỷ lệ", ratio=True, numerator=season.articles, denominator=season.people, roll_up="none"
    )
    season.row(code="CAO", name="Buổi đông nhất", people=True, roll_up="max")
    table = printed(with_sum(season, season.tree.thpt)).by_unit
    assert table is not None
    heads = [figure.headed for figure in table.figures]
    assert heads[0] == "Tin, bài (lượt)"
    assert heads[-2:] == ["Tỷ lệ (%; không cộng dọc)", "Buổi đông nhất (người; không cộng dọc)"]


def test_the_offices_own_line_gives_the_rate_of_its_own_figures(season: Season) -> None:
    """Not of the whole sum, and not left out."""
    season.row(
        code="TYLE", name="Tỷ lệ", ratio=True, numerator=season.people, denominator=season.articles, roll_up="none"
    )
    report = with_sum(season, season.tree.thpt)
    log(season.tree.so, 4)
    log(season.tree.so, 1, kind=ActivityKind.FLAG_SALUTE, people=3)
    lines, totals = lines_of(report)
    own = lines[f"Riêng {season.tree.so.label}"]
    assert (own[0], own[-1]) == (4, Decimal(75))
    assert totals[-1] == Decimal(50)


def test_the_offices_own_line_is_no_unit_that_came_into_the_sum(season: Season) -> None:
    report = with_sum(season, season.tree.thpt)
    before = snapshot(printed(report))
    log(season.tree.so, 3)
    assert not differences(before, printed(report)).units_in


def test_charts_show_the_reports_own_numbers(season: Season) -> None:
    bars, share = printed(with_sum(season, season.tree.thpt)).charts
    assert isinstance(bars, Chart)
    assert [(label, value) for label, value in zip(bars.labels, bars.series[0].values, strict=True)] == [
        ("Tin, bài", Decimal(2)),
        ("Buổi chào cờ", Decimal(1)),
    ]
    assert isinstance(share, Share)
    assert share.parts[0] == ("Đã tổng hợp", 1)


def test_the_series_of_a_chart_bear_the_names_of_their_periods(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    report = with_sum(season, season.tree.thpt)
    last = previous.Before(Period(name="6 tháng đầu năm 2025"), {season.articles.pk: Decimal(5)})
    monkeypatch.setattr(previous, "before", lambda report, indicators: last)
    bars, _ = printed(report).charts
    assert isinstance(bars, Chart)
    assert [one.name for one in bars.series] == [report.period.name, "6 tháng đầu năm 2025"]


def test_the_document_opens(season: Season) -> None:
    HeadingFactory.make(template=season.template, title="Kết quả", role="results")
    report = with_sum(season, season.tree.thpt)
    out = io.BytesIO()
    write_report(printed(report), out)
    texts = [paragraph.text for paragraph in Document(out).paragraphs]
    assert "I. KẾT QUẢ" in texts


def test_a_nil_report_prints_one_sentence_and_no_tables(season: Season) -> None:
    report = season.report(season.tree.thpt)
    report.is_nil = True
    made = printed(report)
    assert not made.figures
    assert not made.charts


def test_a_report_that_is_a_section_has_no_opening(season: Season) -> None:
    season.template.is_section = True
    season.template.save()
    made = printed(season.report(season.tree.thpt))
    assert made.is_section
    assert made.opening == ""


def test_printing_costs_the_same_questions_for_few_units_as_for_many(season: Season) -> None:
    tree = season.tree
    costs = []
    report = with_sum(season, tree.thpt)
    for units in ((), (tree.gdtx, tree.xa_dong)):
        report = with_sum(season, *units) if units else report
        with CaptureQueriesContext(connection) as asked:
            printed(report)
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("kind", "name", "area", "seat"),
    [
        (UnitKind.COMMUNE_COMMITTEE, "Ủy ban nhân dân xã Đông An", "", "Đông An"),
        (UnitKind.COMMUNE_COMMITTEE, "Ủy ban nhân dân Phường 1", "", "Phường 1"),
        (UnitKind.SCHOOL, "Trường THCS Lê Lợi", "phường Tây An", "Tây An"),
        (UnitKind.DEPARTMENT, "Sở Nội vụ tỉnh An Bình", "", "An Bình"),
    ],
)
def test_the_place_is_where_the_unit_has_its_seat(kind: str, name: str, area: str, seat: str) -> None:
    root = UnitFactory.make(province=True, name="Ủy ban nhân dân tỉnh An Bình")
    assert place(UnitFactory.make(kind=kind, name=name, area=area, parent=root)) == seat


def test_committees_stand_without_a_name_above_and_sign_for_the_body(season: Season) -> None:
    commune = season.tree.xa_dong
    assert superior_on(commune, dt.date(2026, 6, 20)) == ""
    assert signer(commune) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert superior_on(season.tree.mn_dong, dt.date(2026, 6, 20)) == "Ủy ban nhân dân xã Đông An"


def test_a_committees_issued_report_is_signed_for_the_body(season: Season) -> None:
    report = season.report(season.tree.xa_dong)
    report.signer_role, report.signer_name = "Chủ tịch", "Đỗ Văn An"
    made = printed(report)
    assert (made.signer_on_behalf, made.signer_role) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_the_document_that_asks_is_cited_in_full(season: Season) -> None:

    asked = type("Plan", (), {})()
    asked.number, asked.dated, asked.issuer_text = "12/KH-SGDĐT", "2026-02-05", "Sở Giáo dục và Đào tạo"
    asked.title = "Truyền thông cải cách hành chính năm 2026"
    assert cited(asked) == (
        "Kế hoạch số 12/KH-SGDĐT ngày 05 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo "
        "về việc truyền thông cải cách hành chính năm 2026"
    )
    asked.number = ""
    assert cited(asked) == ""


def test_the_file_is_named_for_unit_and_period(season: Season) -> None:
    assert file_name(season.report(season.tree.so), "docx") == "bao-cao-6-thang-dau-nam-2026-so-gddt.docx"


def test_a_report_with_nothing_to_report_says_so(season: Season) -> None:
    report = season.report(season.tree.thpt)
    report.is_nil = True
    opening = printed(report).opening
    assert opening.endswith("\nTrong kỳ, Trường THPT Nguyễn Trãi không phát sinh nội dung báo cáo.")

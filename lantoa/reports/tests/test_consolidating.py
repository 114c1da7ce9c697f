import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.factories import UserFactory
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import consolidating, content, drafting, filling, flow, periods
from lantoa.reports.consolidating import children_of, difference, included, not_included, offered
from lantoa.reports.enums import How, RollUp, Standing
from lantoa.reports.factories import HeadingFactory, Season, log

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx, tree.van_phong, tree.khtc, tree.xa_dong, tree.xa_tay)


def test_the_sum_holds_accepted_reports_and_names_every_other_unit_with_why(season: Season) -> None:
    tree = season.tree
    season.accept(tree.thpt)
    season.send(tree.gdtx)
    returned = season.send(tree.van_phong)
    flow.send_back(returned, by=season.office, note="Thiếu số người dự")
    filling.type_figure(season.report(tree.khtc), season.typed, value=Decimal(1), version=0, by=season.office)
    nil = season.report(tree.xa_dong)
    flow.file_nil(nil, by=season.office)
    flow.approve(nil, by=season.head)
    periods.exclude(season.report(tree.xa_tay), reason="Mới thành lập", by=season.office)
    children = children_of(season.report(tree.so))
    assert [child.unit for child in included(children)] == [tree.thpt]
    assert {child.unit.code: child.why for child in not_included(children)} == {
        "GDTX": "đã gửi, chờ xem",
        "VP": "trả lại: Thiếu số người dự",
        "KHTC": "chưa gửi (đang soạn)",
        "XD": "không phát sinh",
        "PT": "không phải gửi: Mới thành lập",
    }


def test_who_has_not_begun_is_said_to_owe(season: Season) -> None:
    periods.set_dues(season.period, due_on=dt.date(2026, 6, 25), gap_days=0, by=season.office)
    standing = {child.unit: child for child in children_of(season.report(season.tree.so))}
    assert standing[season.tree.thpt].standing == Standing.NOT_BEGUN
    assert standing[season.tree.thpt].why.startswith("chưa gửi (chưa soạn), ")


def test_a_late_report_shows_what_it_would_change_and_one_press_takes_it_in(season: Season) -> None:
    tree, heading = season.tree, HeadingFactory.make(template=season.template)
    log(tree.thpt, 4)
    log(tree.gdtx, 6)
    season.accept(tree.thpt)
    top = season.report(tree.so)
    consolidating.start(top, by=season.office)
    assert not consolidating.is_outdated(top)
    late = season.report(tree.gdtx)
    filling.write(late, heading, text="Đã tổ chức sáu buổi.", version=0, by=season.office)
    season.accept(tree.gdtx)
    top = season.report(tree.so)
    assert consolidating.is_outdated(top)
    found = difference(top)
    assert [child.unit for child in found.children] == [tree.gdtx]
    assert [(change.indicator, change.before, change.after) for change in found.changes] == [(season.articles, 4, 10)]
    assert [(arrival.unit, arrival.text) for arrival in found.arrivals] == [(tree.gdtx, "Đã tổ chức sáu buổi.")]
    assert content.look(top).value(season.articles.pk) == 4
    consolidating.start(top, by=season.office)
    consolidating.start(top, by=season.office)
    assert content.look(top).value(season.articles.pk) == 10
    assert not difference(top)
    assert [text for _, _, text in drafting.collected(top, heading)] == ["Đã tổ chức sáu buổi."]


def test_a_correction_takes_the_place_of_the_edition_before_it(season: Season) -> None:
    tree = season.tree
    filling.type_figure(season.report(tree.thpt), season.typed, value=Decimal(5), version=0, by=season.office)
    old = season.accept(tree.thpt)
    top = season.report(tree.so)
    consolidating.start(top, by=season.office)
    new = flow.correct(old, reason="Đếm nhầm", by=season.office)
    version = content.look(new).values[season.typed.pk].version
    filling.type_figure(new, season.typed, value=Decimal(8), version=version, by=season.office)
    assert not consolidating.is_outdated(top), "a correction that is being written changes nothing"
    season.accept(tree.thpt)
    child = offered(children_of(top))[0]
    assert child.is_correction
    assert [(change.before, change.after) for change in difference(top).changes] == [(5, 8)]
    consolidating.start(top, by=season.office)
    assert content.look(top).value(season.typed.pk) == 8
    assert top.inclusions.count() == 1


def test_an_issued_report_takes_nothing_in_but_says_that_it_is_out_of_date(season: Season) -> None:
    tree = season.tree
    season.accept(tree.thpt)
    top = season.send(tree.so)
    flow.issue(top, by=season.office, number="45/BC-SGDĐT", dated=dt.date(2026, 6, 24))
    log(tree.gdtx, 2)
    season.accept(tree.gdtx)
    top = season.report(tree.so)
    assert consolidating.is_outdated(top)
    assert [(change.before, change.after) for change in difference(top).changes] == [(0, 2)]
    with pytest.raises(ValidationError, match="đính chính"):
        consolidating.start(top, by=season.office)
    new = flow.correct(top, reason="Bổ sung đơn vị nộp muộn", by=season.office)
    consolidating.start(new, by=season.office)
    assert content.look(new).value(season.articles.pk) == 2
    assert content.look(top).value(season.articles.pk) == 0


def test_what_is_not_accepted_can_not_be_taken_in(season: Season) -> None:
    sent = season.send(season.tree.thpt)
    with pytest.raises(ValidationError, match="chưa được chấp nhận"):
        consolidating.include(season.report(season.tree.so), [sent], by=season.office)


def test_a_typed_sum_stands_and_says_that_it_does_not_follow(season: Season) -> None:
    tree = season.tree
    top = season.report(tree.so)
    consolidating.start(top, by=season.office)
    filling.type_figure(top, season.articles, value=Decimal(50), version=1, by=season.office, note="Theo sổ")
    log(tree.thpt, 4)
    season.accept(tree.thpt)
    change = difference(top).changes[0]
    assert (change.before, change.after, change.is_typed) == (50, 4, True)
    consolidating.start(top, by=season.office)
    value = content.look(top).values[season.articles.pk]
    assert (value.value, content.automatic(value)) == (50, 4)


def test_ratios_are_those_of_the_sums_and_the_largest_is_the_largest(season: Season) -> None:
    tree = season.tree
    done = season.row(code="DAT", name="Đạt", typed=True)
    asked = season.row(code="GIAO", name="Giao", typed=True)
    share = season.row(code="TYLE", name="Tỷ lệ", ratio=True, numerator=done, denominator=asked)
    most = season.row(code="MAX", name="Buổi đông nhất", typed=True, roll_up=RollUp.MAX)
    alone = season.row(code="RIENG", name="Chỉ của đơn vị", typed=True, roll_up=RollUp.NONE)
    assert share.how == How.RATIO
    for unit, figures in ((tree.thpt, (1, 2, 30, 9)), (tree.gdtx, (9, 9, 20, 9))):
        for indicator, figure in zip((done, asked, most, alone), figures, strict=True):
            report = season.report(unit)
            filling.type_figure(report, indicator, value=Decimal(figure), version=0, by=season.office)
        season.accept(unit)
    top = content.look(season.report(tree.so))
    assert top.value(share.pk) == Decimal("90.91")
    assert top.value(most.pk) == 30
    assert top.value(alone.pk) is None


def test_a_template_changed_while_drafts_are_open_loses_nothing(season: Season) -> None:
    tree, heading = season.tree, HeadingFactory.make(template=season.template)
    report = season.report(tree.thpt)
    filling.type_figure(report, season.typed, value=Decimal(5), version=0, by=season.office)
    filling.write(report, heading, text="Đã viết", version=0, by=season.office)
    now = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    season.template.rows.filter(indicator=season.typed).update(retired_at=now)
    season.template.headings.filter(pk=heading.pk).update(retired_at=now)
    fresh = season.row(code="MOI", name="Chỉ tiêu mới", typed=True)
    found = content.look(report)
    assert fresh in [row.indicator for row, _ in found.rows]
    assert season.typed not in [row.indicator for row, _ in found.rows]
    assert [(value.indicator, value.value) for value in found.left] == [(season.typed, 5)]
    assert [text.text for text in found.left_narratives] == ["Đã viết"]
    filling.fill(report)
    assert [value.value for value in content.look(report).left] == [5]


def test_more_units_below_ask_the_database_no_more_often(season: Season) -> None:
    tree = season.tree
    counts = []
    for batch in ((tree.thpt, tree.gdtx), (tree.van_phong, tree.khtc, tree.xa_dong, tree.xa_tay)):
        for unit in batch:
            log(unit, 1)
            season.accept(unit)
        top = season.report(tree.so)
        consolidating.start(top, by=season.office)
        with CaptureQueriesContext(connection) as caught:
            filling.fill(top)
            children_of(top)
            difference(top)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_divisions_that_do_not_report_count_with_their_unit() -> None:
    tree = province()
    season = Season(tree, tree.xa_dong, tree.van_phong)
    log(tree.vhxh_dong, 3)
    log(tree.khtc, 2)
    log(tree.van_phong, 1)
    assert content.look(season.report(tree.xa_dong)).value(season.articles.pk) == 3
    assert content.look(season.report(tree.so)).value(season.articles.pk) == 2


def test_units_that_were_not_asked_are_in_nobodys_figures() -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    log(tree.gdtx, 3)
    log(tree.mn_dong, 3)
    assert content.look(season.report(tree.so)).value(season.articles.pk) == 0


def test_a_person_of_another_unit_takes_nothing_in(season: Season) -> None:
    stranger = UserFactory.make(role="office", role__unit=UnitFactory.make(kind=UnitKind.DEPARTMENT, code="KHAC"))
    with pytest.raises(Exception, match="không được"):
        consolidating.start(season.report(season.tree.so), by=stranger)

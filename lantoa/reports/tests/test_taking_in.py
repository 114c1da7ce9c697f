import datetime as dt

import pytest

from lantoa.organisations.factories import province
from lantoa.reports import correcting, flow, periods
from lantoa.reports.factories import Season, log
from lantoa.reports.taking_in import taken_in
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
TAKEN = "Báo cáo của đơn vị tự tính thêm hoạt động này."


def test_after_logging_one_reads_whether_a_report_takes_the_activity_in() -> None:
    tree = province()
    season = Season(tree, tree.thpt, due_on=dt.date(2026, 6, 25))
    logged, slip = log(tree.thpt)[0], log(tree.thpt, on=dt.date(2024, 3, 2))[0]
    assert taken_in(logged) == TAKEN
    assert "Ngày 02/03/2024 chưa nằm trong kỳ báo cáo nào của đơn vị" in taken_in(slip)
    report = season.send(tree.thpt)
    assert "đã trình nên không tính thêm" in taken_in(logged)
    flow.accept(report, by=season.office)
    assert f"{report} đã chốt nên không tính thêm" in taken_in(logged)
    correcting.correct(season.report(tree.thpt), reason="Sót một việc", by=season.office)
    assert taken_in(logged) == TAKEN


def test_a_closed_period_takes_nothing_more_in_and_a_divisions_deed_counts_with_its_office(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    assert taken_in(log(tree.van_phong)[0]) == TAKEN
    logged = log(tree.thpt)[0]
    periods.close(season.period, by=season.office)
    assert "thuộc kỳ đã đóng" in taken_in(logged)
    client.force_login(season.office)
    assert TAKEN not in words(parse(client.get(f"{logged.get_absolute_url()}?vua-ghi=1")))


def test_a_correction_of_a_closed_period_takes_an_activity_in_like_any_report(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    flow.accept(season.send(tree.thpt), by=season.office)
    periods.close(season.period, by=season.office)
    correcting.correct(season.report(tree.thpt), reason="Sót một việc", by=season.office)
    logged = log(tree.thpt)[0]
    assert taken_in(logged) == TAKEN
    flow.submit(season.report(tree.thpt), by=season.office)
    assert season.report(tree.thpt).counted_ids == [logged.pk]


def test_a_unit_that_need_not_report_reads_that_no_report_of_its_own_takes_the_activity_in() -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    periods.exclude(season.report(tree.thpt), reason="Trường sửa chữa cả kỳ", by=season.office)
    said = taken_in(log(tree.thpt)[0])
    assert "không phải gửi báo cáo này" in said
    assert "đề nghị Sở GDĐT giao lại" in said
    periods.restore(season.report(tree.thpt), by=season.office)
    assert taken_in(log(tree.thpt)[0]) == TAKEN


def test_where_the_own_report_is_excused_that_of_the_office_above_which_counts_the_unit_is_told_of() -> None:
    tree = province()
    season = Season(tree, tree.van_phong)
    periods.exclude(season.report(tree.van_phong), reason="Báo cáo chung với Sở", by=season.office)
    assert taken_in(log(tree.van_phong)[0]) == TAKEN

"""What comes next in a report: the unit's own work, and what it has the units below it do."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind as Kind
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.reports import drafting
from lantoa.reports.enums import HeadingRole
from lantoa.reports.factories import HeadingFactory, Season
from lantoa.reports.models import Report, TemplateHeading

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 9, 30)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 20, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.gdtx, tree.thpt)


@pytest.fixture
def ahead(season: Season) -> TemplateHeading:
    made: TemplateHeading = HeadingFactory.make(template=season.template, role=HeadingRole.NEXT)
    return made


def give(
    season: Season, title: str, about: TemplateHeading | Unit, *owing: tuple[Unit, Kind], due: dt.date | None = DUE
) -> None:
    """One thing of the department's plan (`about` stands for it) that these units owe."""
    debts = [books.Debt(unit.pk, kind, about, title, due_on=due) for unit, kind in owing]
    books.owe(debts, asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))


def said(season: Season, ahead: TemplateHeading, unit: Unit | None = None) -> list[str]:
    report: Report = season.report(unit or season.tree.so)
    return drafting.drafts(report)[ahead.pk].split("\n")


def test_what_schools_are_to_do_is_said_to_be_theirs(season: Season, ahead: TemplateHeading) -> None:
    tree = season.tree
    give(season, "Treo băng rôn tại cổng trường", tree.thpt, (tree.thpt, Kind.TASK_LEAD), (tree.gdtx, Kind.TASK_LEAD))
    give(season, "Tổ chức cuộc thi", tree.khtc, (tree.khtc, Kind.TASK_LEAD))
    assert said(season, ahead) == [
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Tổ chức cuộc thi (hạn 30/09/2026).",
        f"Trong kỳ tới, {tree.so.name} chỉ đạo các đơn vị thực hiện 01 nhiệm vụ đến hạn: "
        "Treo băng rôn tại cổng trường (02 đơn vị, hạn 30/09/2026).",
    ]
    assert said(season, ahead, tree.thpt) == [
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Treo băng rôn tại cổng trường (hạn 30/09/2026)."
    ]


@pytest.mark.parametrize("part", [Kind.TASK_COORDINATING, Kind.TASK_LEAD])
def test_a_division_with_a_part_in_the_schools_task_does_not_make_it_the_departments(
    season: Season, ahead: TemplateHeading, part: Kind
) -> None:
    tree = season.tree
    give(season, "Treo băng rôn tại cổng trường", tree.thpt, (tree.thpt, Kind.TASK_LEAD), (tree.khtc, part))
    give(season, "Tổ chức cuộc thi", tree.khtc, (tree.khtc, Kind.TASK_LEAD))
    assert said(season, ahead) == [
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 02 nhiệm vụ đến hạn, trong đó 01 nhiệm vụ thực hiện cùng các đơn vị; "
        "nhiệm vụ của riêng đơn vị: Tổ chức cuộc thi (hạn 30/09/2026).",
        f"Trong kỳ tới, {tree.so.name} chỉ đạo các đơn vị thực hiện 01 nhiệm vụ đến hạn: "
        "Treo băng rôn tại cổng trường (01 đơn vị, hạn 30/09/2026).",
    ]


def test_a_task_that_the_department_leads_stays_its_own_though_schools_help(
    season: Season, ahead: TemplateHeading
) -> None:
    tree = season.tree
    give(season, "Khảo sát", tree.khtc, (tree.khtc, Kind.TASK_LEAD), (tree.thpt, Kind.TASK_COORDINATING))
    assert said(season, ahead) == [
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Khảo sát (hạn 30/09/2026)."
    ]


def test_plans_and_reports_of_schools_are_what_the_department_urges(season: Season, ahead: TemplateHeading) -> None:
    tree = season.tree
    for kind, title in ((Kind.OWN_PLAN, "Kế hoạch của đơn vị"), (Kind.REPORT, "Báo cáo quý III, gửi Sở GDĐT")):
        give(season, title, tree.so, (tree.thpt, kind), (tree.gdtx, kind))
    assert said(season, ahead) == [
        f"{tree.so.name} đôn đốc các đơn vị ban hành 01 kế hoạch đến hạn: "
        "Kế hoạch của đơn vị (02 đơn vị, hạn 30/09/2026).",
        f"{tree.so.name} đôn đốc các đơn vị gửi 01 báo cáo đến hạn: "
        "Báo cáo quý III, gửi Sở GDĐT (02 đơn vị, hạn 30/09/2026).",
    ]


def test_the_reports_that_it_is_made_of_are_no_work_to_come(season: Season, ahead: TemplateHeading) -> None:
    parts = season.period.reports.filter(receiver=season.tree.so, obligation__isnull=False)
    assert Obligation.objects.filter(pk__in=parts.values("obligation")).update(due_on=DUE, state=ObligationState.OPEN)
    assert "đôn đốc" not in " ".join(said(season, ahead))


def test_what_is_left_of_the_period_is_directed_apart_from_the_next_one(season: Season, ahead: TemplateHeading) -> None:
    tree = season.tree
    give(season, "Rà soát thủ tục", tree.thpt, (tree.thpt, Kind.DUTY), due=dt.date(2026, 6, 30))
    assert said(season, ahead) == [
        f"Đến hết ngày 30/06/2026, {tree.so.name} chỉ đạo các đơn vị hoàn thành 01 nhiệm vụ còn lại: "
        "Rà soát thủ tục (01 đơn vị, hạn 30/06/2026)."
    ]


def test_in_a_report_drafted_before_the_cut_off_every_task_not_yet_overdue_is_left(
    season: Season, ahead: TemplateHeading
) -> None:
    """The evaluation counts it as not done; it must not be lost between that and the next period."""
    with time_machine.travel(dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)):
        for day, about in ((1, season.tree.thpt), (10, season.tree.gdtx), (20, season.tree.khtc)):
            owing = (season.tree.thpt, Kind.TASK_LEAD)
            give(season, f"Việc ngày {day}", about, owing, due=dt.date(2026, 6, day))
        text = " ".join(said(season, ahead, season.tree.thpt))
    assert "hoàn thành 03 nhiệm vụ còn lại" in text


def test_directing_many_units_costs_the_same_questions(season: Season, ahead: TemplateHeading) -> None:
    costs = []
    for number in (2, 12):
        for place in range(number):
            unit = UnitFactory.make(upper=True, parent=season.tree.so)
            give(season, f"Việc {place}", unit, (unit, Kind.TASK_LEAD))
        report = season.report(season.tree.so)
        with CaptureQueriesContext(connection) as asked:
            drafting.drafts(report)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_every_task_that_is_counted_as_not_done_is_named_by_when_it_is_due(
    season: Season, ahead: TemplateHeading
) -> None:
    """Overdue among the difficulties, the others here, those without a day too: no sum leaves a task out."""
    tree = season.tree
    judged = HeadingFactory.make(template=season.template, role=HeadingRole.EVALUATION)
    for title, about, due in (
        ("Niêm yết", tree.thpt, dt.date(2026, 5, 1)),
        ("Rà soát", tree.gdtx, dt.date(2026, 6, 30)),
        ("Tổng kết", tree.khtc, dt.date(2026, 12, 31)),
        ("Dự lớp bồi dưỡng", tree.so, None),
    ):
        give(season, title, about, (tree.thpt, Kind.TASK_LEAD), due=due)
    report = season.report(tree.thpt)
    told = drafting.drafts(report)
    assert told[judged.pk].endswith(
        "phải thực hiện 04 nhiệm vụ: chưa hoàn thành 04 nhiệm vụ (01 nhiệm vụ chờ ấn định ngày), trong đó 01 nhiệm vụ "
        "quá hạn."
    )
    assert told[ahead.pk].split("\n") == [
        "Đến hết ngày 30/06/2026, đơn vị hoàn thành 01 nhiệm vụ còn lại của kỳ này: Rà soát (hạn 30/06/2026).",
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Tổng kết (hạn 31/12/2026).",
        "Đơn vị còn 01 nhiệm vụ chờ ấn định ngày: Dự lớp bồi dưỡng.",
    ]
    assert said(season, ahead)[-1] == "Các đơn vị còn 01 nhiệm vụ chờ ấn định ngày: Dự lớp bồi dưỡng (01 đơn vị)."


def test_what_was_done_after_the_cut_off_is_left_in_both_parts(season: Season, ahead: TemplateHeading) -> None:
    tree = season.tree
    judged = HeadingFactory.make(template=season.template, role=HeadingRole.EVALUATION)
    give(season, "Rà soát", tree.thpt, (tree.thpt, Kind.TASK_LEAD), due=dt.date(2026, 6, 30))
    books.meet(Obligation.objects.filter(title="Rà soát"), on=dt.date(2026, 6, 18), by=season.office)
    told = drafting.drafts(season.report(tree.thpt))
    assert "chưa hoàn thành 01 nhiệm vụ" in told[judged.pk]
    assert "hoàn thành 01 nhiệm vụ còn lại" in told[ahead.pk]


def test_a_shortcoming_to_mend_is_no_task(season: Season, ahead: TemplateHeading) -> None:
    tree = season.tree
    give(season, "Bổ sung bảng niêm yết", tree.thpt, (tree.thpt, Kind.REMEDY))
    assert said(season, ahead, tree.thpt) == [
        "Đơn vị khắc phục 01 tồn tại đến hạn: Bổ sung bảng niêm yết (hạn 30/09/2026)."
    ]

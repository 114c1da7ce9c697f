"""Figures that the ledger of obligations gives to reports."""

import datetime as dt

import pytest
import time_machine

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.reports.enums import PeriodType

pytestmark = pytest.mark.django_db
KEYS = ("tasks_assigned", "tasks_done", "tasks_on_time", "tasks_overdue")
FIRST, LAST = dt.date(2025, 12, 15), dt.date(2026, 12, 14)
YEAR = Days.of_part(PeriodType.YEAR, 2026, 1, FIRST, LAST)
NEXT_YEAR = Days.of_part(PeriodType.YEAR, 2027, 1, dt.date(2026, 12, 15), dt.date(2027, 12, 14))
GIVEN = dt.date(2026, 1, 5)


def owe(
    tree: Province, title: str, due: dt.date, *, on: dt.date = GIVEN, kind: ObligationKind = ObligationKind.TASK_LEAD
) -> None:
    debt = books.Debt(tree.thpt.pk, kind, tree.so, title, part=title, due_on=due)
    books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=on)


def figure(tree: Province, key: str, days: Days = YEAR) -> int:
    source = sources.find(key)
    assert source
    return int(source.compute([tree.thpt.pk], days).get(tree.thpt.pk, 0))


def years(tree: Province, key: str) -> tuple[int, int]:
    """The figure in the reports of 2026 and of 2027."""
    return figure(tree, key), figure(tree, key, NEXT_YEAR)


def test_work_that_is_not_due_yet_is_not_overdue_though_the_period_ends_later(time_machine_at: None) -> None:
    tree = province()
    owe(tree, "Đến hạn tuần sau", dt.date(2026, 11, 30))
    owe(tree, "Đã quá hạn", dt.date(2026, 11, 1))
    assert figure(tree, "tasks_overdue") == 1


def test_work_of_next_years_plan_is_not_this_periods() -> None:
    tree = province()
    owe(tree, "Năm nay", dt.date(2026, 6, 30))
    owe(tree, "Năm sau", dt.date(2027, 6, 30))
    assert figure(tree, "tasks_assigned") == 1


def test_work_finished_ahead_of_its_year_counts_as_asked_and_as_done() -> None:
    """Else a report would say that more was finished than was to be done."""
    tree = province()
    owe(tree, "Năm sau, làm sớm", dt.date(2027, 6, 30))
    books.meet(Obligation.objects.all(), on=dt.date(2026, 10, 1), by=None)
    assert (figure(tree, "tasks_assigned"), figure(tree, "tasks_done"), figure(tree, "tasks_overdue")) == (1, 1, 0)


def test_a_task_of_the_whole_year_is_that_years_alone(time_machine_at: None) -> None:
    """It is due on the last day of the year, when data of the next one have begun."""
    tree = province()
    owe(tree, "Cả năm", dt.date(2026, 12, 31))
    owe(tree, "Cả năm sau", dt.date(2027, 12, 31))
    assert years(tree, "tasks_assigned") == (1, 1)


@pytest.mark.parametrize(
    ("due", "met", "said"),
    [
        (dt.date(2026, 12, 31), dt.date(2026, 12, 20), (1, 1)),  # in time, but after the cut-off: carried over
        (dt.date(2026, 12, 31), dt.date(2026, 12, 14), (1, 0)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 20), (1, 1)),  # late: left over
        (dt.date(2026, 6, 30), None, (1, 1)),  # not done at all
        (dt.date(2026, 6, 30), dt.date(2026, 7, 9), (1, 0)),
        (dt.date(2027, 6, 30), dt.date(2026, 12, 20), (0, 1)),
        (dt.date(2027, 6, 30), dt.date(2026, 10, 1), (1, 0)),
    ],
)
def test_what_was_due_last_year_comes_back_only_where_it_was_not_done_in_its_data(
    due: dt.date, met: dt.date | None, said: tuple[int, int]
) -> None:
    tree = province()
    owe(tree, "Việc", due)
    if met:
        books.meet(Obligation.objects.all(), on=met, by=None)
    with time_machine.travel(dt.datetime(2027, 12, 20, 3, tzinfo=dt.UTC)):
        assert years(tree, "tasks_assigned") == said


def test_a_task_given_after_the_cut_off_is_in_one_report_or_the_other() -> None:
    tree = province()
    owe(tree, "Giao sau ngày chốt", dt.date(2026, 12, 30), on=dt.date(2026, 12, 20))
    assert years(tree, "tasks_assigned") == (0, 1)


def test_a_plan_or_report_due_after_the_cut_off_is_the_next_periods(time_machine_at: None) -> None:
    tree = province()
    owe(tree, "Kế hoạch năm 2026", dt.date(2026, 1, 31), kind=ObligationKind.OWN_PLAN)
    owe(tree, "Kế hoạch năm 2027", dt.date(2026, 12, 31), kind=ObligationKind.OWN_PLAN)
    books.meet(Obligation.objects.filter(title="Kế hoạch năm 2026"), on=dt.date(2026, 1, 20), by=None)
    assert years(tree, "own_plans_asked") == (1, 1)
    assert years(tree, "own_plans_issued") == (1, 0)


def test_a_plan_issued_before_it_is_due_counts_where_it_was_issued(time_machine_at: None) -> None:
    tree = province()
    owe(tree, "Kế hoạch năm 2027", dt.date(2026, 12, 31), kind=ObligationKind.OWN_PLAN)
    books.meet(Obligation.objects.all(), on=dt.date(2026, 11, 10), by=None)
    assert years(tree, "own_plans_asked") == (1, 0)
    assert years(tree, "own_plans_issued") == (1, 0)


def test_a_figure_is_the_number_of_obligations_that_stand_behind_it(time_machine_at: None) -> None:
    tree = province()
    for number, (due, done) in enumerate(
        [((2026, 3, 1), (2026, 2, 1)), ((2026, 4, 1), (2026, 5, 1)), ((2026, 11, 1), None), ((2026, 12, 1), None)]
    ):
        owe(tree, f"Việc {number}", dt.date(*due))
        if done:
            books.meet(Obligation.objects.filter(title=f"Việc {number}"), on=dt.date(*done), by=None)
    behind = {key: sources.obligations(key, [tree.thpt.pk], YEAR) for key in KEYS}
    titles = {key: sorted(row.title for row in rows) for key, rows in behind.items() if rows is not None}
    assert {key: len(rows) for key, rows in titles.items()} == {key: figure(tree, key) for key in KEYS}
    assert titles["tasks_done"] == ["Việc 0", "Việc 1"]
    assert titles["tasks_on_time"] == ["Việc 0"]
    assert titles["tasks_overdue"] == ["Việc 2"]


def test_a_figure_can_be_looked_at_as_of_an_earlier_day(time_machine_at: None) -> None:
    tree = province()
    owe(tree, "Xong muộn", dt.date(2026, 3, 1))
    books.meet(Obligation.objects.all(), on=dt.date(2026, 5, 1), by=None)
    then = sources.obligations("tasks_overdue", [tree.thpt.pk], YEAR, today=dt.date(2026, 4, 1))
    assert then is not None
    assert then.count() == 1
    assert figure(tree, "tasks_overdue") == 0


@pytest.fixture
def time_machine_at() -> object:
    with time_machine.travel(dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC), tick=True):
        yield

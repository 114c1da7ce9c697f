"""Figures that the ledger of obligations gives to reports."""

import datetime as dt

import pytest

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.reports import sources

pytestmark = pytest.mark.django_db
KEYS = ("tasks_assigned", "tasks_done", "tasks_on_time", "tasks_overdue")
FIRST, LAST = dt.date(2025, 12, 15), dt.date(2026, 12, 14)


def owe(tree: Province, title: str, due: dt.date) -> None:
    debt = books.Debt(tree.thpt.pk, ObligationKind.TASK_LEAD, tree.so, title, part=title, due_on=due)
    books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 5))


def figure(tree: Province, key: str) -> int:
    source = sources.find(key)
    assert source
    return int(source.compute([tree.thpt.pk], FIRST, LAST).get(tree.thpt.pk, 0))


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


def test_a_figure_is_the_number_of_obligations_that_stand_behind_it(time_machine_at: None) -> None:
    tree = province()
    for number, (due, done) in enumerate(
        [((2026, 3, 1), (2026, 2, 1)), ((2026, 4, 1), (2026, 5, 1)), ((2026, 11, 1), None), ((2026, 12, 1), None)]
    ):
        owe(tree, f"Việc {number}", dt.date(*due))
        if done:
            books.meet(Obligation.objects.filter(title=f"Việc {number}"), on=dt.date(*done), by=None)
    behind = {key: sources.obligations(key, [tree.thpt.pk], FIRST, LAST) for key in KEYS}
    titles = {key: sorted(row.title for row in rows) for key, rows in behind.items() if rows is not None}
    assert {key: len(rows) for key, rows in titles.items()} == {key: figure(tree, key) for key in KEYS}
    assert titles["tasks_done"] == ["Việc 0", "Việc 1"]
    assert titles["tasks_on_time"] == ["Việc 0"]
    assert titles["tasks_overdue"] == ["Việc 2"]


def test_a_figure_can_be_looked_at_as_of_an_earlier_day(time_machine_at: None) -> None:
    tree = province()
    owe(tree, "Xong muộn", dt.date(2026, 3, 1))
    books.meet(Obligation.objects.all(), on=dt.date(2026, 5, 1), by=None)
    then = sources.obligations("tasks_overdue", [tree.thpt.pk], FIRST, LAST, today=dt.date(2026, 4, 1))
    assert then is not None
    assert then.count() == 1
    assert figure(tree, "tasks_overdue") == 0


@pytest.fixture
def time_machine_at() -> object:
    import time_machine

    with time_machine.travel(dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC), tick=True):
        yield

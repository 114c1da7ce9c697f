"""Figures that the ledger of obligations gives to reports."""

import datetime as dt

import pytest

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.organisations.factories import Province, province
from lantoa.reports import sources

pytestmark = pytest.mark.django_db
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


@pytest.fixture
def time_machine_at() -> object:
    import time_machine

    with time_machine.travel(dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC), tick=True):
        yield

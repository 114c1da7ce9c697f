"""Over periods that follow one another everything is due once and done once, whenever it is given, due and finished."""

import datetime as dt

import pytest
import time_machine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lantoa.ledger.enums import ObligationKind as Kind
from lantoa.ledger.enums import ObligationState as State
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.vietnamese.periods import PeriodKind, ReportingPeriod

FIRST = dt.date(2024, 12, 15)
DAYS = st.dates(FIRST, dt.date(2026, 12, 14))
KEYS = {
    Kind.TASK_LEAD: ("tasks_assigned", "tasks_due", "tasks_carried", "tasks_done", "tasks_overdue"),
    Kind.REPORT: ("reports_due", "reports_sent", "reports_overdue"),
    Kind.OWN_PLAN: ("own_plans_asked", "own_plans_issued", "own_plans_overdue"),
}


def periods(kind: PeriodKind) -> list[Days]:
    """Two years and what follows them, so that all that is given in two years falls due in one."""
    of = [ReportingPeriod(kind, year, index) for year in (2025, 2026, 2027) for index in range(1, kind.per_year + 1)]
    return [Days.of_part(one.kind, one.year, one.index, one.start, one.end) for one in of]


def owe(tree: Province, kind: Kind, given: dt.date, due: dt.date | None, met: dt.date | None) -> None:
    on_time = met is not None and (due is None or met <= due)
    Obligation.objects.create(
        unit=tree.thpt,
        asked_by=tree.so,
        kind=kind,
        title="Việc",
        subject=tree.so,
        origin=tree.so,
        opened_on=given,
        due_on=due,
        state=State.MET if on_time else State.MET_LATE if met else State.OPEN,
        met_on=met,
    )


def counted(tree: Province, key: str, kind: PeriodKind) -> list[int]:
    """The figure in each of the periods, when they are over."""
    with time_machine.travel(dt.datetime(2028, 1, 20, 3, tzinfo=dt.UTC)):
        found = [sources.obligations(key, [tree.thpt.pk], days) for days in periods(kind)]
        return [0 if rows is None else rows.count() for rows in found]


class Once(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        kind=st.sampled_from([Kind.TASK_LEAD, Kind.REPORT, Kind.OWN_PLAN]),
        of=st.sampled_from([PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER]),
        opened=DAYS,
        due=DAYS,
        met=st.one_of(st.none(), DAYS),
    )
    @example(Kind.TASK_LEAD, PeriodKind.YEAR, dt.date(2025, 1, 5), dt.date(2025, 12, 31), dt.date(2025, 12, 20))
    @example(Kind.TASK_LEAD, PeriodKind.YEAR, dt.date(2025, 12, 20), dt.date(2025, 12, 30), None)
    @example(Kind.REPORT, PeriodKind.QUARTER, dt.date(2025, 1, 5), dt.date(2025, 6, 20), dt.date(2025, 2, 1))
    @example(Kind.OWN_PLAN, PeriodKind.YEAR, dt.date(2026, 1, 5), dt.date(2025, 12, 31), dt.date(2025, 11, 1))
    def test_everything_is_due_once_and_done_once(
        self, kind: Kind, of: PeriodKind, opened: dt.date, due: dt.date, met: dt.date | None
    ) -> None:
        tree = province()
        owe(tree, kind, opened, due, met)
        found = {key: counted(tree, key, of) for key in KEYS[kind]}
        finished = [name for name in ("tasks_done", "reports_sent", "own_plans_issued") if name in found]
        done = found[finished[0]]
        assert sum(done) == (1 if met else 0)
        if kind != Kind.OWN_PLAN:
            falls_due = found["tasks_due" if kind == Kind.TASK_LEAD else "reports_due"]
            assert sum(falls_due) == 1
            assert not met or done.index(1) >= falls_due.index(1)
        asked = found.get("tasks_assigned") or found.get("own_plans_asked") or done
        assert all(some <= every for some, every in zip(done, asked, strict=True))
        late = found[next(key for key in found if key.endswith("overdue"))]
        assert all(not (one and other) for one, other in zip(late, done, strict=True)), "done is not overdue"


@pytest.mark.django_db
def test_what_is_done_between_the_cut_off_and_the_end_of_the_year_is_the_next_reports() -> None:
    tree = province()
    owe(tree, Kind.TASK_LEAD, dt.date(2025, 1, 5), dt.date(2025, 12, 31), dt.date(2025, 12, 20))
    keys = (*KEYS[Kind.TASK_LEAD], "tasks_on_time")
    assert {key: counted(tree, key, PeriodKind.YEAR) for key in keys} == {
        "tasks_assigned": [1, 1, 0],
        "tasks_due": [1, 0, 0],
        "tasks_carried": [0, 1, 0],
        "tasks_done": [0, 1, 0],
        "tasks_on_time": [0, 1, 0],
        "tasks_overdue": [0, 0, 0],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["reports_due", "reports_sent", "reports_on_time"])
def test_a_report_sent_a_period_early_is_due_where_it_was_sent(key: str) -> None:
    tree = province()
    owe(tree, Kind.REPORT, dt.date(2025, 1, 5), dt.date(2025, 6, 20), dt.date(2025, 2, 1))
    assert counted(tree, key, PeriodKind.HALF_YEAR) == [1, 0, 0, 0, 0, 0]


@pytest.mark.django_db
def test_a_task_without_a_day_is_under_way_until_it_is_done() -> None:
    tree = province()
    owe(tree, Kind.TASK_LEAD, dt.date(2025, 1, 5), None, dt.date(2026, 7, 1))
    assert counted(tree, "tasks_assigned", PeriodKind.YEAR) == [1, 1, 0]
    assert counted(tree, "tasks_due", PeriodKind.YEAR) == [0, 1, 0]
    assert counted(tree, "tasks_done", PeriodKind.YEAR) == [0, 1, 0]

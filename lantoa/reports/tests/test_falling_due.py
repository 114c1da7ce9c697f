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
# What a kind's figures are called: all that is asked for, what falls due, what is finished so, what of it in time.
ASKED = {Kind.TASK_LEAD: "tasks_assigned", Kind.OWN_PLAN: "own_plans_asked"}
DUE = {Kind.TASK_LEAD: "tasks_due", Kind.REPORT: "reports_due"}
FINISHED = {
    (Kind.TASK_LEAD, State.MET): "tasks_done",
    (Kind.TASK_LEAD, State.NIL): "tasks_nil",
    (Kind.REPORT, State.MET): "reports_sent",
    (Kind.REPORT, State.NIL): "reports_sent",
    (Kind.OWN_PLAN, State.MET): "own_plans_issued",
}
IN_TIME = {
    (Kind.TASK_LEAD, State.MET): "tasks_on_time",
    (Kind.REPORT, State.MET): "reports_on_time",
    (Kind.REPORT, State.NIL): "reports_on_time",
}


def periods(kind: PeriodKind) -> list[Days]:
    """Two years and what follows them, so that all that is given in two years falls due in one."""
    of = [ReportingPeriod(kind, year, index) for year in (2025, 2026, 2027) for index in range(1, kind.per_year + 1)]
    return [Days.of_part(one.kind, one.year, one.index, one.start, one.end) for one in of]


def owe(
    tree: Province, kind: Kind, given: dt.date, due: dt.date | None, met: dt.date | None, how: State = State.MET
) -> None:
    """`how` it ends: done, or nothing to do, which is the same word in time and late."""
    late = State.NIL if how == State.NIL else State.MET_LATE if met and due and met > due else State.MET
    Obligation.objects.create(
        unit=tree.thpt,
        asked_by=tree.so,
        kind=kind,
        title="Việc",
        subject=tree.so,
        origin=tree.so,
        opened_on=given,
        due_on=due,
        state=late if met else State.OPEN,
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
        ends=st.sampled_from(sorted(FINISHED)),
        of=st.sampled_from([PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER]),
        opened=DAYS,
        due=DAYS,
        met=st.one_of(st.none(), DAYS),
    )
    @example(
        (Kind.TASK_LEAD, State.MET), PeriodKind.YEAR, dt.date(2025, 1, 5), dt.date(2025, 12, 31), dt.date(2025, 12, 20)
    )
    @example((Kind.TASK_LEAD, State.MET), PeriodKind.YEAR, dt.date(2025, 12, 20), dt.date(2025, 12, 30), None)
    @example(
        (Kind.REPORT, State.MET), PeriodKind.QUARTER, dt.date(2025, 1, 5), dt.date(2025, 6, 20), dt.date(2025, 2, 1)
    )
    @example(
        (Kind.REPORT, State.NIL), PeriodKind.QUARTER, dt.date(2025, 1, 5), dt.date(2025, 3, 10), dt.date(2025, 3, 13)
    )
    @example(
        (Kind.OWN_PLAN, State.MET), PeriodKind.YEAR, dt.date(2026, 1, 5), dt.date(2025, 12, 31), dt.date(2025, 11, 1)
    )
    def test_everything_is_due_once_and_done_once(
        self, ends: tuple[Kind, State], of: PeriodKind, opened: dt.date, due: dt.date, met: dt.date | None
    ) -> None:
        (kind, how), tree = ends, province()
        owe(tree, kind, opened, due, met, how)
        keys = {*KEYS[kind], FINISHED[ends], *filter(None, [IN_TIME.get(ends)])}
        found = {key: counted(tree, key, of) for key in keys}
        done = found[FINISHED[ends]]
        assert sum(done) == (1 if met else 0)
        if kind in DUE:
            falls_due = found[DUE[kind]]
            assert sum(falls_due) == 1
            assert not met or done.index(1) >= falls_due.index(1)
        if kind in ASKED:
            assert all(some <= every for some, every in zip(done, found[ASKED[kind]], strict=True))
        if ends in IN_TIME:
            assert found[IN_TIME[ends]] == (done if met and met <= due else [0] * len(done))
        late = found[next(key for key in found if key.endswith("overdue"))]
        assert all(not (one and other) for one, other in zip(late, done, strict=True)), "done is not overdue"


@pytest.mark.django_db
@pytest.mark.parametrize(("sent", "on_time"), [(dt.date(2026, 3, 10), 1), (dt.date(2026, 3, 13), 0)])
def test_nothing_to_report_is_sent_as_any_report_is_in_time_or_late(sent: dt.date, on_time: int) -> None:
    tree = province()
    owe(tree, Kind.REPORT, dt.date(2026, 1, 5), dt.date(2026, 3, 10), sent, State.NIL)
    found = {key: sum(counted(tree, key, PeriodKind.YEAR)) for key in (*KEYS[Kind.REPORT], "reports_on_time")}
    assert found == {"reports_due": 1, "reports_sent": 1, "reports_on_time": on_time, "reports_overdue": 0}


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

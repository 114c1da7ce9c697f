"""Issuing one plan to 2,000 units × 20 tasks, against the bare bulk insert of the same rows; and its growth."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.database import leaving_no_trace, make_units, scratch_database
from benchmarks.harness import Result, compare, growth

UNITS, TASKS = 2000, 20


def run() -> Iterator[Result]:
    with scratch_database():
        plan, by = _plan(UNITS)
        rows = _rows(plan, by)
        yield compare(
            f"issue to {UNITS} units x {TASKS} tasks", lambda: _issue(plan, by), lambda: _insert(rows), 3.0, rounds=3
        )
        yield _growth(by)


def _plan(units: int) -> tuple[Any, Any]:
    """An approved plan whose tasks are led by a group of all schools."""
    from lantoa.accounts.enums import Role
    from lantoa.accounts.models import Membership, User
    from lantoa.organisations.enums import UnitKind
    from lantoa.organisations.models import UnitGroup
    from lantoa.plans.enums import MentionState, TimingKind
    from lantoa.plans.models import Plan, PlanTask, UnitMention

    root = make_units(units)[0]
    by = User.objects.create_user(f"office-{units}", full_name="Văn Phòng")
    Membership.objects.create(user=by, unit=root, role=Role.OFFICE, valid_from=dt.date(2020, 1, 1))
    group = UnitGroup.objects.create(owner=root, name="các trường", kinds=[UnitKind.SCHOOL])
    plan = Plan.objects.create(
        unit=root,
        year=2026,
        title="Kế hoạch",
        number="1/KH-SGDĐT",
        dated="2026-01-15",
        created_by=by,
        review_state="approved",
    )
    mention = UnitMention.objects.create(plan=plan, text="các trường", state=MentionState.MATCHED)
    mention.groups.set([group])
    year = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 12, 31), "timing_kind": TimingKind.CONTINUOUS}
    for number in range(TASKS):
        text = f"Viết và đăng tin, bài về cải cách hành chính, chuyên đề {number}"
        PlanTask.objects.create(plan=plan, order=number, no=str(number), text=text, lead=mention, **year)
    return plan, by


def _issue(plan: Any, by: Any) -> None:
    from lantoa.plans.issuing import issue

    plan.refresh_from_db()
    with leaving_no_trace():
        issue(plan, by=by)


def _rows(plan: Any, by: Any) -> list[Any]:
    """The very rows that issuing makes."""
    from lantoa.ledger.models import Obligation
    from lantoa.plans.issuing import issue

    rows: list[Any] = []
    with leaving_no_trace():
        issue(plan, by=by)
        rows = list(Obligation.objects.of(plan))
    if len(rows) != UNITS * TASKS:
        raise RuntimeError(f"{len(rows)} obligations instead of {UNITS * TASKS}")
    return rows


def _insert(rows: list[Any]) -> None:
    from lantoa.ledger.models import Obligation

    for row in rows:
        row.pk = None
    with leaving_no_trace():
        Obligation.objects.bulk_create(rows, batch_size=1000)


def _growth(by: Any) -> Result:
    """Four times the units may take at most four times as long (with a fifth for noise)."""
    small, small_by = _plan(500)
    large, large_by = _plan(4 * 500 + 1)
    name = "issue: growth from 500 to 2,001 units"
    return growth(name, lambda: _issue(small, small_by), lambda: _issue(large, large_by), 4, 1.2)

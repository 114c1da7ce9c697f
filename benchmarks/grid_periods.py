"""The grid of 2,000 units × 12 periods, against its own two bare queries; and its growth."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.database import make_units, scratch_database
from benchmarks.harness import Result, compare, growth

UNITS, PERIODS = 2000, 12
TODAY = dt.date(2026, 11, 20)


def run() -> Iterator[Result]:
    with scratch_database():
        root = _owed(UNITS)
        yield compare(f"grid of {UNITS} units x {PERIODS} periods", lambda: _grid(root), lambda: _bare(root), 3.0)
        small, large = _owed(501), _owed(2004)
        name = "grid of periods: growth from 501 to 2,004 units"
        yield growth(name, lambda: _grid(small), lambda: _grid(large), 4, 1.3)


def _owed(count: int) -> Any:
    """A department whose schools owe a report each month, a third of them in each state."""
    from lantoa.ledger import books
    from lantoa.ledger.enums import ObligationKind, ObligationState
    from lantoa.ledger.models import Obligation

    root, *schools = make_units(count)
    debts = [
        books.Debt(
            unit_id=school.pk,
            kind=ObligationKind.REPORT,
            subject=root,
            title="Báo cáo tháng",
            part=f"2026-{month:02d}",
            due_on=dt.date(2026, month, 20),
        )
        for school in schools
        for month in range(1, PERIODS + 1)
    ]
    books.owe(debts, asked_by=root.pk, origin=root, on=dt.date(2026, 1, 5))
    rows = Obligation.objects.of(root)
    sent = rows.filter(unit_id__in=[school.pk for school in schools[::3]])
    sent.update(state=ObligationState.MET, met_on=dt.date(2026, 1, 20))
    if rows.count() != count * PERIODS:
        raise RuntimeError("not all obligations were opened")
    return root


def _sources(root: Any) -> tuple[Any, Any]:
    from lantoa.ledger.models import Obligation
    from lantoa.organisations.models import Unit

    return Obligation.objects.filter(unit__path__startswith=root.path), Unit.objects.all()


def _grid(root: Any) -> None:
    from lantoa.oversight.grid import build

    build(*_sources(root), today=TODAY)


def _bare(root: Any) -> None:
    """The same rows, read and thrown away."""
    from lantoa.oversight.grid import COLUMNS, UNIT_FIELDS

    rows, units = _sources(root)
    list(rows.order_by().values_list(*COLUMNS))
    owing = units.filter(pk__in=rows.order_by().values("unit"))
    list(owing.only(*UNIT_FIELDS).order_by("area", "sort_key", "pk"))

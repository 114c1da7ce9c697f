"""What tests of this room stand on: obligations of units, opened as the ledger opens them."""

import datetime as dt
from typing import Any

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit


def owed(unit: Unit, by: Unit, due: dt.date | None, **more: Any) -> Obligation:
    """A report that `unit` owes `by`; `part` tells several apart, other fields are set as given."""
    part = more.pop("part", "2026-H1")
    title = more.pop("title", "Báo cáo 6 tháng đầu năm")
    kind = more.pop("kind", ObligationKind.REPORT)
    debt = books.Debt(unit_id=unit.pk, kind=kind, subject=by, title=title, part=part, due_on=due)
    books.owe([debt], asked_by=by.pk, origin=by, on=dt.date(2026, 1, 15))
    row = Obligation.objects.get(unit=unit, subject_id=by.pk, part=part, kind=kind)
    if more:
        Obligation.objects.filter(pk=row.pk).update(**more)
        row.refresh_from_db()
    return row

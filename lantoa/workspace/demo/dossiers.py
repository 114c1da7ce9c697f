"""A year of figures of dossiers at An Bình: months that carry over to each other, a unit that lags, one that had
nothing, targets from the department and of one school's own."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal

from lantoa.accounts.models import User
from lantoa.dossiers import months
from lantoa.dossiers.expected import KINDS
from lantoa.dossiers.models import DossierFigures, DossierTarget
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit

_BUSY = {UnitKind.DEPARTMENT: 180, UnitKind.COMMUNE_COMMITTEE: 60, UnitKind.ATTACHED_UNIT: 25}
_LAGGING, _QUIET = "xa3-cs1", "tthn"


def make_dossiers(units: Mapping[str, Unit], people: Mapping[str, User], today: dt.date) -> None:
    """Twelve months up to the last one that is over; every eighth unit still owes that one."""
    clerk, last = people["vanphong"], months.asked_now(today)
    asked = [(code, unit) for code, unit in units.items() if unit.kind in KINDS and unit.is_current]
    rows: list[DossierFigures] = []
    for number, (code, unit) in enumerate(asked):
        lags = 3 if code == _LAGGING else int(number % 8 == 5)
        rows += _year(code, unit, last, lags, clerk)
    DossierFigures.objects.bulk_create(rows, batch_size=500)
    told: dict[str, Decimal] = {"online": Decimal(80), "on_time": Decimal(95), "digitised": Decimal(90)}
    source = "Kế hoạch cải cách hành chính năm của tỉnh An Bình"
    DossierTarget.objects.create(unit=units["so"], year=last.year, paid_online=Decimal(60), source=source, **told)
    DossierTarget.objects.create(unit=units["thpt-ntn"], year=last.year, online=Decimal(90))


def _year(code: str, unit: Unit, last: dt.date, lags: int, by: User) -> Iterator[DossierFigures]:
    draw, carried, month = random.Random(code), 0, last  # noqa: S311 - figures of a demo
    for _ in range(11):
        month = months.previous_month(month)
    for place in range(12 - lags):
        if code == _QUIET and place % 3 == 1 and not carried:
            yield DossierFigures(unit=unit, month=month, is_nil=True, entered_by=by)
        else:
            row = _month(unit, month, carried, draw, by)
            carried = row.pending
            yield row
        month = months.next_month(month)


def _month(unit: Unit, month: dt.date, carried: int, draw: random.Random, by: User) -> DossierFigures:
    usual = _BUSY.get(UnitKind(unit.kind), 14)
    received = draw.randint(usual // 2, usual + usual // 2)
    whole = carried + received
    pending = draw.randint(0, whole // 6)
    settled = whole - pending
    late = draw.randint(0, settled // 12)
    with_fee = draw.randint(0, received)
    return DossierFigures(
        unit=unit,
        month=month,
        carried=carried,
        received=received,
        online=draw.randint(received * 6 // 10, received),
        on_time=settled - late,
        late=late,
        pending_in_time=pending - pending // 5,
        pending_late=pending // 5,
        with_fee=with_fee,
        paid_online=draw.randint(with_fee // 3, with_fee),
        by_post=draw.randint(0, settled // 5),
        digitised=draw.randint(settled * 7 // 10, settled),
        entered_by=by,
    )

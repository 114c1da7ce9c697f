import datetime as dt
from typing import Any

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Feed, Obligation
from tests.permission_table import LOGIN, Row, World, everyone

DAY = "2026-01-15"


def prepare(world: World) -> None:
    """Something that the school owes the department, and the feed of one of its people."""
    debt = books.Debt(unit_id=world.own.pk, kind=ObligationKind.REPORT, subject=world.top, title="Báo cáo")
    books.owe([debt], asked_by=world.top.pk, origin=world.top, on=dt.date.fromisoformat(DAY))
    world.things["obligation"] = Obligation.objects.get()
    officer = world.people["officer"]
    world.things["feed"] = Feed.objects.create(user=officer, made_by=officer)


def obligation(world: World) -> dict[str, Any]:
    return {"pk": world.things["obligation"].pk}


def token(world: World) -> dict[str, Any]:
    return {"token": world.things["feed"].token}


STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
OFFICE_ABOVE = everyone(403, office_above=302, **STRANGERS)
ROWS = [
    Row("ledger:list", everyone(200, anonymous=LOGIN)),
    Row("ledger:calendar", everyone(200, anonymous=LOGIN)),
    Row("ledger:feed_address", everyone(302, anonymous=LOGIN), method="POST"),
    Row("ledger:feed", everyone(200), kwargs=token),
    Row("ledger:detail", everyone(200, **STRANGERS), kwargs=obligation),
    Row("ledger:due", OFFICE_ABOVE, method="POST", kwargs=obligation, data={"due_on": "01/06/2026"}),
    Row("ledger:exclusion", OFFICE_ABOVE, method="POST", kwargs=obligation, data={"reason": "Không có bậc học này"}),
    Row("ledger:reopening", OFFICE_ABOVE, method="POST", kwargs=obligation),
]

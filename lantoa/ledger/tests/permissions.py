import datetime as dt
from typing import Any

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import CalendarDay, Feed, Obligation
from tests.permission_table import LOGIN, Row, World, everyone

DAY = "2026-01-15"


def prepare(world: World) -> None:
    """Something that the school owes the department, and the feed of one of its people."""
    debt = books.Debt(unit_id=world.own.pk, kind=ObligationKind.REPORT, subject=world.top, title="Báo cáo")
    books.owe([debt], asked_by=world.top.pk, origin=world.top, on=dt.date.fromisoformat(DAY))
    world.things["obligation"] = Obligation.objects.get()
    world.things["day"] = CalendarDay.objects.create(
        day=dt.date(2026, 5, 29), is_working=False, name="Ngày nghỉ của tỉnh"
    )
    officer = world.people["officer"]
    world.things["feed"] = Feed.objects.create(user=officer, made_by=officer)


def obligation(world: World) -> dict[str, Any]:
    return {"pk": world.things["obligation"].pk}


def token(world: World) -> dict[str, Any]:
    return {"token": world.things["feed"].token}


def day(world: World) -> dict[str, Any]:
    return {"pk": world.things["day"].pk}


STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
TOP_ADMIN = everyone(403, anonymous=LOGIN, admin_above=302)
NEW_DAY = {"day": "30/05/2026", "is_working": "1", "name": "Làm bù"}
OFFICE_ABOVE = everyone(403, office_above=302, **STRANGERS)
ROWS = [
    Row("ledger:list", everyone(200, anonymous=LOGIN)),
    Row("ledger:calendar", everyone(200, anonymous=LOGIN)),
    Row("ledger:days", everyone(200, anonymous=LOGIN)),
    Row("ledger:day_add", TOP_ADMIN, method="POST", data=NEW_DAY),
    Row("ledger:day_remove", TOP_ADMIN, method="POST", kwargs=day),
    Row("ledger:feed_address", everyone(302, anonymous=LOGIN), method="POST"),
    Row("ledger:feed", everyone(200), kwargs=token),
    Row("ledger:detail", everyone(200, **STRANGERS), kwargs=obligation),
    Row("ledger:due", OFFICE_ABOVE, method="POST", kwargs=obligation, data={"due_on": "01/06/2026"}),
    Row("ledger:exclusion", OFFICE_ABOVE, method="POST", kwargs=obligation, data={"reason": "Không có bậc học này"}),
    Row("ledger:reopening", OFFICE_ABOVE, method="POST", kwargs=obligation),
]

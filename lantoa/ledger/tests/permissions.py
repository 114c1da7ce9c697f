import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.ledger import activities, books, evidence
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind, ObligationKind
from lantoa.ledger.models import CalendarDay, Feed, Obligation
from lantoa.ledger.tests import permissions_of_work
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
    permissions_of_work.prepare_work(world)
    officer = world.people["officer"]
    _log_something(world, officer)
    world.things["feed"] = Feed.objects.create(user=officer, made_by=officer)


def _log_something(world: World, officer: Any) -> None:
    """An activity with a photo."""
    sent = SimpleUploadedFile("anh.png", png())
    world.things["activity"] = activities.log(
        world.own,
        Deed(ActivityKind.OTHER, "Treo pa nô", dt.date(2026, 1, 20)),
        by=officer,
        files=[(uuid.uuid4(), evidence.take(sent))],
    )


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def activity(world: World) -> dict[str, Any]:
    return {"pk": world.things["activity"].pk}


def photo(world: World) -> dict[str, Any]:
    return {"pk": world.things["activity"].files.get().pk}


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
WRITERS = everyone(302, leader=403, admin=403, admin_above=403, **STRANGERS)
OF_THE_UNIT = WRITERS | {"office_above": 403}  # a school's work is put right by the school
FORM = everyone(200, anonymous=LOGIN, leader=403, admin=403, admin_above=403)
ACTIVITY_ROWS = [
    Row("activities:list", everyone(200, anonymous=LOGIN)),
    Row("activities:new", FORM),
    Row("activities:detail", everyone(200, **STRANGERS), kwargs=activity),
    Row("activities:change", {**FORM, **STRANGERS, "office_above": 403}, kwargs=activity),
    Row("activities:cancel", OF_THE_UNIT, method="POST", kwargs=activity, data={"reason": "Ghi nhầm"}),
    Row("activities:restore", OF_THE_UNIT, method="POST", kwargs=activity),
    Row("activities:file", everyone(200, **STRANGERS), kwargs=photo),
    Row("activities:thumb", everyone(200, **STRANGERS), kwargs=photo),
    Row("activities:file_remove", OF_THE_UNIT, method="POST", kwargs=photo),
]
ROWS = [
    *ACTIVITY_ROWS,
    *permissions_of_work.ROWS,
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

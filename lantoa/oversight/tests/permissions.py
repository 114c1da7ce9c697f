import datetime as dt
import uuid
from typing import Any

from lantoa.oversight.factories import owed
from lantoa.oversight.shortcomings import record
from lantoa.oversight.urging import may_be_urged_by, urge
from tests.permission_table import LOGIN, Row, World, everyone, signed_in

DUE = dt.date(2026, 7, 10)


def prepare(world: World) -> None:
    """The school owes the department a report, was urged, and has a shortcoming to mend."""
    office = world.people["office_above"]
    world.things["owed"] = owed(world.own, world.top, DUE)
    world.things["urging"] = urge(
        may_be_urged_by(office), unit=world.top, by=office, text="Gửi ngay.", form_key=uuid.uuid4()
    )
    world.things["shortcoming"] = record(
        unit=world.own,
        found_on=DUE,
        text="Chuyên mục chưa có bài mới",
        cause="",
        remedy="Đăng bài hằng tháng",
        due_on=DUE,
        by=office,
        form_key=uuid.uuid4(),
    )


def urging(world: World) -> dict[str, Any]:
    return {"pk": world.things["urging"].pk}


def shortcoming(world: World) -> dict[str, Any]:
    return {"pk": world.things["shortcoming"].pk}


def press(world: World) -> dict[str, Any]:
    return {
        "viec": str(world.things["owed"].pk),
        "form_key": str(uuid.uuid4()),
        "unit": str(world.top.pk),
        "text": "Gửi ngay.",
        "da_biet": str(world.things["urging"].pk),
    }


def fault(world: World) -> dict[str, Any]:
    return {
        "unit": str(world.own.pk),
        "found_on": "01/07/2026",
        "text": "Bảng tin cũ",
        "remedy": "Thay bảng tin",
        "due_on": "01/12/2026",
        "form_key": str(uuid.uuid4()),
    }


OFFICES = everyone(403, anonymous=LOGIN, office=200, office_above=200)
STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
WRITERS = signed_in(302, leader=403, admin=403, admin_above=403, other_officer=422, other_head=422)
ROWS = [
    Row("oversight:grid", signed_in(200)),
    Row("oversight:urge", OFFICES),
    Row("oversight:urge", everyone(403, anonymous=LOGIN, office=422, office_above=302), method="POST", data=press),
    Row("oversight:letter", everyone(403, anonymous=LOGIN, office=302, office_above=200), method="POST", data=press),
    Row("oversight:urgings", signed_in(200)),
    Row("oversight:urging", everyone(200, **STRANGERS), kwargs=urging),
    Row("oversight:shortcomings", signed_in(200)),
    Row("oversight:shortcoming", everyone(200, **STRANGERS), kwargs=shortcoming),
    Row("oversight:shortcoming_new", signed_in(200, leader=403, admin=403, admin_above=403)),
    Row("oversight:shortcoming_new", WRITERS, method="POST", data=fault),
]

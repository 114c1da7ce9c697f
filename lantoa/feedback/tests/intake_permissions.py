"""Who may send, follow, and type words in."""

import uuid
from typing import Any

from django.utils import timezone

from lantoa.feedback import accepting
from lantoa.feedback.accepting import Given
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    given = Given(text="Cổng trường ngập sau mưa.", unit=world.own, entered_by=world.people["officer"])
    taken = accepting.accept(given)
    world.things["intake_case"], world.things["intake_token"] = taken.case, taken.token


def _token(world: World) -> dict[str, Any]:
    return {"token": world.things["intake_token"]}


def _case(world: World) -> dict[str, Any]:
    return {"pk": world.things["intake_case"].pk}


def _typed(world: World) -> dict[str, Any]:
    moment = timezone.localtime()
    hour = {"received_at_0": f"{moment:%d/%m/%Y}", "received_at_1": f"{moment:%Hh%M}"}
    return {"form_key": str(uuid.uuid4()), "source": "hotline", "text": "Gọi đến nói.", **hour}


# The unit that holds it sees it; of those above the office; printing is for who typed it and the focal point.
PRINTS = signed_in(
    403, officer=200, head=200, office=200, admin=404, other_officer=404, other_head=404, admin_above=404
)
WRITES = {"leader": 403, "admin": 403, "admin_above": 403}

ROWS = [
    Row("feedback_public:index", everyone(200)),
    Row("feedback_public:send", everyone(200)),
    Row("feedback_public:send", everyone(422), method="POST", data={"text": "", "answer": ""}),
    Row("feedback_public:units", everyone(200)),
    Row("feedback_public:look_up", everyone(200)),
    Row("feedback_public:follow", everyone(200), kwargs=_token),
    Row("feedback_public:follow_qr", everyone(200), kwargs=_token),
    Row("feedback_public:supply", everyone(302), method="POST", kwargs=_token, data={"text": "Thêm một điều."}),
    Row("feedback_public:zalo", everyone(404), method="POST", data={}),
    Row("feedback:enter", signed_in(200, **WRITES)),
    Row("feedback:enter", signed_in(302, **WRITES), method="POST", data=_typed),
    Row("feedback:receipt", PRINTS, kwargs=_case),
    Row("feedback:receipt_qr", PRINTS, kwargs=_case),
]

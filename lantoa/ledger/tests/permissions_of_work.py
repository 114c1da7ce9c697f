"""Rows of the pages on which work is put forward and judged, talked about and counted."""

import datetime as dt
import uuid
from typing import Any

from lantoa.ledger import books, claims, comments
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from tests.permission_table import LOGIN, Row, World, everyone


def prepare_work(world: World) -> None:
    """Two tasks that the school owes the department: one to put forward, one put forward by its officer."""
    for part in ("task", "asked"):
        debt = books.Debt(world.own.pk, ObligationKind.TASK_LEAD, world.top, f"Tuyên truyền {part}", part=part)
        books.owe([debt], asked_by=world.top.pk, origin=world.top, on=dt.date(2026, 1, 15))
        world.things[part] = Obligation.objects.get(part=part)
    officer = world.people["officer"]
    world.things["claim"] = claims.ask(world.things["asked"], by=officer, text="Đã xong")
    world.things["comment"] = comments.post(world.things["task"], by=officer, text="Xin hỏi", form_key=uuid.uuid4())


def task(world: World) -> dict[str, Any]:
    return {"pk": world.things["task"].pk}


def claim(world: World) -> dict[str, Any]:
    return {"pk": world.things["claim"].pk}


def comment(world: World) -> dict[str, Any]:
    return {"pk": world.things["comment"].pk}


STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
WRITERS = everyone(302, leader=403, admin=403, admin_above=403, **STRANGERS)
JUDGES = everyone(403, office_above=302, **STRANGERS)
ROWS = [
    Row("ledger:loads", everyone(200, anonymous=LOGIN)),
    Row("ledger:claims", everyone(200, anonymous=LOGIN)),
    Row("ledger:claims_acceptance", everyone(302, anonymous=LOGIN), method="POST"),
    Row(
        "ledger:claim_new",
        {**WRITERS, **dict.fromkeys(("officer", "head", "office", "editor", "office_above"), 200)},
        kwargs=task,
    ),
    Row("ledger:claim_new", WRITERS, method="POST", kwargs=task, data={"text": "Đã xong"}),
    Row("ledger:nil_new", WRITERS, method="POST", kwargs=task, data={"nil_text": "Không có lớp 12"}),
    Row("ledger:claim_acceptance", JUDGES, method="POST", kwargs=claim),
    Row("ledger:claim_return", JUDGES, method="POST", kwargs=claim, data={"note": "Thiếu ảnh"}),
    Row("ledger:claim_withdrawal", WRITERS, method="POST", kwargs=claim),
    Row(
        "ledger:comment_new",
        WRITERS,
        method="POST",
        kwargs=task,
        data={"said": "Đã rõ", "form_key": "0b9c4f6e-3f0e-4f39-9a55-6a2b0b7b5c11"},
    ),
    Row("ledger:comment_removal", everyone(403, officer=302, **STRANGERS), method="POST", kwargs=comment),
]

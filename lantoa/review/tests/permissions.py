import uuid
from typing import Any

from lantoa.plans.models import Plan, PlanParagraph
from lantoa.review import links
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    """A submitted plan, and a link that its head was sent."""
    by, head = world.people["officer"], world.people["head"]
    head.email = head.email or "hieutruong@truong.example.vn"
    head.save()
    plan = Plan.objects.create(unit=world.own, year=2026, title="Truyền thông năm 2026", created_by=by)
    PlanParagraph.objects.create(plan=plan, text="Mỗi việc đã làm được ghi một lần.")
    plan.submit(by=by)
    link = links.send(plan, to=head, by=by)
    link.digest = links.digest_of("ma-thu")
    link.save()
    world.things["linked_plan"] = plan


def _plan(world: World) -> dict[str, Any]:
    return {"model": "plans.plan", "pk": world.things["linked_plan"].pk}


def _link(world: World) -> dict[str, Any]:
    return {"token": "ma-thu"}


def _head(world: World) -> dict[str, Any]:
    return {"to": world.people["head"].pk}


def _asks(status: int) -> dict[str, int | str]:
    """Who writes for the unit and does not decide."""
    writers = dict.fromkeys(["officer", "office", "editor", "office_above"], status)
    return signed_in(403, other_officer=404, other_head=404, **writers)


ROWS = [
    Row("review:send_link", _asks(200), kwargs=_plan),
    Row("review:send_link", _asks(302), method="POST", kwargs=_plan, data=_head),
    Row("review:link", everyone(200), kwargs=_link),
    Row(
        "review:link_file", everyone(404), kwargs=lambda world: {**_link(world), "key": uuid.uuid4()}
    ),  # a plan has none
    Row("review:link_approve", everyone(200), method="POST", kwargs=_link),
    Row("review:link_send_back", everyone(200), method="POST", kwargs=_link, data={"note": "Sửa"}),
    Row("review:link_send_back", everyone(422), method="POST", kwargs=_link),
]

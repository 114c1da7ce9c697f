"""Who may open which page of plans: those of the subtree see, those who write for the unit change, its head decides."""

import uuid
from typing import Any

from django.utils import timezone

from lantoa.organisations.models import Unit
from lantoa.plans.enums import ReportPeriod, UploadState
from lantoa.plans.models import Cascade, Plan, PlanBasis, PlanTask, PlanUpload, Removed, ReportingRule, UnitMention
from lantoa.review.enums import ReviewState
from tests.permission_table import LOGIN, Row, World, everyone


def _plan(world: World, unit: Unit, title: str, state: ReviewState = ReviewState.DRAFT) -> Plan:
    year = timezone.localdate().year
    by = world.people["office_above"]
    plan = Plan.objects.create(unit=unit, title=title, year=year, dated=f"{year}-01-05", created_by=by)
    Plan.objects.filter(pk=plan.pk).update(review_state=state)
    return plan


def prepare(world: World) -> None:
    """The school's draft with a row of each kind that addresses name; the department's issued plan; an upload."""
    plan = _plan(world, world.own, "Kế hoạch của trường")
    mention = UnitMention.objects.create(plan=plan, text="Tổ Nào Đó")
    task = PlanTask.objects.create(plan=plan, text="Đăng tin", lead=mention)
    gone = PlanTask.objects.create(plan=plan, text="Việc đã xóa")
    above = _plan(world, world.top, "Kế hoạch của Sở", ReviewState.ISSUED)
    world.things |= {
        "plan": plan,
        "mention": mention,
        "task": task,
        "rule": ReportingRule.objects.create(plan=plan, period=ReportPeriod.QUARTER),
        "basis": PlanBasis.objects.create(plan=plan, about="Luật"),
        "removed": Removed.take_out(gone, plan=plan, by=world.people["office"], label="Đã xóa"),
        "above": above,
        "running": PlanTask.objects.create(plan=above, text="Việc đang chạy"),
        "upload": PlanUpload.objects.create(
            unit=world.own, by=world.people["officer"], form_key=uuid.uuid4(), name="a.docx", state=UploadState.DONE
        ),
    }
    world.things["cascade"] = Cascade.objects.create(plan=above)


def of(name: str, **more: str) -> Any:
    """The address's parts: the plan, and other things of the world by their names."""
    return lambda world: {
        "pk": world.things[name].pk,
        **{part: world.things[thing].pk for part, thing in more.items()},
    }


PLAN = of("plan")
RUNNING = of("above", task_pk="running")


def row(world: World) -> dict[str, Any]:
    return {"pk": world.things["plan"].pk, "kind": "nhiem-vu", "row_pk": world.things["task"].pk}


def kind(world: World) -> dict[str, Any]:
    return {"pk": world.things["plan"].pk, "kind": "nhiem-vu"}


def cascade_day(world: World) -> dict[str, Any]:
    return {"cascade": world.things["cascade"].pk, "due_on": "30/06/2026"}


STRANGERS = {"anonymous": LOGIN, "other_officer": 404, "other_head": 404}
WRITERS = ("officer", "head", "office", "editor", "office_above")
SEEN = everyone(200, **STRANGERS)
ANYONE = everyone(200, anonymous=LOGIN)


def writers(status: int) -> dict[str, Any]:
    """Those who write for the unit; the others of its subtree may look but not touch."""
    return everyone(403, **STRANGERS, **dict.fromkeys(WRITERS, status))


def writers_anywhere(status: int) -> dict[str, Any]:
    own = dict.fromkeys((*WRITERS, "other_officer", "other_head"), status)
    return everyone(403, anonymous=LOGIN, **own)


SENDER = everyone(404, anonymous=LOGIN, officer=302)
HEAD = everyone(403, **STRANGERS, head=302)
BELOW = everyone(403, anonymous=LOGIN, **dict.fromkeys((*WRITERS[:4], "other_officer", "other_head"), 302))
OFFICE_ABOVE = everyone(403, anonymous=LOGIN, office_above=302)

ROWS = [
    Row("plans:list", ANYONE),
    Row("plans:new", writers_anywhere(200)),
    Row("plans:upload", writers_anywhere(422), method="POST"),
    Row("plans:blank", writers_anywhere(422), method="POST"),
    Row("plans:copy", writers_anywhere(422), method="POST"),
    *(Row(f"plans:{way}", everyone(302, anonymous=LOGIN)) for way in ("upload", "blank", "copy")),
    Row("plans:upload_progress", everyone(404, anonymous=LOGIN, officer=200), kwargs=of("upload")),
    Row("plans:read_again", SENDER, method="POST", kwargs=of("upload")),
    Row("plans:detail", SEEN, kwargs=PLAN),
    Row("plans:detail", ANYONE, kwargs=of("above")),
    Row("plans:grid", SEEN, kwargs=PLAN),
    Row("plans:task", ANYONE, kwargs=RUNNING),
    Row("plans:task_date", OFFICE_ABOVE, method="POST", kwargs=RUNNING, data={"due_on": "30/06/2026"}),
    Row("plans:task_rhythm", OFFICE_ABOVE, method="POST", kwargs=RUNNING, data={"rhythm": "monthly", "expected": "2"}),
    Row("plans:cascade_date", OFFICE_ABOVE, method="POST", kwargs=of("above"), data=cascade_day),
    Row("plans:cascade", ANYONE, kwargs=of("above")),
    Row("plans:prepare", OFFICE_ABOVE, method="POST", kwargs=of("above")),
    Row("plans:withdrawal", everyone(403, anonymous=LOGIN), kwargs=of("above")),
    Row("plans:withdrawal", everyone(403, anonymous=LOGIN), method="POST", kwargs=of("above"), data={"reason": "Sai"}),
    Row("plans:derive", BELOW, method="POST", kwargs=of("above")),
    Row("plans:docx", SEEN, kwargs=PLAN),
    Row("plans:xlsx", SEEN, kwargs=PLAN),
    Row("plans:source", everyone(404, anonymous=LOGIN), kwargs=PLAN),
    Row("plans:confirm", writers(302), method="POST", kwargs=PLAN),
    Row("plans:submit", writers(302), method="POST", kwargs=PLAN),
    Row("plans:take_back", writers(302), method="POST", kwargs=PLAN),
    Row("plans:send_back", HEAD, method="POST", kwargs=PLAN, data={"note": "Bổ sung kinh phí"}),
    Row("plans:approve", HEAD, method="POST", kwargs=PLAN),
    Row("plans:issue", writers(200), kwargs=PLAN),
    Row("plans:edit", writers(200), kwargs=PLAN),
    Row("plans:doubts", writers(302), kwargs=PLAN),
    Row("plans:settle", writers(302), method="POST", kwargs=PLAN, data={"khoa": "luu-y"}),
    Row("plans:timing", writers(200), kwargs=PLAN),
    Row("plans:assign", writers(422), method="POST", kwargs=PLAN),
    Row("plans:mention", writers(302), method="POST", kwargs=of("plan", mention="mention"), data={"ngoai": "1"}),
    Row("plans:mention_search", writers(200), kwargs=of("plan", mention="mention")),
    Row("plans:replace_basis", everyone(403, **STRANGERS, **dict.fromkeys(WRITERS, 404)), method="POST",
        kwargs=of("plan", basis="basis")),
    Row("plans:make_task", everyone(403, **STRANGERS, **dict.fromkeys(WRITERS, 404)), method="POST", kwargs=PLAN),
    Row("plans:ask_for_plans", everyone(403, **STRANGERS, **dict.fromkeys(WRITERS, 404)), method="POST", kwargs=PLAN),
    Row("plans:everybody_reports", writers(302), method="POST", kwargs=of("plan", rule="rule")),
    Row("plans:undo", writers(302), method="POST", kwargs=of("plan", removed="removed")),
    Row("plans:row", writers(302), kwargs=row),
    Row("plans:row_add", writers(302), kwargs=kind),
    Row("plans:row_delete", writers(302), method="POST", kwargs=row),
    Row("plans:row_move", writers(302), method="POST", kwargs=row),
]  # fmt: skip

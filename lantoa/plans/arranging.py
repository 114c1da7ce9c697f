"""Rows of a plan added, moved, deleted and brought back."""

from typing import Any

from django.db import transaction
from django.db.models import F

from lantoa.accounts.models import User
from lantoa.plans.enums import BodyPart, ParagraphRole
from lantoa.plans.kinds import KINDS, Kind
from lantoa.plans.models import Plan, PlanBasis, PlanParagraph, PlanSection, PlanTask, Removed

# Where a new item goes in a body that has none of its kind yet: under the heading that names it.
_HEADINGS = {"content": "nội dung", "channel": "hình thức", "duty": "tổ chức thực hiện", "budget": "kinh phí"}


def blank_row(plan: Plan, kind: Kind, *, role: str = "", after: Any = None, section: PlanSection | None = None) -> Any:
    """A new row, not yet saved, with what its place tells."""
    row = kind.model(plan=plan)
    if isinstance(row, PlanParagraph):
        row.role = role if role in ParagraphRole.values else ParagraphRole.TEXT
        row.section = after.section if after else section or home_of(plan, row.role)
        row.part = after.part if after else BodyPart.BODY
        row.mark = after.mark if after and after.mark in ("-", "+") else "-" if row.role != ParagraphRole.TEXT else ""
    elif isinstance(row, PlanSection):
        row.depth = after.depth if after else 1
    elif isinstance(row, PlanTask):
        row.no = str(plan.tasks.count() + 1)
        row.group_title = after.group_title if after else ""
    return row


def home_of(plan: Plan, role: str) -> PlanSection | None:
    """The heading that a new item of a role goes under: where its like stand, else one that names them."""
    like = plan.paragraphs.filter(role=role, section__isnull=False).select_related("section").last()
    if like:
        return like.section
    word = _HEADINGS.get(role, "")
    named = [one for one in plan.sections.all() if word and word in one.title.lower()]
    return named[-1] if named else plan.sections.last()


@transaction.atomic
def place(row: Any, *, after: Any = None) -> None:
    """Give a row that is about to be saved its order: after another, else at the end."""
    plan = row.plan
    if not hasattr(row, "order"):
        return
    if isinstance(row, PlanParagraph | PlanSection):
        _open_place(plan, row, after)
        return
    rows = type(row)._default_manager.filter(plan=plan)
    if after is not None:
        row.order = after.order + 1
        rows.filter(order__gte=row.order).update(order=F("order") + 1)
    else:
        last = rows.order_by("order").last()
        row.order = last.order + 1 if last else 0


def _open_place(plan: Plan, row: Any, after: Any) -> None:
    """Headings and paragraphs share one order: that of print."""
    if after is not None:
        order = after.order + 1
    elif isinstance(row, PlanParagraph) and row.section:
        last = row.section.paragraphs.order_by("order").last()
        order = (last.order if last else row.section.order) + 1
    else:
        orders = [*plan.sections.values_list("order", flat=True), *plan.paragraphs.values_list("order", flat=True)]
        order = max(orders, default=-1) + 1
    plan.paragraphs.filter(order__gte=order).update(order=F("order") + 1)
    plan.sections.filter(order__gte=order).update(order=F("order") + 1)
    row.order = order


@transaction.atomic
def move(row: Any, *, up: bool) -> bool:
    """Change places with the neighbour of the same list; whether there was one."""
    rows = list(_neighbours(row))
    at = next(place for place, one in enumerate(rows) if one.pk == row.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return False
    other = rows[to]
    orders = sorted((row.order, other.order))
    if orders[0] == orders[1]:
        for order, one in enumerate(rows):
            type(row)._default_manager.filter(pk=one.pk).update(order=order)
        orders = sorted((at, to))
    first, last = (row, other) if up else (other, row)
    for order, one in zip(orders, (first, last), strict=True):
        type(row)._default_manager.filter(pk=one.pk).update(order=order)
    if isinstance(row, PlanTask):
        renumber(row.plan)
    return True


def _neighbours(row: Any) -> Any:
    rows = type(row)._default_manager.filter(plan=row.plan).order_by("order", "pk")
    if isinstance(row, PlanParagraph):
        return rows.filter(section=row.section, part=row.part, role=row.role)
    return rows


def beside(row: Any) -> str:
    """The key of the row that stands after this one, else before it: where the eye is when it is gone."""
    rows = [one.key for one in _neighbours(row)] if hasattr(row, "order") else []
    at = rows.index(row.key) if row.key in rows else -1
    others = rows[at + 1 : at + 2] or rows[max(at - 1, 0) : at]
    return others[0] if others else ""


def renumber(plan: Plan) -> None:
    """Write the rows' numbers anew where they are plain 1, 2, 3 …; numbers of another make stay as printed."""
    tasks = list(plan.tasks.order_by("order", "pk"))
    if not all(task.no.isdecimal() for task in tasks):
        return
    for number, task in enumerate(tasks, start=1):
        if task.no != str(number):
            PlanTask.objects.filter(pk=task.pk).update(no=str(number))


@transaction.atomic
def remove(row: Any, *, by: User) -> Removed:
    """Delete a row so that it can come back."""
    name = KINDS[row.slug].name
    label = f"Đã xóa {name}: {str(row)[:120]}"
    if isinstance(row, PlanBasis) and row.paragraph:
        only = not row.paragraph.bases.exclude(pk=row.pk).exists()
        removed = Removed.take_out(row, plan=row.plan, by=by, label=label)
        if only:
            _take_along(removed, row.paragraph, by=by)
        return removed
    return Removed.take_out(row, plan=row.plan, by=by, label=label)


def _take_along(removed: Removed, row: Any, *, by: User) -> None:
    """Delete another row with one already removed: both come back together."""
    other = Removed.take_out(row, plan=row.plan, by=by, label="")
    removed.rows = [*other.rows, *removed.rows]
    removed.links = [*removed.links, *other.links]
    removed.save(update_fields=["rows", "links"])
    other.delete()

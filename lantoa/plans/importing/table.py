"""Rows of the plan's table."""

import datetime as dt

from lantoa.documents import products
from lantoa.documents.plan import TaskRow, Timing
from lantoa.documents.reading.channels import channel_kinds
from lantoa.ledger.enums import Rhythm
from lantoa.plans.enums import TimingKind
from lantoa.plans.importing.names import Names
from lantoa.plans.models import Plan, PlanProduct, PlanTask, TaskCoordination
from lantoa.plans.models.versioned import spans_of
from lantoa.plans.schedule import usual_rhythm
from lantoa.plans.texts import fit
from lantoa.vietnamese.impossible_time import impossible_time


def write_tasks(plan: Plan, rows: list[TaskRow], names: Names) -> list[PlanTask]:
    return [write_task(plan, order, row, names) for order, row in enumerate(rows)]


def write_task(plan: Plan, order: int, row: TaskRow, names: Names) -> PlanTask:
    task = PlanTask.objects.create(
        plan=plan,
        order=order,
        group_title=row.group or "",
        text=row.task,
        channel=row.channel or "",
        channel_kinds=kinds_in(row.channel or ""),
        lead=names.mention(row.lead),
        lead_text=row.lead or "",
        **timing_columns(row.timing),
        spans=spans_of(row.spans),
        other_cells=row.other,
        cell_spans={key: spans_of(spans) for key, spans in row.cell_spans.items()},
        **fit(PlanTask, no=row.no or "", doubt=doubt_of(row, plan.year)),
    )
    PlanProduct.objects.bulk_create(
        PlanProduct(task=task, order=place, text=text) for place, text in enumerate(products.whole(row.products))
    )
    mentions = [(text, names.mention(text)) for text in row.coordinating]
    TaskCoordination.objects.bulk_create(
        TaskCoordination(task=task, mention=mention, text=text, order=place)
        for place, (text, mention) in enumerate(mentions)
        if mention
    )
    return task


def timing_columns(timing: Timing) -> dict[str, object]:
    """What a timing fills of a task: words, meaning, and the rhythm it starts with."""
    starts_on, ends_on = _day(timing.start), _day(timing.end)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on = None
    return {
        "timing_raw": timing.raw,
        "timing_kind": timing.kind if timing.kind in TimingKind.values else TimingKind.NONE,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "rhythm": rhythm_of(timing.kind, timing.raw, starts_on, ends_on),
    }


def rhythm_of(kind: str, raw: str, starts_on: dt.date | None, ends_on: dt.date | None) -> Rhythm:
    """The rhythm that a timing starts with: several quarters expect something each quarter, several months each
    month; the office changes it where the work is otherwise."""
    if starts_on and ends_on:
        months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
        if kind == TimingKind.QUARTER and months > 3:
            return Rhythm.QUARTERLY
        if kind == TimingKind.MONTH and months > 1:
            return Rhythm.MONTHLY
    return usual_rhythm(kind, raw)


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso and len(iso) == 10 else None


def kinds_in(text: str) -> list[str]:
    """Kinds of channel whose words stand in a text, as reading finds them."""
    return channel_kinds(text) if text else []


def doubt_of(row: TaskRow, year: int | None = None) -> str:
    """What the document leaves open in a row, what cannot be, or what the reading doubts."""
    holes = [
        name for name, value in (("đơn vị chủ trì", row.lead), ("thời gian thực hiện", row.timing.raw)) if not value
    ]
    missing = f"Văn bản không ghi {' và '.join(holes)}" if holes else ""
    return ". ".join(part for part in (row.doubt or "", impossible_time(row.timing.raw, year), missing) if part)

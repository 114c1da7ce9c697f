"""What a plan bids in its sentences. Without a table of tasks, a sentence that says who does what and when or how many
is a task; any other, and all of them beside a table, wait as questions of the review screen (`Plan.reading`,
"commands")."""

from dataclasses import asdict
from typing import Any

from lantoa.documents.plan import Command, PlanReading, TaskRow, Timing
from lantoa.documents.source import Span
from lantoa.ledger.enums import Rhythm
from lantoa.plans.importing.body import Body
from lantoa.plans.importing.names import Names
from lantoa.plans.importing.table import write_task
from lantoa.plans.models import Plan, PlanParagraph, PlanTask
from lantoa.plans.models.versioned import spans_of

Kept = dict[str, Any]
_RHYTHMS = {
    "tuan": Rhythm.MONTHLY,
    "thang": Rhythm.MONTHLY,
    "quy": Rhythm.QUARTERLY,
    "6_thang": Rhythm.HALF_YEARLY,
}
_WEEKS = 4  # whole ones in every month: the ledger counts by months
_MOST = 32767  # of a PositiveSmallIntegerField


def write_commands(plan: Plan, reading: PlanReading, body: Body, names: Names) -> list[Kept]:
    """Make the tasks; give the commands that are to be asked about."""
    waiting: list[Kept] = []
    for number, command in enumerate(reading.commands):
        paragraph = body.row_at(command.spans, command.text)
        kept = _kept(command, number, paragraph)
        if command.is_plain and not reading.tasks:
            write_command(plan, kept, paragraph, names)
        else:
            waiting.append(kept)
    return waiting


def _kept(command: Command, number: int, paragraph: PlanParagraph | None) -> Kept:
    row = command.task
    return {
        "id": number,
        "paragraph": paragraph.pk if paragraph else None,
        "text": command.text,
        "spans": spans_of(command.spans),
        "per": command.per,
        "count": command.count,
        "row": {name: getattr(row, name) for name in _PLAIN},
        "timing": asdict(row.timing),
        "cell_spans": {key: spans_of(spans) for key, spans in row.cell_spans.items()},
    }


_PLAIN = ("task", "products", "lead", "coordinating", "group")


def names_in(kept: Kept) -> list[str]:
    """The units that a kept command names."""
    return [name for name in (kept["row"]["lead"], *kept["row"]["coordinating"]) if name]


def write_command(plan: Plan, kept: Kept, paragraph: PlanParagraph | None, names: Names) -> PlanTask:
    """The task of a command, at the end of the plan's tasks."""
    last = plan.tasks.order_by("order").last()
    row = TaskRow(
        no=str(plan.tasks.count() + 1),
        channel=None,
        timing=Timing(**kept["timing"]),
        spans=_spans(kept["spans"]),
        cell_spans={key: _spans(spans) for key, spans in kept["cell_spans"].items()},
        **kept["row"],
    )
    task = write_task(plan, last.order + 1 if last else 0, row, names)
    task.paragraph = paragraph
    _expect(task, kept["per"], kept["count"])
    task.save(update_fields=["paragraph", "rhythm", "expected", "target"])
    return task


def _expect(task: PlanTask, per: str, count: int | None) -> None:
    """How many, each time or in all; a number a week is that of four weeks each month."""
    if per in _RHYTHMS:
        task.rhythm = _RHYTHMS[per]
        task.expected = min((count or 1) * (_WEEKS if per == "tuan" else 1), _MOST)
    else:
        task.target = count


def _spans(value: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in value)

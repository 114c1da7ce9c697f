"""Template tags of the review screen and the pages of plans."""

import json
from typing import Any

from django import template
from django.template.context import Context

from lantoa.plans import candidates
from lantoa.plans.kinds import KINDS
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.timing_words import Meaning, meaning_of

register = template.Library()
register.filter("answers_of", candidates.answers_of)
register.filter("size_of", candidates.size_of)
register.filter("may_mean_everybody", candidates.may_mean_everybody)

STATE_TONES = {
    "draft": "neutral",
    "submitted": "info",
    "returned": "warning",
    "approved": "info",
    "issued": "positive",
    "withdrawn": "negative",
}
STATE_ICONS = {
    "draft": "pencil-square",
    "submitted": "paper-airplane",
    "returned": "arrow-uturn-left",
    "approved": "check",
    "issued": "check-badge",
    "withdrawn": "x-circle",
}


@register.inclusion_tag("plans/_row.html", takes_context=True)
def plan_row(context: Context, slug: str, row: Any) -> dict[str, Any]:
    """A row of the editor: shown, or as its open form."""
    screen = context["screen"]
    return {"plan": context["plan"], "screen": screen, "row": row, "kind": KINDS[slug], "key": f"{slug}-{row.pk}"}


@register.inclusion_tag("plans/_add.html", takes_context=True)
def plan_add(context: Context, slug: str, words: str, role: str = "") -> dict[str, Any]:
    """The button that opens the form of a new row, where that form will stand."""
    return {"plan": context["plan"], "screen": context["screen"], "kind": KINDS[slug], "words": words, "role": role}


@register.filter
def spans(value: Any) -> str:
    """Where something stood in the source, for the script that shows it there."""
    return json.dumps(value or [], separators=(",", ":"))


@register.filter
def cell_spans(task: PlanTask, name: str) -> str:
    """Where a cell of a row stood, failing that the row."""
    return spans(task.cell_spans.get(name) or task.spans)


@register.filter
def head_spans(plan: Plan, name: str) -> str:
    return spans(plan.reading.get("spans", {}).get(name))


@register.filter
def head_doubt(plan: Plan, name: str) -> str:
    doubt: str = plan.reading.get("doubts", {}).get(name, "")
    return doubt


@register.filter
def printed_day(iso: str) -> str:
    """ "2022-01-04" as 04/01/2022, "2023-02" as 02/2023."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


@register.filter
def day_of_year(value: str) -> str:
    """ "05-30" as 30/5."""
    month, _, day = value.partition("-")
    return f"{int(day)}/{int(month)}" if day else ""


@register.simple_tag
def timing_of(task: PlanTask, plan: Plan) -> Meaning:
    return meaning_of(task, plan)


@register.filter
def state_tone(state: str) -> str:
    return STATE_TONES.get(state, "neutral")


@register.filter
def state_icon(state: str) -> str:
    return STATE_ICONS.get(state, "document-text")


@register.filter
def channel_names(kinds: list[str]) -> str:
    from lantoa.plans.enums import ChannelKind

    names = dict(ChannelKind.choices)
    return ", ".join(str(names[kind]) for kind in kinds if kind in names)

"""A plan as a head reads it on a one-time link: all of it in printed order, and nothing that leads to a sign-in."""

from itertools import groupby
from typing import Any

from lantoa.plans.models import Plan, PlanParagraph, PlanSection
from lantoa.plans.sheet import Sheet
from lantoa.plans.timing_words import meaning_of
from lantoa.review.linkable import Linkable, register


def _context(plan: Plan, address: object) -> dict[str, Any]:
    sheet = Sheet(plan)
    for task in sheet.tasks:
        task.meaning = meaning_of(task, plan)  # type: ignore[attr-defined]
    return {"plan": plan, "sheet": sheet, "body": _body(sheet)}


def _body(sheet: Sheet) -> list[tuple[PlanSection | None, list[PlanParagraph]]]:
    """Headings with all that stands under them; what stands under none comes first."""
    rows = sorted(sheet.paragraphs, key=lambda row: row.section_id or 0)
    under = {key: list(group) for key, group in groupby(rows, key=lambda row: row.section_id)}
    printed = [section for section in sheet.sections if section.depth != 9]
    return [(None, under.get(None, [])), *((section, under.get(section.pk, [])) for section in printed)]


def register_links() -> None:
    register(Plan, Linkable("kế hoạch", "plans/_plain.html", _context, styles=("plans/plans.css",)))

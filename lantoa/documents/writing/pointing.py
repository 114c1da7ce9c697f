"""Where the body sends its reader to the task table: the heading that held it would stand bare without a word."""

import re

from lantoa.documents.plan import PlanReading, Section
from lantoa.documents.writing.contract_body import walk
from lantoa.vietnamese.text import fold

_HOLDS_TASKS = re.compile(r"phan cong|nhiem vu|cong viec|tien do")
_APPENDIX = re.compile(r"phụ lục(?:\s+(?:[ivx]+|\d+|[a-z]))?", re.IGNORECASE)


def bare_heading(plan: PlanReading) -> Section | None:
    """The heading of the tasks that has nothing below it since their table is the appendix; None where the document
    speaks of its appendix already."""
    sections = list(walk(plan.sections))
    texts = [text for section in sections for text in section.paragraphs] + plan.closing
    if not plan.tasks or any("phu luc" in fold(text.text) for text in texts):
        return None
    bare = [section for section in sections if not section.paragraphs and not section.children]
    return next((section for section in bare if _HOLDS_TASKS.search(fold(section.title))), None)


def sentence(plan: PlanReading) -> str:
    """In brackets, as reading knows a note to the appendix: it is never taken for a task or a duty."""
    label = _APPENDIX.fullmatch(plan.appendix.label.strip())
    name = f"Phụ lục{label[0][len('Phụ lục') :].upper()}" if label else "Phụ lục"
    return f"(Chi tiết phân công nhiệm vụ tại {name} kèm theo)."

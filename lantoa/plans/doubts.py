"""What a person should look at in a plan that was read, most weighty first. The count goes to 0.

A name is one doubt however many rows it stands in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lantoa.plans.enums import MentionState
from lantoa.plans.models import Plan, UnitMention
from lantoa.plans.models.versioned import Versioned
from lantoa.plans.sheet import Sheet

HEAD_QUESTIONS = {
    "issuer_text": "Kế hoạch này là của đơn vị nào?",
    "title": "Trích yếu của kế hoạch là gì?",
    "year": "Kế hoạch của năm nào?",
}


@dataclass
class Doubt:
    """One question: `key` names it in addresses, `anchor` the row on the page that it is about."""

    key: str
    question: str
    detail: str = ""
    anchor: str = ""
    spans: list[list[int]] = field(default_factory=list)
    mention: UnitMention | None = None
    row: Versioned | None = None
    lines: list[str] = field(default_factory=list)


def doubts_of(plan: Plan) -> list[Doubt]:
    return list(all_doubts(Sheet(plan)))


def all_doubts(sheet: Sheet) -> Iterator[Doubt]:
    yield from _of_head(sheet.plan)
    yield from _of_mentions(sheet)
    for rows, question in (
        (sheet.tasks, "Để trống như văn bản?"),
        (sheet.cascades, "Đặt hạn lập kế hoạch của đơn vị?"),
        (sheet.rules, "Ai gửi báo cáo này?"),
        (sheet.bases, "Căn cứ này đúng chưa?"),
        (sheet.sections, "Mục này đúng chưa?"),
        (sheet.paragraphs, "Đoạn này đúng chưa?"),
        (sheet.budget, "Dòng kinh phí này đúng chưa?"),
    ):
        yield from (_of_row(row, question) for row in rows if row.doubt)
    yield from _of_warnings(sheet)


def _of_head(plan: Plan) -> Iterator[Doubt]:
    for name, sentence in plan.reading.get("doubts", {}).items():
        label = Plan._meta.get_field(name).verbose_name
        question = HEAD_QUESTIONS.get(name, f"{str(label)[:1].upper()}{str(label)[1:]} đúng chưa?")
        spans = plan.reading.get("spans", {}).get(name, [])
        yield Doubt(f"dau-{name}", question, sentence, f"dau-van-ban-{plan.pk}", spans)


def _of_mentions(sheet: Sheet) -> Iterator[Doubt]:
    for mention in sheet.mentions:
        places = sheet.uses.get(mention.pk, [])
        if mention.state == MentionState.UNMATCHED and places:
            yield Doubt(
                f"ten-{mention.pk}",
                f"“{mention.text}” là đơn vị nào?",
                _where(places),
                places[0].key,
                places[0].spans,
                mention=mention,
            )


def _where(places: list[Any]) -> str:
    """ "Nêu ở nhiệm vụ 1, 4, 6 và 2 chỗ khác"."""
    tasks = [place.number for place in places if place.number]
    others = len(places) - len(tasks)
    parts = [f"nhiệm vụ {', '.join(tasks)}"] if tasks else []
    parts += [f"{others} chỗ{' khác' if tasks else ' trong phần trách nhiệm, báo cáo'}"] if others else []
    return f"Nêu ở {' và '.join(parts)}"


def _of_row(row: Any, question: str) -> Doubt:
    return Doubt(row.key, question, row.doubt, row.key, row.spans, row=row)


def _of_warnings(sheet: Sheet) -> Iterator[Doubt]:
    """Remarks of the reading are one thing to look at; those that a row asks about already are left out."""
    reading = sheet.plan.reading
    rows = [f"dòng {task.no}:" for task in sheet.tasks if task.no and task.spans]
    lines = [one for one in reading.get("warnings", []) if not any(row in one for row in rows)]
    if lines and not reading.get("seen_warnings", True):
        yield Doubt(
            "luu-y", f"Khi đọc văn bản có {len(lines)} lưu ý", anchor=f"dau-van-ban-{sheet.plan.pk}", lines=lines
        )

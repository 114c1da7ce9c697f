"""What a person should look at in a plan that was read, most weighty first. The count goes to 0.

A name is one doubt however many rows it stands in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lantoa.plans import own_plan_rows
from lantoa.plans.enums import MentionState
from lantoa.plans.models import Plan, PlanTask, UnitMention
from lantoa.plans.models.versioned import Versioned
from lantoa.plans.sheet import Sheet
from lantoa.vietnamese.impossible_time import impossible_time

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
    accept: str = "Đúng, giữ như văn bản"  # what the answer says that leaves all as it stands
    is_weak: bool = False  # that answer leaves a hole or a fault: never the plain one to press
    is_wrong: bool = False  # a fault: the Enter key does not leave it either
    is_report: bool = False  # it asks who owes a report
    command: dict[str, Any] | None = None  # of a sentence that may be a task
    asks_plans: bool = False  # it asks whether a row bids units to issue plans of their own
    field: str = ""  # of the row's form: what is to be mended


def doubts_of(plan: Plan) -> list[Doubt]:
    return list(all_doubts(Sheet(plan)))


def all_doubts(sheet: Sheet) -> Iterator[Doubt]:
    yield from _of_head(sheet.plan)
    yield from _of_mentions(sheet)
    yield from (_of_task(task) for task in sheet.tasks if task.doubt)
    yield from _of_own_plans(sheet)
    yield from _of_commands(sheet)
    for cascade in sheet.cascades:
        yield from _of_row(cascade, "Bao giờ đơn vị phải ban hành kế hoạch của mình?", "Chưa có hạn, ấn định sau")
    for rule in sheet.rules:
        yield from _of_rule(rule)
    for basis in sheet.bases:
        is_dead = bool(basis.warning)
        yield from _of_row(basis, f"Căn cứ {basis}: {'còn dùng được không' if is_dead else 'đúng chưa'}?")
    for row in (*sheet.sections, *sheet.paragraphs, *sheet.budget):
        yield from _of_row(row, f"“{str(row)[:60]}” đúng chưa?")
    yield from _of_warnings(sheet)


def _of_head(plan: Plan) -> Iterator[Doubt]:
    for name, sentence in plan.reading.get("doubts", {}).items():
        field: Any = Plan._meta.get_field(name)
        label = str(field.verbose_name)
        question = HEAD_QUESTIONS.get(name, f"{label[:1].upper()}{label[1:]} đúng chưa?")
        spans = plan.reading.get("spans", {}).get(name, [])
        accept = "Đúng đơn vị này" if name == "issuer_text" else "Đúng"
        yield Doubt(f"dau-{name}", question, sentence, f"dau-van-ban-{plan.pk}", spans, accept=accept)


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


def _of_task(task: Any) -> Doubt:
    number = _number(task)
    is_weak, is_wrong = True, bool(impossible_time(task.timing_raw, task.plan.year))
    if is_wrong:
        question, accept = f"Nhiệm vụ {number}: thời gian nào mới đúng?", "Giữ như văn bản, ấn định ngày sau"
    elif not task.lead_id or not task.timing_raw:
        question, accept = f"Nhiệm vụ {number}: để trống như văn bản?", "Đúng, để trống"
    elif task.derived_from_id:
        question, accept, is_weak = f"Nhiệm vụ {number}: đơn vị làm như vậy?", "Đúng, giữ như cấp trên ghi", False
    else:
        question, accept, is_weak = f"Nhiệm vụ {number} đúng chưa?", "Đúng, giữ như văn bản", False
    ways: dict[str, Any] = {"accept": accept, "is_weak": is_weak, "is_wrong": is_wrong}
    timing = is_wrong or (task.lead_id and not task.timing_raw)
    ways["field"] = "timing_raw" if timing else "" if task.lead_id else "lead_text"
    spans = task.cell_spans.get("timing") if is_wrong else None
    return Doubt(task.key, question, task.doubt, task.key, spans or task.spans, row=task, **ways)


def _number(task: PlanTask) -> str:
    return task.no or str(task.order + 1)


def _of_own_plans(sheet: Sheet) -> Iterator[Doubt]:
    """Rows that read like a call for units' own plans, and that nobody answered for yet."""
    answered = {cascade.task_id for cascade in sheet.cascades}
    for task in sheet.tasks:
        if task.is_ordinary or task.pk in answered or not own_plan_rows.reads_like_own_plans(task):
            continue
        day = f", hạn {task.ends_on:%d/%m/%Y}" if task.ends_on else ""
        yield Doubt(
            own_plan_rows.key_of(task),
            f"Nhiệm vụ {_number(task)}: giao các đơn vị lập kế hoạch riêng?",
            f"Văn bản giao “{task.lead_text or task.lead}” ban hành kế hoạch của đơn vị mình{day}",
            task.key,
            task.spans,
            row=task,
            accept="Không, chỉ là nhiệm vụ thường",
            asks_plans=True,
        )


def _of_row(row: Any, question: str, accept: str = "Đúng, giữ như văn bản") -> Iterator[Doubt]:
    if row.doubt:
        yield Doubt(row.key, question, row.doubt, row.key, row.spans, row=row, accept=accept)


def _of_rule(rule: Any) -> Iterator[Doubt]:
    for doubt in _of_row(rule, f"{rule}: đơn vị nào gửi?", "Để trống, không đơn vị nào phải gửi"):
        doubt.is_weak = doubt.is_report = True
        doubt.field = "reporters_text"
        yield doubt


def _of_commands(sheet: Sheet) -> Iterator[Doubt]:
    """Sentences that bid something and are no task yet; those whose paragraph was deleted are asked no more."""
    paragraphs = {paragraph.pk: paragraph for paragraph in sheet.paragraphs}
    for kept in sheet.plan.reading.get("commands", ()):
        paragraph = paragraphs.get(kept["paragraph"])
        if paragraph is None:
            continue
        yield Doubt(
            f"cau-{kept['id']}",
            "Câu này có phải là một nhiệm vụ không?",
            anchor=paragraph.key,
            spans=kept["spans"],
            command=kept,
            accept="Không, để là lời văn",
        )


def _of_warnings(sheet: Sheet) -> Iterator[Doubt]:
    """Remarks of the reading are one thing to look at; those that a row asks about already are left out."""
    reading = sheet.plan.reading
    rows = [f"dòng {task.no}:" for task in sheet.tasks if task.no and task.spans]
    lines = [*_from_sentences(sheet), *_loose_lines(reading, rows)]
    if lines and not reading.get("seen_warnings", True):
        yield Doubt(
            "luu-y", f"Khi đọc văn bản có {len(lines)} lưu ý", anchor=f"dau-van-ban-{sheet.plan.pk}", lines=lines
        )


def _loose_lines(reading: dict[str, Any], rows: list[str]) -> list[str]:
    return [one for one in reading.get("warnings", []) if not any(row in one for row in rows)]


def _from_sentences(sheet: Sheet) -> list[str]:
    count = sum(task.paragraph_id is not None for task in sheet.tasks)
    if count < len(sheet.tasks):  # beside a table a person made each of them
        return []
    said = f"Văn bản không có bảng nhiệm vụ: {count} nhiệm vụ được đọc từ lời văn, hãy xem lại từng việc"
    return [said] if count else []

"""What a plan bids in sentences, outside its table. Reads the tree of headings, writes Commands.

Plans without a table say what is to be done in bullets ("Văn phòng chủ trì … trong quý I", "Mỗi trường đăng 02 tin
mỗi tháng") or under a heading with labelled lines ("Đơn vị chủ trì: …", "Thời gian: …"). The contract has no key for
them: `tasks` are rows of a table. What a duty, a report or a row of the table says already is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lantoa.documents.plan import Command, PlanReading, TaskRow
from lantoa.documents.reading.command_words import HowMany, When, how_many, when_due
from lantoa.documents.reading.deeds import opens_weakly, opens_with_deed
from lantoa.documents.reading.doers import Who, main_clause_at, who_does
from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.items import Item, is_note, items_in
from lantoa.documents.reading.joining import Flow, Paragraph
from lantoa.documents.reading.labelled import labelled_tasks
from lantoa.documents.reading.passage import EMPTY, Passage, join
from lantoa.documents.reading.sentences import sentences
from lantoa.documents.reading.telling import Past, manner_of_telling, may_bid, past_in
from lantoa.documents.reading.topics import topics
from lantoa.documents.reading.units import is_unit_name, opens_unit
from lantoa.documents.source import Span
from lantoa.vietnamese.text import fold

_AIM = re.compile(r"chỉ tiêu|mục tiêu|mục đích|yêu cầu|quan điểm|kết quả|tình hình|đánh giá|căn cứ", re.IGNORECASE)
_WORK = re.compile(r"nhiệm vụ|giải pháp|hoạt động|công việc|nội dung|triển khai|thực hiện", re.IGNORECASE)
_NOT_BIDDEN = {"audiences", "budget"}
# A sentence that only tells when the one before it is to be done.
_GOES_ON = re.compile(
    r"(?:hoàn thành|thời gian|thời hạn|hạn|chậm nhất|trước|xong|sản phẩm|thực hiện (?:trong|từ|trước|xong)|số lượng)\b",
    re.IGNORECASE,
)
_PLAN_ITSELF = re.compile(r"(?:kế hoạch|văn bản|quy chế|nghị định|nghị quyết|luật)\s+này", re.IGNORECASE)


@dataclass(slots=True)
class _Place:
    """Where a sentence stands: the headings above it, and what they say of it."""

    group: str = ""
    lead: Passage = EMPTY
    is_work: bool = True
    said: set[int] = field(default_factory=set)


def read_commands(reading: PlanReading, roots: Sequence[Heading], ending: Sequence[Paragraph]) -> list[Command]:
    if not reading.year:
        return []
    known = _Known(reading)
    found = [one for root in roots for one in _below(root, [], reading.year.value, known)]
    closing = [Item(paragraph.body.without_end_marks()) for paragraph in ending]
    found += _of_items(closing, _Place(is_work=False), reading.year.value, known)
    return [one for one in found if not known.has_row(one)]


class _Known:
    """What the reading has understood otherwise."""

    def __init__(self, reading: PlanReading) -> None:
        self.owned = [span for duty in reading.duties for spans in duty.item_spans for span in spans]
        self.owned += [span for report in reading.reporting for span in report.spans]
        self.rows = [set(fold(row.task).split()) for row in reading.tasks]

    def owns(self, passage: Passage) -> bool:
        return any(a.start < b.end and b.start < a.end for a in passage.spans() for b in self.owned)

    def has_row(self, command: Command) -> bool:
        words = set(fold(command.task.task).split())
        return any(row and len(row & words) >= 0.8 * min(len(row), len(words)) for row in self.rows)


def _below(heading: Heading, above: list[Heading], year: int, known: _Known) -> Iterator[Command]:
    line = [*above, heading]
    if any(topics(one) & _NOT_BIDDEN for one in line):
        return
    place = _place(line)
    labelled, rest = labelled_tasks(heading, year)
    for task in labelled:
        if not known.owns(task.passage):
            yield task.command(place.group if task.passage is not heading.title else _group(above), place.is_work)
    yield from _of_content(rest, place, year, known)
    for child in heading.children:
        yield from _below(child, line, year, known)


def _place(line: list[Heading]) -> _Place:
    named = [one.title for one in line if is_unit_name(one.title.text)]
    titles = " ".join(one.title.text for one in line)
    is_work = bool(_WORK.search(titles)) or not _AIM.search(titles)
    return _Place(_group(line), named[-1] if named else EMPTY, is_work)


def _group(line: list[Heading]) -> str:
    """The heading that gathers tasks: the nearest one, unless it is only "Nhiệm vụ" of the whole plan."""
    return line[-1].title.text if len(line) > 1 else ""


def _of_content(content: Sequence[Flow], place: _Place, year: int, known: _Known) -> Iterator[Command]:
    """Items below a line that names their unit ("Văn phòng chủ trì:") are that unit's."""
    for lead, paragraphs in _led(content):
        own = _Place(place.group, lead or place.lead, place.is_work)
        yield from _of_items(items_in(paragraphs), own, year, known)


def _led(content: Sequence[Flow]) -> list[tuple[Passage, list[Paragraph]]]:
    groups: list[tuple[Passage, list[Paragraph]]] = [(EMPTY, [])]
    for piece in content:
        if not isinstance(piece, Paragraph) or is_note(piece):
            continue
        head = piece.body.without_end_marks()
        if piece.text.endswith(":") and opens_unit(head.text):
            who = who_does(head)
            groups.append((who.lead if who else head, []))
        else:
            groups[-1][1].append(piece)
    return groups


def _of_items(items: Sequence[Item], place: _Place, year: int, known: _Known) -> Iterator[Command]:
    for item in items:
        for said in _wholes(item.passage):
            if not known.owns(said) and not _PLAN_ITSELF.search(said.text):
                command = command_in(said, place.lead, place.group, year, is_work=place.is_work)
                if command:
                    yield command


def _wholes(passage: Passage) -> list[Passage]:
    """Sentences, each with those that only go on telling when or how many."""
    found: list[list[Passage]] = []
    for sentence in sentences(passage):
        if found and _GOES_ON.match(sentence.text) and not opens_unit(sentence.text):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return [join([*(_stopped(one) for one in whole[:-1]), whole[-1]]) for whole in found]


def _stopped(sentence: Passage) -> Passage:
    """With the full stop that the cut into sentences took away."""
    return sentence if sentence.text.endswith((".", "!", "?", "…")) else join([sentence, Passage(".", ())], "")


def command_in(said: Passage, lead: Passage, group: str, year: int, *, is_work: bool) -> Command | None:
    """The command that a sentence is: it says who does, and when or how many; or when, and nobody is named."""
    who, when, many = who_does(said), when_due(said, year), how_many(said)
    if who is None and lead and opens_with_deed(said.text):
        who = Who(lead, [], said, is_sure=not opens_weakly(said.text))
    past = Past.NONE if when.is_dated else past_in(said.text, year)
    if past is Past.TOLD_OF or not (_is_bidden(said, when, many) if who is None else when.is_dated or when.per or many):
        return None
    who = who or Who(EMPTY, [], said)
    return Command(
        said.without_end_marks().text,
        _row(said, who, when, many, group),
        said.spans(),
        bool(who.lead and (when.per or past is Past.NONE)) and who.is_sure and when.is_sure and is_work,
        when.per,
        many.count if many else None,
    )


def _is_bidden(said: Passage, when: When, many: HowMany | None) -> bool:
    """Whether a sentence that names nobody, or tells of somebody, may bid something all the same."""
    times = [one.text for one in when.passages] if when.is_dated else []
    is_counted = bool(when.per and many)
    main = said.text[main_clause_at(said.text) :]
    if manner_of_telling(main):
        return may_bid(said.text, times, is_counted=is_counted)
    if opens_with_deed(said.text):
        return when.is_dated or is_counted
    is_set = when.is_set or (when.is_sure and opens_unit(main))
    return is_set and when.timing.kind in ("date", "month", "quarter", "range") and bool(when.timing.end)


def _row(said: Passage, who: Who, when: When, many: HowMany | None, group: str) -> TaskRow:
    deed = who.deed.without_end_marks()
    product = many.product if many else EMPTY
    cells = {
        "task": [deed],
        "products": [product],
        "lead": [who.lead],
        "coordinating": who.others,
        "timing": when.passages,
    }
    return TaskRow(
        no=None,
        task=deed.text[:1].upper() + deed.text[1:],
        products=[product.text] if product else [],
        channel=None,
        lead=who.lead.text or None,
        coordinating=[one.text for one in who.others],
        timing=when.timing,
        spans=said.spans(),
        cell_spans={key: spans for key, found in cells.items() if (spans := _spans(found))},
        group=group or None,
    )


def _spans(passages: Sequence[Passage]) -> tuple[Span, ...]:
    return tuple(span for passage in passages for span in passage.spans())

"""Tasks told in labelled lines: "Đơn vị chủ trì: …", "Thời gian: …" below a heading or a bullet that says what is to
be done. Reads a heading's content, writes Labelled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lantoa.documents.plan import Command, TaskRow, Timing
from lantoa.documents.reading import pieces
from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.joining import Flow, Paragraph
from lantoa.documents.reading.passage import EMPTY, Passage, spans_of
from lantoa.vietnamese.timing import parse_timing

_WHOM = r"(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|người)(?:\s{0,3},\s{0,3}(?:cơ quan|đơn vị|bộ phận|cá nhân)){0,4}"
_LABELS = {
    "lead": rf"(?:{_WHOM}\s{{1,3}})?(?:chủ trì|đầu mối|phụ trách)(?:\s+(?:thực hiện|tham mưu))?"
    rf"|{_WHOM}\s{{1,3}}thực hiện|phân công",
    "coordinating": rf"(?:{_WHOM}\s{{1,3}})?phối hợp(?:\s+thực hiện)?",
    "timing": r"thời gian(?:\s+(?:thực hiện|hoàn thành|tổ chức|triển khai))?|thời hạn(?:\s+hoàn thành)?|tiến độ|hạn"
    r"(?:\s+hoàn thành)?|thời điểm",
    "products": r"sản phẩm(?:\s+(?:đầu ra|hoàn thành|dự kiến))?|kết quả(?:\s+(?:đầu ra|cần đạt|đạt được))?|số lượng",
}
_ANY_LABEL = "(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items()) + r")\s{0,3}:\s{0,3}(?=\S)"
_LABEL = re.compile(_ANY_LABEL, re.IGNORECASE)
# One behind another on the same line: "Chủ trì: …; phối hợp: …".
_NEXT_LABEL = re.compile(r"(?:[;.,(]\s{0,3}|\s[-–]\s)" + _ANY_LABEL, re.IGNORECASE)


@dataclass(slots=True)
class Labelled:
    """A task with its labelled values; `passage`: what is to be done."""

    passage: Passage
    year: int
    values: dict[str, Passage] = field(default_factory=dict)

    def command(self, group: str, is_work: bool) -> Command:
        lead = self.values.get("lead", EMPTY)
        others = pieces.units([self.values["coordinating"]]) if "coordinating" in self.values else []
        products = pieces.products([self.values["products"]]) if "products" in self.values else []
        when = self.values.get("timing", EMPTY)
        words = parse_timing(when.text, self.year)
        cells = {"task": [self.passage], "lead": [lead], "coordinating": others, "timing": [when], "products": products}
        spans = spans_of([self.passage, *self.values.values()])
        row = TaskRow(
            no=None,
            task=self.passage.text,
            products=[one.text for one in products],
            channel=None,
            lead=lead.text or None,
            coordinating=[one.text for one in others],
            timing=Timing(words.raw, words.kind, words.start, words.end),
            spans=spans,
            cell_spans={key: found for key, given in cells.items() if (found := spans_of(given))},
            group=group or None,
        )
        return Command(self.passage.text, row, spans, bool(lead) and is_work)


def labelled_tasks(heading: Heading, year: int) -> tuple[list[Labelled], list[Flow]]:
    """The tasks of a heading's labelled lines, and the content that is left."""
    found: list[Labelled] = []
    rest: list[Flow] = []
    open_: Labelled | None = None
    for piece in heading.content:
        opening, values = _values(piece.body) if isinstance(piece, Paragraph) else (EMPTY, {})
        if not values or (opening and "lead" not in values):
            open_ = None
            rest.append(piece)
            continue
        if open_ is None or opening:
            open_ = Labelled(opening or _said_above(rest, heading), year)
            found.append(open_)
        open_.values = values | open_.values
    tasks = [one for one in found if one.passage and _tells_enough(one)]
    if not tasks:
        return [], heading.content
    said = {one.passage.spans() for one in tasks}
    return tasks, [piece for piece in rest if not (isinstance(piece, Paragraph) and _bare(piece).spans() in said)]


def _values(line: Passage) -> tuple[Passage, dict[str, Passage]]:
    """What stands before the first label of a line, and each label's value up to the next one."""
    first = _LABEL.match(line.text)
    labels = [*([first] if first else []), *_NEXT_LABEL.finditer(line.text, first.end() if first else 0)]
    if not labels:
        return line, {}
    values: dict[str, Passage] = {}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = line.cut(label.end(), following.start() if following else None).without_end_marks()
        if value.text.endswith(")") and "(" not in value.text:
            value = value.cut(0, len(value.text) - 1)
        values.setdefault(str(label.lastgroup), value)
    return line.cut(0, labels[0].start()).without_end_marks(), values


def _tells_enough(task: Labelled) -> bool:
    return "lead" in task.values or {"timing", "products"} <= task.values.keys()


def _said_above(rest: Sequence[Flow], heading: Heading) -> Passage:
    """The marked line above the labels, failing that the heading, where it is no part of the whole plan."""
    last = rest[-1] if rest else None
    if isinstance(last, Paragraph):
        return _bare(last)
    is_part = heading.mark is None or heading.mark.kind in ("roman", "capital")
    return EMPTY if rest or is_part else heading.title


def _bare(piece: Paragraph) -> Passage:
    return piece.body.without_end_marks()

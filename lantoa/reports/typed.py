"""What people typed on a report's form: read, told apart from what they left alone, stored row by row.

Every row sends the version that the page was opened with and a mark of what its fields held then; a row whose fields
hold the same is not touched, so that one button saves a page without undoing what others changed meanwhile. A row that
another saved meanwhile goes on sending the version it was typed over, until the person decides: `KEEP_MINE` names the
row and the version that they saw, `TAKE_THEIRS` the row.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.reports import filling
from lantoa.reports.enums import FigureOrigin, How
from lantoa.reports.models import (
    Indicator,
    Report,
    ReportNarrative,
    ReportTemplate,
    ReportValue,
    TemplateHeading,
    TemplateRow,
)
from lantoa.vietnamese.numbers import NumberError, format_number, parse_number
from lantoa.vietnamese.text import fold

LONGEST_TEXT = 200_000  # letters: ten times the longest narrative that anybody reads
_LARGEST_VERSION = 10**9
KEEP_MINE, TAKE_THEIRS = "thay", "bo"
Row = ReportValue | ReportNarrative


@dataclass(slots=True)
class Typed:
    """What was sent for one row, and what became of it: `error` is a sentence, `theirs` the row as another person
    saved it meanwhile. `version` and `mark` are those that the fields stand on: of the page, of the row once saved.
    `is_gone`: the template has given the row up since the page was opened. `stands`: what the report holds instead."""

    text: str
    note: str = ""
    version: int = 0
    mark: str = ""
    error: str = ""
    theirs: Row | None = None
    is_saved: bool = False
    name: str = ""
    is_gone: bool = False
    stands: str = ""

    @property
    def is_touched(self) -> bool:
        return mark_of(self.text, self.note) != self.mark

    @property
    def is_refused(self) -> bool:
        return bool(self.error) or self.theirs is not None

    def stands_on(self, row: Row) -> None:
        """The fields hold what `row` holds."""
        self.version, self.mark = row.version, mark_of(self.text, self.note)


def figure_key(indicator_id: int) -> str:
    return f"so-{indicator_id}"


def heading_key(heading_id: int) -> str:
    return f"muc-{heading_id}"


def read(given: Mapping[str, str], key: str) -> Typed | None:
    """What the form holds for a row; None where the form has no such row, or the person takes what another saved."""
    if key not in given or given.get(TAKE_THEIRS) == key:
        return None
    decided, _, seen = given.get(KEEP_MINE, "").partition(":")
    version = seen if decided == key else given.get(f"ban-{key}", "")
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
    text = given[key].replace("\0", " ").replace("\r\n", "\n").strip()
    note = given.get(f"ghi-{key}", "").replace("\0", " ").strip()
    return Typed(text, note, min(number, _LARGEST_VERSION), given.get(f"dau-{key}", ""))


def mark_of(text: str, note: str = "") -> str:
    """A short mark of what fields hold."""
    return hashlib.sha256(f"{text.strip()}\0{note.strip()}".encode()).hexdigest()[:12]


_WHOLE = frozenset({"dong", "vnd"})  # measures, folded, of which there are no parts: triệu đồng has some


def shown_figure(value: ReportValue) -> str:
    """What the field of a figure holds: what a person typed; nothing where the automatic one stands."""
    if value.indicator.how == How.TYPED:
        return "" if value.own is None else format_number(value.own)
    typed = value.origin == FigureOrigin.TYPED and value.value is not None
    return format_number(value.value) if typed and value.value is not None else ""


def save_figure(report: Report, indicator: Indicator, typed: Typed, *, by: User) -> None:
    """Store one figure where it was touched; what stands against it is told in `typed`."""
    if not typed.is_touched:
        return
    try:
        number = _number(typed.text)
    except NumberError as fault:
        typed.error = str(fault) if indicator.places else _ask_for_whole(typed.text)
        return
    if number is not None and fold(indicator.measure) in _WHOLE and number != number.to_integral_value():
        typed.error = f"Số tiền ghi tròn đồng, không có phần lẻ, ví dụ {format_number(number, 0)}."
        return
    stored = report.values.filter(indicator=indicator).select_related("indicator").first()
    if stored and (shown_figure(stored), stored.note) == (_shown(number), typed.note):
        typed.stands_on(stored)
        return
    if stored and number is None and stored.origin == FigureOrigin.TYPED and stored.note == typed.note:
        typed.note = ""  # it was the reason for what is taken away
    _store(
        typed,
        lambda: filling.type_figure(
            report, indicator, value=number, version=typed.version, by=by, note=typed.note[:300]
        ),
    )


def save_text(report: Report, heading: TemplateHeading, typed: Typed, *, by: User) -> None:
    """Store the text under one heading where it was touched."""
    if not typed.is_touched:
        return
    if len(typed.text) > LONGEST_TEXT:
        typed.error = f"Nội dung dài quá {format_number(LONGEST_TEXT)} chữ cái. Đưa phần chi tiết vào phụ lục."
        return
    stored = report.narratives.filter(heading=heading).first()
    if stored and stored.is_edited and stored.text == typed.text:
        typed.stands_on(stored)
        return
    _store(typed, lambda: filling.write(report, heading, text=typed.text, version=typed.version, by=by))


def save_all(report: Report, given: Mapping[str, str], *, by: User) -> dict[str, Typed]:
    """Store every row of the form that was touched; what was sent, by the row's key. What is refused keeps nothing
    else from being saved. What was typed into a row that the template has given up meanwhile is kept too."""
    found: dict[str, Typed] = {}
    for key, part in _parts(report.period.template):
        typed = read(given, key)
        if typed is None or (part.retired_at and not typed.is_touched):
            continue
        found[key] = typed
        typed.name, typed.is_gone = str(part), part.retired_at is not None
        if isinstance(part, TemplateRow):
            save_figure(report, part.indicator, typed, by=by)
        else:
            save_text(report, part, typed, by=by)
    return found


def too_late(report: Report, given: Mapping[str, str]) -> dict[str, Typed]:
    """What was typed into a report that went on meanwhile and does not stand in it, by the row's key."""
    found: dict[str, Typed] = {}
    for key, part in _parts(report.period.template):
        typed = read(given, key)
        if typed is None or not typed.is_touched:
            continue
        typed.name = str(part)
        is_in_it = _holds_figure(report, part, typed) if isinstance(part, TemplateRow) else _holds(report, part, typed)
        if not is_in_it:
            typed.error = "Báo cáo đã trình trước đó."
            found[key] = typed
    return found


def _parts(template: ReportTemplate) -> Iterator[tuple[str, TemplateRow | TemplateHeading]]:
    """Every row and heading with its key, those that the template has given up among them."""
    for row in template.rows.select_related("indicator"):
        yield figure_key(row.indicator_id), row
    for heading in template.headings.all():
        yield heading_key(heading.pk), heading


def _holds_figure(report: Report, row: TemplateRow, typed: Typed) -> bool:
    stored = report.values.filter(indicator=row.indicator_id).select_related("indicator").first()
    if stored is None:
        return not typed.text and not typed.note
    typed.stands = shown_figure(stored) or ("" if stored.value is None else format_number(stored.value))
    try:
        number = _number(typed.text)
    except NumberError:
        return False
    return typed.note == stored.note and (_shown(number) == shown_figure(stored) or number == stored.value)


def _holds(report: Report, heading: TemplateHeading, typed: Typed) -> bool:
    stored = report.narratives.filter(heading=heading).first()
    typed.stands = stored.text if stored else ""
    return typed.text == typed.stands.strip()


def _number(text: str) -> Decimal | None:
    return parse_number(text) if text else None


def _ask_for_whole(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f"“{shown}” chưa đúng: ghi số nguyên bằng chữ số, dấu chấm ngăn hàng nghìn, ví dụ 12 hoặc 1.234."


def _shown(number: Decimal | None) -> str:
    return "" if number is None else format_number(number)


def use_draft(report: Report, heading: TemplateHeading, typed: Typed, *, by: User) -> None:
    """Let the draft stand under the heading, in place of the text that the page was opened with."""
    _store(typed, lambda: filling.use_draft(report, heading, version=typed.version, by=by))


def _store(typed: Typed, act: Callable[[], Row | None]) -> None:
    try:
        with transaction.atomic():
            row = act()
    except EditConflict as conflict:
        typed.theirs = conflict.current  # type: ignore[assignment]
    except ValidationError as fault:
        typed.error = " ".join(fault.messages)
    else:
        typed.is_saved = True
        if row is not None:
            typed.stands_on(row)

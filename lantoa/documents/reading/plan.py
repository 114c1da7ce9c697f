"""From a document to a plan: reads SourceDocument, writes PlanReading by the reading contract (`read_plan`)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lantoa.documents.plan import Found, PlanReading
from lantoa.documents.reading import warnings as warn
from lantoa.documents.reading.appendix import read_appendix_head
from lantoa.documents.reading.audiences import read_audiences
from lantoa.documents.reading.bases import read_bases
from lantoa.documents.reading.body import Draft, draft_of, keep_body
from lantoa.documents.reading.channels import read_channels
from lantoa.documents.reading.citations import cited
from lantoa.documents.reading.closing import read_closing
from lantoa.documents.reading.commands import read_commands
from lantoa.documents.reading.contacts import read_contacts
from lantoa.documents.reading.deadlines import read_deadlines
from lantoa.documents.reading.duties import read_duties
from lantoa.documents.reading.figures import read_figures
from lantoa.documents.reading.issuer import builder, sentence_case, spelt_out, with_place
from lantoa.documents.reading.items import Item, items_in, items_of
from lantoa.documents.reading.joining import Flow, Paragraph, to_paragraphs
from lantoa.documents.reading.letterhead import mended_place
from lantoa.documents.reading.lines import Grid, Piece, Printed, read_lines
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.regions import split_regions
from lantoa.documents.reading.relining import relined
from lantoa.documents.reading.reporting import read_reporting
from lantoa.documents.reading.shredded import with_grids
from lantoa.documents.reading.tables import task_tables
from lantoa.documents.reading.tasks import read_tasks
from lantoa.documents.reading.topics import audience_parts, budget_parts, channel_parts, content_parts, duty_parts
from lantoa.documents.source import Line, SourceDocument

_MONEY = re.compile(r"kinh phí|ngân sách|dự toán", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)", re.IGNORECASE)
# Years of a title that are not the plan's: a cited document's date, an aim, a programme's term.
_NOT_THE_YEAR = re.compile(
    r"ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d+/\d{4}/[A-ZĐ-]+"
    r"|(?:đến|định hướng|tầm nhìn|hướng tới)\s+(?:đến\s+)?(?:cuối\s+)?năm\s+\d{4}"
    r"|giai đoạn\s+(?:năm\s+)?\d{4}\s*[-–]\s*\d{4}",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(r"năm học\s+(?P<from>20\d\d)\s*[-–]\s*(?P<to>20\d\d)", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# The longest plans with their appendices are far below these; what is above is no plan, or one torn apart.
MOST_CHARACTERS, MOST_LINES, LONGEST_LINE = 1_500_000, 30_000, 60_000
_SAYS_PLAN = re.compile(r"k\W{0,3}[ếeêẾÊEẻé]\s*h\s*o|/\s*KH\s*-|-\s*KH\s*/", re.IGNORECASE)
_FIRST_PAGES = 200_000  # characters


def read_plan(source: SourceDocument) -> PlanReading:
    """Everything the document says as a plan; `kind` is "khac" where it is none."""
    why = _no_plan_at_all(source)
    if why:
        return _other(why, source)
    pieces, _ = read_lines(source)
    regions = split_regions(relined(pieces))
    if regions.kind != "ke_hoach":
        return _other(f"là {regions.kind}" if regions.kind else _UNNAMED, source)
    draft = draft_of(regions, source.text)
    reading = PlanReading()
    _read_head(reading, draft)
    _read_bases(reading, draft)
    _read_fields(reading, draft)
    _read_end(reading, draft)
    _read_appendix(reading, draft)
    _read_what_is_due(reading, draft)
    _read_numbers(reading, draft)
    keep_body(reading, draft)
    reading.warnings = [*source.warnings, *_warnings(reading, draft)]
    return reading


_UNNAMED = 'không có tên loại "KẾ HOẠCH"'


def _no_plan_at_all(source: SourceDocument) -> str:
    """Why a look at the whole is enough to say that this is no plan; empty where it may be one."""
    lines = (block for block in source.blocks if isinstance(block, Line))
    if len(source.text) > MOST_CHARACTERS or len(source.blocks) > MOST_LINES:
        return "văn bản quá dài"
    if any(line.end - line.start > LONGEST_LINE for line in lines):
        return "có đoạn quá dài"
    if not _SAYS_PLAN.search(source.text[:_FIRST_PAGES]):
        return _UNNAMED
    return ""


def _other(why: str, source: SourceDocument) -> PlanReading:
    return PlanReading(kind="khac", warnings=[*source.warnings, f"Văn bản không phải là kế hoạch: {why}"])


def _found(passage: Passage, value: str | None = None) -> Found[str] | None:
    return Found(passage.text if value is None else value, passage.spans()) if passage else None


def _read_head(reading: PlanReading, draft: Draft) -> None:
    head = draft.head
    units = head.units[-2:]
    if len(units) == 2:
        reading.superior = _found(units[0], sentence_case(units[0].text, draft.text))
    reading.issuer = _issuer(draft, units, reading.superior.value if reading.superior else None)
    reading.number = _found(head.number, re.sub(r"\s+", "", head.number.text))
    if head.place:
        reading.place = _found(head.place, mended_place(head.place.text, draft.text[:200_000]))
        if reading.place and reading.place.value != head.place.text:
            reading.place.doubt = f'Bản gốc in "{head.place.text}"'
    if head.date:
        reading.date = _found(head.date_line, head.date)
    title = join(
        line.passage for line in draft.regions.title if re.search(r"\w", line.text) and not line.text.startswith("(")
    )
    reading.title = _found(title.without_end_marks()) or Found("", (), "Không đọc được trích yếu của kế hoạch")
    reading.year = _year(reading, draft)


def _issuer(draft: Draft, units: Sequence[Passage], superior: str | None) -> Found[str] | None:
    if units:
        printed = sentence_case(units[-1].text, draft.text)
        return _found(units[-1], with_place(spelt_out(printed), superior, draft.text, draft.head.place.text))
    for paragraph in draft.preamble:
        name = builder(paragraph.passage)
        if name:
            return _found(name, with_place(spelt_out(name.text), None, draft.text))
    return None


def _year(reading: PlanReading, draft: Draft) -> Found[int] | None:
    """The year that the title names; failing that the sentence that builds the plan, the date, the text as a whole."""
    title = reading.title.value if reading.title else ""
    spans = reading.title.spans if reading.title else ()
    school = _SCHOOL_YEAR.search(title)
    if school:
        signed = int(reading.date.value[:4]) if reading.date else 0
        return Found(signed if signed == int(school["to"]) else int(school["from"]), spans)
    plain = _NOT_THE_YEAR.sub(" ", title)
    found = _YEAR.findall(plain) or _ANY_YEAR.findall(plain)
    if found:
        return Found(int(found[-1]), spans)
    for paragraph in reversed(draft.preamble):
        named = _YEAR.findall(_NOT_THE_YEAR.sub(" ", paragraph.passage.text))
        if named and re.search(r"kế hoạch", paragraph.passage.text, re.IGNORECASE):
            return Found(int(named[-1]), paragraph.passage.spans())
    if reading.date:
        return Found(int(reading.date.value[:4]), reading.date.spans)
    years = Counter(_YEAR.findall(draft.text[:200_000]))
    return Found(int(years.most_common(1)[0][0]), (), "Năm của kế hoạch được đoán từ nội dung") if years else None


def _read_bases(reading: PlanReading, draft: Draft) -> None:
    reading.legal_bases = read_bases(paragraph.body for paragraph in draft.preamble)
    if not reading.legal_bases:
        listed = [root for root in draft.roots if root.title.text.lower().startswith("căn cứ")]
        passages = [piece.body for root in listed for piece in root.content if isinstance(piece, Paragraph)]
        reading.legal_bases = read_bases(passages, listed=True)


def _read_fields(reading: PlanReading, draft: Draft) -> None:
    reading.audiences = read_audiences(_about_audiences(draft))
    reading.contents = [
        Found(item.text, item.passage.spans()) for part in content_parts(draft.roots) for item in items_in(part.content)
    ]
    reading.channels = read_channels([item for part in channel_parts(draft.roots) for item in items_in(part.content)])
    reading.duties = read_duties(duty_parts(draft.roots), draft.roots)
    money = [Found(item.text, item.passage.spans()) for part in budget_parts(draft.roots) for item in items_of(part)]
    seen = {one.value for one in money}
    for duty in reading.duties:
        for text, spans in zip(duty.items, duty.item_spans, strict=True):
            if _MONEY.search(text) and text not in seen:
                money.append(Found(text, spans))
    reading.budget = money


_AUDIENCE_SENTENCE = re.compile(r"(?:[-+•*]\s*)?[ĐĐ]ối tượng(?:\s+\w+){0,4}?\s*(?::|là|gồm|bao gồm)\s*")


def _about_audiences(draft: Draft) -> list[Passage]:
    parts = audience_parts(draft.roots)
    found = [piece.body for part in parts for piece in part.content if isinstance(piece, Paragraph)]
    if found:
        return found
    for paragraph in draft.paragraphs():
        opening = _AUDIENCE_SENTENCE.match(paragraph.text)
        if opening:
            found.append(paragraph.body.cut(opening.end()))
    return found


def _read_end(reading: PlanReading, draft: Draft) -> None:
    tail = draft.regions.tail
    reading.recipients, reading.signatory, used = read_closing(tail)
    draft.appendix = [*tail[used:], *draft.regions.appendix]


def _read_appendix(reading: PlanReading, draft: Draft) -> None:
    appendix = with_grids(draft.appendix)
    draft.grids = [piece for piece in [*draft.loose, *_contents(draft), *appendix] if isinstance(piece, Grid)]
    draft.tables = task_tables(draft.grids)
    reading.tasks = read_tasks(draft.tables, reading.year.value if reading.year else 0) if reading.year else []
    reading.appendix = read_appendix_head(appendix, draft.tables)


def _contents(draft: Draft) -> Iterator[Flow]:
    for root in draft.roots:
        for heading in root.walk():
            yield from heading.content


def _all_items(draft: Draft) -> list[Item]:
    found = items_in(draft.loose)
    for root in draft.roots:
        for heading in root.walk():
            found += items_in(heading.content)
    return found + [Item(paragraph.body.without_end_marks()) for paragraph in draft.ending]


def _read_what_is_due(reading: PlanReading, draft: Draft) -> None:
    items = draft.items = _all_items(draft)
    if reading.year:
        reading.deadlines = read_deadlines(items, reading.duties, reading.tasks, reading.year.value)
    reading.reporting = read_reporting(items)
    reading.commands = read_commands(reading, draft.roots, draft.ending)


def _read_numbers(reading: PlanReading, draft: Draft) -> None:
    body = [*draft.paragraphs()]
    cells = [cell.passage for table in draft.tables for row in table.rows for cell in row.cells if cell]
    titles = [line.passage for line in draft.regions.title]
    everything = [
        *titles,
        *draft.texts(),
        *(line.passage for line in draft.regions.tail),
        *_printed(draft.appendix),
        *(passage for grid in draft.grids for passage in grid.debris),
        *cells,
    ]
    own = reading.number.value if reading.number else None
    reading.citations = [Found(value, passage.spans()) for value, passage in cited(everything, own)]
    contacts = read_contacts(
        [*(line.passage for line in draft.regions.head), *(paragraph.passage for paragraph in body)]
    )
    reading.emails, reading.urls, reading.phones = contacts.emails, contacts.urls, contacts.phones
    reading.figures = read_figures(paragraph.body for paragraph in body if paragraph not in draft.preamble)


def _printed(pieces: Sequence[Piece]) -> Iterator[Passage]:
    for paragraph in to_paragraphs([piece for piece in pieces if isinstance(piece, Printed)]):
        if isinstance(paragraph, Paragraph):
            yield paragraph.passage


def _warnings(reading: PlanReading, draft: Draft) -> Iterator[str]:
    yield from warn.head_warnings(draft.head, reading.place.value if reading.place else None)
    yield from warn.tree_warnings(draft.roots)
    yield from warn.table_warnings(draft.grids)
    yield from warn.task_warnings(reading.tasks, draft.tables)
    yield from warn.report_warnings(draft.items)
    lines = [piece.passage for piece in draft.appendix if isinstance(piece, Printed)]
    yield from warn.number_warnings(reading.number.value if reading.number else None, lines)
    if not reading.issuer:
        yield "Không đọc được đơn vị ban hành"
    if not draft.roots:
        yield "Không đọc được các mục của kế hoạch"

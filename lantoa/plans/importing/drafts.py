"""The body of a reading as rows: headings and paragraphs in printed order, each paragraph with the role that the
reading found for it.

A reading gives the body's paragraphs and, apart from them, the items it understood; both know where they stood. Here
they become one, so that a text stands once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lantoa.documents.plan import BodyText, Found, PlanReading, Section
from lantoa.documents.source import Span
from lantoa.plans.enums import BodyPart, ParagraphRole
from lantoa.plans.importing.spans import overlap
from lantoa.plans.texts import bare
from lantoa.vietnamese.text import fold

BESIDE = 9  # depth of a heading that stands nowhere in the body: it only gathers a duty's items


@dataclass(eq=False)
class Item:
    """Something understood: its text, where it stood, whose duty it is (the index of the duty)."""

    role: str
    text: str
    spans: tuple[Span, ...] = ()
    kinds: list[str] = field(default_factory=list)
    duty: int | None = None
    row: "Paragraph | None" = None


@dataclass(eq=False)
class Heading:
    label: str
    title: str
    depth: int
    spans: tuple[Span, ...] = ()
    duty: int | None = None  # index of the duty it opens


@dataclass(eq=False)
class Paragraph:
    text: str
    mark: str = ""
    part: str = BodyPart.BODY
    role: str = ParagraphRole.TEXT
    spans: tuple[Span, ...] = ()
    item: Item | None = None


Draft = Heading | Paragraph


def drafts_of(reading: PlanReading) -> tuple[list[Draft], list[Item]]:
    """The rows of the body in printed order, and every item with the row that it is."""
    items = list(_items(reading))
    drafts: list[Draft] = list(_paragraphs(reading.preamble, [], BodyPart.PREAMBLE))
    for heading, texts in _walk(reading.sections, 1):
        drafts.append(heading)
        drafts += _split_at_units(list(_paragraphs(texts, items)), reading, items)
    drafts += _paragraphs(reading.closing, [], BodyPart.CLOSING)
    _name_duties(drafts, reading)
    _place_orphans(drafts, items)
    _mark_audiences(drafts, reading.audiences)
    return drafts, items


def _items(reading: PlanReading) -> Iterator[Item]:
    for found in reading.contents:
        yield Item(ParagraphRole.CONTENT, found.value, found.spans)
    for channel in reading.channels:
        yield Item(ParagraphRole.CHANNEL, channel.text, channel.spans, kinds=channel.kinds)
    said: set[str] = set()
    for number, duty in enumerate(reading.duties):
        places = duty.item_spans or [()] * len(duty.items)
        for text, spans in zip(duty.items, places, strict=False):
            said.add(text)
            yield Item(ParagraphRole.DUTY, text, spans, duty=number)
    for found in reading.budget:
        if found.value not in said:  # a duty that speaks of money is one paragraph
            yield Item(ParagraphRole.BUDGET, found.value, found.spans)


def _walk(sections: Iterable[Section], depth: int) -> Iterator[tuple[Heading, list[BodyText]]]:
    for section in sections:
        yield Heading(section.label, section.title, depth, section.spans), section.paragraphs
        yield from _walk(section.children, depth + 1)


def _paragraphs(texts: list[BodyText], items: list[Item], part: str = BodyPart.BODY) -> Iterator[Paragraph]:
    """Printed paragraphs; those that one item covers are one row with a line for each."""
    at = 0
    while at < len(texts):
        item, length = _item_from(texts, at, items)
        lines = texts[at : at + length]
        row = Paragraph(
            "\n".join(line.text for line in lines),
            lines[0].mark,
            part,
            spans=tuple(span for line in lines for span in line.spans),
        )
        if item:
            row.role, row.item, item.row = item.role, item, row
        yield row
        at += length


def _item_from(texts: list[BodyText], at: int, items: list[Item]) -> tuple[Item | None, int]:
    """The item that begins with paragraph `at` and says just what it and its next ones say; how many they are."""
    for item in items:
        if item.row is None and _may_meet(item, texts[at]):
            length = _covered(item, texts, at)
            if length:
                return item, length
    return None, 1


def _may_meet(item: Item, text: BodyText) -> bool:
    return overlap(item.spans, text.spans) > 0 if item.spans and text.spans else True


def _covered(item: Item, texts: list[BodyText], at: int) -> int:
    said = ""
    for length, text in enumerate(texts[at:], start=1):
        if length > 1 and text.mark:
            return 0
        said = f"{said} {text.text}".strip()
        if bare(said) == bare(item.text):
            return length
        if not bare(item.text).startswith(bare(said)[:-1]):
            return 0
    return 0


def _split_at_units(rows: list[Paragraph], reading: PlanReading, items: list[Item]) -> list[Draft]:
    """A line that names a unit above its duties, without being a heading of the tree, becomes one of depth 0; so does
    what stands before the colon of "- Văn phòng: theo dõi …"."""
    names = {fold(duty.unit): number for number, duty in enumerate(reading.duties)}
    found: list[Draft] = []
    for row in rows:
        if row.item:
            found.append(row)
            continue
        number = names.get(fold(bare(row.text)).removeprefix("giao "))
        if number is not None:
            found.append(Heading(row.mark, bare(row.text), 0, row.spans, duty=number))
        else:
            found += _run_in(row, items)
    return found


def _run_in(row: Paragraph, items: list[Item]) -> list[Draft]:
    head, colon, rest = row.text.partition(":")
    for item in items if colon and rest.strip() else []:
        if item.duty is not None and item.row is None and bare(rest) == bare(item.text):
            rest = rest.strip()
            item.row = Paragraph(rest, "", row.part, item.role, item.spans or row.spans, item)
            return [Heading(row.mark, head.strip(), 0, row.spans, duty=item.duty), item.row]
    return [row]


def _name_duties(drafts: list[Draft], reading: PlanReading) -> None:
    """Which heading opens which duty: one above its first item that says the unit's name. A duty that no heading opens
    (a paragraph that begins with the unit) is gathered by one that stands nowhere in the body."""
    headings = [draft for draft in drafts if isinstance(draft, Heading)]
    for number, duty in enumerate(reading.duties):
        if any(heading.duty == number for heading in headings):
            continue
        at = _first_of(drafts, number)
        named = [one for one in headings if one.duty is None and fold(duty.unit) in fold(one.title)]
        above = _above(drafts[:at]) if at < len(drafts) else named[:1]
        chosen = next((heading for heading in reversed(above) if heading in named), None)
        if chosen:
            chosen.duty = number
        else:
            drafts.insert(at, Heading("", duty.unit, BESIDE, duty.spans, duty=number))


def _first_of(drafts: list[Draft], number: int) -> int:
    """Where the first item of a duty stands."""
    mine = (
        at
        for at, draft in enumerate(drafts)
        if isinstance(draft, Paragraph) and draft.item and draft.item.duty == number
    )
    return next(mine, len(drafts))


def _above(drafts: list[Draft]) -> list[Heading]:
    """The headings that what follows `drafts` stands under, outermost first."""
    above: list[Heading] = []
    for draft in drafts:
        if isinstance(draft, Heading):
            above = [heading for heading in above if 0 < heading.depth < (draft.depth or BESIDE)] + [draft]
    return above


def _place_orphans(drafts: list[Draft], items: list[Item]) -> None:
    """Items that are no paragraph by themselves (one of several in a sentence) become rows beside the body."""
    for place, item in enumerate(items):
        if item.row is None:
            row = Paragraph(item.text, part=BodyPart.ASIDE, role=item.role, spans=item.spans, item=item)
            item.row = row
            drafts.insert(_place_of(drafts, items, place), row)


def _place_of(drafts: list[Draft], items: list[Item], place: int) -> int:
    """After the item before it of the same kind; a first one goes under its duty's heading, or before the next one."""
    item = items[place]
    before = items[place - 1] if place else None
    if before and before.row and (before.role, before.duty) == (item.role, item.duty):
        return drafts.index(before.row) + 1
    if item.duty is not None:
        opened = [at for at, draft in enumerate(drafts) if isinstance(draft, Heading) and draft.duty == item.duty]
        return opened[0] + 1
    after = (other.row for other in items[place + 1 :] if other.role == item.role and other.row)
    follower = next(after, None)
    return drafts.index(follower) if follower else len(drafts)


def _mark_audiences(drafts: list[Draft], audiences: list[Found[str]]) -> None:
    spans = [span for found in audiences for span in found.spans]
    plain = (draft for draft in drafts if isinstance(draft, Paragraph) and draft.role == ParagraphRole.TEXT)
    for draft in plain:
        if draft.part == BodyPart.BODY and overlap(spans, draft.spans):
            draft.role = ParagraphRole.AUDIENCE

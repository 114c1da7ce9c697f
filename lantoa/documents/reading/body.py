"""The body as paragraphs and headings, and as the plan keeps it. Reads Regions, writes Draft and sections."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lantoa.documents.plan import BodyText, PlanReading, Section
from lantoa.documents.reading.bases import whole_bases
from lantoa.documents.reading.ending import split_ending
from lantoa.documents.reading.headings import Heading, build_tree
from lantoa.documents.reading.items import Item
from lantoa.documents.reading.joining import Flow, Layout, Paragraph, to_paragraphs
from lantoa.documents.reading.letterhead import Letterhead, read_letterhead
from lantoa.documents.reading.lines import Grid, Piece
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.regions import Regions
from lantoa.documents.reading.shredded import with_grids
from lantoa.documents.reading.tables import TaskTable


@dataclass(slots=True)
class Draft:
    """What the stages share: the regions, their paragraphs, the tree of headings, the tables."""

    regions: Regions
    text: str
    head: Letterhead
    preamble: list[Paragraph] = field(default_factory=list)
    loose: list[Flow] = field(default_factory=list)
    roots: list[Heading] = field(default_factory=list)
    ending: list[Paragraph] = field(default_factory=list)
    appendix: list[Piece] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    tables: list[TaskTable] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)  # of the whole body

    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph of preamble, body and ending, in order."""
        below = (piece for root in self.roots for one in root.walk() for piece in one.content)
        flow = [*self.preamble, *self.loose, *below, *self.ending]
        return [piece for piece in flow if isinstance(piece, Paragraph)]

    def texts(self) -> Iterator[Passage]:
        """The paragraphs and headings' titles, in order."""
        yield from (paragraph.passage for paragraph in self.preamble)
        yield from _passages(self.loose)
        for root in self.roots:
            for heading in root.walk():
                yield heading.title
                yield from _passages(heading.content)
        yield from (paragraph.passage for paragraph in self.ending)


def _passages(flow: Iterable[Flow]) -> Iterator[Passage]:
    return (piece.passage for piece in flow if isinstance(piece, Paragraph))


def draft_of(regions: Regions, text: str) -> Draft:
    layout = Layout.of([*regions.preamble, *regions.body])
    preamble = whole_bases(to_paragraphs(regions.preamble, layout), layout)
    flow, ending = split_ending(to_paragraphs(with_grids(regions.body), layout))
    loose, roots = build_tree(flow)
    return Draft(regions, text, read_letterhead(regions.head), preamble, loose, roots, ending)


def keep_body(reading: PlanReading, draft: Draft) -> None:
    """The whole body for the document that goes out again: preamble, sections with their paragraphs, closing."""
    reading.preamble = [*_body_texts(draft.preamble), *_body_texts(draft.loose)]
    reading.sections = [_section(root) for root in draft.roots]
    reading.closing = _body_texts(draft.ending)


def _body_texts(flow: Iterable[Flow]) -> list[BodyText]:
    return [
        BodyText(piece.text, piece.mark.printed if piece.mark else "", piece.passage.spans())
        for piece in flow
        if isinstance(piece, Paragraph)
    ]


def _section(heading: Heading) -> Section:
    return Section(
        heading.label,
        heading.title.text,
        [_section(child) for child in heading.children],
        _body_texts(heading.content),
        heading.title.spans(),
    )

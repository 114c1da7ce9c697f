"""What a report says, before it is written as a document or a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lantoa.documents.writing.charts import Drawable
from lantoa.vietnamese.numbers import format_number

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Narrative:
    """A heading with the text under it, a paragraph a line; `key` stays the same from one printing to the next."""

    key: str
    depth: int
    title: str
    text: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table of figures. `origin` says "tự động" or "nhập tay"; `replaced`: the automatic figure that a
    person typed this one over; `adds_up`: whether the figures of units make the report's own by being added, as those
    of rates do not."""

    key: str
    name: str
    measure: str = ""
    value: Decimal | None = None
    before: Decimal | None = None
    places: int = 0
    origin: str = ""
    note: str = ""
    replaced: Decimal | None = None
    adds_up: bool = True

    @property
    def headed(self) -> str:
        """The head of its column: the name, the unit of measure, and a warning where the column is no sum."""
        said = [text for text in (self.measure, "" if self.adds_up else "không cộng dọc") if text]
        return f"{self.name} ({'; '.join(said)})" if said else self.name

    @property
    def overruled(self) -> str:
        """The automatic figure that this one stands in place of, in words; nothing where there is none."""
        return "" if self.replaced is None else f"tự động {self.shown(self.replaced)}"

    def shown(self, value: Decimal | None) -> str:
        """A value of this figure as it is printed."""
        return NOTHING if value is None else format_number(value, self.places)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures under one title; none: they stand without."""

    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one unit gave, a value for each column of its table."""

    unit: str
    values: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class ByUnit:
    """Units × figures. `figures` are the columns, with the report's own total as their value. `rest`: what makes the
    total beside the units' reports, a line each: what the reporting unit did itself, what was typed otherwise."""

    figures: Sequence[Figure]
    rows: Sequence[UnitFigures]
    rest: Sequence[UnitFigures] = ()

    @property
    def lines(self) -> list[UnitFigures]:
        """Every line above the total."""
        return [*self.rows, *self.rest]


@dataclass(frozen=True, slots=True)
class NotIncluded:
    """A unit whose figures are not in the sum, and why."""

    unit: str
    why: str


@dataclass(slots=True)
class ReportContent:
    """A report ready to be written. What is not known yet (number, day, signer) prints as a blank.

    `is_section`: a part of somebody else's report, without letterhead, opening and signature. `is_draft`: nobody has
    approved it yet, and it says so.
    """

    issuer: str = ""
    superior: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    date: str = ""  # ISO
    subject: str = ""
    addressees: list[str] = field(default_factory=list)
    opening: str = ""
    closing: str = ""
    narratives: list[Narrative] = field(default_factory=list)
    groups: list[FigureGroup] = field(default_factory=list)
    by_unit: ByUnit | None = None
    not_included: list[NotIncluded] = field(default_factory=list)
    charts: list[Drawable] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer_on_behalf: str = ""
    signer_role: str = ""
    signer_name: str = ""
    is_section: bool = False
    is_draft: bool = False

    @property
    def figures(self) -> list[Figure]:
        return [figure for group in self.groups for figure in group.figures]

"""A plan as the documents room knows it: what a reading found, and what a writing is given.

The keys that `lantoa read_plan --json` prints are the contract with other programs (`PlanReading.to_contract`). What is
kept beyond it (the body's own text, the columns of the table, where in the source a value stood) serves the review
screen and the document that goes out again.
"""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from lantoa.documents.source import Span

T = TypeVar("T")


@dataclass(slots=True)
class Found(Generic[T]):
    """A value and where in the source it stood (no span: it was worked out, or typed by a person)."""

    value: T
    spans: tuple[Span, ...] = ()
    doubt: str | None = None  # a sentence in Vietnamese: why a person should look at it


@dataclass(slots=True)
class LegalBasis:
    number: str | None
    date: str | None
    issuer: str | None
    about: str | None
    spans: tuple[Span, ...] = ()
    doubt: str | None = None


@dataclass(slots=True)
class Section:
    """A heading of the body with what stands below it. `paragraphs` are the texts between it and the next heading."""

    label: str
    title: str
    children: list["Section"] = field(default_factory=list)
    paragraphs: list["BodyText"] = field(default_factory=list)
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class BodyText:
    """One paragraph of the body: `mark` is the bullet, letter or number it was printed with ("-", "+", "a)"), or ""."""

    text: str
    mark: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Channel:
    text: str
    kinds: list[str]
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Timing:
    """When: `raw` as printed on one line; `kind`, `start`, `end` as CONTRACT says (ISO dates)."""

    raw: str
    kind: str
    start: str | None = None
    end: str | None = None


@dataclass(slots=True)
class TaskRow:
    no: str | None
    task: str
    products: list[str]
    channel: str | None
    lead: str | None
    coordinating: list[str]
    timing: Timing
    spans: tuple[Span, ...] = ()  # the whole row
    cell_spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)  # by key: "task", "products", "lead" …
    group: str | None = None  # the titled row that it stands under
    other: dict[str, str] = field(default_factory=dict)  # cells of columns the contract does not know, by their head
    doubt: str | None = None


@dataclass(slots=True)
class TaskColumn:
    """A column of the task table: `key` is the field of TaskRow it fills ("lead+coordinating" for one that fills two,
    "" for one that the contract does not know), `header` its printed head."""

    key: str
    header: str


@dataclass(slots=True)
class Duty:
    unit: str
    items: list[str]
    spans: tuple[Span, ...] = ()
    item_spans: list[tuple[Span, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Deadline:
    what: str
    who: str | None
    due: str
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Reporting:
    """`each`: a day that comes back in every period, which the contract has no name for. `by`: who reports, where the
    sentence itself says so."""

    period: str
    due: str | None
    to: str | None
    spans: tuple[Span, ...] = ()
    each: "DayOfPeriod | None" = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class DayOfPeriod:
    """ "Ngày 15 của tháng cuối quý": `day` of the month that comes `months_after` the period's last one (0: that one,
    1: the first of the next period); 31 is the last day of any month."""

    day: int
    months_after: int = 0


@dataclass(slots=True)
class Command:
    """A sentence of the body that bids something, and no table says: `task` is what it would be as a row.

    `is_plain`: it says who does what, and when or how many, where tasks stand. `per`: the period (as in Reporting) in
    which `count` of the product are due each time; "" where `count` is the sum.
    """

    text: str
    task: TaskRow
    spans: tuple[Span, ...] = ()
    is_plain: bool = False
    per: str = ""
    count: int | None = None


@dataclass(slots=True)
class Figure:
    value: int | float
    unit: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Signatory:
    role: str | None
    on_behalf: str | None
    name: str | None
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Appendix:
    """The head of the appendix that the task table stands in."""

    label: str = "Phụ lục"
    title: str = ""
    note: str = ""  # "(Kèm theo …)"
    columns: list[TaskColumn] = field(default_factory=list)


@dataclass(slots=True)
class PlanReading:
    """Everything a reading understood. A document that is no plan has `kind` "khac" and only warnings."""

    kind: str = "ke_hoach"
    issuer: Found[str] | None = None
    superior: Found[str] | None = None
    number: Found[str] | None = None
    place: Found[str] | None = None
    date: Found[str] | None = None
    title: Found[str] | None = None
    year: Found[int] | None = None
    legal_bases: list[LegalBasis] = field(default_factory=list)
    citations: list[Found[str]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    audiences: list[Found[str]] = field(default_factory=list)
    contents: list[Found[str]] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    reporting: list[Reporting] = field(default_factory=list)
    budget: list[Found[str]] = field(default_factory=list)
    emails: list[Found[str]] = field(default_factory=list)
    urls: list[Found[str]] = field(default_factory=list)
    phones: list[Found[str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    recipients: list[Found[str]] = field(default_factory=list)
    signatory: Signatory | None = None
    warnings: list[str] = field(default_factory=list)
    # Beyond the contract:
    preamble: list[BodyText] = field(default_factory=list)  # the paragraphs ahead of section I, bases included
    closing: list[BodyText] = field(default_factory=list)  # "Trên đây là …"
    appendix: Appendix = field(default_factory=Appendix)
    commands: list[Command] = field(default_factory=list)

    def to_contract(self) -> dict[str, Any]:
        """The JSON object of CONTRACT, keys in its order."""
        return {
            "kind": self.kind,
            **{key: _value(getattr(self, key)) for key in _SCALARS},
            "legal_bases": [_fields(base, "number", "date", "issuer", "about") for base in self.legal_bases],
            "citations": [item.value for item in self.citations],
            "sections": [_section(section) for section in self.sections],
            "audiences": [item.value for item in self.audiences],
            "contents": [item.value for item in self.contents],
            "channels": [_fields(channel, "text", "kinds") for channel in self.channels],
            "tasks": [_task(row) for row in self.tasks],
            "duties": [_fields(duty, "unit", "items") for duty in self.duties],
            "deadlines": [_fields(deadline, "what", "who", "due") for deadline in self.deadlines],
            "reporting": [_fields(report, "period", "due", "to") for report in self.reporting],
            "budget": [item.value for item in self.budget],
            "contacts": {key: [item.value for item in getattr(self, key)] for key in ("emails", "urls", "phones")},
            "figures": [_fields(figure, "value", "unit", "text") for figure in self.figures],
            "recipients": [item.value for item in self.recipients],
            "signatory": _fields(self.signatory, "role", "on_behalf", "name") if self.signatory else None,
            "warnings": list(self.warnings),
        }


_SCALARS = ("issuer", "superior", "number", "place", "date", "title", "year")


def _value(found: Found[Any] | None) -> Any:
    return found.value if found else None


def _fields(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _section(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "title": section.title,
        "children": [_section(child) for child in section.children],
    }


def _task(row: TaskRow) -> dict[str, Any]:
    keys = _fields(row, "no", "task", "products", "channel", "lead", "coordinating")
    return {**keys, "timing": _fields(row.timing, "raw", "kind", "start", "end")}

"""What the page of a report shows: figures beside the last period's, texts beside their drafts and the activities at
hand, and what keeps the report from being sent. Reading writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lantoa.ledger.models import Activity
from lantoa.reports import carried, checking, content, filling, outdated, previous
from lantoa.reports.carried import Offer
from lantoa.reports.checking import Fault, written
from lantoa.reports.content import Content
from lantoa.reports.drafting import proposals
from lantoa.reports.enums import FigureOrigin, HeadingRole, How
from lantoa.reports.figures import done_by, matching
from lantoa.reports.models import Report, ReportNarrative, ReportValue, TemplateGroup, TemplateHeading, TemplateRow
from lantoa.reports.owning import Owned, owned_by
from lantoa.reports.typed import Typed, figure_key, heading_key, mark_of, shown_figure

AT_HAND = 15  # activities listed beside a text; the rest one link away
_TELLING = (HeadingRole.RESULTS, HeadingRole.LEADERSHIP, HeadingRole.EVALUATION)


@dataclass(slots=True)
class FigureLine:
    """A figure as the page shows it; `typed`: what was sent for it and stands in its fields."""

    row: TemplateRow
    value: ReportValue
    before: str
    faults: list[Fault]
    typed: Typed | None = None
    offer: Offer | None = None

    @property
    def offered(self) -> str:
        """What may be taken over from elsewhere in one press, while nothing stands here."""
        return written(self.value.indicator, self.offer.value) if self.offer and not self.shown else ""

    @property
    def key(self) -> str:
        return figure_key(self.value.indicator_id)

    @property
    def shown(self) -> str:
        return "" if self.value.value is None else written(self.value.indicator, self.value.value)

    @property
    def automatic(self) -> str:
        """The automatic figure, where there is one that a typed one may stand in place of."""
        found = content.automatic(self.value)
        return "" if found is None else written(self.value.indicator, found)

    @property
    def below(self) -> str:
        """The part that comes from the reports below, where the unit types its own."""
        below = self.value.below
        return written(self.value.indicator, below) if below is not None and self.is_typed_kind else ""

    @property
    def is_typed_kind(self) -> bool:
        return self.value.indicator.how == How.TYPED

    @property
    def is_typed(self) -> bool:
        return self.value.origin == FigureOrigin.TYPED and self.value.value is not None

    @property
    def is_override(self) -> bool:
        return self.is_typed and not self.is_typed_kind

    @property
    def origin(self) -> str:
        return checking.origin_label(self.value)

    @property
    def explanation(self) -> str:
        """Read beside the figure: the reason, and the automatic one that it was typed over."""
        return checking.explanation(self.value)

    @property
    def held(self) -> str:
        return self.typed.text if self.typed and self.typed.is_refused else shown_figure(self.value)

    @property
    def note(self) -> str:
        return self.typed.note if self.typed and self.typed.is_refused else self.value.note

    @property
    def mark(self) -> str:
        return self.typed.mark if self.typed else mark_of(shown_figure(self.value), self.value.note)

    @property
    def version(self) -> int:
        """What the fields stand on: never what another saved and the person has not decided on."""
        return self.typed.version if self.typed else self.value.version

    @property
    def error(self) -> str:
        return self.typed.error if self.typed else ""

    @property
    def theirs(self) -> str | None:
        """What another person saved meanwhile, in the words of a conflict; None: nobody did."""
        found = self.typed.theirs if self.typed else None
        if not isinstance(found, ReportValue):
            return None
        return shown_figure(found) or "số tự động"

    @property
    def is_open(self) -> bool:
        """Whether the fields stand open: a figure that was typed or explained, one that keeps the report back."""
        refused = bool(self.typed and self.typed.is_refused)
        blocks = any(fault.is_blocking for fault in self.faults)
        return self.is_override or refused or blocks or bool(self.value.note)


@dataclass(slots=True)
class TextLine:
    """A heading with its text; `draft` is what the system would write now; `leads_in`: smaller headings follow, which
    hold the matter itself; `to_answer`: how many proposals of units are for the report's own unit to answer."""

    heading: TemplateHeading
    text: ReportNarrative
    draft: str
    faults: list[Fault]
    at_hand: list[Activity] = field(default_factory=list)
    typed: Typed | None = None
    leads_in: bool = False
    to_answer: int = 0

    @property
    def key(self) -> str:
        return heading_key(self.heading.pk)

    @property
    def stored(self) -> str:
        """What the report says now."""
        return self.text.text

    @property
    def held(self) -> str:
        return self.typed.text if self.typed and self.typed.is_refused else self.stored

    @property
    def mark(self) -> str:
        return self.typed.mark if self.typed else mark_of(self.stored)

    @property
    def version(self) -> int:
        return self.typed.version if self.typed else self.text.version

    @property
    def is_edited(self) -> bool:
        return self.text.is_edited

    @property
    def offers_draft(self) -> bool:
        return self.text.is_edited and bool(self.draft) and self.draft.strip() != self.text.text.strip()

    @property
    def error(self) -> str:
        return self.typed.error if self.typed else ""

    @property
    def theirs(self) -> str | None:
        found = self.typed.theirs if self.typed else None
        return found.text if isinstance(found, ReportNarrative) else None


class Screen:
    """The page's content. `typed`: what was sent and stands in the fields, by the row's key."""

    def __init__(self, report: Report, typed: Mapping[str, Typed] | None = None) -> None:
        self.report = report
        self._typed = typed or {}
        self.content: Content = content.look(report, self._owned if report.is_editable else None)
        self._drafts = self._written()
        for heading, text in self.content.narratives:
            if not text.is_edited:  # sending writes the draft as of then: that is what is shown and judged
                text.text = self._drafts.get(heading.pk, text.text)

    @cached_property
    def faults(self) -> list[Fault]:
        return [*checking.faults(self.report, self.content), *self._outdated()] if self.report.is_editable else []

    @cached_property
    def blocking(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.is_blocking]

    @cached_property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.is_blocking]

    @cached_property
    def before(self) -> previous.Before | None:
        return previous.before(self.report, [row.indicator for row, _ in self.content.rows])

    @property
    def before_name(self) -> str:
        return self.before.period.name if self.before else ""

    @cached_property
    def lines(self) -> list[FigureLine]:
        by_indicator: dict[int, list[Fault]] = {}
        for fault in self.faults:
            for pk in fault.indicators:
                by_indicator.setdefault(pk, []).append(fault)
        return [
            FigureLine(
                row,
                value,
                self._before(value),
                by_indicator.get(value.indicator_id, []),
                self._typed.get(figure_key(value.indicator_id)),
                self.offers.get(value.indicator_id),
            )
            for row, value in self.content.rows
        ]

    @cached_property
    def offers(self) -> dict[int, Offer]:
        """Figures given elsewhere for the same year, by indicator (id)."""
        indicators = [row.indicator for row, value in self.content.rows if value.value is None]
        return carried.offers(self.report, indicators) if self.report.is_editable else {}

    @property
    def groups(self) -> list[tuple[TemplateGroup | None, list[FigureLine]]]:
        found: list[tuple[TemplateGroup | None, list[FigureLine]]] = []
        for line in self.lines:
            if not found or found[-1][0] != line.row.group:
                found.append((line.row.group, []))
            found[-1][1].append(line)
        return found

    def line(self, indicator_id: int) -> FigureLine | None:
        return next((line for line in self.lines if line.value.indicator_id == indicator_id), None)

    @cached_property
    def texts(self) -> list[TextLine]:
        depths = [heading.depth for heading, _ in self.content.narratives]
        return [
            TextLine(
                heading,
                text,
                self._drafts.get(heading.pk, text.draft),
                [fault for fault in self.faults if fault.heading == heading.pk],
                typed=self._typed.get(heading_key(heading.pk)),
                leads_in=after > heading.depth,
            )
            for (heading, text), after in zip(self.content.narratives, [*depths[1:], 0], strict=False)
        ]

    def text(self, heading_id: int) -> TextLine | None:
        return next((line for line in self.texts if line.heading.pk == heading_id), None)

    def lay_at_hand(self) -> None:
        """Put beside each text the newest activities that it may tell, and how many proposals its draft leaves out."""
        units, period = self._owned.ids, self.report.period
        done = done_by(units, period.starts_on, period.ends_on).order_by("-on", "-pk")
        for line in self.texts:
            if line.heading.role in _TELLING or line.heading.filter:
                line.at_hand = list(done.filter(matching(line.heading.filter))[: AT_HAND + 1])
            if proposals.is_sorted(line.heading):
                line.to_answer = len(proposals.addressed_to_office(self.report, line.heading))

    @cached_property
    def returned_about(self) -> list[tuple[str, str]]:
        """The key and name of each row that the reason for a return concerns."""
        names = {line.key: line.row.indicator.name for line in self.lines}
        names |= {line.key: line.heading.title for line in self.texts}
        return [(key, names[key]) for key in self.report.returned_about if key in names]

    @property
    def refused(self) -> list[tuple[str, str, str]]:
        """The key and name of each row that could not be saved, and why."""
        rows = [(line.key, line.row.indicator.name, line) for line in self.lines]
        rows += [(line.key, line.heading.title, line) for line in self.texts]  # type: ignore[misc]
        return [(key, name, _why(line.typed)) for key, name, line in rows if line.typed and line.typed.is_refused]

    @property
    def left(self) -> list[tuple[str, str]]:
        """What was typed into figures that the template has since given up: name and value."""
        return [(value.indicator.name, shown_figure(value)) for value in self.content.left]

    @property
    def left_texts(self) -> list[ReportNarrative]:
        return self.content.left_narratives

    @cached_property
    def _owned(self) -> Owned:
        return owned_by(self.report)

    def _outdated(self) -> list[Fault]:
        """Edited texts that the figures have left behind."""
        found = []
        for heading, text in self.content.narratives:
            if left := outdated.left_behind(text, self._drafts.get(heading.pk, text.draft)):
                said = f"Số liệu đã đổi: mục “{heading}” còn ghi {', '.join(left)} theo số cũ. Sửa lại theo số mới."
                found.append(Fault(said, False, heading=heading.pk))
        return found

    def _before(self, value: ReportValue) -> str:
        found = self.before.values.get(value.indicator_id) if self.before else None
        return "" if found is None else written(value.indicator, found)

    def _written(self) -> dict[int, str]:
        if not self.report.is_editable or self.report.is_nil:
            return {}
        found: dict[int, str] = {}
        for writer in filling.draft_writers:
            found |= writer(self.report, self._owned, self.content)
        return found


def _why(typed: Typed) -> str:
    return typed.error or "có người vừa sửa, xem bản của họ cạnh ô"

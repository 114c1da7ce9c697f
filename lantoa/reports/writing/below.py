"""The units below a consolidated report: what each gave, who is not in the sum and why, how many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.documents.writing.report_content import ByUnit, Figure, NotIncluded, UnitFigures
from lantoa.documents.writing.wording import upper_first
from lantoa.reports import consolidating
from lantoa.reports.consolidating import Child
from lantoa.reports.content import Content
from lantoa.reports.enums import How, Standing
from lantoa.reports.figures import ratio
from lantoa.reports.models import Report, ReportValue

ADJUSTED = "Điều chỉnh (số nhập tay khác số cộng)"


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of `owing` units `held` are in the sum and `nil` had nothing to report; excused ones are not counted."""

    held: int
    nil: int
    owing: int

    @property
    def said(self) -> str:
        """ "45/52 đơn vị; 02 đơn vị không phát sinh"."""
        nil = f"; {self.nil:02d} đơn vị không phát sinh" if self.nil else ""
        return f"{self.held}/{self.owing} đơn vị{nil}"


def turnout(children: Sequence[Child]) -> Turnout:
    standings = [child.standing for child in children]
    held = sum(child.held_id is not None for child in children)
    return Turnout(held, standings.count(Standing.NIL), len(children) - standings.count(Standing.EXCLUDED))


def not_included(children: Sequence[Child]) -> list[NotIncluded]:
    """Every unit that is not in the sum, by name, with the reason."""
    return [NotIncluded(child.unit.label, upper_first(child.why)) for child in consolidating.not_included(children)]


def by_unit(report: Report, figures: Sequence[Figure], found: Content) -> ByUnit | None:
    """What each report in the sum gave for each figure, by unit; below that what the unit did itself and what was typed
    otherwise, so that the column of every figure that is a sum adds up. None where nothing is in the sum."""
    children = {
        row.child_id: row.child.unit.label
        for row in report.inclusions.select_related("child__unit").order_by("child__unit__sort_key", "child_id")
    }
    if not children or not figures:
        return None
    given: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    rows = ReportValue.objects.filter(report__included_in__report=report).order_by()
    for child, code, value in rows.values_list("report_id", "indicator__code", "value"):
        given[child][code] = value
    codes = [figure.key for figure in figures]
    lines = [UnitFigures(name, [given[pk].get(code) for code in codes]) for pk, name in children.items()]
    own = UnitFigures(f"Riêng {report.unit.label}", _own(figures, found))
    rest = [line for line in (own, _otherwise(figures, [*lines, own])) if any(line.values)]
    return ByUnit(figures, lines, rest)


def _own(figures: Sequence[Figure], found: Content) -> list[Decimal | None]:
    """What the unit and its divisions did, as of now; a rate is that of their own figures, as on every line."""
    held = {value.indicator.code: value for value in found.values.values()}
    return [_own_of(held[figure.key], found) if figure.key in held else None for figure in figures]


def _own_of(value: ReportValue, found: Content) -> Decimal | None:
    if value.indicator.how != How.RATIO:
        return value.own
    sides = [found.values.get(pk or 0) for pk in (value.indicator.numerator_id, value.indicator.denominator_id)]
    top, bottom = (_own_of(side, found) if side else None for side in sides)
    return ratio(top, bottom)


def _otherwise(figures: Sequence[Figure], lines: Sequence[UnitFigures]) -> UnitFigures:
    """By how much each sum differs from its lines, since a person typed another figure."""
    values: list[Decimal | None] = []
    for figure, column in zip(figures, zip(*(line.values for line in lines), strict=True), strict=True):
        total = sum((value for value in column if value is not None), Decimal(0))
        differs = figure.adds_up and figure.value is not None and figure.value != total
        values.append(figure.value - total if differs and figure.value is not None else None)
    return UnitFigures(ADJUSTED, values)

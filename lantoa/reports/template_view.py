"""A template as its page shows it: rows group by group, headings, checks in words, what has left; and its form filled
with a unit's own figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lantoa.organisations.enums import PARTS
from lantoa.organisations.models import Unit
from lantoa.reports import content, figures, periods
from lantoa.reports.checking import written
from lantoa.reports.days import Days
from lantoa.reports.enums import Comparison, PeriodType
from lantoa.reports.models import (
    Period,
    ReportTemplate,
    TemplateCheck,
    TemplateGroup,
    TemplateHeading,
    TemplateRow,
)
from lantoa.reports.wording import how_words
from lantoa.vietnamese.numbers import format_number


@dataclass(frozen=True, slots=True)
class RowShown:
    row: TemplateRow
    how: str
    value: str = ""


@dataclass(slots=True)
class GroupShown:
    """A group with its rows and its place among the groups; no group: those that stand first, without a title."""

    group: TemplateGroup | None
    rows: list[RowShown] = field(default_factory=list)
    place: int = 0
    is_last: bool = False


@dataclass(slots=True)
class Sheet:
    """Everything of a template, read in four questions."""

    template: ReportTemplate
    groups: list[GroupShown]
    headings: list[TemplateHeading]
    checks: list[tuple[TemplateCheck, str]]
    left_rows: list[TemplateRow]
    left_headings: list[TemplateHeading]
    left_groups: list[TemplateGroup]
    left_checks: list[tuple[TemplateCheck, str]]

    @property
    def left_number(self) -> int:
        return len(self.left_rows) + len(self.left_headings) + len(self.left_groups) + len(self.left_checks)

    @property
    def number(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def sheet(template: ReportTemplate, values: Mapping[int, Decimal | None] | None = None) -> Sheet:
    """The template's parts; with `values` (by indicator) the figures beside the rows."""
    rows = list(template.rows.select_related("indicator__numerator", "indicator__denominator").order_by("order", "pk"))
    headings = list(template.headings.order_by("order", "pk"))
    names = {row.indicator.code: row.indicator.name for row in rows}
    groups = list(template.groups.order_by("order", "pk"))
    checks = [(check, rule_words(check, names)) for check in template.checks.order_by("order", "pk")]
    return Sheet(
        template=template,
        groups=_groups(
            [one for one in groups if one.retired_at is None], [row for row in rows if row.retired_at is None], values
        ),
        headings=[one for one in headings if one.retired_at is None],
        checks=[one for one in checks if one[0].retired_at is None],
        left_rows=[row for row in rows if row.retired_at],
        left_headings=[one for one in headings if one.retired_at],
        left_groups=[one for one in groups if one.retired_at],
        left_checks=[one for one in checks if one[0].retired_at],
    )


def _groups(
    groups: Sequence[TemplateGroup], rows: Sequence[TemplateRow], values: Mapping[int, Decimal | None] | None
) -> list[GroupShown]:
    shown: dict[int | None, GroupShown] = {None: GroupShown(None)}
    for place, group in enumerate(groups):
        shown[group.pk] = GroupShown(group, place=place, is_last=place == len(groups) - 1)
    for row in rows:
        value = None if values is None else values.get(row.indicator_id)
        said = written(row.indicator, value) if value is not None else ""
        shown.get(row.group_id, shown[None]).rows.append(RowShown(row, how_words(row.indicator), said))
    return [one for one in shown.values() if one.rows or one.group]


def rule_words(check: TemplateCheck, names: Mapping[str, str]) -> str:
    """A check as a sentence, as a report would say it without its figures."""
    left = _named(check.left, names)
    if check.right:
        right = _named(check.right, names)
    else:
        right = format_number(check.number) if check.number is not None else "…"
    return f"{left} phải {Comparison(check.comparison).label} {right}"


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return " + ".join(f"“{names.get(code, code)}”" for code in codes) or "…"


def own_ids(unit: Unit) -> list[int]:
    """The unit and its divisions, with theirs: whose activities its own report counts. Those of units below that
    report themselves are not its own."""
    own = [unit.pk]
    parts = Unit.objects.below(unit).current().filter(kind__in=PARTS).order_by("path")
    for pk, parent in parts.values_list("pk", "parent"):
        if parent in own:
            own.append(pk)
    return own


def days_now(template: ReportTemplate, today: dt.date) -> tuple[str, Days]:
    """The newest open period in the template, else the half-year that runs: its name and days."""
    period = Period.objects.open().filter(template=template).first()
    if period is not None:
        return period.name, Days.of(period)
    return span_days(today)


def span_days(today: dt.date, kind: PeriodType = PeriodType.HALF_YEAR) -> tuple[str, Days]:
    """The regular period of a kind in which `today` lies."""
    number = {PeriodType.MONTH: 12, PeriodType.QUARTER: 4, PeriodType.HALF_YEAR: 2}.get(kind, 1)
    spans = [periods.span(kind, year, index) for year in (today.year, today.year + 1) for index in range(1, number + 1)]
    found = next((one for one in spans if one.starts_on <= today <= one.ends_on), spans[-1])
    days = Days.of_part(found.kind, found.year, found.index, found.starts_on, found.ends_on)
    return found.name, days


def own_values(template: ReportTemplate, unit: Unit, days: Days) -> dict[int, Decimal | None]:
    """The figures that the unit's own activities give for the template's indicators."""
    return figures.compute(content.of_template(template), {unit.pk: own_ids(unit)}, days)[unit.pk]

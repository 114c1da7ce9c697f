"""A survey beside the ones it follows: quarters and years in a row, broken where the units are not the same."""

from dataclasses import dataclass

from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.models import Succession, Unit
from lantoa.surveys.enums import Factor
from lantoa.surveys.index import Index
from lantoa.surveys.models import Survey
from lantoa.surveys.quarters import ALL
from lantoa.surveys.results import Group, Results

MOST_YEARS = 6
_BREAKING = (SuccessionKind.MERGE_INTO, SuccessionKind.CONSOLIDATE, SuccessionKind.SPLIT)


@dataclass(frozen=True, slots=True)
class Point:
    """The index of a unit at one time; none where it may not be told or was not asked. `broken`: why it is no
    continuation of the points before it."""

    label: str
    index: Index | None
    people: int | None
    broken: str = ""


def chain_of(survey: Survey) -> list[Survey]:
    """The closed surveys that this one follows and itself, the oldest first."""
    found, one = [survey], survey.follows
    while one is not None and len(found) < MOST_YEARS and one not in found:
        found.append(one)
        one = one.follows
    return [each for each in reversed(found) if each.is_closed or each == survey]


def by_quarter(results: Results, unit: int, factor: Factor | None = None) -> list[Point]:
    """The quarters of one survey."""
    groups = [Group(unit, quarter) for quarter in results.quarters]
    return [
        Point(str(group.quarter), results.index(group, factor), results.people(group))
        for group in groups
        if group in results.groups
    ]


def by_year(results: Results, unit: Unit, factor: Factor | None = None) -> list[Point]:
    """The survey and those before it, as far as each is told of."""
    points: list[Point] = []
    before: Survey | None = None
    for survey in chain_of(results.survey):
        own = results if survey == results.survey else Results(survey)
        group = Group(unit.pk, ALL)
        points.append(
            Point(str(survey.year), own.index(group, factor), own.people(group), broken_between(unit, before, survey))
        )
        before = survey
    return points


def broken_between(unit: Unit, before: Survey | None, after: Survey) -> str:
    """What became of the unit, or of units below it, between two surveys: figures of before and after a merger are of
    different people and are not compared (domain facts, "Indices")."""
    if before is None:
        return ""
    day, until = before.closed_on or before.opens_on, after.closed_on or after.opens_on
    steps = Succession.objects.filter(kind__in=_BREAKING, on__gt=day, on__lte=until, to_unit__isnull=False)
    own = [step for step in steps.select_related("from_unit", "to_unit") if _touches(step, unit)]
    if not own:
        return ""
    told = "; ".join(f"{step.from_unit} → {step.to_unit} từ {step.on:%d/%m/%Y}" for step in own[:3])
    more = f" và {len(own) - 3} thay đổi khác" if len(own) > 3 else ""
    return f"Tổ chức đã thay đổi ({told}{more}) nên không so sánh với các năm trước."


def _touches(step: Succession, unit: Unit) -> bool:
    assert step.to_unit is not None
    return unit in (step.from_unit, step.to_unit)

"""How many articles each unit is to publish a quarter, by theme, and how many it has: “x of y articles this quarter”.

What a unit is to publish: its own target, else that of the nearest unit above for all below it, else what an issued
plan asks (`plan_providers`, filled where rooms are joined). Published counts by the day of publication; what was
withdrawn counts no more.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import ExtractQuarter
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.news.models import Article, Category, NewsTarget
from lantoa.organisations.enums import PARTS
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState

# What issued plans ask of units (by id) in a year, articles a quarter on any theme; set where rooms are joined.
plan_providers: list[Callable[[Collection[int], int], dict[int, int]]] = []
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Articles a quarter on a theme (`category_id`; None: any), and who says so."""

    category_id: int | None
    number: int
    source: str


@dataclass(slots=True)
class Line:
    """One theme of one unit: what was published of what was to be, quarter by quarter."""

    unit: Unit
    wanted: Wanted
    theme: str
    done: dict[int, int] = field(default_factory=dict)

    def of(self, quarter: int) -> int:
        return self.done.get(quarter, 0)

    def is_behind(self, quarter: int) -> bool:
        return self.of(quarter) < self.wanted.number

    def words(self, quarter: int) -> str:
        return f"{self.of(quarter)}/{self.wanted.number}"


def quarter_of(day: dt.date) -> int:
    return (day.month - 1) // 3 + 1


def wanted_of(units: Iterable[Unit], year: int) -> dict[int, list[Wanted]]:
    """What each unit (by id) is to publish; a few queries for any number. What is asked of all below a unit is not
    asked of divisions: the unit that they are part of has the page."""
    rows = list(units)
    chains = {unit.pk: [unit.pk, *(() if unit.kind in PARTS else reversed(unit.ancestor_ids()))] for unit in rows}
    asked = NewsTarget.objects.filter(year=year, unit__in={pk for chain in chains.values() for pk in chain})
    by_unit: dict[int, list[NewsTarget]] = defaultdict(list)
    for target in asked.select_related("unit").order_by("category__order", "pk"):
        by_unit[target.unit_id].append(target)
    found = {pk: _nearest(chain, by_unit) for pk, chain in chains.items()}
    left = [pk for pk, wanted in found.items() if not any(one.category_id is None for one in wanted)]
    for ask in plan_providers if left else ():
        for pk, number in ask(left, year).items():
            found[pk] = [Wanted(None, number, "theo kế hoạch đã ban hành"), *found[pk]]
    return found


def _nearest(chain: list[int], by_unit: dict[int, list[NewsTarget]]) -> list[Wanted]:
    """For each theme the target that stands nearest: of the unit for itself, then of those above for all below."""
    found: dict[int | None, Wanted] = {}
    for place, pk in enumerate(chain):
        targets = by_unit.get(pk, [])
        own = [one for one in targets if place == 0 and not one.for_subtree]
        for one in own + [one for one in targets if one.for_subtree and place > 0]:
            source = "đơn vị tự đặt" if place == 0 else f"{one.unit.label} giao"
            found.setdefault(one.category_id, Wanted(one.category_id, one.number, source))
    return [one for one in found.values() if one.number]


def published(units: Collection[int], year: int) -> dict[int, dict[int | None, dict[int, int]]]:
    """Articles that were published: unit → theme → quarter → number; under None all themes together. One query."""
    rows = Article.objects.filter(unit__in=units, review_state=ReviewState.ISSUED, published_at__year=year)
    counted = rows.annotate(quarter=ExtractQuarter("published_at")).order_by()
    found: dict[int, dict[int | None, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for unit, category, above, quarter, number in counted.values_list(
        "unit", "category", "category__parent", "quarter"
    ).annotate(number=Count("pk")):
        for theme in {category, above, None}:
            found[unit][theme][quarter] += number
    return found


def lines_of(units: Iterable[Unit], year: int) -> list[Line]:
    """Every unit with a target, theme by theme, in the order of `units`."""
    rows = list(units)
    wanted = wanted_of(rows, year)
    done = published([unit.pk for unit in rows if wanted[unit.pk]], year)
    names = dict(Category.objects.values_list("pk", "name"))
    return [
        Line(
            unit, one, names.get(one.category_id or 0, "Tin, bài"), dict(done.get(unit.pk, {}).get(one.category_id, {}))
        )
        for unit in rows
        for one in wanted[unit.pk]
    ]


def own_lines(user: User, today: dt.date | None = None) -> list[tuple[Line, str]]:
    """The lines of the person's own units this quarter, each as “x trong y bài”."""
    day = today or timezone.localdate()
    quarter = quarter_of(day)
    units = [unit for unit in access.units_where(user, Power.WRITE) if unit.is_current]
    lines = lines_of(units, day.year)
    return [(line, f"{line.of(quarter)} trong {line.wanted.number} tin, bài quý {quarter}") for line in lines]


def may_set(user: User, unit: Unit, *, for_subtree: bool) -> bool:
    """A unit sets its own; for all below it whoever plans for them."""
    return access.may(user, Power.DIRECT if for_subtree else Power.WRITE, unit)


@transaction.atomic
def put(
    unit: Unit, *, category: Category | None, year: int, number: int, for_subtree: bool, by: User
) -> NewsTarget | None:
    """Set how many; nothing (0) takes the target away. The same again changes nothing."""
    access.demand(by, Power.DIRECT if for_subtree else Power.WRITE, unit)
    if not 0 <= number <= 999:
        raise ValidationError("Số tin, bài mỗi quý từ 0 đến 999.")
    key: dict[str, Any] = {"unit": unit, "category": category, "year": year, "for_subtree": for_subtree}
    theme = f" chuyên mục {category}" if category else ""
    if not number:
        NewsTarget.objects.filter(**key).delete()
        record("news_target", by=by, on=unit, unit=unit, text=f"Bỏ chỉ tiêu tin, bài{theme} năm {year}")
        return None
    made, _ = NewsTarget.objects.update_or_create(**key, defaults={"number": number, "set_by": by})
    record("news_target", by=by, on=unit, unit=unit, text=f"Chỉ tiêu{theme}: {number} tin, bài mỗi quý năm {year}")
    return made

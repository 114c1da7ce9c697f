"""The list of units by what stands in the address."""

import datetime as dt
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.finding import find_unit, option_of
from lantoa.organisations.models import Placement, Unit
from lantoa.organisations.models.unit import UnitQuerySet, valid_on
from lantoa.vietnamese.dates import parse_date
from lantoa.vietnamese.text import squeeze


class UnitFilter:
    """Words, kind, level, area, the unit above, and the day on which the list is true."""

    def __init__(self, given: QueryDict, visible: UnitQuerySet) -> None:
        self.visible = visible
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        self.level = given.get("cap", "") if given.get("cap") in SchoolLevel.values else ""
        self.area = squeeze(given.get("dia-ban", ""))[:100]
        self.faults: dict[str, str] = {}
        self.day_typed = given.get("ngay", "").strip()
        self.day = self._read_day()
        self.above_typed = given.get("thuoc", "").strip()
        self.above = self._read_above()
        self.is_direct = given.get("truc-tiep") == "1"

    def _read_day(self) -> dt.date:
        if not self.day_typed:
            return timezone.localdate()
        try:
            return parse_date(self.day_typed)
        except ValueError as fault:
            self.faults["day"] = str(fault)
            return timezone.localdate()

    def _read_above(self) -> Unit | None:
        if not self.above_typed:
            return None
        try:
            found = find_unit(self.above_typed, self.visible)
        except ValidationError as fault:
            self.faults["above"] = fault.messages[0]
            return None
        self.above_typed = option_of(found)
        return found

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind or self.level or self.area or self.above_typed or self.day_typed)

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words and kind is asked for."""
        return bool(self.level or self.area or self.above_typed or self.day_typed)

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @cached_property
    def _without_kind(self) -> UnitQuerySet:
        found = self.visible.valid_on(self.day)
        if self.above is not None:
            if self.is_direct:
                inside = Unit.objects.children_on(self.above, self.day)
            else:
                inside = Unit.objects.under_on(self.above, self.day).exclude(pk=self.above.pk)
            found = found.filter(pk__in=inside.values("pk"))
        if self.level:
            found = found.filter(school_level=self.level)
        if self.area:
            found = found.filter(area__icontains=self.area)
        return found.search(self.words) if self.words else found

    def units(self) -> UnitQuerySet:
        """The units asked for, each with how many stand directly below it that day."""
        found = self._without_kind.filter(kind=self.kind) if self.kind else self._without_kind
        return with_children_count(found, self.day)

    def kinds(self) -> list[tuple[str, str, int]]:
        """Each kind of which there are units, with their number, whatever kind is chosen."""
        rows = self._without_kind.order_by().values_list("kind").annotate(number=Count("pk"))
        numbers = dict(rows)
        return [(kind.value, str(kind.label), numbers[kind.value]) for kind in UnitKind if kind.value in numbers]


def with_children_count(units: UnitQuerySet, day: dt.date) -> UnitQuerySet:
    """`units` with `children_number`: how many stood directly below each on `day`."""
    places: QuerySet[Placement] = Placement.objects.filter(valid_on(day), parent=OuterRef("pk")).order_by()
    number = places.values("parent").annotate(number=Count("pk")).values("number")
    return units.annotate(children_number=Coalesce(Subquery(number), 0))

"""Published answers by what stands in the address."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from lantoa.feedback.enums import OTHER_LAW, CaseKind
from lantoa.feedback.figures import published_years
from lantoa.feedback.models import Publication
from lantoa.organisations.models import Unit
from lantoa.search import index
from lantoa.vietnamese.text import squeeze

_MOST_DIGITS = 18


class PublishedFilter:
    """Words, kind, unit, year."""

    def __init__(self, given: QueryDict) -> None:
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in dict(self.kinds()) else ""
        typed, year = given.get("dv", ""), given.get("nam", "")
        self.unit = int(typed) if typed.isdecimal() and len(typed) < _MOST_DIGITS else None
        self.year = int(year) if year.isdecimal() and len(year) == 4 else None

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind or self.unit or self.year)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.unit or self.year)

    def page(self, number: str | None, size: int) -> "Page[Publication]":
        """What fits, the newest first; where words alone are asked for, the best first, read a page at a time."""
        if not self.words or self.is_narrowed:
            return Paginator(self.rows(), size).get_page(number)
        keys: Any = index.Keys(self.words, "answer")
        page: Page[Any] = Paginator(keys, size).get_page(number)
        ordered = list(map(int, page.object_list))
        known = self._live().in_bulk(ordered)
        page.object_list = [known[key] for key in ordered if key in known]
        return page

    @staticmethod
    def _live() -> "QuerySet[Publication]":
        return Publication.objects.live().select_related("unit").defer("folded", "masks")

    def rows(self) -> "QuerySet[Publication]":
        """The newest first; words are asked of the one index."""
        rows = self._live()
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.unit:
            rows = rows.filter(unit=self.unit)
        if self.year:
            rows = rows.filter(published_at__year=self.year)
        if self.words:
            rows = rows.filter(pk__in=[int(key) for key in index.keys(self.words, "answer")])
        return rows.order_by("-published_at", "-pk")

    def kinds(self) -> list[tuple[str, str]]:
        return [(one.value, one.label) for one in CaseKind if one not in OTHER_LAW]

    def years(self) -> list[int]:
        return published_years()

    def units(self) -> list[Unit]:
        """Those that have answered something that everybody reads."""
        ids = Publication.objects.live().order_by().values("unit").distinct()
        return list(Unit.objects.filter(pk__in=ids).only("name", "short_name").order_by("sort_key")[:300])

    @property
    def address(self) -> str:
        return reverse("feedback_public:answers")

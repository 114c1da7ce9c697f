"""The catalogue by what stands in the address, for readers and for those who keep it."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from lantoa.procedures.enums import Level, OnlineLevel
from lantoa.procedures.finding import KIND
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureQuerySet
from lantoa.search import index
from lantoa.vietnamese.text import squeeze

STATES = (("", "Đang áp dụng"), ("cho", "Chưa đến ngày"), ("bai-bo", "Đã bãi bỏ"), ("tat-ca", "Tất cả"))
_MOST = 20_000  # procedures that words may find before the other conditions narrow them
ORDERS = {"": ("sort_key", "pk"), "ma": ("code", "pk")}


class CatalogueFilter:
    """Words, level, field, life event, online level, and (`for_keepers`) state and order."""

    def __init__(self, given: QueryDict, *, for_keepers: bool = False) -> None:
        self.for_keepers = for_keepers
        self.words = squeeze(given.get("q", ""))[:200]
        self.level = given.get("cap", "") if given.get("cap") in Level.values else ""
        self.field = squeeze(given.get("linh-vuc", ""))[:200]
        event = given.get("su-kien", "")[:80]
        self.event = LifeEvent.objects.filter(slug=event).first() if event else None
        self.online = given.get("truc-tuyen", "") if given.get("truc-tuyen") in OnlineLevel.values else ""
        state, order = given.get("tinh-trang", ""), given.get("xep", "")
        self.state = state if for_keepers and state in dict(STATES) else ""
        self.order = order if for_keepers and order in ORDERS else ""

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.level or self.field or self.event or self.online or self.state or self.order)

    def procedures(self) -> ProcedureQuerySet:
        """What fits everything but the words."""
        found = self._by_state()
        if self.level:
            found = found.filter(level=self.level)
        if self.field:
            found = found.filter(field=self.field)
        if self.event:
            found = found.filter(life_events=self.event)
        if self.online:
            found = found.online(self.online)
        return found

    def _by_state(self) -> ProcedureQuerySet:
        match self.state:
            case "bai-bo":
                return Procedure.objects.abolished()
            case "cho":
                return Procedure.objects.waiting()
            case "tat-ca":
                return Procedure.objects.with_version()
            case _:
                return Procedure.objects.in_force()

    def page(self, number: str | None, size: int) -> "Page[int]":
        """The keys of the procedures that fit: the best answer first where words are asked for, else by name."""
        keys: Any = self._keys() if self.words else self._ordered().values_list("pk", flat=True)
        page: Page[int] = Paginator(keys, size).get_page(number)
        page.object_list = list(map(int, page.object_list))
        return page

    def all(self) -> list[Procedure]:
        """Every procedure that fits, in the order of the pages."""
        if not self.words:
            return list(self._ordered().prefetch_related("life_events"))
        return by_keys(map(int, self._keys()[:]))

    def _ordered(self) -> ProcedureQuerySet:
        return self.procedures().order_by(*ORDERS[self.order])

    def _keys(self) -> index.Keys | list[int]:
        """What answers the words, the best first. Without more conditions the index alone knows: it holds what is in
        force and nothing else, and tells it a page at a time."""
        if not self.is_narrowed and not self.for_keepers:
            return index.Keys(self.words, KIND, wide=True)
        fitting = self.procedures()
        allowed = set(fitting.values_list("pk", flat=True))
        best = [key for key in map(int, index.keys(self.words, KIND, most=_MOST, wide=True)) if key in allowed]
        if self.for_keepers:  # those not in force are not in the index
            more = fitting.search(self.words).exclude(pk__in=best).order_by("sort_key").values_list("pk", flat=True)
            best += list(more)
        return best

    def fields(self) -> list[str]:
        """The fields that procedures in force have."""
        found = Procedure.objects.in_force().exclude(field="").order_by("field").values_list("field", flat=True)
        return list(found.distinct())

    def levels(self) -> list[tuple[str, str]]:
        held = set(Procedure.objects.in_force().order_by().values_list("level", flat=True).distinct())
        return [(value, str(label)) for value, label in Level.choices if value in held]

    def events(self) -> list[LifeEvent]:
        """Life events under which something stands."""
        held = Procedure.objects.in_force().values("pk")
        return list(LifeEvent.objects.filter(procedures__in=held).distinct())


def by_keys(keys: Iterable[int]) -> list[Procedure]:
    """The procedures of these keys, in their order; one that went meanwhile is left out."""
    ordered = list(keys)
    known = Procedure.objects.with_version().prefetch_related("life_events").in_bulk(ordered)
    return [known[key] for key in ordered if key in known]

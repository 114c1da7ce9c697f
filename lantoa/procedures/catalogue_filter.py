"""The catalogue by what stands in the address, for readers and for those who keep it."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from lantoa.procedures.enums import DecisionKind, Level, OnlineLevel
from lantoa.procedures.finding import KIND
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureQuerySet
from lantoa.search import index
from lantoa.vietnamese.text import squeeze

STATES = (("", "Đang áp dụng"), ("cho", "Chưa đến ngày"), ("bai-bo", "Đã bãi bỏ"), ("tat-ca", "Tất cả"))
ORDERS = {"": ("sort_key", "pk"), "ma": ("code", "pk")}


class CatalogueFilter:
    """Words, level, field, life event, online level, and (`for_keepers`) state and order."""

    def __init__(self, given: QueryDict, *, for_keepers: bool = False) -> None:
        self.for_keepers = for_keepers
        self.words = squeeze(given.get("q", ""))[:200]
        self.level = given.get("cap", "") if given.get("cap") in Level.values else ""
        self.field = squeeze(given.get("linh-vuc", ""))[:200]
        self.event = LifeEvent.objects.filter(slug=given.get("su-kien", "")[:80]).first()
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

    def page(self, number: str | None, size: int) -> "Page[Procedure]":
        """The procedures that fit: the best answer first where words are asked for, else by name."""
        if not self.words:
            return Paginator(self.procedures().order_by(*ORDERS[self.order]), size).get_page(number)
        keys = self._keys()
        page: Page[Any] = Paginator(keys, size).get_page(number)
        known = Procedure.objects.with_version().in_bulk(list(page.object_list))
        page.object_list = [known[key] for key in page.object_list if key in known]
        return page

    def all(self) -> list[Procedure]:
        """Every procedure that fits, in the order of the pages."""
        if not self.words:
            found = self.procedures().order_by(*ORDERS[self.order])
            return list(found.prefetch_related("life_events"))
        keys = self._keys()
        known = Procedure.objects.with_version().prefetch_related("life_events").in_bulk(list(keys))
        return [known[key] for key in keys if key in known]

    def _keys(self) -> Sequence[int]:
        """What answers the words, the best first. Without more conditions the index alone knows: it holds what is in
        force and nothing else."""
        found = [int(key) for key in index.keys(self.words, KIND)]
        if not self.is_narrowed and not self.for_keepers:
            return found
        fitting = self.procedures()
        allowed = set(fitting.filter(pk__in=found).values_list("pk", flat=True))
        best = [key for key in found if key in allowed]
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


def is_abolished(procedure: Procedure) -> bool:
    """Whether a procedure that came from `with_version` no longer holds."""
    return getattr(procedure, "version_kind", "") == DecisionKind.ABOLISHED

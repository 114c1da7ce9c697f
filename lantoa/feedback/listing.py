"""The work list of cases by what stands in the address: most urgent first."""

import datetime as dt
from typing import Any

from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, Q, Value, When
from django.http import QueryDict
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback.enums import CLOSED_STATES, OPEN_STATES, CaseKind, CaseState, Source
from lantoa.feedback.models import Case
from lantoa.feedback.models.case import SEALED, CaseQuerySet
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import squeeze

TABS = (("", "Chưa xử lý xong"), ("qua-han", "Quá hạn"), ("cho", "Chờ người gửi"), ("xong", "Đã xử lý"))
_MOST_DIGITS = 18


class CaseFilter:
    """State, words, kind, unit, source, mine."""

    def __init__(self, given: QueryDict, user: User, today: dt.date | None = None) -> None:
        self.user, self.today = user, today or timezone.localdate()
        self.tab = given.get("muc", "") if given.get("muc") in dict(TABS) else ""
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in (*CaseKind.values, "chua") else ""
        self.source = given.get("nguon", "") if given.get("nguon") in Source.values else ""
        typed = given.get("dv", "")
        self.unit = int(typed) if typed.isdecimal() and len(typed) < _MOST_DIGITS else None
        self.is_mine = given.get("cua-toi") == "1"
        self.visible = Case.objects.visible_to(user)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.kind or self.source or self.unit or self.is_mine)

    def rows(self) -> CaseQuerySet:
        """The cases of the filter, the most urgent first; who sent them is not read."""
        rows = self._narrowed(self.visible).filter(self._of_tab(self.tab))
        rows = rows.select_related("holder", "handler").defer("text", "folded", "due_explained", *SEALED)
        if self.tab == "xong":
            return rows.order_by(F("closed_at").desc(nulls_last=True), "-pk")
        return rows.alias(urgency=self._urgency()).order_by(
            "urgency", F("due_on").asc(nulls_first=True), "received_at", "pk"
        )

    def tabs(self) -> list[tuple[str, str, int]]:
        """The tabs with how many cases each holds, in one query."""
        rows = self._narrowed(self.visible).order_by()
        names = [f"n{place}" for place in range(len(TABS))]
        asked = {name: Count("pk", filter=self._of_tab(tab)) for name, (tab, _) in zip(names, TABS, strict=True)}
        found = rows.aggregate(**asked)
        return [(tab, label, found[name]) for name, (tab, label) in zip(names, TABS, strict=True)]

    def kinds(self) -> list[tuple[str, str]]:
        return [("", "Mọi loại"), ("chua", "Chưa phân loại"), *CaseKind.choices]

    def sources(self) -> list[tuple[str, str]]:
        return [("", "Mọi nguồn"), *Source.choices]

    def units(self) -> list[Unit]:
        """The units that hold cases which the person sees."""
        held = self.visible.order_by().exclude(holder=None).values("holder").distinct()
        return list(Unit.objects.filter(pk__in=held).only("name", "short_name", "sort_key").order_by("sort_key")[:200])

    def _of_tab(self, tab: str) -> Q:
        is_open, waits = Q(state__in=OPEN_STATES), Q(state=CaseState.WAITING)
        late = is_open & ~waits & Q(due_on__lt=self.today)
        return {"qua-han": late, "cho": waits, "xong": Q(state__in=CLOSED_STATES)}.get(tab, is_open)

    def _urgency(self) -> Any:
        """Overdue, then due today, then what runs, then what waits for its sender."""
        runs = ~Q(state=CaseState.WAITING)
        return When_(
            When(runs & Q(due_on__lt=self.today), then=Value(0)),
            When(runs & Q(due_on=self.today), then=Value(1)),
            When(runs, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )

    def _narrowed(self, rows: CaseQuerySet) -> CaseQuerySet:
        if self.kind:
            rows = rows.filter(kind="" if self.kind == "chua" else self.kind)
        if self.source:
            rows = rows.filter(source=self.source)
        if self.unit:
            rows = rows.filter(holder=self.unit)
        if self.is_mine:
            rows = rows.filter(handler=self.user)
        return rows.search(self.words) if self.words else rows

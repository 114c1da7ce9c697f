"""How each item stands with each unit that must make it public. A fixed number of queries for any number of units; one
more for each group of units that items name."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from lantoa.disclosure.enums import SYMBOLS, TONES, Standing
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.organisations.models import Unit

SOON_DAYS = 14
_RANK = {state: number for number, state in enumerate(Standing)}


@dataclass(slots=True)
class Duty:
    """An item that a unit must make public: where it stands; `latest`: what was made public last."""

    item: DisclosureItem
    unit: Unit
    latest: Disclosed | None
    state: Standing
    due_on: dt.date | None
    earlier: list[Disclosed] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.state]

    @property
    def words(self) -> str:
        """What the symbol says."""
        last = f", ngày {self.latest.on:%d/%m/%Y}" if self.latest else ""
        due = f", hạn cập nhật {self.due_on:%d/%m/%Y}" if self.due_on else ""
        return f"{self.state.label}{last}{due}"


def items_for(unit: Unit) -> list[DisclosureItem]:
    """What the unit must make public: asked by itself or by units above."""
    owners = [*unit.ancestor_ids(), unit.pk]
    rows = DisclosureItem.objects.current().filter(owner__in=owners).select_related("group", "owner", "document")
    asked = Asked(rows)
    return [item for item in asked.items if asked.of(item, unit)]


class Asked:
    """Which units each item asks, groups resolved once."""

    def __init__(self, items: Iterable[DisclosureItem]) -> None:
        self.items = list(items)
        today = timezone.localdate()
        groups = {item.group_id: item.group for item in self.items if item.group is not None}
        self._members: dict[int | None, Collection[int]] = {
            pk: set(group.resolve(on=today).values_list("pk", flat=True)) for pk, group in groups.items()
        }

    def of(self, item: DisclosureItem, unit: Unit) -> bool:
        if item.group_id is None:
            return item.owner_id == unit.pk
        return unit.pk in self._members[item.group_id]


def duties_of(unit: Unit) -> list[Duty]:
    """The unit's items, what calls for most attention first."""
    items = items_for(unit)
    found = duties(items, [unit], Asked(items))
    return sorted(found, key=lambda duty: (_RANK[duty.state], duty.due_on or dt.date.max, duty.item.order))


def duties(items: Sequence[DisclosureItem], units: Sequence[Unit], asked: Asked) -> list[Duty]:
    """Every pair of a unit and an item that asks it, units in their order, items in theirs."""
    rows = Disclosed.objects.standing().filter(item__in=[item.pk for item in items], unit__in=[u.pk for u in units])
    kept: dict[tuple[int, int], list[Disclosed]] = {}
    by_pk = {item.pk: item for item in items}
    for row in rows.order_by("-on", "-pk"):
        row.item = by_pk[row.item_id]
        kept.setdefault((row.unit_id, row.item_id), []).append(row)
    today = timezone.localdate()
    return [
        _duty(item, unit, kept.get((unit.pk, item.pk), []), today)
        for unit in units
        for item in items
        if asked.of(item, unit)
    ]


def _duty(item: DisclosureItem, unit: Unit, rows: list[Disclosed], today: dt.date) -> Duty:
    latest = rows[0] if rows else None
    due = latest.next_due if latest else None
    if latest is None:
        state = Standing.MISSING
    elif due is not None and due < today:
        state = Standing.STALE
    elif due is not None and due <= today + dt.timedelta(days=SOON_DAYS):
        state = Standing.SOON
    else:
        state = Standing.FRESH
    return Duty(item, unit, latest, state, due, rows[1:])

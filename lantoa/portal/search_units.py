"""Units of today in the index of search: by every name that people know them by, to their own page."""

import datetime as dt
import threading
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.jobs import daily
from lantoa.organisations import events
from lantoa.organisations.models import Unit
from lantoa.search import index, sources

KIND = "unit"


def register() -> None:
    """Have units found, and hear of what changes them."""
    sources.register(KIND, "Đơn vị", entries=entries, icon="building-library", place=40)
    events.on_change.append(_changed)
    events.after_succession.append(_acted)
    events.after_undo.append(_acted)
    daily.register("search_units", hour=0, run=begin_and_end)


def entries() -> Iterator[index.Entry]:
    """Every unit of today."""
    return map(_entry, Unit.objects.current().select_related("parent").iterator(chunk_size=1000))


def keep(units: Iterable[int]) -> None:
    """Put these units in as they are now; those that are not of today come out."""
    asked = set(units)
    current = list(Unit.objects.current().select_related("parent").filter(pk__in=asked))
    index.put_many(map(_entry, current))
    for pk in asked - {unit.pk for unit in current}:
        index.remove(KIND, pk)


def begin_and_end(day: dt.date | None = None) -> None:
    """Units whose first day came, or whose last day went."""
    today = day or timezone.localdate()
    since = today - dt.timedelta(days=7)  # made up where no worker ran for some days
    turned = Q(valid_from__gt=since, valid_from__lte=today) | Q(valid_to__gt=since, valid_to__lte=today)
    keep(Unit.objects.filter(turned).values_list("pk", flat=True))


_changes = threading.local()  # units changed in the open transaction: a spreadsheet of thousands is put in at once


def _changed(change: events.Change) -> None:
    if isinstance(change.subject, Unit):
        _waiting().add(change.subject.pk)
        transaction.on_commit(_keep_changed)


def _waiting() -> set[int]:
    """What waits for the commit. Units of a transaction that failed are merely looked at once more with the next."""
    if not hasattr(_changes, "units"):
        _changes.units = set()
    units: set[int] = _changes.units
    return units


def _keep_changed() -> None:
    units = _waiting()
    if units:
        keep(units)
        units.clear()


def _acted(act: events.Act) -> None:
    keep(pk for row in act.rows for pk in (row.from_unit_id, row.to_unit_id) if pk)


def _entry(unit: Unit) -> index.Entry:
    names = unit.short_name if unit.short_name != unit.name else ""
    told = [names, unit.get_kind_display(), unit.get_school_level_display(), unit.area, unit.address]
    reach = [f"Điện thoại {unit.hotline}" if unit.hotline else "", unit.email, unit.portal_url]
    return index.Entry(
        kind=KIND,
        key=unit.pk,
        title=unit.name,
        text=". ".join(part for part in (*told, *reach) if part),
        url=reverse("portal:unit", args=[unit.pk]),
        unit_name=unit.parent.name if unit.parent else "",
    )

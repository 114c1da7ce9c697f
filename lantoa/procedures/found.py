"""Procedures in force, many at once: as a list of readers shows them, and whole, for indexes and files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone

from lantoa.procedures.enums import DecisionKind, Level, OnlineLevel
from lantoa.procedures.models import FilingWay, Procedure, ProcedureVersion

_LOT = 200


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What the version that holds today says."""

    pk: int
    name: str
    level: str
    field: str
    time_limit: str
    online_level: str
    online_url: str

    @property
    def public_url(self) -> str:
        return Procedure(pk=self.pk, name=self.name).public_url

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label)

    @property
    def online_label(self) -> str:
        """How far it is served online; empty where nothing can be filed so."""
        return str(OnlineLevel(self.online_level).label) if self.online_url else ""


def found_rows(keys: Iterable[int]) -> list[FoundRow]:
    """The procedures of these keys, in their order; one that no longer holds is left out. Read in two questions:
    models of everything would cost more than the finding."""
    ordered = list(keys)
    begun = ProcedureVersion.objects.filter(procedure__in=ordered, in_force_from__lte=timezone.localdate())
    said = begun.order_by("in_force_from", "number").values_list(
        "procedure",
        "pk",
        "decision_kind",
        "name",
        "procedure__level",
        "field",
        "time_limit",
        "online_level",
        "online_url",
    )
    held: dict[int, list[Any]] = {procedure: rest for procedure, *rest in said}  # the last one stands
    limits = _time_limits(version for version, *_ in held.values())
    return [_row(key, held[key], limits) for key in ordered if key in held and held[key][1] != DecisionKind.ABOLISHED]


def _row(key: int, said: list[Any], limits: dict[int, str]) -> FoundRow:
    version, _, name, level, field, time_limit, *online = said
    return FoundRow(key, name, level, field, limits.get(version, time_limit), *online)


def _time_limits(versions: Iterable[int]) -> dict[int, str]:
    """The time limit of the first way of filing that tells one, for each version."""
    ways = FilingWay.objects.filter(version__in=list(versions)).exclude(time_limit="")
    told = ways.order_by("-place", "-pk").values_list("version", "time_limit")
    return dict(told)


def all_in_force(*with_rows: str) -> Iterator[tuple[Procedure, ProcedureVersion]]:
    """Every procedure in force with the version that holds and its rows of these names; a few questions to the database
    for each lot."""
    procedures = Procedure.objects.in_force().prefetch_related("life_events", "questions").order_by("pk")
    waiting = procedures.iterator(chunk_size=_LOT)
    while lot := list(islice(waiting, _LOT)):
        keys = [one.version_id for one in lot]  # type: ignore[attr-defined]  # by in_force
        held = ProcedureVersion.objects.prefetch_related(*with_rows).in_bulk(keys)
        yield from ((one, held[key]) for one, key in zip(lot, keys, strict=True))

"""The tree of units that a survey's results stand on: as it stood on the last day that is told of, so that a later move
of a unit changes no result that was told."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from lantoa.organisations.models import Placement, Unit


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in that tree; `depth` counts from the survey's owner."""

    unit: Unit
    path: str
    depth: int

    def covers(self, other: "Node") -> bool:
        return other.path.startswith(self.path)


def tree_of(owner: Unit, unit_ids: Collection[int], on: dt.date) -> list[Node]:
    """The units with answers and all between them and `owner`, from the top down, siblings by name."""
    paths = _paths({owner.pk, *unit_ids}, on)
    top = paths[owner.pk]
    wanted = {owner.pk}
    for pk in unit_ids:
        inner = paths[pk] if paths[pk].startswith(top) else f"{top}{pk}/"
        paths[pk] = inner
        wanted |= {int(part) for part in inner[len(top) :].split("/") if part}
    missing = wanted - set(paths)
    paths |= _paths(missing, on) if missing else {}
    units = Unit.objects.in_bulk(wanted)
    nodes = [Node(units[pk], paths[pk], paths[pk].count("/") - top.count("/")) for pk in wanted]
    by_path = {node.path: node for node in nodes}

    def place(node: Node) -> list[tuple[str, int]]:
        parts = node.path[len(top) :].strip("/").split("/") if node.path != top else []
        heads = [by_path.get(f"{top}{'/'.join(parts[: n + 1])}/") for n in range(len(parts))]
        return [(head.unit.sort_key, head.unit.pk) if head else ("", 0) for head in heads]

    return sorted(nodes, key=place)


def _paths(unit_ids: Collection[int], on: dt.date) -> dict[int, str]:
    """Where each unit stood on the day; of one that had ended, where it last stood; of one not yet founded, where it
    first stands."""
    found: dict[int, str] = {}
    for unit, path, since in (
        Placement.objects.filter(unit__in=unit_ids).order_by("valid_from").values_list("unit_id", "path", "valid_from")
    ):
        if unit not in found or since <= on:
            found[unit] = path
    return found

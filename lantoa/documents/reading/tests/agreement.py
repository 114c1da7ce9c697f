"""How far a reading agrees with its gold: for each field the share of values that are exactly the same."""

import json
from collections import Counter
from typing import Any


def agreement(gold: dict[str, Any], out: dict[str, Any]) -> dict[str, float]:
    """Field by field; `warnings` is left out, a field that is empty in both too."""
    return {
        key: _alike(value, out.get(key)) for key, value in gold.items() if key != "warnings" and (value or out.get(key))
    }


def mean(fields: dict[str, float]) -> float:
    return sum(fields.values()) / len(fields)


def _alike(gold: Any, out: Any) -> float:
    if not isinstance(gold, list) or not isinstance(out, list):
        return float(gold == out)
    ours, theirs = (
        Counter(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in _flat(part)) for part in (gold, out)
    )
    shared = sum((ours & theirs).values())
    return 2 * shared / (ours.total() + theirs.total())


def _flat(values: list[Any]) -> list[Any]:
    """A tree of headings as its paths."""
    if not values or not isinstance(values[0], dict) or "children" not in values[0]:
        return values
    return list(_paths(values, ()))


def _paths(nodes: list[Any], path: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for node in nodes:
        here = (*path, node["label"])
        found.append([*here, node["title"]])
        found += _paths(node["children"], here)
    return found

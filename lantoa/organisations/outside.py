"""Bodies outside the tree that plans name (Sở Nội vụ, cơ quan báo chí): they owe nothing here."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from lantoa.vietnamese.names import name_key

_TABLE = Path(__file__).parent / "data" / "outside_bodies.csv"
_MANY = re.compile(r"^(?:(?:tat ca|moi|nhung|cac) )+")

_ONLY_PLACE = re.compile(r"(?:(?:cap |cua )?(?:tinh|thanh pho|xa|phuong|dac khu|dia phuong)(?: \w+){0,3})?")


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {name_key(row["begins"]): row["note"] for row in csv.DictReader(rows)}


def outside_note(key: str, *, is_list: bool = False) -> str:
    """What kind of outside body a name key means ("sở khác"); empty where it is none that is known.

    Ask only after the tree: a unit that stands in it is never outside. A name that may be a list (`is_list`) must be
    in the table whole, with no more than its place after it, so that the rest of a list is not lost.
    """
    words = _MANY.sub("", key).split()
    for length in range(min(len(words), 10), 0, -1):
        note = _beginnings().get(" ".join(words[:length]))
        if note and (not is_list or _ONLY_PLACE.fullmatch(" ".join(words[length:]))):
            return note
    return ""

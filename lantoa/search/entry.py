import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing for the index. `key` is its own within its kind; `title` and `text` are plain text, `url` an address of
    this site that anyone may open; `on` is the day that it is of."""

    kind: str
    key: str | int
    title: str
    url: str
    text: str = ""
    unit_name: str = ""
    on: dt.date | None = None

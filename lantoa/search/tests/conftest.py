"""Kinds of things to find that belong to no room."""

from collections.abc import Iterator

import pytest

from lantoa.search import sources
from lantoa.search.entry import Entry

PUBLIC: dict[str, list[Entry]] = {}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[dict[str, list[Entry]]]:
    """Two kinds, `leaflet` and `street`, whose source gives what a test puts into the answer."""
    kept = dict(sources._sources)
    sources._sources.clear()
    PUBLIC.clear()
    sources.register("leaflet", "Tờ rơi", entries=lambda: PUBLIC.get("leaflet", []), place=1)
    sources.register("street", "Đường phố", entries=lambda: PUBLIC.get("street", []), place=2)
    yield PUBLIC
    sources._sources.clear()
    sources._sources.update(kept)

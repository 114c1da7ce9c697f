"""The subtree of 50,000 units through the model, against the bare SQL of the same range; and how it grows from 1,000
to 50,000 units, which may not be worse than linear."""

from collections.abc import Iterator
from typing import Any

from benchmarks.database import make_units, scratch_database
from benchmarks.harness import Result, compare, growth

SMALL, LARGE = 1_000, 50_000
_BARE = 'SELECT id FROM organisations_unit WHERE "path" >= %s AND "path" < %s'


def run() -> Iterator[Result]:
    with scratch_database():
        small, large = make_units(SMALL)[0], make_units(LARGE)[0]
        yield compare(f"subtree of {LARGE} units, ids", lambda: _ids(large), lambda: _bare_ids(large), 1.5)
        yield compare(f"subtree of {LARGE} units, counted", lambda: _count(large), lambda: _bare_count(large), 1.5)
        yield _growth("subtree", _ids, small, large)
        yield _growth("subtree of a past day", _ids_that_day, small, large)


def _ids(root: Any) -> list[int]:
    from lantoa.organisations.models import Unit

    return list(Unit.objects.under(root).order_by().values_list("pk", flat=True))


def _ids_that_day(root: Any) -> list[int]:
    import datetime as dt

    from lantoa.organisations.models import Unit

    return list(Unit.objects.under_on(root, dt.date(2026, 1, 1)).order_by().values_list("pk", flat=True))


def _count(root: Any) -> int:
    from lantoa.organisations.models import Unit

    return Unit.objects.under(root).count()


def _bare_ids(root: Any) -> list[int]:
    return [row[0] for row in _fetch(_BARE, root)]


def _bare_count(root: Any) -> int:
    return int(_fetch(_BARE.replace("SELECT id", "SELECT COUNT(*)"), root)[0][0])


def _fetch(sql: str, root: Any) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [root.path, root.path[:-1] + "0"])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _growth(name: str, work: Any, small: Any, large: Any) -> Result:
    """Time a unit at the large size over time a unit at the small one: above 1 it grows faster than linear."""
    assert len(work(large)) == LARGE + 1
    name = f"{name}, growth from {SMALL} to {LARGE} units"
    return growth(name, lambda: work(small), lambda: work(large), LARGE // SMALL, 1.15)

"""Looking up a procedure among 3,000, with 100,000 answered cases in the same index, against the bare full-text query
that finds the same: ranked, the first page, how many there are, and the rows of the page."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.database import scratch_database
from benchmarks.harness import Result, compare

PROCEDURES, ANSWERS = 3_000, 100_000
PAGE = 20
_STARTS = ["b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "t", "v", "x", "th", "tr", "ch", "ng", "nh", "ph", "kh"]
_VOWELS, _ENDS = ["a", "e", "i", "o", "u", "uo", "ie"], ("", "n", "ng", "c", "t", "m")
_BARE = {
    "sqlite": (
        "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY bm25(search_words, 0, 8, 1) LIMIT 1000"
    ),
    "postgresql": (
        "SELECT id FROM search_searchentry, to_tsquery('simple', %s) q WHERE document @@ q AND kind = 'procedure' "
        "ORDER BY ts_rank(document, q) DESC LIMIT 1000"
    ),
}
_ROWS = (
    "SELECT p.id, p.name, p.field, v.time_limit FROM procedures_procedure p JOIN procedures_procedureversion v "
    "ON v.procedure_id = p.id JOIN search_searchentry e ON e.kind = 'procedure' AND e.key = CAST(p.id AS text) "
    "WHERE e.id IN ({})"
)


def run() -> Iterator[Result]:
    with scratch_database():
        words = _fill()
        asked = {"one common word": words[2:3], "two words": words[10:12], "three words": words[3:6]}
        for name, typed in asked.items():
            title = f"look-up among {PROCEDURES} procedures and {ANSWERS} answers, {name}"
            yield compare(title, _look_up(typed), _bare(typed), 2.0)


def _fill() -> list[str]:
    """The words, commonest first; the procedures and answers that they make."""
    from django.db import connection

    from lantoa.procedures import finding
    from lantoa.procedures.models import FilingWay, Procedure, ProcedureVersion
    from lantoa.search import index, sources

    chance = random.Random(7)
    words = [f"{start}{vowel}{end}" for start in _STARTS for vowel in _VOWELS for end in _ENDS]
    chance.shuffle(words)
    weights = [1 / (place + 5) for place in range(len(words))]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, weights, k=length))

    made = [Procedure(code=f"9.{number:06d}", name=text(12), sort_key=str(number)) for number in range(PROCEDURES)]
    rows = Procedure.objects.bulk_create(made)
    held = [
        ProcedureVersion(procedure=row, name=row.name, results=text(20), in_force_from=dt.date(2026, 1, 1))
        for row in rows
    ]
    versions = ProcedureVersion.objects.bulk_create(held)
    FilingWay.objects.bulk_create(FilingWay(version=one, way="direct", time_limit="03 ngày") for one in versions)
    sources.register("answer", "Trả lời", entries=list)
    index.put_many(
        index.Entry(kind="answer", key=number, title=text(10), text=text(50), url=f"/{number}/")
        for number in range(ANSWERS)
    )
    index.rebuild([finding.KIND])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return words


def _look_up(words: Sequence[str]) -> Callable[[], object]:
    """What the page of procedures asks: the page's procedures, best first, with what holds of each."""
    from django.http import QueryDict
    from django.utils.http import urlencode

    from lantoa.procedures.catalogue_filter import CatalogueFilter
    from lantoa.procedures.views.public import _rows as shown

    given = QueryDict(urlencode({"q": " ".join(words)}))

    def work() -> None:
        page = CatalogueFilter(given).page(None, PAGE)
        found = [(one.name, reading.time_limits) for one, reading in shown(page.object_list)]
        assert len(found) == PAGE <= page.paginator.count

    return work


def _bare(words: Sequence[str]) -> Callable[[], object]:
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    quoted = " AND ".join(f'"{word}"' for word in words)
    asked = f'({quoted}) AND "kindisprocedure"' if is_sqlite else " & ".join(words)

    def work() -> None:
        found = [row[0] for row in _ask(_BARE[connection.vendor], [asked])]
        places = ", ".join(["%s"] * PAGE)
        assert len(_ask(_ROWS.format(places), found[:PAGE])) == PAGE <= len(found)

    return work


def _ask(sql: str, values: Sequence[Any]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows

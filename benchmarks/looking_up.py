"""Looking up a procedure among 3,000 and an answer among 100,000, all in one index, against the bare queries that find
the same: the best twenty, how many there are, and the rows of the page."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db import connection, transaction

from benchmarks.database import scratch_database
from benchmarks.harness import Result, compare

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import QueryDict

PROCEDURES, ANSWERS = 3_000, 100_000
PAGE = 20
_STARTS = ["b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "t", "v", "x", "th", "tr", "ch", "ng", "nh", "ph", "kh"]
_VOWELS, _ENDS = ["a", "e", "i", "o", "u", "uo", "ie"], ("", "n", "ng", "c", "t", "m")
_BARE = {
    "sqlite": (
        "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY bm25(search_words, 0, 8, 1) LIMIT 20",
        "SELECT COUNT(*) FROM search_words WHERE search_words MATCH %s",
    ),
    "postgresql": (
        "SELECT id FROM search_searchentry, to_tsquery('simple', %s) q WHERE document @@ q AND kind = '{kind}' "
        "ORDER BY ts_rank(document, q) DESC LIMIT 20",
        "SELECT COUNT(*) FROM search_searchentry WHERE document @@ to_tsquery('simple', %s) AND kind = '{kind}'",
    ),
}
_ROWS = {
    "procedure": (
        "SELECT p.id, v.name, v.field, v.time_limit FROM search_searchentry e JOIN procedures_procedure p "
        "ON p.id = CAST(e.key AS integer) JOIN procedures_procedureversion v ON v.procedure_id = p.id "
        "WHERE e.id IN ({})"
    ),
    "answer": (
        "SELECT p.id, p.title, p.answer, u.name FROM search_searchentry e JOIN feedback_publication p "
        "ON p.id = CAST(e.key AS integer) JOIN organisations_unit u ON u.id = p.unit_id WHERE e.id IN ({})"
    ),
}


def run() -> Iterator[Result]:
    with scratch_database():
        words = _fill()
        asked = {"a common word": words[2:3], "two words": words[10:12], "three words": words[3:6]}
        for name, typed in asked.items():
            title = f"look-up of a procedure among {PROCEDURES} beside {ANSWERS} answers, {name}"
            yield compare(title, _procedures(typed), _bare("procedure", typed), 2.0)
            title = f"look-up of an answer among {ANSWERS}, {name}"
            yield compare(title, _answers(typed), _bare("answer", typed), 2.0)


def _fill() -> list[str]:
    """The words, commonest first; the procedures and answers that they make."""
    from lantoa.procedures import finding
    from lantoa.procedures.models import FilingWay, Procedure, ProcedureVersion
    from lantoa.search import index

    chance = random.Random(7)
    words = [f"{start}{vowel}{end}" for start in _STARTS for vowel in _VOWELS for end in _ENDS]
    chance.shuffle(words)
    weights = list(accumulate(1 / (place + 5) for place in range(len(words))))

    def text(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    made = [Procedure(code=f"9.{number:06d}", name=text(12), sort_key=str(number)) for number in range(PROCEDURES)]
    begins = dt.date(2026, 1, 1)
    versions = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(procedure=row, name=row.name, results=text(20), in_force_from=begins)
        for row in Procedure.objects.bulk_create(made)
    )
    FilingWay.objects.bulk_create(FilingWay(version=one, way="direct", time_limit="03 ngày") for one in versions)
    first = _answered()
    entry = partial(index.Entry, kind="answer", url="/")
    with transaction.atomic():
        index.put_many(entry(key=first + place, title=text(10), text=text(50)) for place in range(ANSWERS))
        index.rebuild([finding.KIND])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return words


def _answered() -> int:
    """Makes the published answers, each of a case of its own; the key of the first."""
    from lantoa.feedback.factories import PublicationFactory

    row = PublicationFactory.make()
    key = "'k' || n" if connection.vendor == "sqlite" else "CAST(LPAD(CAST(n AS text), 32, '0') AS uuid)"
    _copy(row.case, code="'PB-' || n", token_digest="'t' || n", form_key=key)
    _copy(row, case_id=f"{row.case_id} + n")
    return int(row.pk)


def _copy(row: "Model", **changed: str) -> None:
    """As many rows like this one as there are answers but one; `changed` are expressions of their number, n."""
    meta = row._meta
    columns = [str(field.column) for field in meta.concrete_fields]
    told = ", ".join({"id": f"{row.pk} + n", **changed}.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    numbers = f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {ANSWERS - 1})"
    made = f"SELECT {told} FROM {meta.db_table}, numbers WHERE id = {row.pk}"
    with connection.cursor() as cursor:
        cursor.execute(f"{numbers} INSERT INTO {meta.db_table} ({names}) {made}")


def _procedures(words: Sequence[str]) -> Callable[[], object]:
    """What the page of procedures asks: the page's procedures, best first, with what holds of each."""
    from lantoa.procedures.catalogue_filter import CatalogueFilter
    from lantoa.procedures.found import found_rows

    def work() -> None:
        page = CatalogueFilter(_typed(words)).page(None, PAGE)
        found = found_rows(page.object_list)
        assert len(found) == PAGE <= page.paginator.count

    return work


def _answers(words: Sequence[str]) -> Callable[[], object]:
    """What the page of answers asks."""
    from lantoa.feedback.published import PublishedFilter

    def work() -> None:
        page = PublishedFilter(_typed(words)).page(None, PAGE)
        found = [(row.title, row.answer, row.unit.label) for row in page.object_list]
        assert len(found) == PAGE <= page.paginator.count

    return work


def _typed(words: Sequence[str]) -> "QueryDict":
    from django.http import QueryDict

    return QueryDict(urlencode({"q": " ".join(words)}))


def _bare(kind: str, words: Sequence[str]) -> Callable[[], object]:
    quoted = " AND ".join(f'"{word}"' for word in words)
    asked = f'({quoted}) AND "kindis{kind}"' if connection.vendor == "sqlite" else " & ".join(words)
    best, number = (sql.replace("{kind}", kind) for sql in _BARE[connection.vendor])

    def work() -> None:
        found = [row[0] for row in _ask(best, [asked])]
        places = ", ".join(["%s"] * len(found))
        assert len(_ask(_ROWS[kind].format(places), found)) == PAGE <= _ask(number, [asked])[0][0]

    return work


def _ask(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
        return rows

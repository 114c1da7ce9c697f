"""Search over 50,000 articles against the bare full-text query that finds the same: ranked, the first page and how many
there are. The words are drawn as words of a language are: few of them often, most of them seldom."""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.database import scratch_database
from benchmarks.harness import Result, compare

ARTICLES = 50_000
PAGE = 20
_STARTS = ["b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "t", "v", "x", "th", "tr", "ch", "ng", "nh", "ph", "kh"]
_VOWELS, _ENDS = ["a", "e", "i", "o", "u", "uo", "ie"], ("", "n", "ng", "c", "t", "m")
_BARE = {
    "sqlite": (
        "SELECT rowid FROM search_words WHERE search_words MATCH %s ORDER BY bm25(search_words, 0, 8, 1) LIMIT 20",
        "SELECT COUNT(*) FROM search_words WHERE search_words MATCH %s",
    ),
    "postgresql": (
        "SELECT id FROM search_searchentry, to_tsquery('simple', %s) q WHERE document @@ q "
        "ORDER BY ts_rank(document, q) DESC LIMIT 20",
        "SELECT COUNT(*) FROM search_searchentry WHERE document @@ to_tsquery('simple', %s)",
    ),
}


def run() -> Iterator[Result]:
    with scratch_database():
        words = _fill()
        asked = {"one common word": words[150:151], "two words": words[60:62], "four words": words[20:24]}
        for name, typed in asked.items():
            yield compare(f"search over {ARTICLES} articles, {name}", _search(typed), _bare(typed), 2.0)


def _fill() -> list[str]:
    """The words, commonest first; the articles that they make."""
    from django.db import connection

    from lantoa.search import index

    chance = random.Random(7)
    words = [f"{start}{vowel}{end}" for start in _STARTS for vowel in _VOWELS for end in _ENDS]
    chance.shuffle(words)
    weights = [1 / (place + 5) for place in range(len(words))]
    index.put_many(
        index.Entry(
            kind="article" if number % 10 else "legal",
            key=number,
            title=" ".join(chance.choices(words, weights, k=9)),
            text=" ".join(chance.choices(words, weights, k=60)),
            url=f"/{number}/",
            on=dt.date(2024, 1, 1) + dt.timedelta(days=number % 900),
        )
        for number in range(ARTICLES)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return words


def _search(words: Sequence[str]) -> Callable[[], object]:
    """What the page of search asks: counts of every kind, the first page with its marked excerpts."""
    from lantoa.search import index

    def work() -> None:
        found = index.find(" ".join(words))
        assert len(list(found.page)) == PAGE

    return work


def _bare(words: Sequence[str]) -> Callable[[], object]:
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    asked = " ".join(f'"{word}"' for word in words) if is_sqlite else " & ".join(words)

    def work() -> None:
        first, number = (_rows(sql, asked) for sql in _BARE[connection.vendor])
        assert len(first) == PAGE <= number[0][0]

    return work


def _rows(sql: str, asked: str) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        rows: list[Any] = cursor.fetchall()
        return rows

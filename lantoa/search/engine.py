"""The questions that only the engine's own index answers: FTS5 on SQLite, tsvector with GIN on PostgreSQL. Words come
from `words.asked`: letters and digits alone, so that nothing typed is ever syntax."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from lantoa.search.synonyms import Phrase, Term
from lantoa.search.words import Question

TITLE_WEIGHT = 8.0  # a word of the title, to one of the text
BEGINNING = 2000  # characters of a text that are looked at closer


class Ranked(NamedTuple):
    """An entry's key with what the engine thinks of it: more is better."""

    pk: int
    score: float


class Beginning(NamedTuple):
    """What an entry begins with, to look at closer."""

    pk: int
    title: str
    text: str
    title_folded: str
    folded: str
    on: Any


def ranked(
    question: Question, kinds: Sequence[str] = (), *, first: int, most: int, titles: bool = False
) -> list[Ranked]:
    """`most` entries from place `first` on, the best first; `titles`: found by their titles alone."""
    if connection.vendor == "sqlite":
        sql = (
            f"SELECT rowid, -bm25(search_words, 0.0, {TITLE_WEIGHT}, 1.0) AS score FROM search_words "  # noqa: S608
            "WHERE search_words MATCH %s ORDER BY score DESC, rowid DESC LIMIT %s OFFSET %s"
        )
        return [Ranked(*row) for row in _rows(sql, [_match(question, kinds, titles=titles), most, first])]
    condition, values = _condition(question, kinds, titles=titles)
    weights = f"{{{1 / TITLE_WEIGHT}, 0, 0, 1}}"  # of the marks D, C, B, A
    ranks = [_query(question, titles=titles)]
    if any(term.others for term in question.terms):  # what says it as it was typed comes before what says it otherwise
        ranks.append(" & ".join(_in_a_row(piece) for piece in question.pieces))
    rank = " + ".join(f"ts_rank('{weights}', document, to_tsquery('simple', %s), 1)" for _ in ranks)
    sql = (
        f"SELECT id, {rank} AS score FROM search_searchentry WHERE {condition} "  # noqa: S608
        "ORDER BY score DESC, id DESC LIMIT %s OFFSET %s"
    )
    return [Ranked(*row) for row in _rows(sql, [*ranks, *values, most, first])]


def counts(question: Question, kinds: Sequence[str]) -> dict[str, int]:
    """How many entries of each of `kinds`, which are all that there are, answer the question."""
    if not kinds:
        return {}
    if connection.vendor == "sqlite":
        # A count within the index touches no row; grouping would fetch the kind of every one found. The first kind,
        # which has most entries as a rule, is what the others leave.
        first, *others = kinds
        found = {kind: _count(_match(question, [kind])) for kind in others}
        return {first: _count(_match(question, ())) - sum(found.values()), **found}
    condition, values = _condition(question, ())
    sql = f"SELECT kind, COUNT(*) FROM search_searchentry WHERE {condition} GROUP BY kind"  # noqa: S608
    found = dict(_rows(sql, values))
    return {kind: found.get(kind, 0) for kind in kinds}


def count(question: Question, kind: str) -> int:
    """How many entries of one kind answer the question."""
    if connection.vendor == "sqlite":
        return _count(_match(question, [kind]))
    condition, values = _condition(question, [kind])
    return int(_rows(f"SELECT COUNT(*) FROM search_searchentry WHERE {condition}", values)[0][0])  # noqa: S608


def _count(match: str) -> int:
    return int(_rows("SELECT COUNT(*) FROM search_words WHERE search_words MATCH %s", [match])[0][0])


def keys(rows: Sequence[int]) -> list[str]:
    """What the rooms call these entries, in the same order; one that went meanwhile is left out."""
    if not rows:
        return []
    places = ", ".join(["%s"] * len(rows))
    known = dict(_rows(f"SELECT id, key FROM search_searchentry WHERE id IN ({places})", list(rows)))  # noqa: S608
    return [known[row] for row in rows if row in known]


def beginnings(keys: Sequence[int]) -> list[Beginning]:
    """What these entries begin with."""
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    sql = (
        f"SELECT id, title, substr(text, 1, {BEGINNING}), title_folded, substr(folded, 1, {BEGINNING}), "  # noqa: S608
        f'"on" FROM search_searchentry WHERE id IN ({places})'
    )
    return [Beginning(*row) for row in _rows(sql, list(keys))]


class Whole(NamedTuple):
    """All that is shown of an entry."""

    pk: int
    kind: str
    key: str
    title: str
    title_folded: str
    text: str
    folded: str
    url: str
    unit_name: str
    on: Any


def wholes(keys: Sequence[int]) -> dict[int, Whole]:
    """These entries by their keys. Asked by hand: making rows of the model took a tenth of a search."""
    if not keys:
        return {}
    columns = ", ".join(f'"{name}"' for name in Whole._fields[1:])
    places = ", ".join(["%s"] * len(keys))
    rows = _rows(f"SELECT id, {columns} FROM search_searchentry WHERE id IN ({places})", list(keys))  # noqa: S608
    return {row[0]: Whole(*row) for row in rows}


def hold_writers() -> None:
    """Let nobody else change the index until the transaction ends; on SQLite a transaction that writes does so."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE search_searchentry IN SHARE ROW EXCLUSIVE MODE")


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _match(question: Question, kinds: Sequence[str], *, titles: bool = False) -> str:
    """The question as FTS5 writes it: `("hoc phi" AND "lop"*) AND ("kindislegal")`. A kind stands in the index as a
    word that nobody types: to hold a question to some columns makes counting several times dearer."""
    terms = [_matched(term) for term in question.terms]
    if question.is_open:
        terms[-1] += "*"
    words = f"{'title_folded : ' * titles}({' AND '.join(terms)})"
    if not kinds:
        return words
    quoted = " OR ".join(f'"kindis{kind}"' for kind in kinds)
    return f"{words} AND ({quoted})"


def _matched(term: Term) -> str:
    """`"lop"`, or where it is called otherwise, too, `(("cap" AND "3") OR "thpt")`."""
    typed = " AND ".join(map(_quoted, term.pieces))
    return f"(({typed}) OR {' OR '.join(map(_quoted, term.others))})" if term.others else typed


def _quoted(words: Phrase) -> str:
    return f'"{" ".join(words)}"'


def _query(question: Question, *, titles: bool) -> str:
    """The question as to_tsquery reads it: `('hoc' <-> 'phi') & ('lop':*)`."""
    mark = ":A" if titles else ""
    terms = [_queried(term, mark) for term in question.terms]
    if question.is_open:
        terms[-1] = terms[-1].removesuffix(f"{mark})") + (":*A)" if titles else ":*)")
    return " & ".join(terms)


def _queried(term: Term, mark: str) -> str:
    """`('lop')`, or where it is called otherwise, too, `(('cap') & ('3') | ('thpt'))`."""
    typed = " & ".join(_in_a_row(piece, mark) for piece in term.pieces)
    others = [_in_a_row(phrase, mark) for phrase in term.others]
    return f"({' | '.join([typed, *others])})" if others else typed


def _in_a_row(words: Phrase, mark: str = "") -> str:
    joined = " <-> ".join(f"'{word}'{mark}" for word in words)
    return f"({joined})"


def _condition(question: Question, kinds: Sequence[str], *, titles: bool = False) -> tuple[str, list[Any]]:
    condition, values = "document @@ to_tsquery('simple', %s)", [_query(question, titles=titles)]
    if kinds:
        condition, values = f"{condition} AND kind IN ({', '.join(['%s'] * len(kinds))})", [*values, *kinds]
    return condition, values

"""Who is asked what: a question that hangs on an earlier answer is asked of those alone who gave it. Pure: no
database."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol


class Asked(Protocol):
    """What of a question matters here."""

    pk: Any
    shown_when_id: Any
    shown_values: Any


def shown(questions: Iterable[Asked], chosen: Mapping[Any, Collection[int]]) -> list[Any]:
    """The questions, in order, that a person is asked who `chosen` so far (question → what was chosen). An answer to a
    question that is itself not asked opens nothing."""
    found: list[Any] = []
    asked: set[Any] = set()
    for question in questions:
        before = question.shown_when_id
        if before is None or (before in asked and set(chosen.get(before, ())) & set(question.shown_values)):
            found.append(question)
            asked.add(question.pk)
    return found

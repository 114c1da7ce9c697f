"""Answers counted: for each cell (the people of one unit in one quarter) what was answered to each question. Everything
here still knows small groups; only `results` reads it, and tells what may be told."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lantoa.surveys.enums import INDEX_FACTORS, QuestionKind, SurveyKind
from lantoa.surveys.index import SATISFIED, Tally
from lantoa.surveys.models import Answer, Question, Response, Survey
from lantoa.surveys.quarters import ALL, Quarter

_AT_HAND = 8  # surveys whose counts a process keeps


class Cell(NamedTuple):
    """The people who answered of one unit in one quarter: they lie in no other cell."""

    unit: int
    quarter: Quarter


@dataclass(slots=True)
class Count:
    """What the people of a cell, or of several, answered."""

    people: int = 0
    answered: Counter[int] = field(default_factory=Counter)  # question → people who answered it
    chosen: Counter[tuple[int, int, int]] = field(default_factory=Counter)  # question, row, value → times
    tallies: dict[str, Tally] = field(default_factory=dict)  # factor, or "" for the five of the index → sums

    def __iadd__(self, other: "Count") -> "Count":
        self.people += other.people
        self.answered.update(other.answered)
        self.chosen.update(other.chosen)
        for name, tally in other.tallies.items():
            self.tallies[name] = self.tallies.get(name, Tally()) + tally
        return self


def together(counts: Iterable[Count]) -> Count:
    whole = Count()
    for one in counts:
        whole += one
    return whole


def count(survey: Survey, *, before: dt.date | None = None) -> Mapping[Cell, Count]:
    """The cells of a survey; `before`: of answers from earlier days alone. What was counted stays at hand in the
    process until another sheet is among them: nobody changes a sheet that came, nor questions that were answered."""
    rows = _rows(survey.pk, before)
    first = rows.order_by("pk").values_list("pk", flat=True).first()  # random: no two surveys begin alike
    return _counted(survey.pk, survey.kind == SurveyKind.SERVICE, before, rows.count(), first)


def _rows(survey_id: int, before: dt.date | None) -> "QuerySet[Response]":
    rows = Response.objects.filter(survey=survey_id)
    return rows.filter(day__lt=before) if before else rows


@lru_cache(maxsize=_AT_HAND)
def _counted(
    survey_id: int, is_split: bool, before: dt.date | None, number: int, first: UUID | None
) -> Mapping[Cell, Count]:
    """Three questions to the database; `number` and `first` only tell one counting from the next."""
    questions = {one.pk: one for one in Question.objects.filter(section__survey=survey_id).select_related("section")}
    rows = _rows(survey_id, before)
    cell_of: dict[UUID, Cell] = {
        key: Cell(unit, Quarter.of(day) if is_split else ALL)
        for key, unit, day in rows.values_list("pk", "unit_id", "day").iterator()
    }
    cells: dict[Cell, Count] = defaultdict(Count)
    for cell in cell_of.values():
        cells[cell].people += 1
    _count_answers(rows, questions, cell_of, cells)
    return MappingProxyType(dict(cells))


def _count_answers(
    rows: object, questions: Mapping[int, Question], cell_of: Mapping[UUID, Cell], cells: Mapping[Cell, Count]
) -> None:
    factors = {pk: str(one.section.factor) for pk, one in questions.items() if one.counts_for_index}
    seen: set[tuple[UUID, int]] = set()
    marks: dict[tuple[UUID, str], list[int]] = defaultdict(lambda: [0, 0])  # satisfied, answers
    found = Answer.objects.filter(response__in=rows)  # type: ignore[misc]
    for key, question, row, value in found.values_list("response_id", "question_id", "row", "value").iterator():
        cell = cells[cell_of[key]]
        if (key, question) not in seen:
            seen.add((key, question))
            cell.answered[question] += 1
        if value is None:
            continue
        cell.chosen[question, row, value] += 1
        if question in factors:
            for name in _names(factors[question]):
                mark = marks[key, name]
                mark[0] += value >= SATISFIED
                mark[1] += 1
    for (key, name), (satisfied, answers) in marks.items():
        tallies = cells[cell_of[key]].tallies
        tallies[name] = tallies.get(name, Tally()) + Tally.of_one(satisfied, answers)


def _names(factor: str) -> tuple[str, ...]:
    return (factor, "") if factor in INDEX_FACTORS else (factor,)


def texts_of(cells: Iterable[Cell], question: Question) -> list[str]:
    """What the people of these cells wrote, in an order that says nothing: keys of answers are random."""
    survey = question.section.survey
    wanted = list(cells)
    rows = Answer.objects.filter(question=question, response__unit__in={cell.unit for cell in wanted})
    found = rows.exclude(text="").order_by("pk").values_list("text", "response__unit_id", "response__day")
    is_split = survey.kind == SurveyKind.SERVICE
    inside = set(wanted)
    return [text for text, unit, day in found if Cell(unit, Quarter.of(day) if is_split else ALL) in inside]


def is_text(question: Question) -> bool:
    return question.kind == QuestionKind.TEXT

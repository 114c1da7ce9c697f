# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import factory

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import Factory, UnitFactory
from lantoa.organisations.models import Unit
from lantoa.surveys.enums import Channel, Factor, QuestionKind, SurveyKind, SurveyState
from lantoa.surveys.models import Answer, Link, Question, Response, Section, Survey, SurveyUnit

FIRST = dt.date(2026, 1, 1)


class SurveyFactory(Factory[Survey]):
    """A draft without questions; `open=True`: it takes answers; `closed=True`: it is over."""

    class Meta:
        model = Survey

    unit = factory.SubFactory(UnitFactory, department=True)
    kind = SurveyKind.YEARLY
    title = factory.Sequence(lambda n: f"Khảo sát mức độ hài lòng {n}")
    consent = "Phiếu không ghi ai đã trả lời."
    opens_on = FIRST
    created_by = factory.LazyAttribute(lambda made: UserFactory.make(role=Role.OFFICE, role__unit=made.unit))

    class Params:
        open = factory.Trait(state=SurveyState.OPEN)
        closed = factory.Trait(state=SurveyState.CLOSED, closed_on=dt.date(2026, 10, 31))
        service = factory.Trait(kind=SurveyKind.SERVICE)


class SectionFactory(Factory[Section]):
    class Meta:
        model = Section

    survey = factory.SubFactory(SurveyFactory)
    title = "Thủ tục"
    factor = Factor.PROCEDURE


class QuestionFactory(Factory[Question]):
    """A question on the five levels."""

    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    text = factory.Sequence(lambda n: f"Hài lòng với việc thứ {n}")
    kind = QuestionKind.SCALE


class LinkFactory(Factory[Link]):
    class Meta:
        model = Link

    survey = factory.SubFactory(SurveyFactory, open=True)
    unit = factory.SelfAttribute("survey.unit")


class SurveyUnitFactory(Factory[SurveyUnit]):
    class Meta:
        model = SurveyUnit

    survey = factory.SubFactory(SurveyFactory)
    unit = factory.SelfAttribute("survey.unit")


def answered(
    survey: Survey, unit: Unit, levels: Sequence[int], *, question: Question | None = None, day: dt.date = FIRST
) -> list[Response]:
    """One sheet for each level, which answers `question` (all rated ones where none is named) with it."""
    asked = [question] if question else list(Question.objects.filter(section__survey=survey, kind=QuestionKind.SCALE))
    found = []
    for level in levels:
        response = Response.objects.create(pk=uuid.uuid4(), survey=survey, unit=unit, day=day, channel=Channel.WEB)
        Answer.objects.bulk_create(Answer(response=response, question=one, value=level) for one in asked)
        found.append(response)
    return found


def written(response: Response, question: Question, text: str, **more: Any) -> Answer:
    """Words of somebody."""
    return Answer.objects.create(response=response, question=question, text=text, **more)

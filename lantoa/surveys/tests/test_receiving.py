"""An answer comes in once, by a door that is open, and leaves no trace of who sent it."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models

from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.surveys import links
from lantoa.surveys.enums import Channel
from lantoa.surveys.factories import (
    LinkFactory,
    QuestionFactory,
    SectionFactory,
    SurveyFactory,
    SurveyUnitFactory,
    answered,
)
from lantoa.surveys.models import Answer, GroupQuota, Link, OneTimeLink, Response
from lantoa.surveys.receiving import Door, Given, receive, response_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    survey = SurveyFactory.make(open=True)
    return QuestionFactory.make(section=SectionFactory.make(survey=survey))


def send(question, unit=None, *, key=None, **door):
    survey = question.section.survey
    way = Door(survey, unit or survey.unit, Channel.WEB, **door)
    return receive(way, [Given(question.pk, value=4)], form_key=key or uuid.uuid4())


def test_a_sheet_is_kept(question):
    assert send(question)
    assert Answer.objects.get().value == 4


def test_a_form_sent_twice_is_one_sheet(question):
    key = uuid.uuid4()
    assert send(question, key=key)
    assert not send(question, key=key)
    assert Response.objects.count() == 1


def test_a_one_time_link_takes_one_sheet(question):
    survey = question.section.survey
    (token,) = links.make_one_time(survey, survey.unit, 1, by=survey.created_by)
    door = links.find(survey, token)
    send(question, one_time=door)
    with pytest.raises(ValidationError, match="đã được dùng"):
        send(question, one_time=door)
    assert Response.objects.count() == 1


def test_the_same_form_by_a_one_time_link_twice_is_no_fault(question):
    survey, key = question.section.survey, uuid.uuid4()
    door = links.find(survey, links.make_one_time(survey, survey.unit, 1, by=survey.created_by)[0])
    assert send(question, key=key, one_time=door)
    assert not send(question, key=key, one_time=door)


def test_a_survey_that_is_over_takes_nothing(question):
    survey = question.section.survey
    survey.closes_on = dt.date(2026, 1, 31)
    survey.save()
    with pytest.raises(ValidationError, match="đã kết thúc"):
        send(question)
    assert not Response.objects.exists()


def test_a_unit_with_all_its_sheets_takes_no_more(question):
    survey = question.section.survey
    SurveyUnitFactory.make(survey=survey, quota=1)
    send(question)
    with pytest.raises(ValidationError, match="đủ số phiếu"):
        send(question)


def test_a_group_with_all_its_sheets_takes_no_more(question):
    survey = question.section.survey
    first, second = (UnitFactory.make(upper=True, parent=survey.unit) for _ in range(2))
    GroupQuota.objects.create(survey=survey, group=UnitGroupFactory.make(owner=survey.unit), wanted=2)
    send(question, first)
    send(question, second)
    with pytest.raises(ValidationError, match="đủ số phiếu"):
        send(question, first)
    assert send(question, survey.unit), "the group is of the units below"


def test_a_code_of_a_counter_only_counts(question):
    link = LinkFactory.make(survey=question.section.survey, counter="Quầy 2")
    send(question, link=link)
    assert Link.objects.get(pk=link.pk).used == 1


def test_nothing_that_is_kept_leads_to_a_person_an_hour_or_a_link():
    """The columns themselves: a new one must be thought over here."""
    columns = {
        model: {field.name for field in model._meta.concrete_fields} for model in (Response, Answer, OneTimeLink)
    }
    assert columns[Response] == {"id", "survey", "unit", "day", "channel"}
    assert columns[Answer] == {"id", "response", "question", "row", "value", "text"}
    assert columns[OneTimeLink] == {"id", "survey", "unit", "digest", "is_used"}
    kinds = {type(field) for model in columns for field in model._meta.concrete_fields}
    assert models.DateTimeField not in kinds


@pytest.mark.skipif(connection.vendor != "sqlite", reason="rows are numbered in SQLite")
def test_the_file_of_the_database_keeps_no_order_of_arrival(question):
    """Ten sheets in their order by chance: once in 3.6 million."""
    keys = [uuid.uuid4() for _ in range(10)]
    for key in keys:
        send(question, key=key)
    arrived = [response_key(question.section.survey, key).hex for key in keys]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM surveys_response ORDER BY rowid")
        sheets = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT response_id FROM surveys_answer ORDER BY rowid")
        answers = [row[0] for row in cursor.fetchall()]
    assert sorted(sheets) == sorted(answers) == sorted(arrived)
    assert sheets != arrived
    assert answers not in (arrived, sheets)


def test_keys_tell_no_order_and_no_form(question):
    survey, form_keys = question.section.survey, [uuid.UUID(int=number) for number in range(40)]
    keys = [response_key(survey, key) for key in form_keys]
    assert keys != sorted(keys)
    assert not set(keys) & set(form_keys)


def test_a_link_is_kept_as_a_digest_alone(question):
    survey = question.section.survey
    (token,) = links.make_one_time(survey, survey.unit, 1, by=survey.created_by)
    kept = OneTimeLink.objects.get()
    assert token not in (kept.digest, str(kept.pk))
    assert len(token) >= 22, "128 bits"


def test_answers_of_a_survey_that_ended_stay(question):
    answered(question.section.survey, question.section.survey.unit, [5])
    assert Response.objects.count() == 1

"""The desk of a unit that is asked for sheets, and the list of units in the results."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.review.waiting import waiting_for
from lantoa.surveys.factories import QuestionFactory, SectionFactory, SurveyFactory, SurveyUnitFactory, answered
from lantoa.surveys.models import Survey
from lantoa.surveys.results import Results
from tests.html import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 10, 3, tzinfo=dt.UTC), tick=False):
        yield


def with_question(survey: Survey) -> Survey:
    QuestionFactory.make(section=SectionFactory.make(survey=survey, title="Kết quả", factor="result"))
    return survey


def test_a_unit_is_reminded_until_the_sheets_wanted_of_it_are_there() -> None:
    survey = with_question(SurveyFactory.make(open=True, closes_on=dt.date(2026, 11, 20)))
    school = UnitFactory.make(upper=True, parent=survey.unit)
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=school)
    SurveyUnitFactory.make(survey=survey, unit=school, quota=6)
    (row,) = waiting_for(clerk)
    assert row.why == f"{school.label} chưa có phiếu nào, cần 6. Còn 10 ngày để mời trả lời."
    assert row.url == reverse("surveys:links", args=[survey.pk])
    answered(survey, school, [5, 4])
    assert "có dưới 5 phiếu, cần 6" in waiting_for(clerk)[0].why
    answered(survey, school, [5, 4, 5, 4])
    assert waiting_for(clerk) == []


@pytest.mark.parametrize("changed", [{"state": "draft"}, {"state": "closed"}, {"opens_on": dt.date(2026, 11, 11)}])
def test_nobody_is_reminded_of_a_survey_that_takes_no_answers(changed: dict[str, object]) -> None:
    survey = SurveyFactory.make(open=True)
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=survey.unit)
    SurveyUnitFactory.make(survey=survey)
    assert waiting_for(clerk)
    Survey.objects.update(**changed)
    assert not waiting_for(clerk)


def test_the_units_in_the_results_can_be_found_by_name_and_group(client: PageClient) -> None:
    survey = with_question(SurveyFactory.make(closed=True))
    school = UnitFactory.make(upper=True, parent=survey.unit, name="Trường THPT Hòa Lạc")
    commune = UnitFactory.make(commune=True, parent=survey.unit, name="Ủy ban nhân dân xã Thanh Khê")
    group = UnitGroupFactory.make(owner=survey.unit, kinds=[UnitKind.SCHOOL.value])
    for unit in (school, commune):
        answered(survey, unit, [5] * 6)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=survey.unit))
    url = reverse("surveys:results", args=[survey.pk])

    def listed(query: str) -> list[object]:
        return [line.node.unit for line in client.get(url + query).context["screen"].units()]

    assert listed("") == [survey.unit, school, commune]
    assert listed(f"?nhom={group.pk}") == [survey.unit, school]
    assert listed("?tim=thanh khe") == [survey.unit, commune]
    assert listed("?tim=khong-co") == [survey.unit]
    assert listed("?nhom=khong-co-nhom") == [survey.unit, school, commune]


def test_answers_are_counted_once_until_another_sheet_comes() -> None:
    survey = with_question(SurveyFactory.make(open=True, service=True))
    spring = dt.date(2026, 4, 2)
    answered(survey, survey.unit, [5] * 6, day=spring)

    def people() -> tuple[int, bool]:
        with CaptureQueriesContext(connection) as asked:
            cells = Results(survey).cells
        return sum(one.people for one in cells.values()), any('"surveys_answer"' in one["sql"] for one in asked)

    assert people() == (6, True)
    assert people() == (6, False)
    answered(survey, survey.unit, [5], day=spring)
    assert people() == (7, True)

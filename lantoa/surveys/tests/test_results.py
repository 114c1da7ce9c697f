"""What is told of a survey: figures of groups that are large enough, and never a way to a smaller one."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations import succession
from lantoa.organisations.factories import UnitFactory
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.surveys import running
from lantoa.surveys.enums import Factor, QuestionKind
from lantoa.surveys.exporting import workbook
from lantoa.surveys.factories import (
    LinkFactory,
    QuestionFactory,
    SectionFactory,
    SurveyFactory,
    SurveyUnitFactory,
    answered,
    written,
)
from lantoa.surveys.models import Question, Survey
from lantoa.surveys.quarters import ALL, Quarter
from lantoa.surveys.results import Group, Results
from lantoa.surveys.screen import Screen
from lantoa.surveys.trend import by_year

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)


class World:
    """A department with three schools: 10, 8 and 3 sheets, one question on procedures."""

    def __init__(self, **fields):
        self.survey = SurveyFactory.make(**(fields or {"closed": True}))
        self.top = self.survey.unit
        self.large, self.middle, self.small = (UnitFactory.make(upper=True, parent=self.top) for _ in range(3))
        self.question = QuestionFactory.make(section=SectionFactory.make(survey=self.survey))

    def fill(self, day=dt.date(2026, 2, 3)):
        answered(self.survey, self.large, [5] * 7 + [2] * 3, day=day)
        answered(self.survey, self.middle, [4] * 4 + [1] * 4, day=day)
        answered(self.survey, self.small, [1, 1, 1], day=day)
        return self


@pytest.fixture
def world():
    return World().fill()


def test_the_index_of_a_group_is_its_share_of_satisfied_answers(world):
    found = Results(world.survey).index(Group(world.large.pk), Factor.PROCEDURE)
    assert found.value == pytest.approx(70)
    assert found.people == 10


def test_a_group_below_the_threshold_is_hidden(world):
    assert Results(world.survey).index(Group(world.small.pk)) is None


def test_nobody_gets_the_small_school_by_subtracting_the_others(world):
    """Total minus the schools that are told of must leave at least five people."""
    results = Results(world.survey)
    told = [unit for unit in (world.large, world.middle, world.small) if results.is_told(Group(unit.pk))]
    left = results.people(Group(world.top.pk)) - sum(results.people(Group(unit.pk)) for unit in told)
    assert results.is_told(Group(world.top.pk))
    assert told == [world.large]
    assert left >= world.survey.threshold


def test_the_attack_works_where_nothing_is_hidden_with_it(world):
    """The figures themselves: what the rule keeps from happening."""
    world.survey.threshold = 3
    results = Results(world.survey)
    whole, *parts = (results.tally(Group(unit.pk)) for unit in (world.top, world.large, world.middle))
    assert whole.satisfied - sum(part.satisfied for part in parts) == 0
    assert whole.answers - sum(part.answers for part in parts) == 3


def test_the_owner_s_few_own_visitors_do_not_come_out_of_its_schools(world):
    survey = World().survey
    top, schools = survey.unit, list(UnitFactory.create_batch(2, upper=True, parent=survey.unit))
    answered(survey, top, [1, 2])
    for school in schools:
        answered(survey, school, [4] * 9)
    results = Results(survey)
    told = [school for school in schools if results.is_told(Group(school.pk))]
    assert results.is_told(Group(top.pk))
    assert len(told) == 1


def test_a_question_that_few_answered_is_hidden_with_all_that_is_made_of_it(world):
    rare = QuestionFactory.make(section=world.question.section, order=1)
    answered(world.survey, world.large, [1, 1], question=rare)
    results, group = Results(world.survey), Group(world.large.pk)
    assert results.tells_question(group, world.question)
    assert not results.tells_question(group, rare)
    assert results.index(group, Factor.PROCEDURE) is None, "factor minus the told question would be the rare one"
    assert results.index(group) is None


def test_a_question_put_to_some_only_does_not_count_for_the_index(world):
    some = QuestionFactory.make(section=world.question.section, order=1, shown_when=world.question, shown_values=[1, 2])
    answered(world.survey, world.large, [1] * 6, question=some)
    assert Results(world.survey).index(Group(world.large.pk)).value == pytest.approx(70)


def test_two_filters_do_not_give_a_small_group():
    """Unit × quarter: a school's year minus its other quarter is a quarter with two people."""
    world = World(service=True, closed=True)
    first, second = dt.date(2026, 2, 3), dt.date(2026, 5, 3)
    for unit in (world.large, world.middle):
        answered(world.survey, unit, [4] * 8, day=first)
        answered(world.survey, unit, [2] * 8, day=second)
    answered(world.survey, world.small, [5] * 8, day=first)
    answered(world.survey, world.small, [1] * 2, day=second)
    results = Results(world.survey)
    spring = Quarter(2026, 2)
    assert results.is_told(Group(world.small.pk, Quarter(2026, 1)))
    assert not results.is_told(Group(world.small.pk, spring))
    assert not results.is_told(Group(world.small.pk, ALL)), "the year minus the first quarter"
    told = [unit for unit in (world.large, world.middle) if results.is_told(Group(unit.pk, spring))]
    assert len(told) == 1, "the quarter's total minus the other schools"


def test_a_running_yearly_survey_tells_nothing():
    """Two looks a day apart would differ by whoever answered between."""
    world = World(open=True).fill()
    results = Results(world.survey, TODAY)
    assert not results.groups


def test_a_running_survey_after_a_service_tells_of_quarters_that_are_over():
    world = World(open=True, service=True).fill(dt.date(2026, 9, 30))
    answered(world.survey, world.large, [1] * 9, day=dt.date(2026, 10, 1))
    results = Results(world.survey, TODAY)
    assert results.quarters == [Quarter(2026, 3)]
    assert not results.is_told(Group(world.top.pk, ALL))
    assert results.index(Group(world.top.pk, Quarter(2026, 3))).people == 21


def test_a_later_move_of_a_unit_changes_no_result_that_was_told(world):
    before = set(Results(world.survey).told)
    other = UnitFactory.make(commune=True, parent=world.top)
    world.small.move_to(other, on=dt.date(2026, 11, 15))
    world.survey.refresh_from_db()
    assert Results(world.survey).told == before


def test_texts_are_shown_of_large_groups_alone_and_in_no_order(world):
    words = QuestionFactory.make(section=world.question.section, kind=QuestionKind.TEXT, order=1)
    rows = answered(world.survey, world.large, [3] * 6, question=world.question)
    for number, row in enumerate(rows):
        written(row, words, f"Ý kiến {number}")
    results = Results(world.survey)
    texts = results.texts(Group(world.large.pk), words)
    assert sorted(texts) == [f"Ý kiến {number}" for number in range(6)]
    assert not results.texts(Group(world.small.pk), words)


def test_the_order_of_texts_is_that_of_random_keys(world):
    """Twelve texts in the order of arrival by chance: once in 479 million."""
    words = QuestionFactory.make(section=world.question.section, kind=QuestionKind.TEXT, order=1)
    rows = answered(world.survey, world.large, [3] * 12, question=world.question)
    for number, row in enumerate(rows):
        written(row, words, f"{number:02}")
    texts = Results(world.survey).texts(Group(world.large.pk), words)
    assert texts != sorted(texts)


HIDDEN_WORD = "không nêu"


def test_no_screen_and_no_spreadsheet_says_more(client, world):
    """The small school's name stands there, its figures nowhere."""
    world.survey.threshold = 5
    running.publish_results(world.survey, by=world.survey.created_by)
    client.force_login(world.survey.created_by)
    small = {"dv": world.small.pk}
    for url in (
        reverse("surveys:results", args=[world.survey.pk]),
        reverse("surveys_public:results", args=[world.survey.slug]),
    ):
        whole = client.get(url).content.decode()
        assert HIDDEN_WORD in whole
        assert world.small.name in whole
        alone = client.get(url, small).content.decode()
        assert "Không nêu kết quả" in alone
        assert "figure__value" not in alone


def test_the_spreadsheet_of_a_small_group_holds_no_figure(world):
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook(Screen(Results(world.survey), world.small))))
    values = [cell for sheet in book for row in sheet.iter_rows(min_row=4, values_only=True) for cell in row]
    assert HIDDEN_WORD in values
    assert not [value for value in values if isinstance(value, int | float)]


def test_the_count_of_a_small_group_is_said_as_small(world):
    line = next(line for line in Screen(Results(world.survey), world.top).units() if line.node.unit == world.small)
    assert line.people == "dưới 5"


def test_the_count_of_a_small_group_does_not_come_out_by_subtracting_the_others(client, world):
    """21 of all and 10 of one leave 11 for two: the second has "5 or more"."""
    for unit in (world.large, world.middle, world.small):
        SurveyUnitFactory.make(survey=world.survey, unit=unit)
    lines = Screen(Results(world.survey), world.top).units()
    expected = {world.top: "21", world.large: "10", world.middle: "từ 5 trở lên", world.small: "dưới 5"}
    assert {line.node.unit: line.people for line in lines} == expected
    client.force_login(world.survey.created_by)
    page = client.get(reverse("surveys:detail", args=[world.survey.pk]))
    assert {row.unit: row.said for row in page.context["page"]} == {
        unit: words for unit, words in expected.items() if unit != world.top
    }
    assert page.context["total"] == "21"
    LinkFactory.make(survey=world.survey, unit=world.middle, used=8)
    assert "8 phiếu" not in client.get(reverse("surveys:links", args=[world.survey.pk])).content.decode()


def test_the_list_of_surveys_says_no_more_of_a_running_one_than_its_page(client):
    """Ten of one school and three of another are "at least 10" on both."""
    world = World(open=True)
    answered(world.survey, world.large, [5] * 10)
    answered(world.survey, world.small, [5] * 3)
    client.force_login(world.survey.created_by)
    (row,) = client.get(reverse("surveys:list")).context["page"]
    assert row.said == client.get(reverse("surveys:detail", args=[world.survey.pk])).context["total"] == "ít nhất 10"


def test_a_school_reads_its_own_results_and_no_other_school_s(client, world):
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=world.large)
    client.force_login(clerk)
    own = reverse("surveys:results", args=[world.survey.pk])
    assert client.get(own).context["screen"].unit == world.large
    for name in ("surveys:results", "surveys:workbook"):
        url = reverse(name, args=[world.survey.pk])
        assert client.get(url).status_code == 200
        for unit in (world.top, world.middle):
            assert client.get(url, {"dv": unit.pk}).status_code == 404


def test_reports_get_the_index_and_the_sheets_of_each_unit_that_may_be_told(world):
    days = Days.just(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    units = [world.top.pk, world.large.pk, world.middle.pk, world.small.pk]
    found = {key: dict(sources.find(key).compute(units, days)) for key in ("survey_index", "survey_responses")}
    assert found["survey_index"] == {world.large.pk: 70}
    assert found["survey_responses"] == {world.large.pk: 10}


def test_reports_of_another_year_get_nothing(world):
    days = Days.just(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert not sources.find("survey_index").compute([world.large.pk], days)


def test_years_stand_in_a_row(world):
    Survey.objects.filter(pk=world.survey.pk).update(closed_on=dt.date(2025, 10, 31))
    world.survey.refresh_from_db()
    later = SurveyFactory.make(unit=world.top, closed=True, follows=world.survey)
    QuestionFactory.make(section=SectionFactory.make(survey=later))
    answered(later, world.large, [5] * 9 + [1])
    points = by_year(Results(later), world.large)
    assert [(one.label, round(one.index.value)) for one in points] == [("2025", 70), ("2026", 90)]
    assert not points[1].broken


def test_a_merger_breaks_the_row_and_is_named(world):
    Survey.objects.filter(pk=world.survey.pk).update(closed_on=dt.date(2025, 10, 31))
    world.survey.refresh_from_db()
    succession.merge_into([world.middle], world.large, on=dt.date(2026, 3, 1), decision="QĐ 12", by=None)
    later = SurveyFactory.make(unit=world.top, closed=True, follows=world.survey)
    QuestionFactory.make(section=SectionFactory.make(survey=later))
    answered(later, world.large, [5] * 9)
    points = by_year(Results(later), world.large)
    assert world.middle.name in points[1].broken
    assert "không so sánh" in points[1].broken


def test_a_known_population_is_used_and_said(client, world):
    free = Results(world.survey).index(Group(world.large.pk))
    SurveyUnitFactory.make(survey=world.survey, unit=world.large, population=20)
    known = Results(world.survey).index(Group(world.large.pk))
    assert known.high - known.low < free.high - free.low


def test_as_many_questions_to_the_database_for_many_units_as_for_few(world, django_assert_max_num_queries):
    for _ in range(12):
        answered(world.survey, UnitFactory.make(upper=True, parent=world.top), [4] * 7)
    screen = Screen(Results(Survey.objects.get(pk=world.survey.pk)), world.top)
    with django_assert_max_num_queries(12):
        screen.units()
        screen.questions()
    assert Question.objects.count() == 1


@pytest.mark.parametrize("odd", ["x", "9" * 5000, "-1", "٣"])
def test_an_odd_unit_in_the_address_is_not_found(client, world, odd):
    client.force_login(world.survey.created_by)
    assert client.get(reverse("surveys:results", args=[world.survey.pk]), {"dv": odd}).status_code == 404

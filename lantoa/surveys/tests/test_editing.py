"""A survey written, opened, closed, copied; its results turned into work."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import UnitFactory
from lantoa.plans.models import Plan
from lantoa.surveys import arranging, drafting, links, running, weak
from lantoa.surveys.enums import INDEX_FACTORS, Factor, QuestionKind
from lantoa.surveys.factories import QuestionFactory, SectionFactory, SurveyFactory, SurveyUnitFactory, answered
from lantoa.surveys.models import Question, Survey
from lantoa.surveys.results import Group, Results

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory.make(department=True)


@pytest.fixture
def officer(unit):
    return UserFactory.make(role=Role.OFFICE, role__unit=unit)


def draft(unit, by):
    survey = Survey(unit=unit, title="Khảo sát năm nay", opens_on=timezone.localdate())
    return drafting.begin(survey, by=by, shape="sipas")


def test_the_template_asks_about_every_factor_and_can_be_opened_at_once(unit, officer):
    survey = draft(unit, officer)
    factors = {one.section.factor for one in Question.objects.filter(section__survey=survey) if one.counts_for_index}
    assert set(INDEX_FACTORS) <= factors
    assert not running.what_is_missing(survey)


def test_the_words_before_the_first_question_promise_no_number_of_questions(unit, officer):
    """The office takes questions out and puts some in; who reads "15 câu" and counts 12 trusts nothing else."""
    assert not re.search(r"\d+ (câu|phút)", draft(unit, officer).intro)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Khảo sát sự hài lòng của cha mẹ học sinh Trường Trung học", "khao-sat-su-hai-long-cua-cha-2026"),
        ("Khảo sát tại trường tiểu học Trưng Vương", "khao-sat-tai-truong-tieu-hoc-2026"),
        ("A" * 40, "a" * 28 + "-2026"),
        ("🙂", "khao-sat-2026"),
    ],
)
def test_an_address_is_cut_between_words(unit, officer, title, slug):
    survey = Survey(unit=unit, title=title, opens_on=dt.date(2026, 3, 1))
    assert drafting.begin(survey, by=officer, shape="empty").slug == slug


def test_a_form_sent_twice_begins_one_survey(client, unit, officer):
    client.force_login(officer)
    said = {
        "unit": unit.pk,
        "title": "Khảo sát",
        "kind": "yearly",
        "opens_on": "01/12/2026",
        "shape": "empty",
        "form_key": "8c7d2f0e-1111-4222-8333-944455556666",
    }
    pages = [client.post(reverse("surveys:new"), said) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert Survey.objects.count() == 1


def test_a_copy_takes_over_questions_branches_and_units(unit, officer):
    first = draft(unit, officer)
    words = {"intro": "Thưa cha mẹ học sinh", "consent": "Trường giữ phiếu", "entry": "one_time", "threshold": 8}
    Survey.objects.filter(pk=first.pk).update(**words)
    copy = drafting.begin(
        Survey(unit=unit, title="Năm sau", opens_on=timezone.localdate()), by=officer, shape=str(first.pk)
    )
    old, new = (list(Question.objects.filter(section__survey=one)) for one in (first, copy))
    assert [one.text for one in new] == [one.text for one in old]
    branch = next(one for one in new if one.shown_when_id)
    assert branch.shown_when.section.survey == copy
    assert copy.follows == first
    assert copy.asked.count() == 1
    assert {name: getattr(copy, name) for name in words} == words


def test_a_unit_that_is_dropped_takes_its_links_along(client, unit, officer):
    survey = draft(unit, officer)
    links.make_one_time(survey, unit, 3, by=officer)
    running.open_survey(survey, by=officer)
    client.force_login(officer)
    client.post(reverse("surveys:unit_drop", args=[survey.pk, survey.asked.get().pk]))
    assert not survey.links.exists()
    assert not survey.one_time_links.exists(), "nobody answers about a unit that is not asked"


def test_a_survey_that_is_over_keeps_its_units(client, unit, officer):
    survey = SurveyFactory.make(unit=unit, created_by=officer, closed=True)
    row = SurveyUnitFactory.make(survey=survey)
    client.force_login(officer)
    assert client.get(reverse("surveys:units", args=[survey.pk])).status_code == 302
    page = client.post(reverse("surveys:unit_drop", args=[survey.pk, row.pk]), follow=True)
    assert "Khảo sát đã kết thúc" in page.content.decode()
    assert survey.asked.exists()


def test_a_last_day_before_the_first_is_told_at_its_field(client, unit, officer):
    client.force_login(officer)
    said = {"unit": unit.pk, "title": "Ngược ngày", "kind": "yearly", "shape": "empty"}
    said |= {"opens_on": "01/12/2026", "closes_on": "30/11/2026"}
    form = client.post(reverse("surveys:new"), said).context["form"]
    assert form.errors == {"closes_on": ["Ngày kết thúc phải từ ngày bắt đầu trở đi."]}


def test_nobody_is_asked_for_no_sheets(client, unit, officer):
    """0 would stop every sheet while the page said "không hạn định"."""
    survey = draft(unit, officer)
    client.force_login(officer)
    url = reverse("surveys:unit", args=[survey.pk, survey.asked.get().pk])
    assert client.post(url, {"quota": "0", "population": "0"}).status_code == 422


def test_units_that_were_there_are_told_to_stay_as_they_are(client, unit, officer):
    survey = draft(unit, officer)
    client.force_login(officer)
    page = client.post(reverse("surveys:units", args=[survey.pk]), {"unit": unit.pk, "quota": "9"}, follow=True)
    assert "Đã thêm 0 đơn vị. 1 đơn vị đã có từ trước được giữ nguyên." in page.content.decode()


def test_questions_freeze_with_the_first_answer(client, unit, officer):
    survey = draft(unit, officer)
    question = Question.objects.filter(section__survey=survey, kind=QuestionKind.SCALE).first()
    answered(survey, unit, [4], question=question)
    with pytest.raises(ValidationError, match="Đã có phiếu"):
        arranging.remove(question)
    client.force_login(officer)
    page = client.get(reverse("surveys:question", args=[survey.pk, question.pk]), follow=True)
    assert "Đã có phiếu trả lời" in page.content.decode()


def test_a_question_is_added_with_its_branch(client, unit, officer):
    survey = draft(unit, officer)
    way = Question.objects.get(section__survey=survey, text__startswith="Đã nộp")
    client.force_login(officer)
    said = {
        "section": way.section_id,
        "kind": "single",
        "text": "Vì sao không nộp trực tuyến?",
        "lines": "Không quen\nMạng chậm",
        "conditions": [f"{way.pk}:1", f"{way.pk}:3"],
    }
    answer = client.post(reverse("surveys:question_add", args=[survey.pk]), said)
    made = Question.objects.get(text=said["text"])
    assert answer.status_code == 302
    assert (made.shown_when, made.shown_values, made.options) == (way, [1, 3], ["Không quen", "Mạng chậm"])


def test_a_choice_without_options_is_asked_again(client, unit, officer):
    survey = draft(unit, officer)
    client.force_login(officer)
    said = {"section": survey.sections.first().pk, "kind": "single", "text": "Chọn gì?", "lines": ""}
    answer = client.post(reverse("surveys:question_add", args=[survey.pk]), said)
    assert answer.status_code == 422
    assert "mỗi dòng một lựa chọn" in answer.content.decode()


def test_a_question_does_not_go_before_the_one_it_hangs_on(unit, officer):
    survey = draft(unit, officer)
    branch = Question.objects.get(section__survey=survey, kind=QuestionKind.MULTIPLE)
    with pytest.raises(ValidationError, match="phải đứng sau"):
        arranging.move(branch, up=True)


def test_a_question_that_others_hang_on_is_not_removed(unit, officer):
    survey = draft(unit, officer)
    way = Question.objects.get(section__survey=survey, text__startswith="Đã nộp")
    with pytest.raises(ValidationError, match="Còn câu hỏi phụ thuộc"):
        arranging.remove(way)


def test_opening_gives_every_unit_its_link(unit, officer):
    survey = draft(unit, officer)
    school = UnitFactory.make(upper=True, parent=unit)
    SurveyUnitFactory.make(survey=survey, unit=school)
    running.open_survey(survey, by=officer)
    assert set(survey.links.values_list("unit_id", flat=True)) == {unit.pk, school.pk}


def test_what_was_closed_stays_closed(unit, officer):
    survey = draft(unit, officer)
    running.open_survey(survey, by=officer)
    running.close_survey(survey, by=officer)
    with pytest.raises(ValidationError):
        running.open_survey(survey, by=officer)


def test_results_are_not_published_before_the_end(unit, officer):
    survey = draft(unit, officer)
    running.open_survey(survey, by=officer)
    with pytest.raises(ValidationError, match="Kết thúc"):
        running.publish_results(survey, by=officer)


def test_the_threshold_is_never_too_small_to_hide_anybody(client, unit, officer):
    survey = draft(unit, officer)
    client.force_login(officer)
    said = {
        "title": survey.title,
        "kind": survey.kind,
        "consent": survey.consent,
        "opens_on": "01/12/2026",
        "entry": "open",
        "threshold": 1,
        "version": survey.version,
    }
    assert client.post(reverse("surveys:edit", args=[survey.pk]), said).status_code == 422
    survey.refresh_from_db()
    assert survey.threshold == 5


def test_the_threshold_stays_once_somebody_answered(client, unit, officer):
    survey = draft(unit, officer)
    answered(survey, unit, [3])
    client.force_login(officer)
    said = {
        "title": "Tên mới",
        "kind": survey.kind,
        "consent": "Khác",
        "opens_on": "01/12/2026",
        "entry": "open",
        "threshold": 3,
        "version": survey.version,
    }
    client.post(reverse("surveys:edit", args=[survey.pk]), said)
    survey.refresh_from_db()
    assert (survey.title, survey.threshold) == ("Tên mới", 5)


def test_the_list_asks_as_often_for_ten_as_for_two(client, unit, officer, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(officer)
    numbers = []
    for more in (2, 8):
        SurveyFactory.create_batch(more, unit=unit, open=True, created_by=officer)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("surveys:list"))
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


@pytest.fixture
def told(unit, officer):
    """A survey that is over: procedures please least."""
    survey = SurveyFactory.make(unit=unit, closed=True, created_by=officer)
    for factor, levels in ((Factor.ACCESS, [5] * 9 + [1]), (Factor.PROCEDURE, [5] * 4 + [1] * 6)):
        question = QuestionFactory.make(section=SectionFactory.make(survey=survey, factor=factor))
        answered(survey, unit, levels, question=question)
    return survey


def test_the_weakest_factor_is_called_weak(told):
    factors = Results(told).factors(Group(told.unit_id))
    assert weak.weak_of(factors) == {Factor.PROCEDURE}


def test_a_weak_factor_becomes_a_task_that_waits_to_be_looked_at(client, told, unit, officer):
    plan = Plan.objects.create(
        unit=unit, title="Kế hoạch truyền thông", year=timezone.localdate().year + 1, created_by=officer
    )
    client.force_login(officer)
    url = reverse("surveys:propose", args=[told.pk, "procedure"])
    assert "40 %" in client.get(url).content.decode().replace("40,0", "40")
    client.post(url, {"plan": plan.pk, "text": "Niêm yết lại thủ tục"})
    task = plan.tasks.get()
    assert task.text == "Niêm yết lại thủ tục"
    assert told.title in task.doubt


def test_a_hidden_factor_is_no_reason_for_a_task(client, unit, officer):
    survey = SurveyFactory.make(unit=unit, closed=True, created_by=officer)
    QuestionFactory.make(section=SectionFactory.make(survey=survey))
    answered(survey, unit, [1, 1])
    client.force_login(officer)
    assert client.get(reverse("surveys:propose", args=[survey.pk, "procedure"])).status_code == 404


def test_a_survey_without_a_draft_plan_leads_to_one(client, told, officer):
    client.force_login(officer)
    page = client.get(reverse("surveys:propose", args=[told.pk, "procedure"])).content.decode()
    assert reverse("plans:new") in page


def test_days_after_the_end_take_no_answers(unit, officer):
    survey = draft(unit, officer)
    survey.closes_on = survey.opens_on
    running.open_survey(survey, by=officer)
    assert survey.takes_answers()
    assert not survey.takes_answers(survey.opens_on + dt.timedelta(days=1))

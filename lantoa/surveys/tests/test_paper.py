"""Paper typed in, sheet after sheet."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lantoa.surveys import paper
from lantoa.surveys.enums import Channel, QuestionKind
from lantoa.surveys.factories import QuestionFactory, SectionFactory, SurveyFactory, SurveyUnitFactory
from lantoa.surveys.models import Answer, PaperBatch, Response

pytestmark = pytest.mark.django_db


class World:
    def __init__(self):
        self.survey = SurveyFactory.make(open=True)
        section = SectionFactory.make(survey=self.survey)
        self.rated = QuestionFactory.make(section=section)
        self.ticked = QuestionFactory.make(
            section=section, order=1, kind=QuestionKind.MULTIPLE, options=["Gần", "Rẻ", "Nhanh"]
        )
        SurveyUnitFactory.make(survey=self.survey)
        self.batch = PaperBatch.objects.create(
            survey=self.survey,
            unit=self.survey.unit,
            day=timezone.localdate(),
            counted=2,
            entered_by=self.survey.created_by,
        )
        self.url = reverse("surveys:sheet", args=[self.survey.pk, self.batch.pk])


@pytest.fixture
def world(client):
    made = World()
    client.force_login(made.survey.created_by)
    return made


def send(client, world, key=None, **said):
    return client.post(world.url, {"form_key": key or uuid.uuid4(), **said}, follow=True)


def test_numbers_typed_become_answers_and_the_pile_counts(client, world):
    page = send(client, world, **{world.rated.key: "4", world.ticked.key: "1 3"}).content.decode()
    assert "Đã lưu phiếu 1/2" in page
    assert Response.objects.get().channel == Channel.PAPER
    said = set(Answer.objects.values_list("question_id", "value"))
    assert said == {(world.rated.pk, 4), (world.ticked.pk, 1), (world.ticked.pk, 3)}


def test_a_sheet_more_than_were_counted_is_said_to_be_one_more(client, world):
    """No page says "phiếu 3/2"."""
    pages = [send(client, world, **{world.rated.key: "4"}).content.decode() for _ in range(3)]
    assert "Phiếu 2/2" in pages[0]
    assert "Đã nhập đủ 2 phiếu đã đếm" in pages[1]
    assert "Phiếu thứ 3" in pages[1]
    assert "Đã lưu phiếu thứ 3: nhiều hơn 2 phiếu đã đếm." in pages[2]
    piles = client.get(reverse("surveys:batches", args=[world.survey.pk])).content.decode()
    assert not re.search(r"[34]/2\b", "".join(pages) + piles)
    assert "Đã nhập 3 phiếu, đếm được 2" in piles


def test_a_new_pile_is_of_today_unless_said_otherwise(client, world):
    page = client.get(reverse("surveys:batches", args=[world.survey.pk]))
    assert page.context["form"]["day"].value() == timezone.localdate()


def test_an_open_line_stays_open(client, world):
    send(client, world, **{world.rated.key: "", world.ticked.key: "2"})
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("typed", ["7", "x", "4 5", "0"])
def test_what_is_no_level_is_said_at_its_line(client, world, typed):
    answer = send(client, world, **{world.rated.key: typed})
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_an_empty_sheet_is_not_counted(client, world):
    assert "Nhập ít nhất một câu" in send(client, world).content.decode()
    assert PaperBatch.objects.get().entered == 0


def test_a_sheet_sent_twice_counts_once(client, world):
    key = uuid.uuid4()
    for _ in range(2):
        send(client, world, key, **{world.rated.key: "4"})
    assert PaperBatch.objects.get().entered == 1


def test_a_survey_that_is_over_takes_no_paper(client, world):
    world.survey.state = "closed"
    world.survey.closed_on = timezone.localdate()
    world.survey.save()
    send(client, world, **{world.rated.key: "4"})
    assert not Response.objects.exists()


def test_paper_of_a_quarter_that_was_told_of_is_refused():
    """It would change a result that people have seen, by the very people on these sheets."""
    survey = SurveyFactory.make(open=True, service=True, opens_on=dt.date(2024, 1, 1))
    with pytest.raises(ValidationError, match="đã có kết quả"):
        paper.check_day(survey, dt.date(2024, 2, 1))


def test_the_desk_of_another_unit_types_nothing_in(client, world):
    from lantoa.accounts.enums import Role
    from lantoa.accounts.factories import UserFactory

    client.force_login(UserFactory.make(role=Role.OFFICER))
    assert client.get(world.url).status_code == 404

"""A citizen answers: page by page, without an account, without JavaScript."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.surveys import links
from lantoa.surveys.enums import Entry, QuestionKind
from lantoa.surveys.factories import LinkFactory, QuestionFactory, SectionFactory, SurveyFactory
from lantoa.surveys.models import Answer, Response
from tests.html import inspect

pytestmark = pytest.mark.django_db


class World:
    """A survey of two pages: on the first a way of coming, on the second what hangs on it."""

    def __init__(self):
        self.survey = SurveyFactory.make(open=True)
        first, second = (SectionFactory.make(survey=self.survey, order=order) for order in (0, 1))
        self.way = QuestionFactory.make(
            section=first, kind=QuestionKind.SINGLE, options=["Trực tiếp", "Trực tuyến"], text="Nộp bằng cách nào?"
        )
        self.rated = QuestionFactory.make(section=first, order=1, is_required=True)
        self.online = QuestionFactory.make(
            section=second, text="Cổng dễ dùng không?", shown_when=self.way, shown_values=[2]
        )
        self.words = QuestionFactory.make(section=second, kind=QuestionKind.TEXT, order=1, text="Góp ý thêm")
        self.link = LinkFactory.make(survey=self.survey)
        self.url = self.link.get_absolute_url()
        self.key = str(uuid.uuid4())

    def page(self, **said):
        return {"form_key": self.key, "k": "web", "phan": "0", "di": "tiep", **said}


@pytest.fixture
def world():
    return World()


def hidden(answer):
    """What a page carries along, and what is chosen on it."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()))


def test_page_by_page_to_the_thanks(client, world):
    first = client.get(world.url)
    inspect(first)
    assert "Nộp bằng cách nào?" in first.content.decode()
    second = client.post(world.url, world.page(**{world.way.key: "2", world.rated.key: "5"}))
    assert "Cổng dễ dùng không?" in second.content.decode()
    carried = hidden(second)
    done = client.post(world.url, {**carried, "di": "tiep", world.online.key: "3", world.words.key: "Tốt"}, follow=True)
    assert "Đã nhận phiếu" in done.content.decode()
    said = {(one.question_id, one.value, one.text) for one in Answer.objects.all()}
    assert said == {
        (world.way.pk, 2, ""),
        (world.rated.pk, 5, ""),
        (world.online.pk, 3, ""),
        (world.words.pk, None, "Tốt"),
    }


def test_a_question_is_not_put_to_whom_it_does_not_concern(client, world):
    second = client.post(world.url, world.page(**{world.way.key: "1", world.rated.key: "5"}))
    page = second.content.decode()
    assert "Góp ý thêm" in page
    assert "Cổng dễ dùng không?" not in page


def test_an_answer_to_a_question_that_was_not_asked_is_not_kept(client, world):
    """Whatever the page sent: the branch was left before."""
    said = {world.way.key: "1", world.rated.key: "5", world.online.key: "1", "phan": "tat-ca"}
    client.post(world.url, world.page(**said))
    assert set(Answer.objects.values_list("question_id", flat=True)) == {world.way.pk, world.rated.pk}


def test_what_must_be_answered_is_asked_again_and_the_rest_kept(client, world):
    answer = client.post(world.url, world.page(**{world.way.key: "2"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chọn một câu trả lời" in page
    assert re.search(rf'name="{world.way.key}" value="2"[^>]* checked', page)
    inspect(answer)


def test_the_way_back_keeps_what_was_said_on_both_pages(client, world):
    second = hidden(client.post(world.url, world.page(**{world.way.key: "2", world.rated.key: "5"})))
    back = client.post(world.url, {**second, "di": "lui", world.words.key: "Dở dang"})
    page = back.content.decode()
    assert re.search(rf'name="{world.way.key}" value="2"[^>]* checked', page)
    assert "Dở dang" in page


def test_a_double_tap_is_one_sheet(client, world):
    said = world.page(**{world.rated.key: "4", "phan": "tat-ca"})
    first, second = (client.post(world.url, said) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert Response.objects.count() == 1


def test_no_unfinished_sheet_is_kept(client, world):
    client.post(world.url, world.page(**{world.rated.key: "4"}))
    assert not Response.objects.exists()


def test_values_that_are_no_choice_are_refused(client, world):
    said = world.page(**{world.rated.key: "9", "phan": "tat-ca"})
    assert client.post(world.url, said).status_code == 422
    assert not Response.objects.exists()


def test_ten_thousand_words_are_told_to_be_too_many(client, world):
    said = world.page(**{world.rated.key: "4", world.words.key: "lời " * 10_000, "phan": "tat-ca"})
    assert client.post(world.url, said).status_code == 422


def test_script_in_a_text_stays_text(client, world):
    client.post(
        world.url, world.page(**{world.rated.key: "4", world.words.key: "<script>x</script>", "phan": "tat-ca"})
    )
    assert Answer.objects.get(question=world.words).text == "<script>x</script>"


def test_a_program_that_fills_every_field_is_not_counted(client, world):
    client.post(world.url, world.page(**{world.rated.key: "4", "phan": "tat-ca", "website": "https://spam.example"}))
    assert not Response.objects.exists()


def test_the_qr_code_is_told_apart_from_the_web(client, world):
    assert 'name="k" value="qr"' in client.get(f"{world.url}?qr").content.decode()
    client.post(world.url, world.page(**{world.rated.key: "4", "phan": "tat-ca", "k": "qr"}))
    assert Response.objects.get().channel == "qr"


def test_nobody_else_posts_for_the_visitor(world):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(world.url, world.page(**{world.rated.key: "4", "phan": "tat-ca"})).status_code == 403


def test_a_flood_from_one_address_is_told_to_wait_and_keeps_its_words(client, world, monkeypatch):
    monkeypatch.setattr("lantoa.surveys.views.public_answer.ratelimit.consume", lambda *args, **kwargs: False)
    answer = client.post(world.url, world.page(**{world.rated.key: "4", "phan": "1", world.words.key: "Lời góp ý"}))
    assert answer.status_code == 429
    assert "Lời góp ý" in answer.content.decode()


def test_a_one_time_link_takes_one_answer_and_says_so(client, world):
    (token,) = links.make_one_time(world.survey, world.survey.unit, 1, by=world.survey.created_by)
    url = reverse("surveys_public:one_time", args=[world.survey.slug, token])
    said = world.page(**{world.rated.key: "4", "phan": "tat-ca"})
    assert client.post(url, said).status_code == 302
    assert client.post(url, said).status_code == 302, "the same form on a bad line"
    again = client.post(url, {**said, "form_key": str(uuid.uuid4())})
    assert again.status_code == 410
    assert "đã được dùng" in client.get(url).content.decode()
    assert Response.objects.count() == 1


def test_a_survey_by_own_links_is_closed_to_the_address_of_the_unit(client, world):
    world.survey.entry = Entry.ONE_TIME
    world.survey.save()
    assert client.post(world.url, world.page(**{world.rated.key: "4", "phan": "tat-ca"})).status_code == 403
    assert not Response.objects.exists()


def test_a_token_that_is_none_leads_nowhere(client, world):
    url = reverse("surveys_public:one_time", args=[world.survey.slug, "khong-phai"])
    assert client.get(url).status_code == 404


def test_the_page_leaves_no_cookie_that_tells_visitors_apart(client, world):
    answer = client.get(world.url)
    assert set(answer.cookies) <= {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]

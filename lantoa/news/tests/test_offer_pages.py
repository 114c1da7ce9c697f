"""The pages of articles sent up, as a school and an editor use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import Membership, User
from lantoa.news import offering
from lantoa.news.enums import OfferState
from lantoa.news.factories import ArticleFactory
from lantoa.news.models import Article, Offer
from lantoa.news.tests.desk import School, school, written
from tests.html import PageClient

pytestmark = pytest.mark.django_db
LIST = reverse("news:offers")


@pytest.fixture
def at() -> School:
    return school()


def published(at: School, number: int = 1) -> list[Article]:
    return [
        ArticleFactory.make(unit=at.unit, created_by=at.teacher, published=True, slug=f"bai-{place}")
        for place in range(number)
    ]


def page(client: PageClient, user: User, url: str) -> str:
    client.force_login(user)
    return client.get(url).content.decode()


def test_a_school_sends_it_up_and_the_editor_mends_and_takes_it_over(at: School, client: PageClient):
    (article,) = published(at)
    assert f"Gửi lên cổng của {at.top.label}" in page(client, at.teacher, article.get_absolute_url())
    client.post(reverse("news:offer_send", args=[article.pk]))
    sent = Offer.objects.get()
    assert "Chờ biên tập" in page(client, at.teacher, article.get_absolute_url())
    assert "Xem và quyết định" in page(client, at.editor, LIST)
    given = {"version": article.version, "title": "Tên mới", "lead": article.lead, "body": article.body}
    given["notice"] = "Đổi tên bài."
    client.post(reverse("news:offer_mend", args=[sent.pk]), given)
    client.post(reverse("news:offer_accept", args=[sent.pk]), {"noi-bat": "on"})
    sent.refresh_from_db()
    assert (sent.state, sent.is_featured, sent.article.title) == (OfferState.ACCEPTED, True, "Tên mới")
    assert "Tên mới" in page(client, at.editor, f"{LIST}?muc=da-dang")


def test_an_empty_list_says_what_comes_here(at: School, client: PageClient):
    assert "Không có bài nào chờ biên tập" in page(client, at.editor, LIST)
    assert "Chưa gửi bài nào lên" in page(client, at.teacher, LIST)


def test_the_list_asks_the_same_for_two_as_for_ten(at: School, client: PageClient):
    for article in published(at, 2):
        offering.offer(article, by=at.teacher)
    before = _queries(client, at.editor)
    for article in published(at, 8):
        offering.offer(article, by=at.teacher)
    assert _queries(client, at.editor) == before


def _queries(client: PageClient, user: User) -> int:
    client.force_login(user)
    with CaptureQueriesContext(connection) as seen:
        client.get(LIST)
    return len(seen)


def test_an_article_that_nobody_may_approve_is_red_in_the_list(at: School, client: PageClient):
    written(at).submit(by=at.teacher)
    url = f"{reverse('news:list')}?muc=cho-duyet"
    assert "Chưa có người duyệt" not in page(client, at.teacher, url)
    Membership.objects.filter(user=at.head).delete()
    assert "Chưa có người duyệt" in page(client, at.teacher, url)

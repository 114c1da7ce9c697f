"""The work list, the page of an article, its way to readers."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.ledger.tests.working import owe
from lantoa.news.factories import ArticleFactory, CategoryFactory, CategoryStepFactory
from lantoa.news.models import Article
from lantoa.news.tests.desk import School, school, written
from lantoa.news.waiting import waiting
from lantoa.organisations.factories import province
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db
LIST = reverse("news:list")


@pytest.fixture
def at() -> School:
    return school()


def page(client: Client, user: object, url: str, **query: object) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    return client.get(url, query).content.decode()


def sent(at: School, **around: object) -> Article:
    article = written(at, **around)
    article.submit(by=at.teacher)
    return article


def test_an_empty_list_says_how_to_begin(client: Client, at: School):
    assert "Viết tin, bài đầu tiên" in page(client, at.teacher, LIST)


def test_tabs_part_what_is_written_waits_is_out_and_withdrawn(client: Client, at: School):
    states = {
        "": ReviewState.DRAFT,
        "cho-duyet": ReviewState.SUBMITTED,
        "da-dang": ReviewState.ISSUED,
        "da-go": ReviewState.WITHDRAWN,
    }
    for state in states.values():
        ArticleFactory.make(
            unit=at.unit, title=f"Bài ở {state}", review_state=state, published_at=timezone.now(), created_by=at.teacher
        )
    for tab, state in states.items():
        shown = page(client, at.teacher, LIST, muc=tab)
        assert [one for one in states.values() if f"Bài ở {one}" in shown] == [state]


def test_the_list_is_searched_without_accents_and_by_category(client: Client, at: School):
    category = CategoryFactory.make(name="Chuyển đổi số")
    ArticleFactory.make(unit=at.unit, title="Thủ tục hành chính mới", created_by=at.teacher, category=category)
    ArticleFactory.make(unit=at.unit, title="Hội thao mùa thu", created_by=at.teacher)
    shown = page(client, at.teacher, LIST, q="thu tuc")
    assert "Thủ tục hành chính mới" in shown
    assert "Hội thao" not in shown
    assert "Hội thao" not in page(client, at.teacher, LIST, chuyen_muc=category.pk)


def test_what_waits_for_an_editor_above_stands_in_their_list(client: Client, at: School):
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category)
    article = sent(at, category=category)
    assert article.title in page(client, at.editor, LIST, muc="cho-duyet")
    assert [one.url for one in waiting(at.editor)] == [article.get_absolute_url()]
    assert not waiting(at.head)


def test_the_desk_names_what_came_back_and_what_is_to_be_looked_at_again(at: School):
    article = sent(at)
    assert [one.verb for one in waiting(at.head)] == ["Xem và duyệt"]
    article.send_back(by=at.head, note="Thiếu ảnh")
    assert "Thiếu ảnh" in waiting(at.teacher)[0].why
    article.submit(by=at.teacher)
    article.approve(by=at.head)
    Article.objects.update(review_on=timezone.localdate() - dt.timedelta(days=1))
    assert waiting(at.teacher)[0].url == f"{LIST}?xem-lai"


def test_pages_past_their_review_date_are_listed_to_their_owner(client: Client, at: School):
    for days, title in ((1, "Bài cũ"), (-5, "Bài còn mới")):
        day = timezone.localdate() - dt.timedelta(days=days)
        ArticleFactory.make(published=True, unit=at.unit, title=title, review_on=day, created_by=at.teacher)
    shown = page(client, at.teacher, f"{LIST}?xem-lai")
    assert "Bài cũ" in shown
    assert "Bài còn mới" not in shown


def test_a_long_list_takes_no_more_queries_than_a_short_one(client: Client, at: School, django_assert_num_queries):
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category)
    client.force_login(at.teacher)

    def make(count: int) -> None:
        states = {"unit": at.unit, "category": category, "created_by": at.teacher, "submitted": True}
        ArticleFactory.create_batch(count, **states)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make(2)
    client.get(LIST, {"muc": "cho-duyet"})
    with CaptureQueriesContext(connection) as few:
        client.get(LIST, {"muc": "cho-duyet"})
    make(8)
    with django_assert_num_queries(len(few)):
        client.get(LIST, {"muc": "cho-duyet"})


def test_drafts_of_another_school_are_not_found(client: Client, at: School):
    foreign = written(school())
    client.force_login(at.teacher)
    for name in ("detail", "edit", "preview", "versions"):
        assert client.get(reverse(f"news:{name}", args=[foreign.pk])).status_code == 404


def test_an_article_goes_from_the_writer_to_readers(client: Client, at: School):
    article = written(at)
    client.force_login(at.teacher)
    client.post(reverse("news:submit", args=[article.pk]), {"note": "Nhờ thầy xem"})
    client.force_login(at.head)
    url = article.get_absolute_url()
    shown = client.get(url).content.decode()
    assert "Nhờ thầy xem" in shown
    seen = Article.objects.get(pk=article.pk).last_step
    client.post(reverse("news:approve", args=[article.pk]), {"da_xem": seen})
    article.refresh_from_db()
    assert article.is_live
    assert "Hoạt động đã ghi" in client.get(url).content.decode()


def test_what_is_missing_is_said_before_submitting(client: Client, at: School):
    article = written(at, body="")
    shown = page(client, at.teacher, reverse("news:submit", args=[article.pk]))
    assert "Bài chưa có nội dung" in shown


def test_a_similar_published_article_is_pointed_out_before_submitting(client: Client, at: School):
    first = sent(at, title="Ngày hội đọc sách")
    first.approve(by=at.head)
    again = written(at, title="Ngay hoi doc sach")
    shown = page(client, at.teacher, reverse("news:submit", args=[again.pk]))
    assert "Đã có bài gần giống" in shown
    assert first.title in shown


def test_a_return_needs_a_note(client: Client, at: School):
    article = sent(at)
    client.force_login(at.head)
    url = reverse("news:send_back", args=[article.pk])
    assert client.post(url, {"note": " "}).status_code == 422
    assert client.post(url, {"note": "Sửa tiêu đề"}).status_code == 302
    assert "Sửa tiêu đề" in page(client, at.teacher, article.get_absolute_url())


def test_a_withdrawn_article_says_why_on_its_page(client: Client, at: School):
    article = sent(at)
    article.approve(by=at.head)
    client.force_login(at.head)
    url = reverse("news:withdraw", args=[article.pk])
    assert client.post(url, {}).status_code == 422
    client.post(url, {"note": "Số liệu chưa đúng"})
    assert "Số liệu chưa đúng" in page(client, at.teacher, article.get_absolute_url())


def test_the_hour_of_an_approved_article_is_changed(client: Client, at: School):
    article = sent(at, publish_at=timezone.now() + dt.timedelta(days=1))
    article.approve(by=at.head)
    client.force_login(at.teacher)
    url = reverse("news:schedule", args=[article.pk])
    assert client.post(url, {"publish_at_0": "01/01/2020", "publish_at_1": "8h"}).status_code == 422
    later = timezone.localtime() + dt.timedelta(days=3)
    client.post(url, {"publish_at_0": f"{later:%d/%m/%Y}", "publish_at_1": "8h30"})
    article.refresh_from_db()
    assert f"{timezone.localtime(article.publish_at):%d/%m %H:%M}" == f"{later:%d/%m} 08:30"


def test_a_version_shows_what_changed_and_comes_back(client: Client, at: School):
    from lantoa.news.writing import Text, save

    article = written(at, body="<p>Sân trường sạch, lớp học xanh.</p>")
    save(article, Text("Tin", "", "<p>Sân trường đẹp, lớp học xanh.</p>"), version=article.version, by=at.head)
    shown = page(client, at.teacher, reverse("news:version", args=[article.pk, 3]))
    assert "<ins>đẹp" in shown
    client.post(reverse("news:restore", args=[article.pk, 2]))
    assert "sạch" in Article.objects.get(pk=article.pk).body


def test_what_an_article_serves_leads_to_that_work(client: Client, at: School):
    work = owe(province(), at.unit)
    article = sent(at, obligations=[work])
    assert f'href="{reverse("ledger:detail", args=[work.pk])}"' in page(client, at.head, article.get_absolute_url())

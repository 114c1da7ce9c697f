"""A head approves an article from the address in a mail: it is read with its pictures and published."""

import re

import pytest
from django.core import mail

from lantoa.news import files, plain
from lantoa.news.factories import CategoryFactory, CategoryStepFactory
from lantoa.news.models import Article
from lantoa.news.tests import published
from lantoa.news.tests.desk import picture, school, written
from lantoa.review import links
from lantoa.review.enums import ReviewState
from lantoa.review.linkable import may_ask
from tests.html import PageClient

pytestmark = pytest.mark.django_db


def test_the_head_reads_it_with_its_pictures_and_it_is_published(client: PageClient):
    at = school()
    at.head.email = "hieutruong@truong.example.vn"
    at.head.save()
    article = written(at)
    (photo, *_), _ = files.add(article, [picture()], by=at.teacher)
    files.describe(photo, alt="Sân trường", caption="", is_decorative=False)
    article.submit(by=at.teacher)
    links.send(article, to=at.head, by=at.teacher)
    path = "/duyet/" + re.findall(r"/duyet/(\S+)", str(mail.outbox[-1].body))[0]
    page = client.get(path).content.decode()
    assert 'src="data:image/' in page
    assert "Duyệt và đăng" in page
    client.post(f"{path}dong-y/")
    assert Article.objects.get().review_state == ReviewState.ISSUED
    assert article.transitions.filter(to_state="approved").get().note == "Duyệt qua đường dẫn một lần"


def test_while_another_looks_first_no_link_goes_to_the_head():
    at = school()
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category)
    article = written(at, category=category)
    article.submit(by=at.teacher)
    assert not may_ask(at.teacher, article)


def test_what_the_page_does_not_show_is_said(client: PageClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plain, "MOST", 1)
    at = school()
    at.head.email = "hieutruong@truong.example.vn"
    at.head.save()
    article = written(at)
    for row in files.add(article, [picture(), picture("hai.jpg", size=(600, 400))], by=at.teacher)[0]:
        files.describe(row, alt="Sân trường", caption="", is_decorative=False)
    published.document(article)
    article.submit(by=at.teacher)
    links.send(article, to=at.head, by=at.teacher)
    path = "/duyet/" + re.findall(r"/duyet/(\S+)", str(mail.outbox[-1].body))[0]
    assert "Trang này chưa hiện nội dung 1 tài liệu và 1 ảnh." in client.get(path).content.decode()

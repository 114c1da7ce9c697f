"""A head approves an article from the address in a mail: it is read with its pictures and published."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.factories import CategoryFactory, CategoryStepFactory
from lantoa.news.models import Article
from lantoa.news.tests import published
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.review import links
from lantoa.review.enums import ReviewState
from lantoa.review.linkable import may_ask
from lantoa.review.models import ApprovalLink
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
    assert f"{path}tep/{photo.key}/" in page
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


def linked(at: School) -> tuple[Article, str]:
    """An article with a picture and a document, waiting for its head; the address in the head's mail."""
    at.head.email = "hieutruong@truong.example.vn"
    at.head.save()
    article = written(at)
    (photo, *_), _ = files.add(article, [picture()], by=at.teacher)
    files.describe(photo, alt="Sân trường", caption="", is_decorative=False)
    published.document(article)
    article.submit(by=at.teacher)
    links.send(article, to=at.head, by=at.teacher)
    return article, "/duyet/" + re.findall(r"/duyet/(\S+)", str(mail.outbox[-1].body))[0]


def test_documents_and_pictures_are_opened_without_signing_in(client: PageClient):
    article, path = linked(school())
    page = client.get(path).content.decode()
    for row in article.files.all():
        address = f"{path}tep/{row.key}/"
        assert address in page
        answer = client.get(address)
        assert answer.status_code == 200
        shown = "inline" if row.kind == FileKind.PHOTO else "attachment"
        assert answer["Content-Disposition"].startswith(shown)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_its_store_has_lost_is_said_to_be_lost(client: PageClient):
    article, path = linked(school())
    row = article.files.exclude(kind=FileKind.PHOTO).get()
    row.file.storage.delete(row.file.name)
    answer = client.get(f"{path}tep/{row.key}/")
    assert answer.status_code == 404
    assert "Kho lưu trữ không còn tệp này" in answer.content.decode()


def test_files_are_gone_with_the_link(client: PageClient):
    article, path = linked(school())
    addresses = [f"{path}tep/{row.key}/" for row in article.files.all()]
    ApprovalLink.objects.update(expires_at=timezone.now())
    assert [client.get(one).status_code for one in addresses] == [410, 410]
    ApprovalLink.objects.update(expires_at=timezone.now() + dt.timedelta(hours=1))
    client.post(f"{path}tra-lai/", {"note": "Thiếu tên tác giả"})
    assert [client.get(one).status_code for one in addresses] == [410, 410]


def test_a_link_opens_no_file_of_another_article_and_no_guess_opens_any(client: PageClient):
    at = school()
    article, path = linked(at)
    (foreign, *_), _ = files.add(written(at, title="Bài khác"), [picture()], by=at.teacher)
    assert client.get(f"{path}tep/{foreign.key}/").status_code == 404
    (own, *_) = article.files.all()
    assert client.get(f"/duyet/khong-co-that/tep/{own.key}/").status_code == 404


def test_what_was_decided_is_named_and_leads_to_the_published_article(client: PageClient):
    article, path = linked(school())
    said = client.post(f"{path}dong-y/").content.decode()
    article.refresh_from_db()
    assert "Đã duyệt và đăng." in said
    assert article.title in said
    assert f'href="{article.public_url}"' in said


def test_what_was_returned_is_named_and_leads_nowhere(client: PageClient):
    article, path = linked(school())
    said = client.post(f"{path}tra-lai/", {"note": "Thiếu tên tác giả"}).content.decode()
    assert "Đã trả lại kèm lý do." in said
    assert article.title in said
    assert "/tin-tuc/" not in said.split("<main")[1].split("</main>")[0]


def test_an_article_with_its_hour_says_when_it_will_be_out(client: PageClient):
    article, path = linked(school())
    Article.objects.filter(pk=article.pk).update(publish_at=timezone.now() + dt.timedelta(days=2))
    said = client.post(f"{path}dong-y/").content.decode()
    assert "Bài tự đăng lúc" in said

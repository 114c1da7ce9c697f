"""What was withdrawn is written again without typing it again."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from lantoa.news import files
from lantoa.news.factories import CategoryFactory
from lantoa.news.models import Article
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.news.withdrawing import withdraw
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def out(at: School) -> Article:
    """Published, with a picture in its text and a keyword."""
    made = written(at, category=CategoryFactory.make(), tags=["đọc sách"])
    (row,), _ = files.add(made, [picture()], by=at.teacher)
    files.describe(row, alt="Sân trường", caption="", is_decorative=False)
    made.body += f'<figure><img src="/tin-tuc/anh/{row.key}/vua" alt="Sân trường"></figure>'
    made.save()
    made.submit(by=at.teacher)
    made.approve(by=at.head)
    return Article.objects.get()


def test_a_withdrawn_article_becomes_a_draft_with_its_text_files_and_filing(client: Client, at: School, out: Article):
    withdraw(out, note="Sai tên người được khen.", by=at.head)
    client.force_login(at.teacher)
    assert "Soạn lại từ bài này" in client.get(out.get_absolute_url()).content.decode()
    client.post(reverse("news:write_again", args=[out.pk]))
    fresh = Article.objects.exclude(pk=out.pk).get()
    assert (fresh.review_state, fresh.title, fresh.category) == (ReviewState.DRAFT, out.title, out.category)
    assert [tag.name for tag in fresh.tags.all()] == ["đọc sách"]
    old, row = out.files.get(), fresh.files.get()
    assert str(row.key) in fresh.body
    assert str(old.key) not in fresh.body
    assert (row.alt, row.is_cover) == ("Sân trường", True)
    assert client.get(reverse("news:picture", args=[row.key, "vua"])).status_code == 200
    files.remove(row, by=at.teacher)
    assert default_storage.exists(old.file.name)


def test_a_live_article_is_not_doubled(client: Client, at: School, out: Article):
    client.force_login(at.teacher)
    assert "Soạn lại từ bài này" not in client.get(out.get_absolute_url()).content.decode()
    client.post(reverse("news:write_again", args=[out.pk]))
    assert Article.objects.count() == 1

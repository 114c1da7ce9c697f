"""Where the site asks heads for a second factor, nothing reaches readers, changes before them or leaves them without
it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.news.models import Article
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.review.enums import ReviewState
from tests.html import PageClient

pytestmark = pytest.mark.django_db

ACTS = [
    ("approve", ReviewState.SUBMITTED),
    ("publish", ReviewState.APPROVED),
    ("urgent", ReviewState.DRAFT),
    ("correct", ReviewState.ISSUED),
    ("withdraw", ReviewState.ISSUED),
]


@pytest.fixture
def at(settings: Any, monkeypatch: pytest.MonkeyPatch) -> School:
    """A school whose head has a second factor and has not given it in this session."""
    monkeypatch.setattr("lantoa.accounts.second_factor.has_one", lambda user: True)
    settings.SECOND_FACTOR_FOR_HEADS = True
    return school()


def standing(at: School, state: ReviewState) -> Article:
    """An article that has come so far."""
    article = written(at)
    since = timezone.now() if state == ReviewState.ISSUED else None
    Article.objects.filter(pk=article.pk).update(review_state=state, published_at=since)
    return article


def typed(article: Article) -> dict[str, Any]:
    """What each of the acts asks for; more than one act needs does no harm."""
    return {
        "version": article.version,
        "title": "Ngày hội đọc sách lần hai",
        "body": article.body,
        "notice": "Là lần hai, không phải lần đầu.",
        "note": "Ảnh chưa có đồng ý của phụ huynh.",
    }


@pytest.mark.parametrize(("name", "state"), ACTS)
def test_a_head_gives_the_second_factor_before_anything_changes_for_readers(
    client: PageClient, at: School, name: str, state: ReviewState
):
    article = standing(at, state)
    client.force_login(at.head)
    answer = client.post(reverse(f"news:{name}", args=[article.pk]), typed(article))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    article.refresh_from_db()
    assert (article.review_state, article.title) == (state, "Ngày hội đọc sách")


@pytest.mark.parametrize("name", ["correct", "withdraw"])
def test_it_is_asked_for_before_anything_is_typed(client: PageClient, at: School, name: str):
    article = standing(at, ReviewState.ISSUED)
    client.force_login(at.head)
    answer = client.get(reverse(f"news:{name}", args=[article.pk]))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_files_chosen_for_a_correction_are_asked_for_again_and_nothing_is_saved_without_them(
    client: PageClient, at: School, monkeypatch: pytest.MonkeyPatch
):
    """What was sent before the second factor is done after it (allauth), but for its files."""
    article = standing(at, ReviewState.ISSUED)
    client.force_login(at.head)
    address = reverse("news:correct", args=[article.pk])
    client.post(address, {**typed(article), "files": picture()})
    monkeypatch.setattr("lantoa.accounts.second_factor.was_given_lately", lambda request: True)
    resumed = client.post(address, typed(article))
    assert resumed.status_code == 422
    said = resumed.content.decode()
    assert "Chọn lại tệp rồi lưu" in said
    assert "Ngày hội đọc sách lần hai" in said
    article.refresh_from_db()
    assert article.title == "Ngày hội đọc sách"
    client.post(address, {**typed(article), "files": picture(), "files_alt": "Sân trường"})
    article.refresh_from_db()
    assert article.title == "Ngày hội đọc sách lần hai"


@pytest.mark.parametrize(("name", "state"), [("correct", ReviewState.ISSUED), ("withdraw", ReviewState.WITHDRAWN)])
def test_once_it_was_given_the_act_is_done(
    client: PageClient, at: School, monkeypatch: pytest.MonkeyPatch, name: str, state: ReviewState
):
    monkeypatch.setattr("lantoa.accounts.second_factor.was_given_lately", lambda request: True)
    article = standing(at, ReviewState.ISSUED)
    client.force_login(at.head)
    client.post(reverse(f"news:{name}", args=[article.pk]), typed(article))
    article.refresh_from_db()
    assert article.review_state == state
    assert (article.title == "Ngày hội đọc sách lần hai") == (name == "correct")

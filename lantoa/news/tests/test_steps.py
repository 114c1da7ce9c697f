"""A category asks for looks before the head's; people on the way are told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import Membership, User
from lantoa.news.claiming import claim, release
from lantoa.news.factories import ArticleFactory, CategoryFactory, CategoryStepFactory
from lantoa.news.models import Article
from lantoa.news.models.stepping import deciders
from lantoa.news.tests.desk import School, school, written
from lantoa.news.waiting import waiting
from lantoa.notices.models import Notice
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def article(at: School) -> Article:
    """Submitted, of a category that an editor looks at first."""
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category, name="Biên tập")
    made = written(at, category=category)
    made.submit(by=at.teacher)
    return made


def test_the_look_of_the_category_comes_before_the_head(at: School, article: Article):
    assert article.may_approve(at.editor)
    with pytest.raises(PermissionDenied):
        article.approve(by=at.head)
    article.approve(by=at.editor, note="Gọn, đúng")
    assert article.review_state == ReviewState.SUBMITTED
    assert [(one.name, one.by, one.note) for one in article.passes.all()] == [("Biên tập", at.editor, "Gọn, đúng")]
    article.approve(by=at.head)
    assert article.review_state == ReviewState.ISSUED


def test_the_next_to_look_is_told(at: School, article: Article):
    assert Notice.objects.filter(user=at.editor, text__startswith="Chờ duyệt").exists()
    assert not Notice.objects.filter(user=at.head, text__startswith="Chờ duyệt").exists()
    article.approve(by=at.editor)
    assert Notice.objects.filter(user=at.head, text__startswith="Chờ duyệt").exists()


def test_on_return_the_author_and_who_looked_before_get_the_note(at: School, article: Article):
    article.approve(by=at.editor)
    article.send_back(by=at.head, note="Thiếu số liệu")
    told = Notice.objects.filter(text__startswith="Trả lại", note__contains="Thiếu số liệu")
    assert {one.user for one in told} == {at.teacher, at.editor}


def test_submitted_again_it_takes_all_looks_again(at: School, article: Article):
    article.approve(by=at.editor)
    article.send_back(by=at.head, note="Thiếu số liệu")
    article.submit(by=at.teacher)
    assert article.may_approve(at.editor)
    assert not article.may_approve(at.head)


def test_a_look_dropped_after_it_was_passed_does_not_take_the_next_along(client: Client, at: School, article: Article):
    legal = CategoryStepFactory.make(category=article.category, name="Soát pháp luật", role=Role.OFFICE, order=2)
    lawyer = UserFactory.make(role=Role.OFFICE, role__unit=at.top)
    article.approve(by=at.editor)
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=at.top))
    first = article.category.steps.get(name="Biên tập")
    client.post(reverse("news:step_drop", args=[article.category_id, first.pk]))
    waiting = Article.objects.get()
    assert waiting.next_step() == legal
    with pytest.raises(PermissionDenied):
        waiting.approve(by=at.head)
    waiting.approve(by=lawyer)
    waiting.approve(by=at.head)
    assert waiting.review_state == ReviewState.ISSUED


def test_a_look_added_after_one_was_dropped_is_the_last(client: Client, at: School, article: Article):
    CategoryStepFactory.make(category=article.category, name="Soát pháp luật", order=2)
    article.category.steps.get(name="Biên tập").delete()
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=at.top))
    given = {"buoc-name": "Văn thư", "buoc-role": Role.OFFICE}
    client.post(reverse("news:step_add", args=[article.category_id]), given)
    assert [step.name for step in article.category.steps.all()] == ["Soát pháp luật", "Văn thư"]
    assert len({step.order for step in article.category.steps.all()}) == 2


def test_looks_put_in_another_order_send_what_waits_to_the_new_first(at: School, article: Article):
    legal = CategoryStepFactory.make(category=article.category, name="Soát pháp luật", role=Role.OFFICE, order=2)
    editing = article.category.steps.get(name="Biên tập")
    legal.move(up=True)
    assert Article.objects.get().next_step() == legal
    Article.objects.get().approve(by=UserFactory.make(role=Role.OFFICE, role__unit=at.top))
    assert Article.objects.get().next_step() == editing


def test_where_nobody_holds_the_role_the_head_looks(at: School):
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category, role=Role.OFFICE)
    article = written(at, category=category)
    article.submit(by=at.teacher)
    article.approve(by=at.head)
    assert article.review_state == ReviewState.SUBMITTED
    article.approve(by=at.head)
    assert article.review_state == ReviewState.ISSUED


def test_who_opened_the_page_before_another_looked_decides_on_nothing_unread(at: School, article: Article):
    seen = article.last_step
    article.approve(by=at.editor)
    with pytest.raises(ValidationError, match="Đọc lại bản mới"):
        Article.objects.get(pk=article.pk).approve(by=at.head, seen=seen)


def test_deciders_of_many_articles_are_found_in_few_queries(at: School, django_assert_max_num_queries):
    category = CategoryFactory.make()
    CategoryStepFactory.make(category=category)
    ArticleFactory.create_batch(6, submitted=True, unit=at.unit, category=category, created_by=at.teacher)
    rows = Article.objects.select_related("unit", "category").prefetch_related("category__steps")
    with django_assert_max_num_queries(4):
        found = deciders(rows)
    assert all([held.user for held in people] == [at.editor] for people in found.values())


def test_a_reviewer_claims_with_a_day(at: School, article: Article):
    day = timezone.localdate() + dt.timedelta(days=3)
    claim(article, by=at.editor, due=day)
    assert (article.claimed_by, article.claim_due) == (at.editor, day)
    other = UserFactory.make(role=Role.EDITOR, role__unit=at.top)
    with pytest.raises(ValidationError, match="đã nhận xem"):
        claim(article, by=other)
    release(article, by=at.editor)
    claim(article, by=other)
    assert article.claim_due > timezone.localdate()


def test_a_claim_that_is_over_or_of_one_who_decides_no_more_is_free_to_others(
    client: Client, at: School, article: Article
):
    other = UserFactory.make(role=Role.EDITOR, role__unit=at.top)
    claim(article, by=at.editor)
    client.force_login(other)
    assert not waiting(other)
    assert "Tôi nhận xem" not in client.get(article.get_absolute_url()).content.decode()
    Article.objects.update(claim_due=timezone.localdate() - dt.timedelta(days=1))
    assert [one.title for one in waiting(other)] == [str(article)]
    assert "Tôi nhận xem" in client.get(article.get_absolute_url()).content.decode()
    claim(Article.objects.get(), by=other)
    assert not waiting(at.editor)
    Membership.objects.filter(user=other).update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    assert [one.title for one in waiting(User.objects.get(pk=at.editor.pk))] == [str(article)]
    claim(Article.objects.get(), by=at.editor)
    assert Article.objects.get().claimed_by == at.editor


def test_only_who_may_decide_claims(at: School, article: Article):
    with pytest.raises(PermissionDenied):
        claim(article, by=at.teacher)


def test_a_decision_ends_the_claim(at: School, article: Article):
    claim(article, by=at.editor)
    article.send_back(by=at.editor, note="Viết lại mở đầu")
    assert Article.objects.get(pk=article.pk).claimed_by is None

"""Writing: begun once, saved over nobody, kept version by version."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.edits import EditConflict
from lantoa.news import writing
from lantoa.news.comparing import compared
from lantoa.news.factories import BODY
from lantoa.news.models import Article, ArticleVersion
from lantoa.news.tests.desk import School, school, written
from lantoa.news.writing import Text, restore, save, start, tags_named
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


def test_one_form_sent_twice_makes_one_article(at: School):
    key = uuid.uuid4()
    first = start(at.unit, title="Tin", by=at.teacher, form_key=key)
    assert start(at.unit, title="Tin", by=at.teacher, form_key=key) == first
    assert Article.objects.count() == 1


def test_nobody_writes_for_a_school_that_is_not_theirs(at: School):
    stranger = UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make(upper=True, parent=at.top))
    with pytest.raises(PermissionDenied):
        start(at.unit, title="Tin", by=stranger)
    assert not Article.objects.visible_to(stranger).filter(pk=written(at).pk).exists()


def test_what_is_saved_is_clean(at: School):
    article = written(at, body="<p onclick='x'>Chữ</p><script>alert(1)</script>")
    assert article.body == "<p>Chữ</p>"


def test_the_second_of_two_who_edit_is_told_and_overwrites_nothing(at: School):
    article = written(at)
    held = article.version
    save(Article.objects.get(pk=article.pk), Text("Của người kia", "", BODY), version=held, by=at.head)
    with pytest.raises(EditConflict):
        save(article, Text("Của tôi", "", BODY), version=held, by=at.teacher)
    assert Article.objects.get(pk=article.pk).title == "Của người kia"


def test_an_article_that_was_submitted_is_not_edited(at: School):
    article = written(at)
    article.submit(by=at.teacher)
    with pytest.raises(ValidationError, match="không sửa được"):
        save(article, Text("Khác", "", BODY), version=article.version, by=at.teacher)


def test_saves_of_one_sitting_are_one_version(at: School):
    article = written(at)
    for words in ("một", "hai", "ba"):
        save(article, Text("Tin", "", f"<p>{words}</p>"), version=article.version, by=at.teacher)
    assert [one.body for one in article.versions.all()] == ["<p>ba</p>", ""]


def test_another_person_or_another_sitting_makes_a_version(at: School):
    article = written(at)
    save(article, Text("Tin", "", "<p>thủ trưởng</p>"), version=article.version, by=at.head)
    ArticleVersion.objects.update(at=timezone.now() - writing.SITTING - dt.timedelta(minutes=1))
    save(article, Text("Tin", "", "<p>sau bữa trưa</p>"), version=article.version, by=at.head)
    assert article.versions.count() == 4


def test_two_versions_are_compared_word_by_word(at: School):
    article = written(at, body="<p>Sân trường rộng</p>")
    save(article, Text("Ngày hội đọc", "", "<p>Sân trường rất rộng</p>"), version=article.version, by=at.head)
    new, old = article.versions.all()[:2]
    shown = compared(old, new)
    assert "<ins>rất" in shown["body"]
    assert "<del>sách" in shown["title"]


def test_a_title_that_looks_like_a_tag_is_shown_as_text(at: School):
    article = written(at, title="<b>Đậm</b> & nhạt")
    save(article, Text("<script>x</script>", "", BODY), version=article.version, by=at.head)
    new, old = article.versions.all()[:2]
    assert "<script" not in compared(old, new)["title"]


def test_a_restored_version_is_a_new_one(at: School):
    article = written(at, body="<p>Bản đầu</p>")
    save(article, Text("Tin", "", "<p>Bản sau</p>"), version=article.version, by=at.head)
    restore(article, 2, version=article.version, by=at.teacher)
    assert article.body == "<p>Bản đầu</p>"
    assert article.versions.first().note == "Lấy lại bản 2"
    assert article.versions.count() == 4


def test_a_draft_is_deleted_but_nothing_that_readers_saw(at: School):
    article = written(at)
    article.submit(by=at.teacher)
    with pytest.raises(ValidationError, match="Chỉ xóa được bản nháp"):
        writing.delete(article, by=at.teacher)
    article.take_back(by=at.teacher)
    writing.delete(article, by=at.teacher)
    assert not Article.objects.exists()


def test_tags_of_one_word_are_one_whatever_its_accents(at: School):
    first = tags_named(["Chuyển đổi số", "học bạ"])
    assert [tag.pk for tag in tags_named(["chuyen doi so", "CHUYỂN ĐỔI SỐ"])] == [first[0].pk]


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("", BODY, "tiêu đề"),
        ("Tin", "<p> </p>", "Bài chưa có nội dung"),
        ("Tin", "<p>Ngắn</p>", "Nội dung mới có 4 ký tự, ít nhất 30"),
    ],
    ids=["no title", "no text", "too short"],
)
def test_what_is_missing_blocks_the_submission(at: School, title: str, body: str, said: str):
    article = written(at, title=title, body=body)
    with pytest.raises(ValidationError, match=said):
        article.submit(by=at.teacher)

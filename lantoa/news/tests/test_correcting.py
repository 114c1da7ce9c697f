"""A published article put right: readers are told, figures and files never change unsaid."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from lantoa.audit.edits import EditConflict
from lantoa.news import events, files
from lantoa.news.correcting import Said, correct
from lantoa.news.factories import BODY, CategoryFactory
from lantoa.news.models import Article, ArticleFile
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.news.writing import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def article(at: School) -> Article:
    """Live, with one picture in its text."""
    made = written(at)
    (row,), _ = files.add(made, [picture()], by=at.teacher)
    files.describe(row, alt="Sân trường", caption="", is_decorative=False)
    made.body = f'{BODY}<figure><img src="/tin-tuc/anh/{row.key}/vua" alt="Sân trường"></figure>'
    made.save()
    made.submit(by=at.teacher)
    made.approve(by=at.head)
    return Article.objects.get()


@pytest.fixture
def head(client: Client, at: School) -> Client:
    client.force_login(at.head)
    return client


def url(article: Article) -> str:
    return reverse("news:correct", args=[article.pk])


def typed(article: Article, **more: Any) -> dict[str, Any]:
    """The page as it was opened, sent back with what is other."""
    row = article.files.first()
    given = {
        "version": article.version,
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "category": article.category_id or "",
        "tags": "",
        f"tep-{row.pk}-alt": row.alt,
    }
    return {**given, **more}


def named(row: ArticleFile, field: str) -> str:
    return f"tep-{row.pk}-{field}"


def test_a_correction_is_said_to_readers(at: School, article: Article, monkeypatch: pytest.MonkeyPatch):
    heard: list[Article] = []
    monkeypatch.setattr(events, "on_changed", [heard.append])
    text = Text("Ngày hội đọc sách lần 2", "", article.body)
    with pytest.raises(PermissionDenied):
        correct(article, text, Said("Sửa tên"), version=article.version, by=at.teacher)
    with pytest.raises(ValidationError, match="đính chính"):
        correct(article, text, Said(" "), version=article.version, by=at.head)
    address = article.slug
    correct(article, text, Said("Sửa tên ngày hội"), version=article.version, by=at.head)
    assert article.corrections.get().text == "Sửa tên ngày hội"
    assert article.slug == address
    assert article.versions.first().note == "Đính chính: Sửa tên ngày hội"
    assert heard == [article]


def test_spelling_is_mended_without_a_word_to_readers(head: Client, article: Article):
    answer = head.post(url(article), typed(article, lead="Tóm tắt gọn.", is_spelling="on"))
    assert answer.status_code == 302
    now = Article.objects.get()
    assert (now.lead, now.corrected_at) == ("Tóm tắt gọn.", None)
    assert not now.corrections.exists()


@pytest.mark.parametrize(("old", "new"), [("312", "321"), ("3/4", "4/4"), ("1.200", "1.300")])
def test_a_figure_is_no_spelling(at: School, article: Article, old: str, new: str):
    body = f"<p>Có {old} em dự.</p>{BODY}"
    correct(article, Text(article.title, "", body), Said("Thêm số"), version=article.version, by=at.head)
    changed = Text(article.title, "", body.replace(old, new))
    with pytest.raises(ValidationError, match=rf"đổi số liệu \({new}\)"):
        correct(article, changed, Said(is_spelling=True), version=article.version, by=at.head)


def test_a_picture_is_taken_away_with_a_word(head: Client, article: Article, django_capture_on_commit_callbacks: Any):
    row = article.files.get()
    kept = row.file.name
    refused = head.post(url(article), typed(article, **{named(row, "is_dropped"): "on"}, is_spelling="on"))
    assert "Đã thêm, thay hoặc bỏ tệp nên cần lời đính chính" in refused.content.decode()
    assert article.files.exists()
    with django_capture_on_commit_callbacks(execute=True):
        given = {named(row, "is_dropped"): "on", "notice": "Bỏ một ảnh theo đề nghị của gia đình."}
        head.post(url(article), typed(article, **given))
    now = Article.objects.get()
    assert not now.files.exists()
    assert "<img" not in now.body
    assert not default_storage.exists(kept)
    assert head.get(reverse("news_public:picture", args=[row.key, "vua"])).status_code == 404


def test_another_picture_stands_in_its_place(head: Client, article: Article):
    row = article.files.get()
    given = {
        named(row, "instead"): picture("khac.jpg", size=(900, 600)),
        named(row, "alt"): "Thư viện",
        "notice": "Thay ảnh chụp nhầm lớp.",
    }
    assert head.post(url(article), typed(article, **given)).status_code == 302
    now = Article.objects.get()
    fresh = now.files.get()
    assert fresh.key != row.key
    assert (fresh.alt, fresh.is_cover) == ("Thư viện", True)
    assert str(fresh.key) in now.body
    assert str(row.key) not in now.body


def test_a_picture_is_added_with_its_words(head: Client, article: Article):
    more = {"files": [picture("hai.jpg", size=(640, 480))], "notice": "Thêm ảnh."}
    silent = head.post(url(article), typed(article, **more))
    assert "chưa có mô tả" in silent.content.decode()
    more["files"] = [picture("hai.jpg", size=(640, 480))]
    head.post(url(article), typed(article, **more, files_alt="Lễ trao giải"))
    assert sorted(row.alt for row in article.files.all()) == ["Lễ trao giải", "Sân trường"]


def test_what_is_no_picture_changes_nothing(head: Client, article: Article):
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>")
    answer = head.post(url(article), typed(article, title="Tên khác", files=[bad], notice="Sửa tên."))
    assert answer.status_code == 422
    assert "không phải ảnh" in answer.content.decode()
    assert Article.objects.get().title == article.title


def test_over_another_s_correction_no_file_is_touched(at: School, head: Client, article: Article):
    row, mine = article.files.get(), typed(article)
    correct(Article.objects.get(), Text("Của họ", "", BODY), Said("Sửa"), version=article.version, by=at.head)
    answer = head.post(url(article), {**mine, named(row, "is_dropped"): "on", "notice": "Bỏ ảnh."})
    assert answer.status_code == 422
    assert "Bài này vừa được lưu ở một thẻ" in answer.content.decode()
    assert article.files.exists()
    with pytest.raises(EditConflict):
        correct(Article.objects.get(), Text("Cũ", "", BODY), Said("Sửa"), version=article.version, by=at.head)


def test_it_is_filed_anew_and_keeps_its_days(head: Client, article: Article):
    other = CategoryFactory.make(name="Gương tốt")
    given = {"category": other.pk, "tags": "đọc sách", "video_url": "https://example.vn/v", "is_spelling": "on"}
    Article.objects.update(review_on="2030-01-01")
    head.post(url(article), typed(article, **given))
    now = Article.objects.get()
    assert (now.category, now.video_url, now.review_on.isoformat()) == (other, "https://example.vn/v", "2030-01-01")
    assert [tag.name for tag in now.tags.all()] == ["đọc sách"]

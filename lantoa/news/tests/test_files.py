"""Pictures come out made anew, in three sizes; what lies about itself is refused or harmless."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.cleaning import picture_path
from lantoa.news.models import Article, ArticleFile
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.news.writing import Text, save

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def article(at: School) -> Article:
    return written(at)


def add(article: Article, *uploads: Any) -> tuple[list[ArticleFile], list[str]]:
    return files.add(article, uploads, by=article.created_by)


def sides(stored: Any) -> int:
    with Image.open(stored.open("rb")) as image:
        return max(image.size)


def test_a_picture_is_kept_in_three_sizes(article: Article):
    (row,), faults = add(article, picture(size=(3000, 2000)))
    assert not faults
    assert [sides(files.stored(row, size)) for size in ("lon", "vua", "nho")] == [2000, 1000, 400]
    assert row.is_cover


def test_place_and_camera_are_gone(article: Article):
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[1] = "MayAnh", "N"
    (row,), _ = add(article, picture(exif=exif))
    for size in ("lon", "vua", "nho"):
        content = files.stored(row, size).open("rb").read()
        assert b"Exif" not in content
        assert b"MayAnh" not in content


def test_a_forty_megapixel_picture_is_made_small(article: Article):
    (row,), faults = add(article, picture(size=(8000, 5000), quality=30))
    assert not faults
    assert sides(row.file) == 2000


def test_a_phone_s_heic_becomes_a_jpeg(article: Article):
    (row,), faults = add(article, picture("IMG_0001.HEIC", kind="HEIF"))
    assert not faults
    assert row.content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.svg", SVG),
        ("anh.jpg", SVG),
        ("anh.png", b"MZ\x90\x00" + b"\x00" * 200),
        ("anh.jpg", b"<html><script>alert(1)</script></html>"),
        ("anh.gif", b"GIF89a" + b"\xff" * 40),
        ("trong.jpg", b""),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(article: Article, name: str, content: bytes):
    rows, faults = add(article, SimpleUploadedFile(name, content, content_type="image/jpeg"))
    assert not rows
    assert len(faults) == 1
    assert name in faults[0]


def test_of_a_polyglot_nothing_but_the_pixels_is_left(article: Article):
    content = picture().read() + b"<script>alert(1)</script>PK\x03\x04"
    (row,), _ = add(article, SimpleUploadedFile("anh.jpg", content))
    assert b"script" not in row.file.open("rb").read()


def test_one_bad_file_does_not_lose_the_good_ones(article: Article):
    rows, faults = add(article, picture(), SimpleUploadedFile("x.svg", SVG), picture("khac.jpg", size=(900, 900)))
    assert len(rows) == 2
    assert len(faults) == 1


def test_the_same_picture_is_kept_once(article: Article):
    add(article, picture())
    add(article, picture())
    assert article.files.count() == 1


def test_documents_are_told_by_their_content(article: Article):
    (row,), _ = add(article, SimpleUploadedFile("to-roi.jpg", b"%PDF-1.7\n1 0 obj\n"))
    assert (row.kind, row.content_type, row.name) == (FileKind.DOCUMENT, "application/pdf", "to-roi.pdf")


def test_a_picture_without_words_keeps_the_article_from_being_submitted(article: Article):
    (row,), _ = add(article, picture("cho-co.jpg"))
    with pytest.raises(ValidationError, match=r"“cho-co.jpg” chưa có mô tả"):
        article.submit(by=article.created_by)
    files.describe(row, alt="", caption="", is_decorative=True)
    assert article.submit(by=article.created_by)


def test_the_words_of_a_picture_stand_in_the_text(article: Article):
    (row,), _ = add(article, picture())
    files.describe(row, alt="Học sinh chào cờ", caption="", is_decorative=False)
    body = f'<p>Chữ</p><figure><img src="{picture_path(row.key)}" alt="khác"></figure>'
    save(article, Text("Tin", "", body), version=article.version, by=article.created_by)
    assert f'<img src="{picture_path(row.key)}" alt="Học sinh chào cờ" width="1000" height="750">' in article.body


def test_a_picture_that_is_taken_away_leaves_the_text_and_the_disk(
    article: Article, django_capture_on_commit_callbacks
):
    (row, second), _ = add(article, picture(), picture("hai.jpg", size=(500, 400)))
    body = f'<p>Chữ của bài</p><figure><img src="{picture_path(row.key)}"></figure>'
    save(article, Text("Tin", "", body), version=article.version, by=article.created_by)
    name, storage = row.file.name, row.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(row, by=article.created_by)
    article.refresh_from_db()
    assert "img" not in article.body
    assert not storage.exists(name)
    second.refresh_from_db()
    assert second.is_cover


def test_a_picture_taken_away_from_an_older_page_leaves_the_newer_text(article: Article):
    (row,), _ = add(article, picture())
    held = ArticleFile.objects.select_related("article").get(pk=row.pk)
    save(article, Text("Tin", "", "<p>Viết sau đó.</p>"), version=article.version, by=article.created_by)
    files.remove(held, by=article.created_by)
    article.refresh_from_db()
    assert article.body == "<p>Viết sau đó.</p>"


def test_the_picture_of_another_article_does_not_stand_in_this_one(at: School, article: Article):
    (foreign,), _ = add(written(at, title="Bài khác"), picture())
    body = f'<p>Chữ</p><figure><img src="{picture_path(foreign.key)}"></figure>'
    save(article, Text("Tin", "", body), version=article.version, by=article.created_by)
    assert "img" not in article.body

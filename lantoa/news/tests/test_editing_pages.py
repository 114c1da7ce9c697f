"""Writing in the browser: nothing typed is lost, faults are one sentence, it works without scripts."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news import files
from lantoa.news.factories import BODY, SpecialPageFactory, TagFactory
from lantoa.news.models import Article
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.news.writing import Text, save

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def article(at: School) -> Article:
    return written(at)


@pytest.fixture
def writer(client: Client, at: School) -> Client:
    client.force_login(at.teacher)
    return client


def typed(article: Article, **more: Any) -> dict[str, Any]:
    given = {"version": article.version, "title": article.title, "lead": article.lead, "body": article.body}
    return {**given, **more}


def edit_url(article: Article) -> str:
    return reverse("news:edit", args=[article.pk])


def autosave_url(article: Article) -> str:
    return reverse("news:autosave", args=[article.pk])


def test_a_title_begins_an_article_once(writer: Client, at: School):
    given = {"title": "Lễ khai giảng", "unit": at.unit.pk, "form_key": str(uuid.uuid4())}
    for _ in range(2):
        answer = writer.post(reverse("news:new"), given)
    assert Article.objects.count() == 1
    assert answer.headers["Location"] == edit_url(Article.objects.get())


def test_a_title_of_300_letters_is_refused_in_one_sentence_and_stays(writer: Client, article: Article):
    long = "Hội nghị " * 33
    answer = writer.post(edit_url(article), typed(article, title=long))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "nhiều nhất 200" in shown
    assert long.strip() in shown


def test_the_text_is_saved_by_itself_and_says_when(writer: Client, article: Article):
    answer = writer.post(autosave_url(article), typed(article, body="<p>Đang viết dở</p>"), headers=HTMX)
    assert "Đã lưu lúc" in answer.content.decode()
    article.refresh_from_db()
    assert article.body == "<p>Đang viết dở</p>"
    assert f'name="version" value="{article.version}"' in answer.content.decode()


def test_saved_by_itself_never_goes_over_another_person_s_text(writer: Client, at: School, article: Article):
    mine = typed(article, title="Của tôi")
    save(Article.objects.get(pk=article.pk), Text("Của họ", "", BODY), version=article.version, by=at.head)
    for _ in range(2):
        answer = writer.post(autosave_url(article), mine, headers=HTMX)
        assert answer.status_code == 422
        assert f"{at.head} vừa lưu bài này lúc" in answer.content.decode()
        assert "Khác với phần đang viết: tiêu đề, tóm tắt." in answer.content.decode()
    assert Article.objects.get().title == "Của họ"
    held = Article.objects.get().version
    assert writer.post(edit_url(article), {**mine, "replaced": held}).status_code == 302
    assert Article.objects.get().title == "Của tôi"


def test_a_page_goes_on_from_its_own_save_whose_answer_did_not_reach_it(writer: Client, article: Article):
    page = typed(article, sitting=str(uuid.uuid4()))
    writer.post(autosave_url(article), {**page, "nth": 1, "title": "Gõ dở"}, headers=HTMX)
    again = writer.post(autosave_url(article), {**page, "nth": 2, "title": "Gõ thêm"}, headers=HTMX)
    assert again.status_code == 200
    pressed = writer.post(edit_url(article), {**page, "nth": 3, "title": "Gõ xong", "tiep": "trinh"})
    assert pressed.headers["Location"] == reverse("news:submit", args=[article.pk])
    late = writer.post(autosave_url(article), {**page, "nth": 2, "title": "Gõ thêm"}, headers=HTMX)
    assert late.status_code == 422
    assert Article.objects.get().title == "Gõ xong"


def test_a_save_of_one_s_other_page_or_of_another_person_is_told(writer: Client, at: School, article: Article):
    mine, other = (typed(article, sitting=str(uuid.uuid4())) for _ in range(2))
    writer.post(autosave_url(article), {**mine, "nth": 1, "title": "Ở máy tính"}, headers=HTMX)
    told = writer.post(edit_url(article), {**other, "nth": 2, "title": "Ở điện thoại"})
    assert told.status_code == 422
    assert "thẻ hay máy khác của chính ông (bà)" in told.content.decode()
    now = Article.objects.get()
    save(now, Text("Của họ", "", BODY), version=now.version, by=at.head)
    told = writer.post(edit_url(article), {**mine, "nth": 2, "title": "Của tôi"})
    assert told.status_code == 422
    assert "Của <ins>họ</ins> <del>tôi</del>" in " ".join(told.content.decode().split())
    assert Article.objects.get().title == "Của họ"


def test_an_article_deleted_meanwhile_leaves_the_text_with_its_writer(writer: Client, article: Article):
    given = typed(article, body="Công cả buổi sáng viết bài này")
    Article.objects.all().delete()
    answer = writer.post(edit_url(article), given)
    shown = answer.content.decode()
    assert answer.status_code == 404
    assert "đã bị xóa" in shown
    assert "Công cả buổi sáng" in shown
    new = {"title": "Tin", "lead": "", "body": given["body"], "unit": article.unit_id, "form_key": str(uuid.uuid4())}
    writer.post(reverse("news:new"), new)
    assert "Công cả buổi sáng" in Article.objects.get().body


def test_an_article_submitted_meanwhile_leaves_the_text_with_its_writer(writer: Client, at: School, article: Article):
    given = typed(article, body="Công cả buổi sáng viết bài này")
    article.submit(by=at.head)
    answer = writer.post(edit_url(article), given)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert f"{at.head} đã chuyển bài sang “Đã trình, chờ duyệt”" in shown
    assert "Công cả buổi sáng" in shown
    assert article.get_absolute_url() in shown
    by_itself = writer.post(autosave_url(article), given, headers=HTMX)
    assert by_itself.status_code == 422
    assert "Bấm Lưu để giữ" in by_itself.content.decode()
    assert Article.objects.get().body == BODY


def test_who_may_not_write_for_the_unit_is_shown_no_page_to_keep_text_on(client: Client, at: School, article: Article):
    article.submit(by=at.teacher)
    client.force_login(UserFactory.make(role=Role.LEADER, role__unit=at.unit))
    assert client.post(edit_url(article), typed(article)).status_code == 403


def test_without_scripts_a_blank_line_parts_paragraphs(writer: Client, article: Article):
    writer.post(edit_url(article), typed(article, body="Đoạn một.\r\n\r\nĐoạn hai."))
    article.refresh_from_db()
    assert article.body == "<p>Đoạn một.</p><p>Đoạn hai.</p>"


def test_text_and_pictures_are_sent_together_without_scripts(writer: Client, article: Article):
    writer.post(
        edit_url(article), typed(article, body="Có ảnh", files=[picture(), picture("hai.jpg", size=(600, 400))])
    )
    assert article.files.count() == 2


def test_a_bad_picture_is_one_sentence_and_the_text_is_saved(writer: Client, article: Article):
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>")
    answer = writer.post(edit_url(article), typed(article, body="Chữ mới", files=[bad]), follow=True)
    assert "không phải ảnh" in answer.content.decode()
    article.refresh_from_db()
    assert article.body == "<p>Chữ mới</p>"


def test_pictures_are_described_and_the_cover_is_chosen_in_the_same_form(writer: Client, at: School, article: Article):
    first, second = files.add(article, [picture(), picture("hai.jpg", size=(600, 400))], by=at.teacher)[0]
    words = {f"alt-{first.pk}": "Sân trường", f"alt-{second.pk}": "", f"trang-tri-{second.pk}": "on"}
    writer.post(autosave_url(article), typed(article, bia=str(second.key), **words))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.alt, second.is_decorative) == ("Sân trường", True)
    assert (first.is_cover, second.is_cover) == (False, True)


def test_words_of_pictures_that_stay_as_they_are_are_not_written_again(writer: Client, at: School, article: Article):
    (row, *_), _ = files.add(article, [picture()], by=at.teacher)
    given = {f"alt-{row.pk}": "Sân trường"}
    writer.post(autosave_url(article), typed(article, **given))
    article.refresh_from_db()
    with CaptureQueriesContext(connection) as asked:
        writer.post(autosave_url(article), typed(article, lead="Khác", **given))
    assert not [one for one in asked if 'UPDATE "news_articlefile"' in one["sql"]]


def test_pictures_come_and_go_while_writing(writer: Client, article: Article):
    answer = writer.post(reverse("news:upload", args=[article.pk]), {"files": [picture()]}, headers=HTMX)
    assert "Ảnh cho thấy gì?" in answer.content.decode()
    row = article.files.get()
    writer.post(reverse("news:file_drop", args=[article.pk, row.pk]), headers=HTMX)
    assert not article.files.exists()


def test_tags_special_pages_and_days_are_kept(writer: Client, article: Article):
    special = SpecialPageFactory.make()
    given = {"tags": "Đọc sách\nthư viện", "special_pages": special.pk, "review_on": "01/03/2027"}
    writer.post(edit_url(article), typed(article, **given))
    article.refresh_from_db()
    assert sorted(tag.name for tag in article.tags.all()) == ["thư viện", "Đọc sách"]
    assert article.special_pages.get() == special
    assert article.review_on.isoformat() == "2027-03-01"


def test_tags_are_suggested_without_accents(writer: Client):
    TagFactory.make(name="Chuyển đổi số")
    found = writer.get(reverse("news:tags"), {"q": "doi so"}, headers={"HX-Request": "true"}).content.decode()
    assert "Chuyển đổi số" in found
    assert "<html" not in found


def test_tags_opened_by_themselves_are_a_page(writer: Client, article: Article):
    article.tags.add(TagFactory.make(name="Chuyển đổi số"))
    TagFactory.make(name="Thư viện")
    whole = writer.get(reverse("news:tags"), {"q": "doi so"}).content.decode()
    assert "<html" in whole
    assert "Chuyển đổi số" in whole
    assert "chưa có bài đang đăng" in whole
    assert "Thư viện" not in whole


def test_a_submitted_article_is_not_open_for_writing(writer: Client, at: School, article: Article):
    article.submit(by=at.teacher)
    assert writer.get(edit_url(article)).status_code == 403


def test_a_draft_is_thrown_away(writer: Client, article: Article):
    writer.post(reverse("news:delete", args=[article.pk]))
    assert not Article.objects.exists()


def test_a_correction_is_written_in_the_same_way(client: Client, at: School, article: Article):
    article.submit(by=at.teacher)
    article.approve(by=at.head)
    client.force_login(at.head)
    url = reverse("news:correct", args=[article.pk])
    assert client.get(url).status_code == 200
    article.refresh_from_db()
    assert client.post(url, typed(article, title="Tên đúng")).status_code == 422
    client.post(url, typed(article, title="Tên đúng", notice="Sửa tên ngày hội"))
    article.refresh_from_db()
    assert article.title == "Tên đúng"
    assert article.corrections.get().text == "Sửa tên ngày hội"


def test_the_preview_is_the_readers_page_with_the_pictures_of_the_draft(writer: Client, at: School, article: Article):
    (row,), _ = files.add(article, [picture()], by=at.teacher)
    files.describe(row, alt="Sân trường", caption="", is_decorative=False)
    shown = writer.get(reverse("news:preview", args=[article.pk])).content.decode()
    assert "người đọc chưa thấy trang này" in shown
    assert f"/lam-viec/tin-bai/anh/{row.key}/vua" in shown
    assert "/tin-tuc/anh/" not in shown
    assert article.body in shown


def test_pictures_of_other_places_are_counted_before_they_go(writer: Client, at: School, article: Article):
    (row,), _ = files.add(article, [picture()], by=at.teacher)
    own = f'<figure><img src="/lam-viec/tin-bai/anh/{row.key}/vua" alt=""></figure>'
    body = f'<p>Từ Word</p><img src="file:///C:/Users/a/image1.png"><img width=3 src=data:image/png;base64,AA==>{own}'
    by_itself = writer.post(autosave_url(article), typed(article, body=body), headers=HTMX).content.decode()
    assert "2 ảnh từ nơi khác không giữ được" in by_itself
    article.refresh_from_db()
    pressed = writer.post(edit_url(article), typed(article, body=body), follow=True).content.decode()
    assert "2 ảnh từ nơi khác không giữ được" in pressed
    assert Article.objects.get().body.count("<img") == 1


def test_a_title_is_one_line_however_it_was_pasted(writer: Client, article: Article):
    writer.post(edit_url(article), typed(article, title="Ngày hội\r\nđọc sách\n"))
    assert Article.objects.get().title == "Ngày hội đọc sách"


def test_words_of_pictures_that_come_too_late_go_over_nobody_s_and_stay_on_the_page(
    writer: Client, at: School, article: Article
):
    (row,), _ = files.add(article, [picture()], by=at.teacher)
    mine = typed(article, **{f"alt-{row.pk}": "Lời của tôi"})
    files.describe(row, alt="Lời của họ", caption="", is_decorative=False)
    save(Article.objects.get(pk=article.pk), Text("Của họ", "", BODY), version=article.version, by=at.head)
    answer = writer.post(edit_url(article), mine)
    assert answer.status_code == 422
    assert 'value="Lời của tôi"' in answer.content.decode()
    row.refresh_from_db()
    assert row.alt == "Lời của họ"

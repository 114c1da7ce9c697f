"""An article that says nearly the same as a live one is pointed out, whatever its accents."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from lantoa.news import likeness
from lantoa.news.factories import ArticleFactory
from lantoa.news.models import Article, ArticleBand
from lantoa.vietnamese.text import fold

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>Ngày 20/11, nhà trường tổ chức lễ kỷ niệm Ngày Nhà giáo Việt Nam với sự tham dự của đông đảo thầy cô, cha mẹ "
    "học sinh và các thế hệ học trò. Tại buổi lễ, hiệu trưởng ôn lại truyền thống xây dựng và phát triển của trường, "
    "biểu dương những tấm gương tận tụy với nghề và trao thưởng cho các lớp đạt thành tích cao trong tháng thi đua.</p>"
)
OTHER = (
    "<p>Từ tuần này, hồ sơ chuyển trường được nộp hoàn toàn qua Cổng dịch vụ công. Phụ huynh đăng nhập bằng tài khoản "
    "định danh, chọn thủ tục, đính kèm học bạ bản chụp và theo dõi kết quả bằng tin nhắn, không phải đến trường.</p>"
)


def live(title: str, body: str) -> Article:
    article = ArticleFactory.make(published=True, title=title, lead="", body=body)
    likeness.sign(article)
    return article


def draft(title: str, body: str) -> Article:
    return ArticleFactory.make(title=title, lead="", body=body)


def test_a_text_with_a_few_words_changed_is_pointed_out():
    known = live("Lễ kỷ niệm Ngày Nhà giáo", TEXT)
    live("Nộp hồ sơ trực tuyến", OTHER)
    found = likeness.alike(
        draft("Kỷ niệm Ngày Nhà giáo", TEXT.replace("đông đảo", "nhiều").replace("tận tụy", "hết lòng"))
    )
    assert [one.article for one in found] == [known]
    assert found[0].percent > 60


def test_accents_do_not_hide_a_copy():
    known = live("Lễ kỷ niệm", TEXT)
    assert [one.article for one in likeness.alike(draft("Le ky niem", f"<p>{fold(TEXT)}</p>"))] == [known]


def test_another_text_on_the_same_day_is_not_pointed_out():
    live("Lễ kỷ niệm", TEXT)
    assert not likeness.alike(draft("Hồ sơ trực tuyến", OTHER))


def titled(title: str, beside: Article, body: str = OTHER) -> Article:
    return ArticleFactory.make(title=title, lead="", body=body, unit=beside.unit, created_by=beside.created_by)


def test_a_title_of_the_own_unit_with_a_word_more_is_pointed_out_whatever_the_text():
    known = live("Ngày hội chuyển đổi trường em sôi nổi", TEXT)
    (found,) = likeness.alike(titled("Ngày hội chuyển đổi số trường em sôi nổi", known))
    assert (found.article, found.is_by_title) == (known, True)


@pytest.mark.parametrize(
    "title",
    [
        "Bản tin tuyên truyền tháng 10",
        "Bản tin tuyên truyền tháng 9 về phòng cháy chữa cháy trong trường",
        "Tuyên truyền phòng dịch",
    ],
)
def test_another_month_or_another_subject_is_another_title(title: str):
    assert not likeness.alike(titled(title, live("Bản tin tuyên truyền tháng 9", TEXT)))


def test_titles_of_other_units_and_of_last_year_are_not_compared():
    known = live("Lễ khai giảng của trường", TEXT)
    assert not likeness.alike(draft("Lễ khai giảng của trường", OTHER))
    Article.objects.filter(pk=known.pk).update(published_at=timezone.now() - dt.timedelta(days=365))
    assert not likeness.alike(titled("Lễ khai giảng của trường", known))


def test_a_copy_is_named_once_though_its_title_is_the_same_too():
    known = live("Lễ kỷ niệm", TEXT)
    (found,) = likeness.alike(titled("Lễ kỷ niệm", known, TEXT))
    assert (found.article, found.is_by_title) == (known, False)


def test_drafts_of_others_and_the_article_itself_are_not_shown():
    likeness.sign(draft("Lễ kỷ niệm", TEXT))
    mine = live("Lễ kỷ niệm", TEXT)
    assert not likeness.alike(mine)


def test_an_empty_text_is_like_nothing():
    live("", "")
    assert not likeness.alike(draft("", ""))


def test_many_articles_do_not_make_it_slow(django_assert_max_num_queries):
    known = live("Lễ kỷ niệm", TEXT)
    rows = ArticleFactory.create_batch(3, published=True, created_by=known.created_by, unit=known.unit, category=None)
    ArticleBand.objects.bulk_create(
        [ArticleBand(article=rows[place % 3], band=place * 7919 + 13) for place in range(60_000)], batch_size=5000
    )
    asked = draft("Lễ kỷ niệm", TEXT)
    began = time.perf_counter()
    with django_assert_max_num_queries(5):
        assert likeness.alike(asked)[0].article == known
    assert time.perf_counter() - began < 0.5

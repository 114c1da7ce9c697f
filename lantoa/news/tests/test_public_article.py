"""The page of an article: what readers get, what is said where it no longer stands."""

import datetime as dt
import gzip
import io
import json
import random
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership
from lantoa.news.models import ArticleCorrection, Tag
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.review.enums import ReviewState
from tests.html import parse, words

pytestmark = pytest.mark.django_db


def read(client, row, **more):
    return client.get(row.public_url, **more)


def test_it_names_the_unit_that_wrote_it_and_the_day(client):
    row = published.article(unit=UnitFactory.make(upper=True), author_name="Lê Thị Mận")
    page = read(client, row).content.decode()
    assert row.unit.name in page
    assert "Lê Thị Mận" in page
    assert f"{timezone.localtime(row.published_at):%d/%m/%Y}" in page


def test_pictures_come_in_the_size_of_the_screen_with_words_for_those_who_do_not_see(client):
    row = published.article()
    inside = published.photo(row)
    row.body = f'<figure><img src="/tin-tuc/anh/{inside.key}/vua" alt="Sân trường" width="1000" height="750"></figure>'
    row.save()
    published.photo(row, is_cover=True, caption="Khai mạc", alt="Cô hiệu trưởng đánh trống")
    tree = parse(read(client, row))
    shown = {image.get("alt"): image for image in tree.iter("img") if "/anh/" in image.get("src")}
    assert "Cô hiệu trưởng đánh trống" in shown
    assert "400w" in shown["Sân trường"].get("srcset")
    assert shown["Sân trường"].get("loading") == "lazy"
    for image in shown.values():
        assert client.get(image.get("src")).status_code == 200


def test_a_picture_that_stands_in_the_text_is_not_shown_again_below(client):
    row = published.article()
    inside = published.photo(row)
    row.body = f'<p><img src="/tin-tuc/anh/{inside.key}/vua" alt="Sân trường"></p>'
    row.save()
    assert read(client, row).content.decode().count(f'src="/tin-tuc/anh/{inside.key}/vua"') == 1


def test_a_cover_that_stands_in_the_text_is_shown_there_alone_as_in_the_preview(client):
    row = published.article()
    inside = published.photo(row, is_cover=True)
    row.body = f'<p><img src="/tin-tuc/anh/{inside.key}/vua" alt="Sân trường"></p>'
    row.save()
    assert read(client, row).content.decode().count(f'src="/tin-tuc/anh/{inside.key}/vua"') == 1
    Membership.objects.create(user=published.writer(), unit=row.unit, role=Role.OFFICER)
    client.force_login(published.writer())
    assert client.get(reverse("news:preview", args=[row.pk])).content.decode().count(f"anh/{inside.key}/vua") == 1


def test_corrections_stand_on_top(client):
    row = published.article(corrected_at=timezone.now())
    ArticleCorrection.objects.create(article=row, text="Số học sinh là 312, không phải 321.", by=published.writer())
    page = read(client, row).content.decode()
    assert page.index("Số học sinh là 312") < page.index("Sáng nay, sân trường")


def test_a_withdrawn_article_leaves_the_reason_and_nothing_of_its_text(client):
    row = published.article(
        review_state=ReviewState.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_note="Số liệu chưa được kiểm chứng."
    )
    answer = read(client, row)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Số liệu chưa được kiểm chứng." in page
    assert row.title not in page
    assert "sân trường" not in page


def test_one_that_moved_leads_on(client):
    row = published.article(review_state=ReviewState.WITHDRAWN, withdrawn_at=timezone.now(), moved_to="/tin-tuc/")
    assert read(client, row).headers["Location"] == "/tin-tuc/"


def test_one_that_moved_to_a_script_leads_nowhere(client):
    row = published.article(review_state=ReviewState.WITHDRAWN, withdrawn_at=timezone.now(), moved_to="javascript:x()")
    assert read(client, row).status_code == 410


def test_an_expired_article_says_so(client):
    row = published.article(expires_at=timezone.now() - dt.timedelta(minutes=1))
    answer = read(client, row)
    assert answer.status_code == 410
    assert "hết thời hạn đăng" in answer.content.decode()


@pytest.mark.parametrize("state", [ReviewState.DRAFT, ReviewState.SUBMITTED, ReviewState.APPROVED])
def test_what_was_never_published_is_not_there(client, state):
    row = published.article(review_state=state, published_at=None)
    assert read(client, row).status_code == 404


def test_an_old_or_mistyped_title_in_the_address_leads_to_the_article(client):
    row = published.article()
    address = reverse("news_public:article", args=["ten-khac", row.pk])
    assert client.get(address).headers["Location"] == row.public_url


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_a_number_that_is_no_article_is_not_found(client, pk):
    assert client.get(f"/tin-tuc/bai-{pk}/").status_code == 404


def test_a_video_is_a_link_and_loads_nothing_from_elsewhere(client):
    row = published.article(video_url="https://www.youtube.com/watch?v=abc")
    published.photo(row, is_cover=True)
    tree = parse(read(client, row))
    assert any(link.get("href") == row.video_url and "youtube.com" in words(link) for link in tree.iter("a"))
    loaded = [one.get("src") for one in tree.iter("img", "script", "iframe") if one.get("src")]
    assert all(address.startswith("/") for address in loaded)


def test_documents_are_kept_under_their_own_name(client):
    row = published.article()
    file = published.document(row)
    address = reverse("news_public:document", args=[file.key])
    assert address in read(client, row).content.decode()
    answer = client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_keywords_lead_to_all_articles_with_them(client):
    row, other = published.article(), published.article("Bài khác hẳn", unit=UnitFactory.make(upper=True))
    tag = Tag.objects.create(name="Văn hóa đọc", slug="van-hoa-doc")
    row.tags.add(tag)
    other.tags.add(tag)
    assert "Văn hóa đọc" in read(client, row).content.decode()
    page = client.get(reverse("news_public:tag", args=[tag.slug])).content.decode()
    assert row.title in page
    assert other.title in page


def test_articles_that_share_a_keyword_are_offered_before_others_of_the_unit(client):
    row, near, far = published.article(), published.article("Gần"), published.article("Xa")
    tag = Tag.objects.create(name="Đọc", slug="doc")
    row.tags.add(tag)
    near.tags.add(tag)
    page = read(client, row).content.decode()
    assert page.index("Gần") < page.index("Xa")
    assert far.public_url in page


def test_machines_find_title_day_and_unit(client):
    row = published.article("Tựa có </script><b>dấu")
    tree = parse(read(client, row))
    data = json.loads(next(one.text for one in tree.iter("script") if one.get("type") == "application/ld+json"))
    assert data["headline"] == row.title
    assert data["publisher"]["name"] == row.unit.name
    metas = {one.get("property"): one.get("content") for one in tree.iter("meta") if one.get("property")}
    assert metas["og:title"] == row.title
    assert metas["og:url"].endswith(row.public_url)


def test_the_shared_picture_is_made_and_kept(client):
    row = published.article("Đại hội thể dục thể thao, Hội khỏe Phù Đổng cấp trường năm học 2026 – 2027")
    published.photo(row, is_cover=True)
    first = client.get(reverse("news_public:card", args=[row.slug, row.pk]))
    assert first.content.startswith(b"\x89PNG")
    assert client.get(reverse("news_public:card", args=[row.slug, row.pk])).content == first.content


def test_each_article_has_a_card_of_its_own_of_the_size_that_networks_ask_for(client):
    rows = [published.article("Một"), published.article("Thông báo lịch thi chọn học sinh giỏi cấp tỉnh " * 4)]
    cards = [client.get(reverse("news_public:card", args=[row.slug, row.pk])).content for row in rows]
    assert len(set(cards)) == 2
    for card in cards:
        with Image.open(io.BytesIO(card)) as picture:
            assert picture.size == (1200, 630)


def test_the_page_weighs_little_without_its_pictures(client, settings):
    """An article of 1,200 words with everything beside it: page, styles and scripts as they are sent, uncompressed."""
    row = published.article(body="<p>" + "Nhà trường tổ chức hội đọc sách cho học sinh. " * 130 + "</p>")
    for number in range(6):
        published.photo(row, is_cover=number == 0)
        published.article(f"Tin liên quan số {number} của nhà trường trong tháng mười một")
    answer = read(client, row)
    assert weight(client, answer) <= 60 * 1024


def weight(client, answer) -> int:
    """Bytes of a page and of all that it loads but its pictures."""
    return len(answer.content) + sum(one.stat().st_size for one in loaded_by(answer))


def loaded_by(answer) -> list[Path]:
    """The sheets and scripts of a page."""
    from django.contrib.staticfiles import finders

    tree = parse(answer)
    loaded = [one.get("href") for one in tree.iter("link") if one.get("rel") == "stylesheet"]
    loaded += [one.get("src") for one in tree.iter("script") if one.get("src")]
    return [Path(finders.find(address.removeprefix("/static/"))) for address in loaded]


def test_a_long_article_weighs_little_on_its_way(client):
    """6,000 words, hardly one like another, as a phone is sent them: page, styles and scripts in gzip."""
    chance = random.Random(7)
    rests = ("a", "ai", "an", "anh", "ao", "at", "ấy", "âm", "ân", "em", "eo", "iếu", "iệp", "inh", "ôi", "ông", "ở")
    syllables = [f"{first}{rest}{last}" for first in "bcdđghklmnpqrstvx" for rest in rests for last in ("", "u", "y")]
    body = "".join(f"<p>{' '.join(chance.choices(syllables, k=60))}.</p>" for _ in range(100))
    row = published.article(body=body)
    for number in range(6):
        published.photo(row, is_cover=number == 0)
    whole = read(client, row)
    sent = len(gzip.compress(whole.content)) + sum(len(gzip.compress(one.read_bytes())) for one in loaded_by(whole))
    assert body[-200:] in whole.content.decode()
    assert sent <= 40 * 1024

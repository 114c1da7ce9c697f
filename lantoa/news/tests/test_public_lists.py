"""Lists that readers open: live articles of the portal alone, newest first."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.models import SpecialPage, Tag
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return UnitFactory.make(department=True)


@pytest.fixture
def school(department):
    return UnitFactory.make(upper=True, parent=department)


def page(client, name, *args):
    return client.get(reverse(f"news_public:{name}", args=args)).content.decode()


def test_the_portal_shows_what_the_department_wrote_or_took_over(client, department, school):
    published.article("Tin của sở", unit=department)
    published.article("Tin trường giữ riêng", unit=school)
    published.take_over(published.article("Tin trường được chọn", unit=school), department)
    shown = page(client, "index")
    assert "Tin của sở" in shown
    assert "Tin trường được chọn" in shown
    assert school.name in shown
    assert "Tin trường giữ riêng" not in shown


def test_drafts_withdrawn_and_expired_articles_are_on_no_list(client, department):
    published.article("Nháp", unit=department, review_state=ReviewState.DRAFT, published_at=None)
    published.article("Đã gỡ", unit=department, review_state=ReviewState.WITHDRAWN, withdrawn_note="Sai")
    published.article("Hết hạn", unit=department, expires_at=timezone.now() - dt.timedelta(seconds=1))
    shown = page(client, "index")
    assert "Chưa có tin nào" in shown


def test_a_category_holds_those_below_it(client, department):
    above = published.category("Tin hoạt động")
    below = published.category("Tin các trường", parent=above)
    published.article("Tin ở mục con", unit=department, category=below)
    assert "Tin ở mục con" in page(client, "category", above.slug)
    assert "Tin ở mục con" in page(client, "category", below.slug)


def test_a_category_out_of_use_has_no_page(client):
    gone = published.category("Cũ", is_active=False)
    assert client.get(reverse("news_public:category", args=[gone.slug])).status_code == 404


def test_the_archive_leads_to_each_month(client, department):
    row = published.article(
        "Tin tháng ba", unit=department, published_at=timezone.make_aware(dt.datetime(2026, 3, 31, 23))
    )
    assert "/luu-tru/2026/3/" in page(client, "archive")
    assert row.title in page(client, "month", 2026, 3)
    assert row.title not in page(client, "month", 2026, 4)


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (0, 1), (9999, 12), (123456, 1)])
def test_a_month_that_is_none_is_not_found(client, year, month):
    assert client.get(f"/tin-tuc/luu-tru/{year}/{month}/").status_code == 404


def test_pictures_lead_to_their_articles(client, department):
    row = published.article("Có ảnh", unit=department)
    published.photo(row)
    shown = page(client, "pictures")
    assert row.public_url in shown


def test_a_special_page_gathers_articles_documents_pictures(client, department, school):
    special = SpecialPage.objects.create(name="Ngày Pháp luật 2026", slug="ngay-phap-luat", lead="Tháng 11.")
    chosen, tagged = published.article("Chọn", unit=school), published.article("Theo từ khóa", unit=department)
    chosen.special_pages.add(special)
    tag = Tag.objects.create(name="pháp luật", slug="phap-luat")
    special.tags.add(tag)
    tagged.tags.add(tag)
    chosen.tags.add(tag)
    published.photo(chosen)
    published.take_over(chosen, department)
    document, held_back = LegalDocumentFactory.make(is_public=True), LegalDocumentFactory.make()
    special.documents.add(document, held_back)
    shown = page(client, "special", special.slug)
    assert held_back.citation not in shown
    assert client.get(reverse("bookcase:detail", args=[document.pk])).status_code == 200
    assert shown.count(f'href="{chosen.public_url}">Chọn</a>') == 1
    assert "Theo từ khóa" in shown
    assert document.citation in shown
    assert "Ngày Pháp luật 2026" in page(client, "specials")


def test_what_editors_did_not_take_over_stands_apart_without_its_pictures(client, department, school):
    special = SpecialPage.objects.create(name="Ngày Pháp luật 2026", slug="npl")
    taken, own = published.article("Đã lên cổng", unit=school), published.article("Chỉ ở trường", unit=school)
    for row in (taken, own):
        row.special_pages.add(special)
    published.take_over(taken, department)
    photo = published.photo(own)
    shown = page(client, "special", special.slug)
    assert shown.index("Đã lên cổng") < shown.index("Trên trang của các đơn vị") < shown.index("Chỉ ở trường")
    assert str(photo.key) not in shown


def test_a_list_asks_as_often_for_ten_articles_as_for_two(client, department, school, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def some(count):
        for number in range(count):
            row = published.article(f"Tin {number}", unit=school, category=published.category())
            published.photo(row)
            published.take_over(row, department)

    counts = []
    for more in (2, 8):
        some(more)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, "index")
        counts.append(len(asked))
    assert counts[0] == counts[1]

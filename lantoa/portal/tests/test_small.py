"""Short addresses, QR codes, views, feeds, maps, open data."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.portal.models import PageView
from lantoa.review.enums import ReviewState
from lantoa.ui.short_codes import short_path

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 9; Mobile) Chrome/120.0"


@pytest.fixture
def department():
    return UnitFactory.make(department=True)


def count(client, path, **said):
    given = {"HTTP_USER_AGENT": PHONE, **said}
    assert client.post(reverse("portal:view"), {"trang": path}, **given).status_code == 204
    return PageView.objects.total(path)


def test_a_short_address_leads_to_the_article_however_it_is_typed(client, department):
    row = published.article(unit=department)
    code = short_path("article", row.pk)
    assert client.get(code).headers["Location"] == row.public_url
    assert client.get(code[:3] + code[3:].upper()).headers["Location"] == row.public_url


def test_a_short_address_of_a_draft_tells_nothing(client, department):
    row = published.article(unit=department, review_state=ReviewState.DRAFT, published_at=None)
    assert client.get(short_path("article", row.pk)).status_code == 404


def test_a_short_address_of_a_unit_leads_to_its_page(client, department):
    assert client.get(short_path("unit", department.pk)).headers["Location"] == f"/don-vi/{department.pk}/"


@pytest.mark.parametrize("code", ["b", "x1", "bzzzzzzzzzzz", "b-1", "b_", "1"])
def test_what_is_no_short_address_is_not_found(client, code):
    assert client.get(f"/s/{code}").status_code == 404


def test_the_qr_code_is_a_drawing_that_runs_nothing(client):
    answer = client.get(reverse("portal:qr", args=["b1"]))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<script" not in answer.content
    assert etree.fromstring(answer.content).tag.endswith("svg")


def test_a_readers_view_is_counted_and_nothing_is_kept_of_them(client, department):
    row = published.article(unit=department)
    assert count(client, row.public_url) == 1
    assert count(client, row.public_url) == 2
    assert not client.cookies


@pytest.mark.parametrize(
    "said",
    [
        {"HTTP_USER_AGENT": "Googlebot/2.1"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_robots_prefetching_and_other_sites_are_no_readers(client, department, said):
    assert count(client, published.article(unit=department).public_url, **said) == 0


def test_those_who_work_here_are_not_counted(client, department):
    client.force_login(UserFactory.make())
    assert count(client, published.article(unit=department).public_url) == 0


@pytest.mark.parametrize("path", ["/lam-viec/", "/tin-tuc/khong-co-99999/", "", "x" * 5000, "//a", "/don-vi/999999/"])
def test_only_public_pages_that_are_there_are_counted(client, path):
    client.post(reverse("portal:view"), {"trang": path}, HTTP_USER_AGENT=PHONE)
    assert not PageView.objects.exists()


def test_a_draft_has_no_views(client, department):
    row = published.article(unit=department, review_state=ReviewState.DRAFT, published_at=None)
    assert count(client, row.public_url) == 0


def test_a_view_needs_no_token(department):
    row = published.article(unit=department)
    strict = Client(enforce_csrf_checks=True)
    assert count(strict, row.public_url) == 1


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feeds_tell_of_the_portal_a_category_and_a_unit(client, department, form, settings):
    category = published.category()
    row = published.article("Tin & bài <mới>", unit=department, category=category)
    published.photo(row)
    school = UnitFactory.make(upper=True, parent=department)
    published.article("Riêng của trường", unit=school)
    asked = {
        reverse(f"portal:{form}"): True,
        reverse(f"portal:category_{form}", args=[category.slug]): True,
        reverse(f"portal:unit_{form}", args=[department.pk]): True,
        reverse(f"portal:unit_{form}", args=[school.pk]): False,
    }
    for address, is_in in asked.items():
        text = client.get(address).content
        titles = [one.text for one in etree.fromstring(text).iter("{*}title")]
        assert (row.title in titles) is is_in, address
        assert settings.SITE_URL.encode() in text


def test_a_feed_forgets_what_was_withdrawn(client, department):
    published.article("Đã gỡ", unit=department, review_state=ReviewState.WITHDRAWN, withdrawn_note="Sai")
    assert "Đã gỡ" not in client.get(reverse("portal:rss")).content.decode()


def test_the_map_of_the_site_leads_to_every_article_and_unit(client, department):
    row = published.article(unit=department)
    index = client.get(reverse("portal:sitemap"))
    sections = [one.text for one in etree.fromstring(index.content).iter("{*}loc")]
    found = []
    for address in sections:
        part = client.get(address.replace("http://testserver", ""))
        found += [one.text for one in etree.fromstring(part.content).iter("{*}loc")]
    assert any(address.endswith(row.public_url) for address in found)
    assert any(address.endswith(f"/don-vi/{department.pk}/") for address in found)


def test_the_map_of_the_site_leads_to_the_bookcase_and_to_newsletters(client):
    document, held_back = LegalDocumentFactory.make(is_public=True), LegalDocumentFactory.make()
    letter = ChannelFactory.make(type=ChannelType.EMAIL)
    issue = PostingFactory.make(channel=letter)
    Posting.objects.filter(pk=issue.pk).update(
        state=PostingState.SENT, sent_at=timezone.now(), released_by=issue.created_by, released_at=timezone.now()
    )
    PostingFactory.make(channel=letter)
    index = client.get(reverse("portal:sitemap"))
    found = []
    for one in etree.fromstring(index.content).iter("{*}loc"):
        part = client.get(one.text.replace("http://testserver", ""))
        found += [
            place.text.replace("http://testserver", "") for place in etree.fromstring(part.content).iter("{*}loc")
        ]
    assert reverse("bookcase:detail", args=[document.pk]) in found
    assert reverse("bookcase:detail", args=[held_back.pk]) not in found
    assert [one for one in found if "/cac-so/" in one] == [
        reverse("newsletter:archive", args=[letter.pk]),
        reverse("newsletter:issue", args=[letter.pk, issue.pk]),
    ]
    for address in found:
        assert client.get(address).status_code == 200


def test_robots_are_kept_from_the_workspace(client):
    told = client.get("/robots.txt").content.decode()
    assert "Disallow: /lam-viec/" in told
    assert "/sitemap.xml" in told


def test_the_data_holds_live_articles_alone(client, department):
    row = published.article("=1+1 là tiêu đề", unit=department)
    published.article("Nháp", unit=department, review_state=ReviewState.DRAFT, published_at=None)
    PageView.objects.count_one(row.public_url)
    text = client.get(reverse("portal:data_csv", args=["tin-bai"])).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 1
    taken = dict(zip(head, rows[0], strict=True))
    assert taken["tieu_de"] == "'=1+1 là tiêu đề"
    assert taken["luot_xem"] == "1"
    told = json.loads(b"".join(client.get(reverse("portal:data_json", args=["tin-bai"])).streaming_content))
    assert told["so_dong"] == 1
    assert told["dong"][0]["tieu_de"] == "=1+1 là tiêu đề"
    assert {one["ten"] for one in told["cot"]} == set(told["dong"][0])


def test_the_data_page_says_what_each_column_means(client):
    assert "Thời điểm đăng" in client.get(reverse("portal:data")).content.decode()


def test_the_csv_leads_to_a_description_of_its_own_columns(client, department):
    published.article(unit=department)
    answer = client.get(reverse("portal:data_csv", args=["tin-bai"]))
    (head, *_) = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    address = answer.headers["Link"].partition(">")[0].removeprefix("<")
    about = json.loads(client.get(address).content)
    assert [one["name"] for one in about["tableSchema"]["columns"]] == head
    assert about["url"].endswith(reverse("portal:data_csv", args=["tin-bai"]))
    assert about["dc:publisher"] == department.name
    assert address in client.get(reverse("portal:data")).content.decode()


def test_who_wrote_an_article_sees_how_often_it_was_read(client, department):
    row, other = published.article(unit=department), published.article("Bài khác", unit=department)
    for _ in range(3):
        PageView.objects.count_one(row.public_url)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=department))
    assert '<dt>Lượt xem trên cổng</dt><dd class="num">3</dd>' in client.get(row.get_absolute_url()).content.decode()
    listed = client.get(reverse("news:list"), {"muc": "da-dang"}).content.decode()
    assert "3 lượt xem" in listed
    assert "0 lượt xem" in listed
    assert other.title in listed

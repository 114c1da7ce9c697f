from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from lantoa.organisations.models import Unit
from lantoa.portal import search_views
from lantoa.search import index, sources
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Two kinds of things that belong to no room; nobody's turns are used up."""
    kept = dict(sources._sources)
    sources.register("leaflet", "Tờ rơi", entries=list, place=1)
    sources.register("street", "Đường phố", entries=list, place=2)
    search_views.pages.forget()
    search_views.beginnings.forget()
    yield
    sources._sources.clear()
    sources._sources.update(kept)


def put(key: str, title: str, text: str = "", kind: str = "leaflet") -> None:
    index.put(kind=kind, key=key, title=title, text=text, url=f"/{key}/", unit_name="Trường THPT số 1")


def page(client: Any, **asked: str) -> Any:
    answer = client.get(reverse("portal:search"), asked)
    assert answer.status_code == 200
    return answer


def test_it_finds_without_accents_and_marks_the_words_as_written(client: Any):
    put("a", "Hướng dẫn thủ tục hành chính", "Nộp hồ sơ tại <nhà trường>")
    answer = page(client, q="thu tuc hanh chinh")
    (hit,) = parse(answer).iterfind(".//li[@class='hit']")
    assert hit.find(".//a").get("href") == "/a/"
    assert words(hit.find(".//mark")) == "thủ tục hành chính"
    assert "Nộp hồ sơ tại <nhà trường>" in words(hit)
    assert "1 kết quả" in answer.content.decode()


def test_each_kind_is_a_filter_with_its_number(client: Any):
    put("a", "Học phí")
    put("b", "Học bổng")
    put("c", "Phố Học", kind="street")
    text = page(client, q="hoc").content.decode()
    assert "Tất cả (3)" in text
    assert "Tờ rơi (2)" in text
    chosen = parse(page(client, q="hoc", loai="street"))
    assert [one.get("href") for one in chosen.iterfind(".//li[@class='hit']//a")] == ["/c/"]
    assert words(chosen.find(".//a[@aria-current]")) == "Đường phố (1)"


def test_pages_keep_the_words_and_the_filter(client: Any):
    for number in range(25):
        put(str(number), f"Học phí {number}")
    first = parse(page(client, q="học phí", loai="leaflet"))
    assert len(list(first.iterfind(".//li[@class='hit']"))) == 20
    onwards = first.find(".//a[@rel='next']").get("href")
    second = client.get(reverse("portal:search") + onwards)
    assert len(list(parse(second).iterfind(".//li[@class='hit']"))) == 5


def test_where_nothing_is_found_it_offers_what_was_meant_and_whom_to_call(client: Any):
    committee = Unit.objects.create(name="Ủy ban nhân dân tỉnh", code="UBND", kind="province_committee")
    department = {"code": "SGD", "kind": "department", "hotline": "0123 456 789", "parent": committee}
    Unit.objects.create(name="Sở Giáo dục và Đào tạo", **department)
    put("a", "Thủ tục hành chính")
    answer = page(client, q="thu tucj")
    text = answer.content.decode()
    assert "Không có trang nào chứa đủ các từ này" in text
    assert 'href="tel:0123456789"' in text
    meant = parse(answer).find(".//p[@class='nothing__meant']/a")
    assert words(meant) == "thủ tục"
    assert "1 kết quả" in client.get(meant.get("href")).content.decode()


def test_a_filter_without_results_leads_back_to_all(client: Any):
    put("a", "Học phí")
    text = page(client, q="học", loai="street").content.decode()
    assert "Loại này không có kết quả nào" in text
    assert "Loại khác có 1 kết quả" in text


def test_without_words_it_waits_for_some(client: Any):
    text = page(client).content.decode()
    assert "Gõ có dấu hoặc không dấu đều được" in text
    assert "Không có trang nào" not in text


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"', "%", "a" * 5000, "học OR", "' --"])
def test_whatever_is_typed_gives_a_page(client: Any, typed: str):
    put("a", "Học phí")
    page(client, q=typed)


def test_results_are_not_for_other_search_engines(client: Any):
    assert "noindex" in page(client, q="học")["X-Robots-Tag"]
    assert "X-Robots-Tag" not in page(client)


def test_titles_are_offered_while_one_types(client: Any):
    put("a", "Học phí năm học mới")
    answer = client.get(reverse("portal:suggestions"), {"q": "hoc ph"})
    (option,) = parse(answer).iterfind(".//li")
    assert option.get("role") == "option"
    assert option.get("data-href") == "/a/"
    assert words(option) == "Học phí năm học mớiTờ rơi · Trường THPT số 1"


def test_one_letter_offers_nothing(client: Any):
    put("a", "Học phí")
    assert client.get(reverse("portal:suggestions"), {"q": "h"}).content.strip() == b""


def test_one_address_gets_only_so_many_turns(client: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_views.beginnings, "turns", 2)
    monkeypatch.setattr(search_views.pages, "turns", 2)
    for name in ("portal:suggestions", "portal:search"):
        assert [client.get(reverse(name), {"q": "học"}).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(reverse("portal:search"), REMOTE_ADDR="10.0.0.7").status_code == 200


def test_a_page_takes_as_many_questions_for_ten_as_for_two(client: Any, django_assert_num_queries: Any):
    asked = len(sources.known()) + 3 if connection.vendor == "sqlite" else 4
    for many in (2, 10):
        for number in range(many):
            put(str(number), "Học phí")
        with django_assert_num_queries(asked):
            page(client, q="học")

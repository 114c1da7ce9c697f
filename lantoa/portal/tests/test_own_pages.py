"""Which addresses of this site can be named as where something is public."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from lantoa.disclosure import own_pages
from lantoa.disclosure.factories import DisclosedFactory
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.factories import ArticleFactory
from lantoa.organisations.factories import UnitFactory
from lantoa.portal.models import PageView
from lantoa.portal.own_pages import LISTS
from lantoa.procedures.factories import ProcedureFactory, procedure_in_force
from tests.html import PageClient

pytestmark = pytest.mark.django_db
HOST = "testserver"

PAGES: dict[str, Callable[[], str]] = {
    "article": lambda: ArticleFactory.make(published=True, slug="bao-cao").public_url,
    "document": lambda: reverse("bookcase:detail", args=[LegalDocumentFactory.make(is_public=True).pk]),
    "procedure": lambda: procedure_in_force().public_url,
    "unit": lambda: reverse("portal:unit", args=[UnitFactory.make().pk]),
    "made-public": lambda: reverse("disclosure_public:unit", args=[DisclosedFactory.make().unit_id]),
}
MISSING: dict[str, Callable[[], str]] = {
    "draft": lambda: f"/tin-tuc/ban-thao-{ArticleFactory.make().pk}/",
    "inner document": lambda: reverse("bookcase:detail", args=[LegalDocumentFactory.make(is_public=False).pk]),
    "procedure without a version": lambda: ProcedureFactory.make().public_url,
    "no unit": lambda: reverse("portal:unit", args=[2**80]),
    "nothing": lambda: "/khong-co-gi/",
}


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_a_page_that_stands_is_taken_without_being_opened(client: PageClient, make: Callable[[], str]) -> None:
    address = make()
    with CaptureQueriesContext(connection) as asked:
        assert not own_pages.fault_of(address, HOST)
    assert len(asked) == 1
    assert not PageView.objects.exists()
    assert not own_pages.fault_of(f"http://{HOST}{address.removesuffix('/')}?tu=trang-chu", HOST)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("make", MISSING.values(), ids=MISSING)
def test_what_no_stranger_finds_is_refused(client: PageClient, make: Callable[[], str]) -> None:
    address = make()
    assert "không có trang đó" in own_pages.fault_of(address, HOST)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_lists_that_everyone_reads_are_taken(client: PageClient, name: str) -> None:
    assert not own_pages.fault_of(reverse(name), HOST)
    assert client.get(reverse(name)).status_code == 200


def test_pages_without_anything_to_read_and_inner_ones_are_refused() -> None:
    assert "không có nội dung công khai" in own_pages.fault_of("/phan-anh/gui/", HOST)
    assert "chỉ người đã đăng nhập" in own_pages.fault_of(reverse("plans:list"), HOST)
    assert not own_pages.fault_of("https://truong.example.vn/khong-co-gi/", HOST)


def test_every_name_that_is_known_is_an_address_of_the_site() -> None:
    for name in own_pages.pages:
        room, page = name.split(":")
        assert page in get_resolver().namespace_dict[room][1].reverse_dict, name

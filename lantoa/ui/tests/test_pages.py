"""The frame of every page, and the pages that come up when something went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, permission_denied, server_error

from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit
from tests.html import inspect, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    user = User.objects.create_user("nu", full_name="Trần Thị Nụ")
    school = Unit.objects.create(name="Trường THPT Nguyễn Du", code="ND", kind="school")
    Membership.objects.create(user=user, unit=school, role="officer")
    return user


@pytest.fixture
def request_of_nobody() -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user, request.csp_nonce = AnonymousUser(), "once"
    return request


def test_the_style_guide_shows_every_component(client, person):
    client.force_login(person)
    page = client.get(reverse("ui:guide"))
    for words_of_component in ("Quá hạn 3 ngày", "Chưa có kế hoạch nào", "Xóa 3 ảnh này?", "Đã lưu lúc", "Trang sau"):
        assert words_of_component in page.content.decode()


def test_the_style_guide_is_for_signed_in_people(client):
    assert client.get(reverse("ui:guide")).status_code == 302


def test_the_rail_says_for_whom_one_works(client, person):
    client.force_login(person)
    rail = parse(client.get(reverse("ui:guide"))).find(".//nav[@id='danh-muc']")
    assert "Trường THPT Nguyễn Du" in words(rail)
    assert "Trần Thị Nụ" in words(rail)


def test_the_rail_puts_pages_together_that_belong_together(client, person):
    client.force_login(person)
    rail = parse(client.get(reverse("ui:guide"))).find(".//nav[@id='danh-muc']")
    groups = {
        words(name): [words(row) for row in rail.findall(f".//ul[@aria-labelledby='{name.get('id')}']/li")]
        for name in rail.findall(".//p[@class='shell__group-name']")
    }
    assert "Phản ánh" in groups["Phục vụ người dân"]
    assert "Báo cáo" in groups["Kế hoạch và kết quả"]
    assert all(groups.values())


def test_the_rail_holds_only_what_ones_role_may_use(client, person):
    client.force_login(person)
    assert "Người dùng" not in words(parse(client.get(reverse("ui:guide"))).find(".//nav[@id='danh-muc']"))


def test_one_without_a_role_still_gets_a_page(client):
    client.force_login(User.objects.create_user("moi", full_name="Người Mới"))
    assert client.get(reverse("ui:guide")).status_code == 200


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_for_the_worst_case_need_nothing(name):
    page = HttpResponse(render_to_string(name))
    inspect(page)
    assert "thử lại" in page.content.decode() or "gửi lại" in page.content.decode()


def test_faults_are_said_in_vietnamese(request_of_nobody):
    for answer in (
        bad_request(request_of_nobody, Exception()),
        server_error(request_of_nobody),
        csrf_failure(request_of_nobody),
    ):
        inspect(answer)
        assert "Lan Tỏa" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent_from", "leads"),
    [
        ("http://testserver/lam-viec/tin-bai/5/soan/?ve=1#a", '"/lam-viec/tin-bai/5/soan/?ve=1"'),
        ("http://khac.example/lam-viec/", ""),
        ("http://testserver/", ""),
        ("http://testserver//khac.example/", ""),
        ("", ""),
    ],
)
def test_what_was_not_received_is_sent_again_from_its_own_page(request_of_nobody, sent_from, leads):
    request_of_nobody.META["HTTP_REFERER"] = sent_from
    page = csrf_failure(request_of_nobody).content.decode()
    assert ("Mở lại trang vừa gửi" in page) == bool(leads)
    assert f"href={leads}" in page if leads else "khac.example" not in page
    assert "gửi lần nữa" in page


def test_a_refusal_says_why(request_of_nobody):
    answer = permission_denied(request_of_nobody, PermissionDenied("Chỉ văn phòng được ban hành."))
    inspect(answer)
    assert "Chỉ văn phòng được ban hành." in answer.content.decode()

"""Newspapers and stations, what they brought, and a list of them from a spreadsheet."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, OutletFactory, PostingFactory
from lantoa.channels.models import Appearance, PressOutlet
from lantoa.channels.outlet_import import COLUMNS
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from lantoa.tabular.workbooks import write_xlsx
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return UnitFactory.make(upper=True)


@pytest.fixture
def teacher(unit: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=unit)


def said(answer: Any) -> str:
    return words(parse(answer))


def test_a_newspaper_is_added_mended_and_put_to_rest(client: Any, unit: Unit, teacher: User):
    client.force_login(teacher)
    typed = {"unit": unit.pk, "name": "Báo  An Bình", "kind": "newspaper", "email": "toasoan@bao.example.vn"}
    client.post(reverse("channels:outlet_new"), typed)
    outlet = PressOutlet.objects.get()
    assert (outlet.name, outlet.unit) == ("Báo An Bình", unit)
    assert "Ngừng gửi" not in said(client.get(reverse("channels:outlets")))
    client.post(outlet.get_absolute_url(), {"name": "Báo An Bình", "kind": "newspaper", "email": ""})
    outlet.refresh_from_db()
    assert not outlet.is_active
    assert "Ngừng gửi" in said(client.get(reverse("channels:outlets")))


def test_a_name_that_is_there_already_is_told(client: Any, unit: Unit, teacher: User):
    OutletFactory.make(unit=unit, name="Báo An Bình")
    client.force_login(teacher)
    answer = client.post(reverse("channels:outlet_new"), {"unit": unit.pk, "name": "Báo An Bình", "kind": "newspaper"})
    assert answer.status_code == 422
    assert "đã có báo, đài mang tên này" in said(answer)


def test_a_list_is_found_without_accents_and_holds_no_other_units(client: Any, unit: Unit, teacher: User):
    OutletFactory.make(unit=unit, name="Đài Truyền hình An Bình")
    OutletFactory.make(name="Báo của Sở khác")
    client.force_login(teacher)
    page = said(client.get(reverse("channels:outlets") + "?q=dai+truyen"))
    assert "Đài Truyền hình An Bình" in page
    assert "Báo của Sở khác" not in page


def test_an_appearance_is_a_line_of_what_was_done_and_counts_once(client: Any, unit: Unit, teacher: User):
    outlet = OutletFactory.make(unit=unit, name="Báo An Bình")
    channel = ChannelFactory.make(type=ChannelType.PRESS, unit=unit)
    release = PostingFactory.make(
        channel=channel, title="Lớp học số", state=PostingState.SENT, released_by=teacher, sent_at=timezone.now()
    )
    client.force_login(teacher)
    page = f"{reverse('channels:appearance_new')}?thong-cao={release.pk}"
    assert "Lớp học số" in client.get(page).content.decode()
    typed = {"outlet": outlet.pk, "posting": release.pk, "title": "Lớp học số ở An Bình"}
    typed |= {"link": "https://bao.example.vn/1", "on": f"{timezone.localdate():%d/%m/%Y}"}
    client.post(page, typed)
    client.post(page, typed)
    row = Appearance.objects.get()
    assert row.activity is not None
    assert (row.activity.kind, row.activity.link) == (ActivityKind.ARTICLE_ELSEWHERE, "https://bao.example.vn/1")
    assert "Báo An Bình" in said(client.get(reverse("channels:appearances")))
    assert "Lớp học số ở An Bình" in said(client.get(release.get_absolute_url()))


def test_what_has_not_appeared_yet_is_not_logged(client: Any, unit: Unit, teacher: User):
    outlet = OutletFactory.make(unit=unit)
    client.force_login(teacher)
    typed = {"outlet": outlet.pk, "title": "Bài", "on": "01/01/2099"}
    assert "Ngày này chưa đến" in said(client.post(reverse("channels:appearance_new"), typed))


def test_a_list_comes_from_a_spreadsheet_after_a_look(client: Any, unit: Unit, teacher: User):
    OutletFactory.make(unit=unit, name="Báo An Bình", email="cu@bao.example.vn")
    rows = [
        ["Báo An Bình", "", "moi@bao.example.vn", "", "", ""],
        ["Đài Kim Tân", "đài truyền thanh cơ sở", "", "", "", ""],
    ]
    book = SimpleUploadedFile("bao.xlsx", write_xlsx(COLUMNS, rows, title="Báo"))
    client.force_login(teacher)
    answer = client.post(reverse("channels:outlet_import"), {"file": book}, follow=True)
    assert PressOutlet.objects.count() == 1
    tree = parse(answer)
    print_ = tree.find(".//input[@name='fingerprint']").get("value")
    confirm = answer.redirect_chain[-1][0] + "xac-nhan/"
    client.post(confirm, {"fingerprint": print_})
    assert PressOutlet.objects.get(name="Báo An Bình").email == "moi@bao.example.vn"
    assert PressOutlet.objects.get(name="Đài Kim Tân").kind == "loudspeaker"


def test_a_wrong_row_stops_the_file_and_says_why(client: Any, unit: Unit, teacher: User):
    rows = [["Báo A", "tạp hóa", "", "", "", ""], ["", "", "khong-phai-thu", "", "", ""]]
    book = SimpleUploadedFile("bao.xlsx", write_xlsx(COLUMNS, rows, title="Báo"))
    client.force_login(teacher)
    page = said(client.post(reverse("channels:outlet_import"), {"file": book}, follow=True))
    assert "Ghi một trong: Báo, tạp chí" in page
    assert "Ghi tên báo, đài." in page
    assert "ten@noi.vn" in page


def test_a_new_outlet_without_its_kind_is_not_guessed_to_be_a_newspaper(client: Any, unit: Unit, teacher: User):
    book = SimpleUploadedFile("bao.xlsx", write_xlsx(COLUMNS, [["Loa phường 3", "", "", "", "", ""]], title="Báo"))
    client.force_login(teacher)
    page = said(client.post(reverse("channels:outlet_import"), {"file": book}, follow=True))
    assert "Ghi một trong: Báo, tạp chí" in page
    assert "xac-nhan" not in page


def test_who_writes_for_one_unit_adds_an_outlet_with_the_form_as_it_comes(client: Any, unit: Unit, teacher: User):
    client.force_login(teacher)
    form = parse(client.get(reverse("channels:outlet_new")))
    hidden = form.xpath("string(//input[@name='unit']/@value)")
    answer = client.post(reverse("channels:outlet_new"), {"unit": hidden, "name": "Báo An Bình", "kind": "newspaper"})
    assert answer.status_code == 302
    assert PressOutlet.objects.get().unit == unit


def test_the_same_name_in_other_spaces_and_letters_is_refused_in_words(client: Any, unit: Unit, teacher: User):
    OutletFactory.make(unit=unit, name="Báo An Bình")
    client.force_login(teacher)
    given = {"unit": unit.pk, "name": "BÁO  An Bình", "kind": "newspaper"}
    answer = client.post(reverse("channels:outlet_new"), given)
    assert answer.status_code == 422
    assert "đã có báo, đài mang tên này" in words(parse(answer))

"""What must be public and what is missing of it; ways in of units, their QR codes."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
import zxingcpp
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.disclosure import checking, publishing, standard
from lantoa.disclosure.enums import Rhythm, Standing, after_months
from lantoa.disclosure.factories import DisclosedFactory, DisclosureItemFactory
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.disclosure.standing import duties_of
from lantoa.disclosure.tests.test_reaching import DAY, FAILED
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.factories import ArticleFactory
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.models import Unit
from tests.html import PageClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def item(top: Unit) -> DisclosureItem:
    group = UnitGroupFactory.make(owner=top, kinds=[UnitKind.SCHOOL.value])
    return DisclosureItemFactory.make(owner=top, group=group, rhythm=Rhythm.YEARLY, keep_days=365)


def state_of(unit: Unit) -> str:
    return duties_of(unit)[0].state


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (None, Standing.MISSING),
        (dt.date(2025, 11, 9), Standing.STALE),
        (dt.date(2025, 11, 10), Standing.SOON),
        (dt.date(2025, 11, 24), Standing.SOON),
        (dt.date(2025, 11, 25), Standing.FRESH),
    ],
)
def test_what_was_made_public_grows_old_by_its_rhythm(
    school: Unit, item: DisclosureItem, on: dt.date | None, state: str
) -> None:
    if on:
        DisclosedFactory.make(item=item, unit=school, on=on)
    assert state_of(school) == state


def test_what_is_made_public_on_change_alone_does_not_grow_old(top: Unit) -> None:
    DisclosedFactory.make(item=DisclosureItemFactory.make(owner=top), on=dt.date(2015, 1, 1))
    assert state_of(top) == Standing.FRESH


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [((2026, 1, 31), 1, (2026, 2, 28)), ((2026, 11, 30), 3, (2027, 2, 28)), ((2024, 2, 29), 12, (2025, 2, 28))],
)
def test_the_next_day_stays_within_its_month(day: Any, months: int, after: Any) -> None:
    assert after_months(dt.date(*day), months) == dt.date(*after)


def test_what_is_missing_stands_first_and_one_button_leads_to_mending_it(
    client: PageClient, top: Unit, school: Unit, clerk: User, item: DisclosureItem
) -> None:
    DisclosedFactory.make(item=item, unit=school, on=dt.date(2026, 10, 1))
    missing = DisclosureItemFactory.make(owner=top, group=item.group)
    client.force_login(clerk)
    page = client.get(reverse("disclosure:list"))
    assert [duty.item for duty in page.context["duties"]] == [missing, item]
    url = reverse("disclosure:publish", args=[missing.pk, school.pk])
    assert url in page.text
    data = {"title": "Báo cáo thường niên", "on": "01/11/2026", "link": "truong.example.vn/bao-cao"}
    assert client.post(url, data).status_code == 302
    row = Disclosed.objects.get(item=missing)
    assert (row.link, row.added_by) == ("https://truong.example.vn/bao-cao", clerk)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "một đường dẫn, hoặc một tài liệu tủ sách, hoặc một tệp"),
        ({"link": "javascript:alert(1)"}, "phải bắt đầu bằng https://"),
        ({"link": "//la.example.vn"}, "phải bắt đầu bằng https://"),
        ({"link": "/tin-tuc/", "on": "01/12/2026"}, "chưa đến"),
        ({"link": "/lam-viec/phan-anh/14/"}, "chỉ người đã đăng nhập"),
        ({"link": "http://127.0.0.1:8000/lam-viec/"}, "chỉ người đã đăng nhập"),
        ({"link": "/tin-tuc/khong-co-999/"}, "không có trang đó"),
        ({"link": "/khong-co-gi/"}, "không có trang đó"),
    ],
)
def test_a_record_that_says_nothing_true_is_refused_in_a_sentence(
    client: PageClient, school: Unit, clerk: User, item: DisclosureItem, data: dict[str, str], said: str
) -> None:
    client.force_login(clerk)
    url = reverse("disclosure:publish", args=[item.pk, school.pk])
    answer = client.post(url, {"title": "Báo cáo", "on": "01/11/2026"} | data)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Disclosed.objects.exists()


def test_a_link_to_a_page_of_the_portal_counts_once_everyone_can_read_it(
    client: PageClient, school: Unit, clerk: User, item: DisclosureItem
) -> None:
    article = ArticleFactory.make(unit=school)
    client.force_login(clerk)
    url = reverse("disclosure:publish", args=[item.pk, school.pk])
    data = {"title": "Báo cáo", "on": "01/11/2026", "link": f"/tin-tuc/ban-thao-{article.pk}/"}
    assert "không có trang đó" in client.post(url, data).text
    live = ArticleFactory.make(unit=school, published=True, slug="bao-cao")
    assert client.post(url, data | {"link": f"{live.public_url}?tu=trang-chu"}).status_code == 302
    assert Disclosed.objects.get().link == f"{live.public_url}?tu=trang-chu"
    assert client.get(reverse("disclosure:list")).context["user"] == clerk


def test_a_file_is_read_by_anyone_until_it_is_taken_back(
    client: PageClient, school: Unit, clerk: User, item: DisclosureItem
) -> None:
    client.force_login(clerk)
    file = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.4\n%%EOF\n")
    url = reverse("disclosure:publish", args=[item.pk, school.pk])
    client.post(url, {"title": "Báo cáo", "on": "01/11/2026", "file": file})
    row = Disclosed.objects.get()
    client.logout()
    assert b"".join(client.get(row.url).streaming_content).startswith(b"%PDF")
    assert row.url in client.get(reverse("disclosure_public:unit", args=[school.pk])).text
    publishing.withdraw(row, reason="nhầm tệp", by=clerk)
    assert client.get(row.url).status_code == 404


def test_a_document_of_the_bookcase_is_where_it_can_be_read(
    client: PageClient, school: Unit, clerk: User, item: DisclosureItem
) -> None:
    document = LegalDocumentFactory.make(public=True)
    client.force_login(clerk)
    url = reverse("disclosure:publish", args=[item.pk, school.pk])
    assert client.post(url, {"title": "Quy chế", "on": "01/11/2026", "document": document.pk}).status_code == 302
    assert Disclosed.objects.get().url == reverse("bookcase:detail", args=[document.pk])


def test_an_item_names_its_document_of_the_register_by_number(
    client: PageClient, office: User, item: DisclosureItem
) -> None:
    document = LegalDocumentFactory.make(number="104/2016/QH13", issued_on=dt.date(2016, 4, 6))
    client.force_login(office)
    url = reverse("disclosure:item_edit", args=[item.pk])
    form = client.get(url).context["form"]
    held = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in held.items() if value is not None} | {"document": "104/2016/qh13"}
    assert client.post(url, data | {"document": "999/2099/QH13"}).status_code == 422
    kept = client.post(url, data)
    assert kept.status_code == 302, kept.context["form"].errors
    item.refresh_from_db()
    assert item.document == document
    assert client.get(url).context["form"]["document"].value() == "104/2016/QH13 – 06/04/2016"
    assert document.get_absolute_url() in client.get(item.get_absolute_url()).text


def test_what_must_stay_public_is_not_taken_back_before_its_day(
    school: Unit, clerk: User, item: DisclosureItem
) -> None:
    row = DisclosedFactory.make(item=item, unit=school, on=dt.date(2026, 10, 1))
    with time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)):
        with pytest.raises(ValidationError, match="giữ công khai đến 01/10/2027"):
            publishing.withdraw(row, reason="thôi", by=clerk)
        DisclosedFactory.make(item=item, unit=school, on=dt.date(2026, 11, 1))
        publishing.withdraw(row, reason="đã có bản mới", by=clerk)
    assert Entry.objects.filter(action="disclosed_withdrawn").exists()


def test_the_office_begins_with_the_usual_list_once(top: Unit, school: Unit, office: User) -> None:
    LegalDocumentFactory.make(number="104/2016/QH13")
    first = standard.begin(top, by=office)
    assert first == len(standard.AGENCY) + len(standard.SCHOOL)
    assert standard.begin(top, by=office) == 0
    assert len(duties_of(school)) == len(standard.SCHOOL)
    assert len(duties_of(top)) == len(standard.AGENCY)


def test_the_list_says_who_makes_each_item_public(
    client: PageClient, top: Unit, office: User, item: DisclosureItem
) -> None:
    own = DisclosureItemFactory.make(owner=top)
    client.force_login(office)
    page = client.get(reverse("disclosure:items")).text
    assert item.group is not None
    assert item.group.name in page
    assert f'data-label="Ai công khai">{top.label}' in page
    assert top.name in client.get(own.get_absolute_url()).text


def test_the_grid_shows_holes_and_comes_as_a_spreadsheet(
    client: PageClient, top: Unit, school: Unit, office: User, item: DisclosureItem
) -> None:
    other = UnitFactory.make(lower=True, parent=top)
    DisclosedFactory.make(item=item, unit=school, on=dt.date(2026, 10, 1))
    client.force_login(office)
    url = reverse("disclosure:grid")
    assert client.get(url + "?thieu=1").context["grid"].rows[0].unit == other
    sheet = load_workbook(io.BytesIO(client.get(url + "?dang=xlsx").content)).worksheets[0]
    words = {row[1]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert words[other.name] == "Chưa công khai"
    assert "Đã công khai, ngày 01/10/2026" in words[school.name]


def test_the_grid_asks_as_many_questions_for_two_units_as_for_ten(
    client: PageClient, top: Unit, office: User, item: DisclosureItem
) -> None:
    client.force_login(office)
    counted = []
    for number in (2, 8):
        UnitFactory.create_batch(number, upper=True, parent=top)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("disclosure:grid"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_anyone_finds_what_is_public_by_words(client: PageClient, school: Unit, item: DisclosureItem) -> None:
    DisclosedFactory.make(item=item, unit=school)
    url = reverse("disclosure_public:index")
    assert "Quyết toán đã được duyệt" in client.get(url + "?q=quyet toan").text
    assert "Không tìm thấy" in client.get(url + "?q=khong co gi").text


def test_units_without_a_way_in_are_listed_by_what_they_lack(client: PageClient, top: Unit, office: User) -> None:
    whole = {"hotline": "0900", "email": "a@b.vn", "address": "x", "portal_url": "https://a.example.vn"}
    fine = UnitFactory.make(parent=top, **whole)
    dead = UnitFactory.make(parent=top, **whole | {"portal_url": "https://b.example.vn"})
    silent = UnitFactory.make(parent=top, **whole | {"hotline": ""})
    for day in (DAY, DAY + dt.timedelta(days=1)):
        checking.note(dead, dead.portal_url, FAILED, day)
    client.force_login(office)
    url = reverse("disclosure:contacts")

    def units(query: str) -> set[Unit]:
        return {line.unit for line in client.get(url + query).context["lines"]}

    assert units("?thieu=dead") == {dead}
    assert silent in units("?thieu=hotline")
    assert fine not in units("?thieu=tat-ca")
    dead.portal_url = "https://moi.example.vn"
    dead.save()
    assert not units("?thieu=dead")


def test_the_list_of_contacts_asks_as_many_questions_for_two_units_as_for_ten(
    client: PageClient, top: Unit, office: User
) -> None:
    client.force_login(office)
    counted = []
    for number in (2, 8):
        for unit in UnitFactory.create_batch(number, upper=True, parent=top, portal_url="https://a.example.vn"):
            checking.note(unit, unit.portal_url, FAILED, DAY)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("disclosure:contacts"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_unit_mends_its_own_ways_in_and_nothing_else(client: PageClient, school: Unit, clerk: User) -> None:
    client.force_login(clerk)
    url = reverse("disclosure:mend", args=[school.pk])
    name = school.name
    client.post(url, {"hotline": "0243 123 456", "email": "a@b.vn", "name": "Tên khác", "code": "KHAC"})
    school.refresh_from_db()
    assert (school.hotline, school.name) == ("0243 123 456", name)


@pytest.mark.parametrize(
    ("typed", "status"), [("abc", 422), ("1", 422), ("(0243) 123.456", 302), ("+84 243 123 456", 302)]
)
def test_a_hotline_is_a_number_that_can_be_called(
    client: PageClient, school: Unit, clerk: User, typed: str, status: int
) -> None:
    client.force_login(clerk)
    answer = client.post(reverse("disclosure:mend", args=[school.pk]), {"hotline": typed, "email": "a@b.vn"})
    assert answer.status_code == status
    assert ("Số điện thoại chưa đúng" in answer.text) is (status == 422)


def test_taking_every_way_in_away_at_once_asks_first(client: PageClient, school: Unit, clerk: User) -> None:
    Unit.objects.filter(pk=school.pk).update(hotline="0243 123 456", email="a@b.vn")
    client.force_login(clerk)
    url = reverse("disclosure:mend", args=[school.pk])
    empty = {"hotline": "", "email": "", "address": ""}
    asked = client.post(url, empty)
    assert asked.status_code == 422
    assert "Người dân sẽ không còn cách nào" in asked.text
    assert client.post(url, empty | {"sure": "on"}).status_code == 302
    school.refresh_from_db()
    assert school.hotline == ""


@pytest.mark.parametrize(("what", "path"), [("phan-anh", "/phan-anh/gui/?dv={}"), ("trang", "/don-vi/{}/")])
def test_the_code_of_a_unit_leads_to_its_page(
    client: PageClient, school: Unit, clerk: User, settings: Any, what: str, path: str
) -> None:
    client.force_login(clerk)
    answer = client.get(reverse("disclosure:code", args=[school.pk, what, "png"]))
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.content)).convert("L"))
    assert found.text == settings.SITE_URL + path.format(school.pk)
    assert client.get(reverse("disclosure:code", args=[school.pk, what, "svg"])).content.startswith(b"<svg")
    assert client.get(reverse("disclosure:code", args=[school.pk, what, "gif"])).status_code == 404

"""The page of a unit and the list of all."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.news.tests import published
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.models import Succession

pytestmark = pytest.mark.django_db


def page(client, unit):
    return client.get(reverse("portal:unit", args=[unit.pk])).content.decode()


def test_a_school_shows_its_news_and_whom_to_call(client):
    school = UnitFactory.make(upper=True, hotline="0912 000 111", address="12 phố Huế", email="thpt@anbinh.example.vn")
    published.article("Tin của trường", unit=school)
    shown = page(client, school)
    for told in ("Tin của trường", "0912 000 111", "12 phố Huế", "thpt@anbinh.example.vn", school.name):
        assert told in shown


def test_another_schools_news_is_not_there(client):
    department = UnitFactory.make(department=True)
    school, other = (UnitFactory.make(upper=True, parent=department) for _ in range(2))
    published.article("Tin của trường bạn", unit=other)
    assert "Tin của trường bạn" not in page(client, school)


def test_units_below_stand_by_their_place(client):
    tree = province()
    shown = page(client, tree.xa_dong)
    assert shown.index("xã Đông An") < shown.index("Trường Mầm non Hoa Sen")
    assert "Trường THCS Lê Lợi" not in shown


def test_a_unit_that_has_ended_leads_to_who_carries_its_work_on(client):
    old, new = UnitFactory.make(lower=True, name="Trường cũ"), UnitFactory.make(lower=True, name="Trường mới")
    old.close(on=dt.date(2026, 7, 1))
    Succession.objects.create(from_unit=old, to_unit=new, kind=SuccessionKind.MERGE_INTO, on=dt.date(2026, 7, 1))
    shown = page(client, old)
    assert "thôi hoạt động từ ngày 01/07/2026" in shown
    assert reverse("portal:unit", args=[new.pk]) in shown


def test_units_are_found_without_accents(client):
    province()
    shown = client.get(reverse("portal:units"), {"q": "nguyen trai"}).content.decode()
    assert "Trường THPT Nguyễn Trãi" in shown
    assert "Lê Lợi" not in shown


@pytest.mark.parametrize("asked", [{"q": "x" * 3000}, {"thuoc": "²"}, {"thuoc": "9" * 50}, {"trang": "-1"}])
def test_odd_questions_get_a_page(client, asked):
    assert client.get(reverse("portal:units"), asked).status_code == 200


def test_a_unit_that_is_none_is_not_found(client):
    assert client.get(f"/don-vi/{2**70}/").status_code == 404


def test_the_page_asks_as_often_for_ten_articles_and_units_as_for_two(client):
    department = UnitFactory.make(department=True)
    counts = []
    for more in (2, 8):
        for number in range(more):
            UnitFactory.make(upper=True, parent=department)
            published.photo(published.article(f"Tin {number}", unit=department, category=published.category()))
        with CaptureQueriesContext(connection) as asked:
            page(client, department)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_writes_to_the_very_unit_and_sees_its_procedures(client):
    school = UnitFactory.make(upper=True)
    shown = page(client, school)
    assert f'href="{reverse("feedback_public:send")}?dv={school.pk}&amp;tu=trang"' in shown
    assert f'href="{reverse("procedures_public:list")}?dv={school.pk}"' in shown


def test_nobody_is_sent_to_a_unit_that_has_ended(client):
    gone = UnitFactory.make(upper=True, valid_from=dt.date(2000, 1, 1), valid_to=dt.date(2025, 7, 1))
    assert reverse("feedback_public:send") not in page(client, gone)

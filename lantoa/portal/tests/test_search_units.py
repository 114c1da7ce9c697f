import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations import events, succession
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from lantoa.portal import search_units
from lantoa.search import index

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [hit.title for hit in index.find(words, ["unit"]).page]


def test_units_of_today_are_found_by_any_of_their_names_and_lead_to_their_page():
    top = UnitFactory.make(department=True)
    school = UnitFactory.make(name="Trường THPT Nguyễn Du", short_name="NDU", address="Phường Hải Châu", parent=top)
    UnitFactory.make(name="Trường THPT Nguyễn Trãi", parent=top, valid_to=dt.date(2020, 1, 1))
    index.rebuild(["unit"])
    assert found("nguyen du") == found("ndu") == found("hai chau") == ["Trường THPT Nguyễn Du"]
    assert found("nguyen trai") == []
    (hit,) = index.find("nguyen du", ["unit"]).page
    assert (hit.url, hit.unit_name) == (reverse("portal:unit", args=[school.pk]), top.name)


def test_a_unit_whose_name_was_put_right_is_found_by_it(client: Any, django_capture_on_commit_callbacks: Any):
    admin = UserFactory.make(role=Role.ADMIN)
    school = UnitFactory.make(upper=True, name="Trường Nguyen Du", parent=Unit.objects.get(parent=None))
    client.force_login(admin)
    page = client.get(reverse("organisations:edit", args=[school.pk]))
    values = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("organisations:edit", args=[school.pk]), {**values, "name": "Trường Nguyễn Du"})
    assert found("nguyễn du") == ["Trường Nguyễn Du"]


def test_many_units_changed_at_once_are_put_in_together(
    django_capture_on_commit_callbacks: Any, django_assert_max_num_queries: Any
):
    units = [UnitFactory.make(department=True) if not place else UnitFactory.make(upper=True) for place in range(12)]
    by = UserFactory.make()
    with django_assert_max_num_queries(8), django_capture_on_commit_callbacks(execute=True):
        for unit in units:
            search_units._changed(events.Change("unit_changed", "Sửa", by, unit, unit))
    assert found(units[-1].name)


def test_acts_on_units_are_known_at_once():
    top = UnitFactory.make(department=True)
    old, heir, other = (UnitFactory.make(upper=True, name=f"Trường {name}", parent=top) for name in ("A1", "B2", "C3"))
    index.rebuild(["unit"])
    by, today = UserFactory.make(), timezone.localdate()
    succession.merge_into([old], heir, on=today, decision="1/QĐ", by=by)
    succession.rename(other, name="Trường Hoàng Sa", short_name="", on=today, decision="2/QĐ", by=by)
    assert found("a1") == found("c3") == []
    assert found("hoang sa") == ["Trường Hoàng Sa"]


def test_units_end_and_begin_on_their_day():
    top = UnitFactory.make(department=True)
    old = UnitFactory.make(name="Trường Đông Hải", parent=top)
    index.rebuild(["unit"])
    Unit.objects.filter(pk=old.pk).update(valid_to=timezone.localdate())
    search_units.begin_and_end()
    assert found("đông hải") == []


def test_a_rebuild_takes_as_many_questions_for_ten_units_as_for_two(django_assert_max_num_queries: Any):
    top = UnitFactory.make(department=True)
    for _ in range(10):
        UnitFactory.make(upper=True, parent=top)
    with django_assert_max_num_queries(10):
        index.rebuild(["unit"])

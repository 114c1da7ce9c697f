"""Units offered while one types."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province, UnitFactory, province

pytestmark = pytest.mark.django_db
URL = "organisations:suggest"


@pytest.fixture
def an_binh() -> Province:
    return province()


@pytest.fixture
def admin(an_binh: Province) -> User:
    return UserFactory.make(role=Role.ADMIN, role__unit=an_binh.ubnd)


def offered(client: Any, user: User, **asked: str) -> list[str]:
    client.force_login(user)
    answer = client.get(reverse(URL), asked)
    assert answer.status_code == 200
    return re.findall(r'data-value="([^"]*)"', answer.content.decode())


@pytest.mark.parametrize("typed", ["đong an", "Dong An", "đông an", "ĐÔNG AN xã"])
def test_accents_and_the_letter_d_with_its_stroke_do_not_count(client: Any, admin: User, typed: str) -> None:
    assert "XD – Ủy ban nhân dân xã Đông An" in offered(client, admin, q=typed)


def test_the_code_that_was_typed_comes_first(client: Any, admin: User, an_binh: Province) -> None:
    UnitFactory.make(name="Trường Tiểu học XD", code="AAA", parent=an_binh.ubnd)
    assert offered(client, admin, q="xd")[0].startswith("XD – ")


def test_words_that_begin_so_come_before_words_that_only_hold_it(client: Any, admin: User, an_binh: Province) -> None:
    UnitFactory.make(name="Bạch Hoacương", code="U1", parent=an_binh.ubnd)
    UnitFactory.make(name="Anh Thoacương", code="U2", parent=an_binh.ubnd)
    assert [one[:2] for one in offered(client, admin, q="hoacuong")] == ["U1", "U2"]


def test_a_field_of_an_administrator_offers_only_what_they_administer(client: Any, an_binh: Province) -> None:
    clerk = UserFactory.make(role=Role.ADMIN, role__unit=an_binh.xa_dong)
    assert any("Tây An" in one for one in offered(client, clerk, q="tây an"))
    assert offered(client, clerk, q="tây an", quyen="administer") == []


def test_it_offers_few_and_none_that_has_ended(client: Any, admin: User, an_binh: Province) -> None:
    for place in range(20):
        UnitFactory.make(name=f"Trường Mới {place}", code=f"N{place}", parent=an_binh.ubnd)
    assert len(offered(client, admin, q="trường mới")) == 12
    gone = UnitFactory.make(name="Trường Cổ Loa", code="CL", parent=an_binh.ubnd)
    gone.close(on=dt.date(2026, 1, 1))
    assert offered(client, admin, q="cổ loa") == []


@pytest.mark.parametrize("typed", ["", "   ", "%", "khongcodau" * 60])
def test_odd_words_offer_nothing_and_break_nothing(client: Any, admin: User, typed: str) -> None:
    assert offered(client, admin, q=typed) == []


def test_the_queries_do_not_grow_with_the_units(client: Any, admin: User, an_binh: Province) -> None:
    def queries(words: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            offered(client, admin, q=words)
        return len(seen)

    for place in range(10):
        UnitFactory.make(name=f"Trường Mới {place}", code=f"N{place}", parent=an_binh.ubnd)
    queries("trường mới")  # signing in has queries of its own
    assert queries("trường mới 3") == queries("trường mới")


def test_the_wizard_still_names_units_for_browsers_without_scripts(client: Any, admin: User, an_binh: Province) -> None:
    client.force_login(admin)
    page = client.get(reverse("organisations:change", args=[an_binh.xa_dong.pk]), {"hinh-thuc": "merge_into"})
    text = page.content.decode()
    assert '<datalist id="goi-y-don-vi">' in text
    assert f'data-lt-suggest="{reverse(URL)}?quyen=administer"' in text

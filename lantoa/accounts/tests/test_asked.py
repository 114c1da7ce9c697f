"""The unit that an address asks about."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from lantoa.accounts.asked import asked_unit
from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Unit:
    return UnitFactory.make(department=True)


def asked(top: Unit, typed: str) -> Unit:
    request = RequestFactory().get("/", {"dv": typed} if typed else {})
    request.user = UserFactory.make(role=Role.OFFICE, role__unit=top)
    return asked_unit(request)  # type: ignore[arg-type]


def test_the_unit_of_the_address_else_the_person_s_own(top: Unit) -> None:
    school = UnitFactory.make(upper=True, parent=top)
    assert asked(top, str(school.pk)) == school
    assert asked(top, "") == top


@pytest.mark.parametrize("odd", ["x", "-1", "٣", "9" * 5000, "0", "1.0", " "])
def test_what_is_no_unit_is_not_found(top: Unit, odd: str) -> None:
    with pytest.raises(Http404):
        asked(top, odd)


def test_a_unit_that_the_person_does_not_see_into_is_not_found(top: Unit) -> None:
    with pytest.raises(Http404):
        asked(top, str(UnitFactory.make(department=True).pk))

"""A department, a school below it and a person of each on a day in November: rooms take these into their conftest."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit


@pytest.fixture
def november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 10, 3, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def top() -> Unit:
    return UnitFactory.make(department=True)


@pytest.fixture
def school(top: Unit) -> Unit:
    return UnitFactory.make(upper=True, parent=top)


@pytest.fixture
def office(top: Unit) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=top)


@pytest.fixture
def clerk(school: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=school)

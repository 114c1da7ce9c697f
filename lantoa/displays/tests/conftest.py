"""A department with a commune below it that must post one procedure, on a day in November."""

import pytest

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.displays.factories import PostingRuleFactory
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.models import Unit
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import procedure_in_force
from lantoa.procedures.models import Procedure
from tests.november import november, office, top

__all__ = ["november", "office", "top"]


@pytest.fixture
def commune(top: Unit) -> Unit:
    return UnitFactory.make(commune=True, parent=top, hotline="0243 123 456", email="xa@anbinh.example.vn")


@pytest.fixture
def clerk(commune: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=commune)


@pytest.fixture
def procedure(top: Unit) -> Procedure:
    """In force, and every commune must post it."""
    group = UnitGroupFactory.make(owner=top, kinds=[UnitKind.COMMUNE_COMMITTEE.value])
    PostingRuleFactory.make(owner=top, group=group, days=3)
    return procedure_in_force(name="Chuyển trường đối với học sinh trung học cơ sở", level=Level.COMMUNE)

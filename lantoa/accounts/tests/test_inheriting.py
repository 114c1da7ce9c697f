"""Access to ended units through the unit that carries their work on, also where an act of organisation ended many."""

import datetime as dt
from collections.abc import Iterable

import pytest
from pytest_django import DjangoAssertNumQueries

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import scope
from lantoa.ledger.models import Obligation
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Succession, Unit
from lantoa.oversight.factories import owed

pytestmark = pytest.mark.django_db
ENDED = dt.date(2025, 7, 1)
MANY = 1500


@pytest.fixture
def heir() -> Unit:
    return UnitFactory.make(department=True, parent=UnitFactory.make(province=True))


@pytest.fixture
def old() -> Unit:
    """A province that goes on; what ends below it has its work carried on elsewhere."""
    return UnitFactory.make(province=True)


def came_into(heir: Unit, units: Iterable[Unit]) -> None:
    Succession.objects.bulk_create(
        Succession(from_unit=unit, to_unit=heir, kind=SuccessionKind.MERGE_INTO, on=ENDED) for unit in units
    )


def ended(parent: Unit, number: int, kind: str = "TRUONG") -> list[Unit]:
    """So many units below `parent` that have ended, made at once."""
    first = 10_000 * parent.pk
    Unit.objects.bulk_create(
        Unit(
            pk=pk,
            parent=parent,
            path=f"{parent.path}{pk}/",
            code=f"{kind}{pk}",
            name=f"Trường số {pk}",
            kind="school",
            school_level="primary",
            valid_from=dt.date(2000, 1, 1),
            valid_to=ENDED,
        )
        for pk in range(first, first + number)
    )
    return list(Unit.objects.filter(parent=parent, pk__gte=first))


def office(unit: Unit) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=unit)


def seen(person: User) -> set[int]:
    return set(Unit.objects.filter(access.within(person, Power.SEE)).values_list("pk", flat=True))


def test_fifteen_hundred_ended_units_are_seen_with_what_stood_below_them_and_nothing_beside(
    heir: Unit, old: Unit
) -> None:
    units = ended(old, MANY)
    class_of_one = UnitFactory.make(parent=units[7], valid_to=ENDED)
    beside = UnitFactory.make(upper=True, parent=old)
    came_into(heir, units)
    person = office(heir)
    assert seen(person) == {heir.pk, class_of_one.pk, *(unit.pk for unit in units)}
    assert access.may(person, Power.DIRECT, class_of_one)
    assert not access.may(person, Power.SEE, beside)


def test_what_came_by_a_second_step_through_many_units_is_seen(heir: Unit, old: Unit) -> None:
    units = ended(old, MANY)
    first = UnitFactory.make(upper=True, parent=old, valid_to=ENDED)
    came_into(heir, units)
    came_into(units[-1], [first])
    assert first.pk in seen(office(heir))


def test_lists_that_ask_twice_of_fifteen_hundred_units_open(heir: Unit, old: Unit) -> None:
    units = ended(old, MANY)
    came_into(heir, units)
    debt = owed(units[3], units[5], dt.date(2025, 6, 1))
    owed(old, old, dt.date(2025, 6, 1))
    person = office(heir)
    assert list(Obligation.objects.visible_to(person)) == [debt]
    assert list(scope.within(person, scope.Scope.ASKED)) == [debt]


def test_units_below_an_ended_one_come_with_it_alone(heir: Unit, old: Unit) -> None:
    old.valid_to = ENDED
    old.save()
    units = ended(old, 30)
    came_into(heir, [old])
    came_into(UnitFactory.make(department=True, parent=heir), units)
    person = office(heir)
    assert access.inherited(person, Power.SEE).paths == [old.path]
    assert seen(person) >= {old.pk, *(unit.pk for unit in units)}


def test_what_a_unit_below_an_ended_one_asked_is_in_the_list_of_what_was_asked(heir: Unit, old: Unit) -> None:
    old.valid_to = ENDED
    old.save()
    below = ended(old, 2)
    came_into(heir, [old, *below])
    debt = owed(heir, below[0], dt.date(2025, 6, 1))
    assert list(scope.within(office(heir), scope.Scope.ASKED)) == [debt]


@pytest.mark.parametrize(("number", "queries"), [(0, 1), (30, 2), (MANY, 7)])
def test_inheriting_is_asked_once_a_request(
    heir: Unit, old: Unit, django_assert_num_queries: DjangoAssertNumQueries, number: int, queries: int
) -> None:
    came_into(heir, ended(old, number))
    person = office(heir)
    access.memberships(person)
    with django_assert_num_queries(queries):
        for _ in range(3):
            access.within(person, Power.SEE)
            access.within(person, Power.DIRECT, "unit__path")
            access.may(person, Power.SEE, old)

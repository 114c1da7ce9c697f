"""`within` (a condition for the database) and `may` (an answer about one unit) are one rule said twice."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import Membership, User
from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Succession, Unit

pytestmark = pytest.mark.django_db
ENDED = dt.date(2025, 7, 1)


@pytest.fixture
def tree():
    """Two provinces; in the first a department with a division, eleven schools and a commune with one. A department of
    the other province ended and its work went, by two steps, to that of the first."""
    top, other = UnitFactory.make(province=True), UnitFactory.make(province=True)
    department = UnitFactory.make(department=True, parent=top)
    UnitFactory.make(division=True, parent=department)
    for _ in range(11):  # so that ids of one and of two digits stand side by side in paths
        UnitFactory.make(upper=True, parent=department)
    UnitFactory.make(primary=True, parent=UnitFactory.make(commune=True, parent=department))
    ends = [UnitFactory.make(department=True, parent=other, valid_to=ENDED) for _ in range(2)]
    UnitFactory.make(department=True, parent=other)
    UnitFactory.make(division=True, parent=ends[0], valid_to=ENDED)
    for old, heir in ((ends[0], ends[1]), (ends[1], department)):
        Succession.objects.create(from_unit=old, to_unit=heir, kind=SuccessionKind.MERGE_INTO, on=ENDED)
    return list(Unit.objects.all())


roles = st.lists(st.tuples(st.sampled_from(list(Role)), st.integers(0, 30)), max_size=4)


@given(held=roles, hat=st.none() | st.integers(0, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_within_agrees_with_may_for_every_unit_and_power(tree, held, hat):
    person = UserFactory.make()
    for role, place in held:
        Membership.objects.get_or_create(
            user=person, unit=tree[place % len(tree)], role=role, defaults={"valid_from": dt.date(2024, 1, 1)}
        )
    owned = access.memberships(person)
    if hat is not None and hat < len(owned):
        person._hat = owned[hat]
    for power in Power:
        by_condition = set(Unit.objects.filter(access.within(person, power)).values_list("pk", flat=True))
        assert by_condition == {unit.pk for unit in tree if access.may(person, power, unit)}


@pytest.mark.parametrize(
    ("role", "powers"),
    [
        (Role.OFFICER, {Power.SEE, Power.WRITE, Power.KEEP}),
        (Role.HEAD, {Power.SEE, Power.WRITE, Power.KEEP, Power.APPROVE}),
        (Role.OFFICE, {Power.SEE, Power.WRITE, Power.KEEP, Power.DIRECT}),
        (Role.EDITOR, {Power.SEE, Power.WRITE, Power.EDIT_NEWS}),
        (Role.LEADER, {Power.SEE}),
        (Role.ADMIN, {Power.SEE, Power.ADMINISTER}),
    ],
)
def test_each_role_has_its_powers_in_the_unit_and_below_and_nowhere_else(role, powers):
    above = UnitFactory.make()
    unit = UnitFactory.make(parent=above)
    below, beside = UnitFactory.make(parent=unit), UnitFactory.make(parent=above)
    person = UserFactory.make(role=role, role__unit=unit)
    for where, expected in ((unit, powers), (below, powers), (above, set()), (beside, set())):
        assert {power for power in Power if access.may(person, power, where)} == expected


def test_a_role_counts_from_its_first_day_to_the_day_before_its_last():
    today = timezone.localdate()
    unit = UnitFactory.make()
    for valid_from, valid_to, counts in (
        (today, None, True),
        (today + dt.timedelta(days=1), None, False),
        (today - dt.timedelta(days=5), today, False),
        (today - dt.timedelta(days=5), today + dt.timedelta(days=1), True),
    ):
        person = MembershipFactory.make(unit=unit, valid_from=valid_from, valid_to=valid_to).user
        assert access.may(person, Power.SEE, unit) is counts


def test_one_who_was_locked_out_may_nothing():
    person = UserFactory.make(role=Role.ADMIN, is_active=False)
    assert access.memberships(person) == []
    with pytest.raises(PermissionDenied):
        access.demand_somewhere(person, Power.SEE)


def test_people_see_those_of_their_subtree_and_themselves():
    above = UnitFactory.make()
    unit = UnitFactory.make(parent=above)
    boss = UserFactory.make(role=Role.LEADER, role__unit=above)
    officer = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    assert set(User.objects.visible_to(boss)) == {boss, officer}
    assert set(User.objects.visible_to(officer)) == {officer}


def test_powers_over_an_ended_unit_come_with_its_heir_to_see_and_to_direct_and_no_other(tree):
    old = Succession.objects.order_by("pk")[0].from_unit
    heir = Succession.objects.order_by("pk")[1].to_unit
    person = UserFactory.make()
    for role in Role:
        MembershipFactory.make(user=person, unit=heir, role=role)
    assert {power for power in Power if access.may(person, power, old)} == {Power.SEE, Power.DIRECT}

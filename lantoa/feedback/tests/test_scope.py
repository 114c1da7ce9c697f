import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import IntegrityError

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import identity
from lantoa.feedback.factories import CaseFactory, HopFactory
from lantoa.feedback.models import Case
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    department = UnitFactory.make(department=True)
    division = UnitFactory.make(division=True, parent=department)
    school = UnitFactory.make(primary=True, parent=department)
    other = UnitFactory.make(lower=True, parent=department)
    return {"department": department, "division": division, "school": school, "other": other}


def _person(unit, role):
    return UserFactory.make(role=role, role__unit=unit)


def _sees(unit, role, case):
    return Case.objects.visible_to(_person(unit, role)).filter(pk=case.pk).exists()


def test_the_unit_that_has_a_case_sees_it_and_other_schools_do_not(units):
    case = CaseFactory.make(holder=units["school"])
    assert _sees(units["school"], Role.OFFICER, case)
    assert not _sees(units["other"], Role.HEAD, case)


def test_a_unit_that_had_a_case_still_sees_it(units):
    case = CaseFactory.make(holder=units["school"])
    HopFactory.make(case=case, unit=units["division"])
    assert _sees(units["division"], Role.OFFICER, case)


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.OFFICE, True), (Role.HEAD, True), (Role.LEADER, True), (Role.OFFICER, False), (Role.ADMIN, False)],
)
def test_of_the_unit_above_those_see_it_who_direct_head_or_follow(units, role, sees):
    case = CaseFactory.make(holder=units["school"])
    assert _sees(units["department"], role, case) is sees


def test_what_is_not_settled_yet_is_seen_by_the_office_over_all(units):
    case = CaseFactory.make(holder=None, addressed_unit=None)
    assert _sees(units["department"], Role.OFFICE, case)
    assert not _sees(units["school"], Role.HEAD, case)


@pytest.mark.parametrize(("role", "opens"), [(Role.HEAD, True), (Role.OFFICE, True), (Role.OFFICER, False)])
def test_the_sender_is_opened_by_the_focal_point_of_the_holder_and_each_look_is_on_record(units, role, opens):
    case = CaseFactory.make(known=True, holder=units["school"])
    _person(units["school"], Role.HEAD)
    person = _person(units["school"], role)
    if not opens:
        with pytest.raises(PermissionDenied, match="đầu mối"):
            identity.open_for(case, person)
        assert not case.looks.exists()
        return
    assert identity.open_for(case, person).name == "Nguyễn Thị Mẫu"
    identity.open_for(case, person)
    assert [look.user for look in case.looks.all()] == [person, person]


def test_a_leader_above_does_not_learn_who_the_sender_is(units):
    case = CaseFactory.make(known=True, holder=units["school"])
    for role in (Role.LEADER, Role.OFFICE, Role.HEAD):
        with pytest.raises(PermissionDenied):
            identity.open_for(case, _person(units["department"], role))


def test_the_handler_learns_it_only_while_the_unit_has_the_case(units):
    handler = _person(units["school"], Role.OFFICER)
    _person(units["school"], Role.HEAD)
    case = CaseFactory.make(known=True, holder=units["school"], handler=handler)
    assert identity.may_open(case, handler)
    case.holder = units["other"]
    assert not identity.may_open(case, handler)


def test_the_one_officer_of_a_unit_without_a_head_is_its_focal_point(units):
    case = CaseFactory.make(known=True, holder=units["school"])
    assert identity.may_open(case, _person(units["school"], Role.OFFICER))


def test_the_database_holds_no_readable_word_of_the_sender():
    case = CaseFactory.make(known=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_case WHERE id = %s", [case.pk])
        row = " ".join(map(str, cursor.fetchone()))
    assert "0900000001" not in row
    assert "Mẫu" not in row
    assert "hop-thu" not in row
    assert "An Lạc" not in row
    assert Case.objects.get(pk=case.pk).sender_phone == "0900000001"


def test_a_case_is_in_one_hand_at_a_time():
    hop = HopFactory.make()
    with pytest.raises(IntegrityError), transaction.atomic():
        HopFactory.make(case=hop.case)


def test_a_case_is_not_closed_without_a_word():
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFactory.make(state="refused")

"""Versions over time: what holds on a day, and who hears when it changes."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import UnitFactory
from lantoa.procedures import events, finding, versions
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind, Level
from lantoa.procedures.factories import (
    LifeEventFactory,
    ProcedureFactory,
    ProcedureQuestionFactory,
    ProcedureVersionFactory,
    procedure_in_force,
)
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.search import index

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def keeper() -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(province=True))


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int]]]:
    """What rooms above would hear: the event and the number of the version."""
    said: list[tuple[str, int]] = []
    before = list(events.on_changed), list(events.on_abolished)
    events.on_changed[:] = [lambda procedure, version: said.append(("changed", version.number))]
    events.on_abolished[:] = [lambda procedure, version: said.append(("abolished", version.number))]
    yield said
    events.on_changed[:], events.on_abolished[:] = before


def amended(procedure: Procedure, begins: dt.date, name: str = "") -> Content:
    last = procedure.newest()
    assert last is not None
    content = Content.of(last)
    content.fields |= {"decision_kind": DecisionKind.AMENDED, "decision_number": "9/QĐ-UBND", "in_force_from": begins}
    content.fields["name"] = name or last.name
    return content


def abolished(procedure: Procedure, by: User, begins: dt.date) -> ProcedureVersion:
    decision = {"decision_number": "10/QĐ-UBND", "decision_issuer": "UBND tỉnh", "decided_on": begins}
    return versions.abolish(procedure, in_force_from=begins, by=by, **decision)


def test_one_code_may_stand_at_two_levels():
    for level in (Level.PROVINCE, Level.COMMUNE):
        ProcedureFactory.make(code="1.005144", level=level, name="Miễn, giảm học phí")
    assert Procedure.objects.coded("1.005144").count() == 2
    assert Procedure.objects.coded("1.005144", Level.COMMUNE).get().level == Level.COMMUNE


def test_each_day_has_the_version_that_held_on_it(keeper: User):
    procedure = procedure_in_force(in_force_from=dt.date(2025, 1, 1))
    versions.add_version(procedure, amended(procedure, dt.date(2026, 1, 1)), by=keeper)
    held = [procedure.version_on(dt.date(*day)) for day in ((2024, 12, 31), (2025, 12, 31), (2026, 1, 1))]
    assert [one and one.number for one in held] == [None, 1, 2]
    assert not Procedure.objects.in_force(dt.date(2024, 12, 31)).exists()


def test_a_new_version_takes_papers_and_ways_along(keeper: User):
    procedure = procedure_in_force()
    version = versions.add_version(procedure, amended(procedure, TODAY), by=keeper)
    assert [part.name for part in version.parts.all()] == ["Đơn xin chuyển trường"]
    assert [way.time_limit for way in version.ways.all()] == ["03 ngày làm việc"]


def test_rooms_above_hear_of_a_change_but_not_of_the_first_version(keeper: User, heard: list[tuple[str, int]]):
    procedure = ProcedureFactory.make()
    first = Content({"name": procedure.name, "in_force_from": TODAY - DAY, "decision_number": "1/QĐ"})
    versions.add_version(procedure, first, by=keeper)
    assert heard == []
    versions.add_version(procedure, amended(procedure, TODAY), by=keeper)
    assert heard == [("changed", 2)]


def test_a_later_version_is_told_once_on_its_day(keeper: User, heard: list[tuple[str, int]]):
    procedure = procedure_in_force()
    version = versions.add_version(procedure, amended(procedure, TODAY + DAY, name="Tên mới"), by=keeper)
    assert (heard, versions.take_effect_due(TODAY)) == ([], 0)
    ProcedureVersion.objects.filter(pk=version.pk).update(in_force_from=TODAY)
    assert (versions.take_effect_due(TODAY), versions.take_effect_due(TODAY)) == (1, 0)
    procedure.refresh_from_db()
    assert (heard, procedure.name) == ([("changed", 2)], "Tên mới")


def test_an_abolished_procedure_is_found_no_more(keeper: User, heard: list[tuple[str, int]]):
    procedure = procedure_in_force(name="Chuyển trường đối với học sinh")
    versions.finding.keep(procedure)
    assert index.keys("chuyen truong", "procedure") == [str(procedure.pk)]
    abolished(procedure, keeper, TODAY)
    assert heard == [("abolished", 2)]
    assert index.keys("chuyen truong", "procedure") == []
    assert not Procedure.objects.in_force().exists()
    assert Procedure.objects.in_force(TODAY - DAY).exists()


def test_nothing_is_abolished_twice_or_before_its_last_version(keeper: User):
    procedure = procedure_in_force()
    with pytest.raises(ValidationError, match="không thể sớm hơn"):
        abolished(procedure, keeper, dt.date(2026, 1, 1))
    abolished(procedure, keeper, TODAY)
    with pytest.raises(ValidationError, match="đã bị bãi bỏ"):
        abolished(procedure, keeper, TODAY)


def test_a_name_taken_before_the_day_does_not_keep_a_version_from_taking_effect(keeper: User):
    procedure = procedure_in_force(code="2.1", name="Xin học lại")
    waiting = versions.add_version(procedure, amended(procedure, TODAY + DAY, "Chuyển trường"), by=keeper)
    procedure_in_force(code="2.1", name="Chuyển trường")
    ProcedureVersion.objects.filter(pk=waiting.pk).update(in_force_from=TODAY)
    assert versions.take_effect_due() == 1
    assert procedure.version_on() == waiting


def test_a_version_that_fails_on_its_day_keeps_no_other_back(heard: list[tuple[str, int]]):
    failing = procedure_in_force()
    ProcedureVersionFactory.make(procedure=failing, amended=True, took_effect_at=None, in_force_from=TODAY)
    second = ProcedureVersionFactory.make(number=9, took_effect_at=None, in_force_from=TODAY)
    events.on_changed[:] = [lambda procedure, version: 1 // 0]
    with pytest.raises(ZeroDivisionError):
        versions.take_effect_due()
    second.refresh_from_db()
    assert second.took_effect_at


def test_mending_a_slip_tells_nobody(keeper: User, heard: list[tuple[str, int]]):
    procedure = procedure_in_force()
    version = procedure.newest()
    assert version is not None
    content = Content.of(version)
    content.fields["results"] = "Giấy giới thiệu"
    versions.change_version(version, content, by=keeper)
    assert heard == []
    assert ProcedureVersion.objects.get().results == "Giấy giới thiệu"


def test_only_a_version_that_does_not_hold_yet_can_be_taken_back(keeper: User):
    procedure = procedure_in_force()
    present = procedure.newest()
    waiting = versions.add_version(procedure, amended(procedure, TODAY + DAY), by=keeper)
    assert present is not None
    with pytest.raises(ValidationError):
        versions.withdraw(present, by=keeper)
    versions.withdraw(waiting, by=keeper)
    assert list(procedure.versions.all()) == [present]


def test_a_school_does_not_keep_the_catalogue():
    procedure = procedure_in_force()
    school = UserFactory.make(role=Role.OFFICE, role__unit=UnitFactory.make(upper=True, parent=UnitFactory.make()))
    with pytest.raises(PermissionDenied):
        versions.add_version(procedure, amended(procedure, TODAY), by=school)


def test_versions_of_one_procedure_keep_their_order():
    version = ProcedureVersionFactory.make(number=1)
    second = ProcedureVersionFactory.make(procedure=version.procedure, number=2, in_force_from=version.in_force_from)
    assert version.procedure.version_on(version.in_force_from) == second


def test_making_the_index_anew_asks_no_more_for_ten_than_for_two():
    def queries(number: int) -> int:
        for _ in range(number):
            procedure = procedure_in_force()
            procedure.life_events.add(LifeEventFactory.make())
            ProcedureQuestionFactory.make(procedure=procedure)
        with CaptureQueriesContext(connection) as asked:
            assert len(list(finding.entries())) == Procedure.objects.count()
        return len(asked)

    assert queries(2) == queries(8)

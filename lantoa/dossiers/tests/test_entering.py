"""Figures of a month: the rules between them, nothing that came, corrections with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import Entry
from lantoa.dossiers import checking, entering, months
from lantoa.dossiers.factories import DossierFiguresFactory
from lantoa.dossiers.models import FIGURES, DossierFigures
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit

pytestmark = pytest.mark.django_db
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
ZERO = dict.fromkeys(FIGURES, 0)


def figures(**given: int) -> dict[str, int]:
    return ZERO | {"received": 10, "online": 6, "on_time": 7, "late": 1, "pending_in_time": 2} | given


@pytest.fixture
def unit() -> Unit:
    return UnitFactory.make(upper=True)


@pytest.fixture
def clerk(unit: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=unit)


def faults(**given: int) -> dict[str, str]:
    return dict(checking.faults_of(figures(**given)))


def test_figures_that_agree_have_no_fault() -> None:
    assert not faults(with_fee=5, paid_online=5, by_post=8, digitised=8)


@pytest.mark.parametrize(
    ("wrong", "name", "said"),
    [
        ({"online": 11}, "online", "Nộp trực tuyến 11 hồ sơ, nhiều hơn 10"),
        ({"on_time": 8}, "received", "tiếp nhận là 10 hồ sơ"),
        ({"pending_in_time": 0}, "received", "cộng lại là 8"),
        ({"digitised": 9}, "digitised", "nhiều hơn 8 hồ sơ đã giải quyết"),
        ({"by_post": 9}, "by_post", "nhiều hơn 8 hồ sơ đã giải quyết"),
        ({"paid_online": 1}, "paid_online", "nhiều hơn 0 hồ sơ phải nộp phí"),
        ({"with_fee": 11}, "with_fee", "nhiều hơn 10 hồ sơ của tháng"),
    ],
)
def test_figures_that_do_not_fit_are_named_in_a_sentence(wrong: dict[str, int], name: str, said: str) -> None:
    assert said in faults(**wrong)[name]


@given(
    st.lists(st.integers(0, 500), min_size=5, max_size=5),
    st.integers(0, 500),
)
def test_a_balance_is_right_exactly_when_both_sides_are_equal(gone: list[int], came: int) -> None:
    names = ("on_time", "late", "withdrawn", "pending_in_time", "pending_late")
    values = ZERO | dict(zip(names, gone, strict=True)) | {"received": came}
    assert ("received" in dict(checking.faults_of(values))) == (sum(gone) != came)


def test_a_month_carries_over_what_the_month_before_left_open(unit: Unit, clerk: User) -> None:
    entering.enter(unit, MARCH, figures(), by=clerk)
    with pytest.raises(ValidationError, match="Cuối tháng 03/2026 còn 2 hồ sơ"):
        entering.enter(unit, APRIL, figures(), by=clerk)
    entering.enter(unit, APRIL, figures(carried=2, on_time=9), by=clerk)
    assert DossierFigures.objects.count() == 2


def test_nothing_came_is_a_state_of_its_own(unit: Unit, clerk: User) -> None:
    row = entering.say_nil(unit, MARCH, by=clerk)
    assert row.is_nil
    assert "không phát sinh" in Entry.objects.about(row).get().text


def test_nothing_came_is_refused_while_dossiers_are_open(unit: Unit, clerk: User) -> None:
    entering.enter(unit, MARCH, figures(), by=clerk)
    with pytest.raises(ValidationError, match="còn 2 hồ sơ đang giải quyết"):
        entering.say_nil(unit, APRIL, by=clerk)


def test_a_correction_needs_a_reason_and_leaves_the_old_figures_on_record(unit: Unit, clerk: User) -> None:
    row = entering.enter(unit, MARCH, figures(), by=clerk)
    with pytest.raises(ValidationError, match="Ghi lý do đính chính"):
        entering.correct(row, figures(online=5), version=row.version, reason=" ", by=clerk)
    entering.correct(row, figures(online=5), version=row.version, reason="đếm lại", by=clerk)
    entry = Entry.objects.about(row).first()
    assert entry is not None
    assert entry.detail["before"]["online"] == 6
    assert "6 → 5" in entry.text
    assert DossierFigures.objects.get().online == 5


def test_the_second_of_two_corrections_at_once_is_told(unit: Unit, clerk: User) -> None:
    row = entering.enter(unit, MARCH, figures(), by=clerk)
    old = row.version
    entering.correct(row, figures(online=5), version=old, reason="đếm lại", by=clerk)
    with pytest.raises(EditConflict):
        entering.correct(DossierFigures.objects.get(), figures(online=4), version=old, reason="đếm lại", by=clerk)


def test_a_month_is_entered_whole_or_by_field(unit: Unit, clerk: User) -> None:
    entering.enter(unit, MARCH, figures(), by=clerk, field="Giáo dục trung học")
    entering.enter(unit, MARCH, figures(), by=clerk, field="Văn bằng, chứng chỉ")
    with pytest.raises(ValidationError, match="đã nhập theo từng lĩnh vực"):
        entering.enter(unit, MARCH, figures(), by=clerk)


def test_a_month_is_entered_once(unit: Unit, clerk: User) -> None:
    entering.enter(unit, MARCH, figures(), by=clerk)
    with pytest.raises(ValidationError, match="vừa có người nhập"):
        entering.enter(unit, MARCH, figures(), by=clerk)


def test_what_was_entered_by_mistake_is_taken_out_with_a_reason(unit: Unit, clerk: User) -> None:
    row = entering.enter(unit, MARCH, figures(), by=clerk)
    with pytest.raises(ValidationError):
        entering.take_out(row, reason="", by=clerk)
    entering.take_out(row, reason="nhầm đơn vị", by=clerk)
    assert not DossierFigures.objects.exists()
    assert Entry.objects.get(action="dossiers_removed").detail["before"]["received"] == 10


def test_nobody_writes_for_another_unit(unit: Unit) -> None:
    with pytest.raises(PermissionDenied):
        entering.enter(unit, MARCH, figures(), by=UserFactory.make(role=Role.OFFICER))


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (dt.date(2026, 11, 14), dt.date(2026, 10, 1)),
        (dt.date(2026, 11, 15), dt.date(2026, 11, 1)),
        (dt.date(2026, 1, 3), dt.date(2025, 12, 1)),
    ],
)
def test_a_month_opens_with_its_cut_off(unit: Unit, today: dt.date, latest: dt.date) -> None:
    assert months.latest(today) == latest
    assert not entering.day_fault(unit, latest, today)
    assert "chưa chốt số liệu" in entering.day_fault(unit, months.next_month(latest), today)


def test_a_correction_that_shifts_the_next_month_says_so(unit: Unit) -> None:
    row = DossierFiguresFactory.make(unit=unit, month=MARCH)
    later: Any = DossierFiguresFactory.make(unit=unit, month=APRIL, carried=5)
    assert entering.follows_wrongly(row) == later

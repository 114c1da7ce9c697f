import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.exceptions import ValidationError

from lantoa.organisations import events
from lantoa.organisations.enums import SuccessionKind, UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Placement, Succession, Unit
from lantoa.organisations.succession import consolidate, dissolve, merge_into, move, rename, split
from lantoa.organisations.undoing import undo

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 7, 1)
DECISION = "Quyết định số 12/QĐ-UBND ngày 20/6/2026 của UBND tỉnh An Bình"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def an_binh() -> Province:
    return province()


def snapshot() -> set[tuple[object, ...]]:
    places = Placement.objects.values_list("unit__code", "path", "valid_from", "valid_to")
    return {*places, *Unit.objects.values_list("code", "name", "path", "valid_to")}


def test_a_merged_unit_ends_and_leads_to_its_heir(an_binh: Province) -> None:
    merge_into([an_binh.mn_dong], an_binh.mn_tay, on=DAY, decision=DECISION, by=None)
    an_binh.mn_dong.refresh_from_db()
    assert an_binh.mn_dong.valid_to == DAY
    step = Succession.objects.get()
    assert (step.from_unit, step.to_unit, step.kind) == (an_binh.mn_dong, an_binh.mn_tay, SuccessionKind.MERGE_INTO)
    assert an_binh.mn_dong not in Unit.objects.under_on(an_binh.so, DAY)
    assert an_binh.mn_dong in Unit.objects.under_on(an_binh.so, DAY - dt.timedelta(days=1))


def test_children_of_an_ending_unit_must_be_placed(an_binh: Province) -> None:
    with pytest.raises(ValidationError, match="Trường Mầm non Hoa Sen"):
        merge_into([an_binh.xa_dong], an_binh.xa_tay, on=DAY, decision=DECISION, by=None)
    assert Unit.objects.get(code="XD").valid_to is None


def test_children_go_where_one_says_and_may_end_too(an_binh: Province) -> None:
    places = {an_binh.mn_dong.pk: an_binh.xa_tay, an_binh.th_dong.pk: an_binh.so, an_binh.vhxh_dong.pk: None}
    merge_into([an_binh.xa_dong], an_binh.xa_tay, on=DAY, decision=DECISION, by=None, children=places)
    assert Unit.objects.get(code="MND").parent == an_binh.xa_tay
    assert Unit.objects.get(code="THD").parent == an_binh.so
    assert Unit.objects.get(code="VHD").valid_to == DAY


def test_two_units_become_a_new_one(an_binh: Province) -> None:
    new = Unit(name="Ủy ban nhân dân xã An Bình", code="XAB", kind=UnitKind.COMMUNE_COMMITTEE, parent=an_binh.so)
    consolidate([an_binh.xa_dong, an_binh.xa_tay], new, on=DAY, decision=DECISION, by=None, children=new)
    assert new.valid_from == DAY
    assert set(new.children.values_list("code", flat=True)) == {"VHD", "VHT", "MND", "MNT", "THD", "CST"}
    assert set(Succession.objects.filter(to_unit=new).values_list("from_unit__code", flat=True)) == {"XD", "PT"}


def test_a_unit_is_divided_or_gives_off_a_part(an_binh: Province) -> None:
    parts = [
        Unit(name=f"Trường Tiểu học số {n}", code=f"T{n}", kind=UnitKind.SCHOOL, parent=an_binh.xa_dong) for n in (1, 2)
    ]
    split(an_binh.th_dong, parts, on=DAY, decision=DECISION, by=None)
    assert Unit.objects.get(code="THD").valid_to == DAY
    part = Unit(name="Trường Mầm non Hoa Mai", code="HM", kind=UnitKind.SCHOOL, parent=an_binh.xa_dong)
    split(an_binh.mn_dong, [part], on=DAY, decision=DECISION, by=None, stays=True)
    assert Unit.objects.get(code="MND").valid_to is None


def test_a_unit_ends_only_once(an_binh: Province) -> None:
    dissolve([an_binh.mn_dong], on=DAY, decision=DECISION, by=None)
    with pytest.raises(ValidationError, match="đã thôi hoạt động"):
        merge_into([an_binh.mn_dong], an_binh.mn_tay, on=DAY, decision=DECISION, by=None)


def test_changes_are_recorded_in_the_order_of_their_days(an_binh: Province) -> None:
    rename(an_binh.mn_dong, "Trường Mầm non Bình Minh", on=DAY, decision=DECISION, by=None)
    with pytest.raises(ValidationError, match="thứ tự ngày"):
        dissolve([an_binh.mn_dong], on=DAY - dt.timedelta(days=30), decision=DECISION, by=None)


def test_a_change_is_recorded_once_its_day_has_come(an_binh: Province) -> None:
    with pytest.raises(ValidationError, match="chưa đến"):
        dissolve([an_binh.mn_dong], on=dt.date(2027, 1, 1), decision=DECISION, by=None)


def test_nothing_merges_into_itself_or_into_what_stands_below_it(an_binh: Province) -> None:
    for into in (an_binh.xa_dong, an_binh.mn_dong):
        with pytest.raises(ValidationError):
            merge_into([an_binh.xa_dong], into, on=DAY, decision=DECISION, by=None, children=an_binh.so)


def test_a_failed_act_changes_nothing(an_binh: Province) -> None:
    before = snapshot()
    new = Unit(name="Trường mới", code="MNT", kind=UnitKind.SCHOOL, parent=an_binh.so)
    with pytest.raises(ValidationError, match="đã có đơn vị dùng"):
        consolidate([an_binh.mn_dong, an_binh.th_dong], new, on=DAY, decision=DECISION, by=None)
    assert snapshot() == before


def test_rooms_above_hear_who_carries_the_work_on(an_binh: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[events.Act] = []
    said: list[events.Change] = []
    monkeypatch.setattr(events, "on_succession", [heard.append])
    monkeypatch.setattr(events, "on_change", [said.append])
    places = {an_binh.mn_dong.pk: an_binh.xa_tay, an_binh.th_dong.pk: an_binh.xa_tay, an_binh.vhxh_dong.pk: None}
    merge_into([an_binh.xa_dong], an_binh.xa_tay, on=DAY, decision=DECISION, by=None, children=places)
    assert heard[0].heirs() == {an_binh.xa_dong: [an_binh.xa_tay], an_binh.vhxh_dong: []}
    assert any("sáp nhập vào" in change.text for change in said)


def _merge(an_binh: Province) -> None:
    merge_into([an_binh.xa_dong], an_binh.xa_tay, on=DAY, decision=DECISION, by=None, children=an_binh.xa_tay)


def _consolidate(an_binh: Province) -> None:
    new = Unit(name="UBND xã mới", code="MOI", kind=UnitKind.COMMUNE_COMMITTEE, parent=an_binh.so)
    consolidate([an_binh.xa_dong, an_binh.xa_tay], new, on=DAY, decision=DECISION, by=None, children=new)


def _split(an_binh: Province) -> None:
    parts = [
        Unit(name=f"UBND xã {n}", code=f"X{n}", kind=UnitKind.COMMUNE_COMMITTEE, parent=an_binh.so) for n in (1, 2)
    ]
    split(an_binh.xa_dong, parts, on=DAY, decision=DECISION, by=None, children=an_binh.xa_tay)


def _dissolve(an_binh: Province) -> None:
    places = {an_binh.mn_dong.pk: an_binh.so, an_binh.th_dong.pk: an_binh.so, an_binh.vhxh_dong.pk: None}
    dissolve([an_binh.xa_dong], on=DAY, decision=DECISION, by=None, children=places)


def _rename(an_binh: Province) -> None:
    rename(an_binh.so, "Sở Giáo dục", short_name="Sở GD", on=DAY, decision=DECISION, by=None)


def _move(an_binh: Province) -> None:
    move(an_binh.xa_dong, an_binh.ubnd, on=DAY, decision=DECISION, by=None)


@pytest.mark.parametrize("act", [_merge, _consolidate, _split, _dissolve, _rename, _move])
def test_a_mistaken_act_is_taken_back_without_a_trace_in_the_tree(an_binh: Province, act: "object") -> None:
    before = snapshot()
    act(an_binh)  # type: ignore[operator]
    assert snapshot() != before
    undo(Succession.objects.latest("pk").act, by=None)
    assert snapshot() == before
    assert not Succession.objects.exists()


def test_an_act_stays_once_something_rests_on_it(an_binh: Province) -> None:
    _merge(an_binh)
    first = Succession.objects.latest("pk").act
    rename(an_binh.xa_tay, "Ủy ban nhân dân phường An Bình", on=DAY, decision=DECISION, by=None)
    with pytest.raises(ValidationError, match="thay đổi khác"):
        undo(first, by=None)


def test_an_act_stays_once_the_new_unit_has_units_of_its_own(an_binh: Province) -> None:
    _consolidate(an_binh)
    act = Succession.objects.latest("pk").act
    UnitFactory.make(parent=Unit.objects.get(code="MOI"), valid_from=DAY)
    with pytest.raises(ValidationError, match="không hoàn tác được"):
        undo(act, by=None)
    assert Unit.objects.get(code="XD").valid_to == DAY


def test_a_wrong_undo_is_said_once(an_binh: Province) -> None:
    _merge(an_binh)
    act = Succession.objects.latest("pk").act
    undo(act, by=None)
    with pytest.raises(ValidationError, match="đã được hoàn tác"):
        undo(act, by=None)

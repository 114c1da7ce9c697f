import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.audit.edits import EditConflict
from lantoa.ledger import activities, books
from lantoa.ledger.activities import Deed
from lantoa.ledger.counted_in import Counted
from lantoa.ledger.enums import ActivityKind, ChannelKind, ObligationKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.factories import Province, province
from lantoa.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def clerk(tree: Province) -> User:
    user = User.objects.create_user("chuyenvien", full_name="Trần Thị Lan")
    Membership.objects.create(user=user, unit=tree.thpt, role=Role.OFFICER)
    return user


def meeting(**more: object) -> Deed:
    return Deed(ActivityKind.PARENTS_MEETING, "Họp cha mẹ học sinh đầu năm", timezone.localdate(), more)


def owed(unit: Unit, tree: Province) -> Obligation:
    books.owe(
        [books.Debt(unit_id=unit.pk, kind=ObligationKind.TASK_LEAD, subject=tree.so, title="Tuyên truyền")],
        asked_by=tree.so.pk,
        origin=tree.so,
        on=dt.date(2026, 1, 5),
    )
    return Obligation.objects.get(unit=unit)


def test_one_form_sent_twice_makes_one_activity(tree: Province, clerk: User) -> None:
    key = uuid.uuid4()
    first = activities.log(tree.thpt, meeting(people=120), by=clerk, form_key=key)
    second = activities.log(tree.thpt, meeting(people=120), by=clerk, form_key=key)
    assert first == second
    assert Activity.objects.get().channel_kind == ChannelKind.MEETING


def test_an_activity_serves_only_what_its_own_unit_owes(tree: Province, clerk: User) -> None:
    own, other = owed(tree.thpt, tree), owed(tree.gdtx, tree)
    logged = activities.log(tree.thpt, meeting(), by=clerk, obligations=[own])
    assert list(logged.obligations.all()) == [own]
    with pytest.raises(ValidationError, match="không thuộc đơn vị này"):
        activities.log(tree.thpt, meeting(), by=clerk, obligations=[other])
    assert Activity.objects.count() == 1


def test_nobody_logs_for_a_unit_that_is_not_theirs(tree: Province, clerk: User) -> None:
    with pytest.raises(PermissionDenied):
        activities.log(tree.gdtx, meeting(), by=clerk)


def test_a_day_to_come_or_before_the_unit_existed_is_refused(tree: Province, clerk: User) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="chưa đến"):
        activities.log(tree.thpt, Deed(ActivityKind.OTHER, "x", tomorrow), by=clerk)
    Unit.objects.filter(pk=tree.thpt.pk).update(valid_from=dt.date(2025, 7, 1))
    tree.thpt.refresh_from_db()
    with pytest.raises(ValidationError, match="hoạt động từ ngày 01/07/2025"):
        activities.log(tree.thpt, Deed(ActivityKind.OTHER, "x", dt.date(2025, 6, 30)), by=clerk)


def test_the_second_editor_is_told(tree: Province, clerk: User) -> None:
    logged = activities.log(tree.thpt, meeting(), by=clerk)
    mine, theirs = Activity.objects.get(), Activity.objects.get()
    activities.change(theirs, meeting(people=90), version=logged.version, by=clerk)
    with pytest.raises(EditConflict):
        activities.change(mine, meeting(people=80), version=logged.version, by=clerk)
    assert Activity.objects.get().people == 90


def test_a_wrong_line_is_cancelled_with_a_reason_and_comes_back(tree: Province, clerk: User) -> None:
    logged = activities.log(tree.thpt, meeting(), by=clerk)
    with pytest.raises(ValidationError):
        activities.cancel(logged, reason=" ", by=clerk)
    activities.cancel(logged, reason="Ghi nhầm trường", by=clerk)
    assert not Activity.objects.counted().exists()
    activities.restore(logged, by=clerk)
    assert Activity.objects.counted().exists()


def test_figures_that_the_new_kind_does_not_ask_for_are_counted_no_more(tree: Province, clerk: User) -> None:
    logged = activities.log(tree.thpt, meeting(people=120, times=2), by=clerk)
    poster = Deed(ActivityKind.NOTICE_BOARD, "Dán áp phích", timezone.localdate(), {"copies": 5})
    changed = activities.change(logged, poster, version=1, by=clerk)
    changed.refresh_from_db()
    assert (changed.people, changed.times, changed.copies) == (None, 1, 5)
    again = Deed(ActivityKind.NOTICE_BOARD, "Dán 2 áp phích", timezone.localdate())
    assert activities.change(changed, again, version=2, by=clerk).copies == 5


def test_what_another_room_logged_is_taken_out_whole_or_not_at_all(
    tree: Province, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.create(user=clerk, unit=tree.gdtx, role=Role.OFFICER)
    lines = [activities.log(unit, meeting(), by=clerk, source=tree.so) for unit in (tree.thpt, tree.gdtx)]

    def held(line: Activity) -> list[Counted]:
        return [Counted("Báo cáo năm", "/")] if line == lines[1] else []

    monkeypatch.setattr("lantoa.ledger.counted_in.providers", [held])
    assert "Báo cáo năm" in activities.cancel_of(tree.so, reason="Gỡ bài", by=clerk)
    assert Activity.objects.counted().count() == 2
    monkeypatch.setattr("lantoa.ledger.counted_in.providers", [])
    assert activities.cancel_of(tree.so, reason="Gỡ bài", by=clerk) == ""
    assert set(Activity.objects.values_list("cancel_reason", "cancelled_by")) == {("Gỡ bài", clerk.pk)}

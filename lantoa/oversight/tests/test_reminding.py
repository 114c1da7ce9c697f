import datetime as dt

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import books
from lantoa.ledger.models import CalendarDay, Obligation
from lantoa.notices.models import Digest, Notice
from lantoa.organisations.factories import Province, province
from lantoa.oversight.factories import owed
from lantoa.oversight.models import Reminder, Stage
from lantoa.oversight.morning import morning
from lantoa.oversight.reminding import escalate, remind

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 11, 20)


@pytest.fixture
def tree() -> Province:
    tree = province()
    UserFactory.make(full_name="Cô Hoa", role=Role.OFFICER, role__unit=tree.thpt)
    UserFactory.make(full_name="Ông Sở", role=Role.OFFICE, role__unit=tree.so)
    UserFactory.make(full_name="Bà Biên tập", role=Role.EDITOR, role__unit=tree.thpt)
    return tree


def told() -> list[tuple[str, str]]:
    return [(str(row.user), row.text) for row in Notice.objects.select_related("user").order_by("pk")]


def test_only_units_that_still_owe_are_reminded_once_a_step(tree: Province) -> None:
    owed(tree.thpt, tree.so, DUE)
    done = owed(tree.gdtx, tree.so, DUE)
    books.meet(Obligation.objects.filter(pk=done.pk), on=dt.date(2026, 11, 10), by=None)
    assert remind(dt.date(2026, 11, 13)) == 1
    assert remind(dt.date(2026, 11, 13)) == 0
    assert remind(dt.date(2026, 11, 16)) == 0
    assert told() == [("Cô Hoa", "Còn 7 ngày: Báo cáo 6 tháng đầu năm (hạn 20/11/2026)")]
    assert [str(one) for one in Reminder.objects.get().people.all()] == ["Cô Hoa"]
    assert remind(dt.date(2026, 11, 19)) == 1
    assert remind(DUE) == 1
    assert Reminder.objects.filter(stage=Stage.ON_DAY).count() == 1


def test_several_of_one_day_are_one_sentence(tree: Province) -> None:
    for part in ("2026-Q1", "2026-Q2", "2026-Q3"):
        owed(tree.thpt, tree.so, DUE, part=part, title=f"Báo cáo {part}")
    assert remind(DUE) == 3
    ((_, text),) = told()
    assert "3 việc" in text
    assert "Báo cáo 2026-Q2" in Notice.objects.get().note


def test_what_lasts_goes_up_to_the_unit_above_once(tree: Province) -> None:
    owed(tree.thpt, tree.so, DUE)
    owed(tree.gdtx, tree.so, DUE)
    assert escalate(dt.date(2026, 11, 27)) == 0
    assert escalate(dt.date(2026, 11, 30)) == 2
    assert escalate(dt.date(2026, 12, 1)) == 0
    assert told() == [("Ông Sở", "2 đơn vị cấp dưới quá hạn lâu 2 việc, cần đôn đốc")]
    assert set(Reminder.objects.values_list("to_unit", flat=True)) == {tree.so.pk}


def test_where_the_unit_above_has_nobody_the_next_one_hears(tree: Province) -> None:
    owed(tree.mn_dong, tree.xa_dong, DUE)
    assert escalate(dt.date(2026, 11, 30)) == 1
    assert Reminder.objects.get().to_unit == tree.so


def test_one_digest_a_person_and_working_day_and_nothing_on_days_off(
    tree: Province, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    today = dt.date(2026, 11, 16)
    owed(tree.thpt, tree.so, DUE)
    CalendarDay.objects.create(day=today, is_working=False, name="Ngày nghỉ của tỉnh")
    morning(today)
    assert not Notice.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        morning(dt.date(2026, 11, 17))
        morning(dt.date(2026, 11, 17))
    assert Digest.objects.count() == 1


def test_a_unit_that_ended_is_left_in_peace(tree: Province) -> None:
    owed(tree.thpt, tree.so, DUE)
    tree.thpt.close(on=DUE)
    assert remind(DUE) == 0


def test_a_unit_that_will_end_is_reminded_until_it_does(tree: Province) -> None:
    owed(tree.thpt, tree.so, DUE)
    tree.thpt.valid_to = dt.date(2027, 1, 1)
    tree.thpt.save()
    assert remind(DUE) == 1
    assert escalate(dt.date(2026, 12, 20)) == 1
    Reminder.objects.all().delete()
    assert remind(dt.date(2027, 1, 4)) == 0
    assert escalate(dt.date(2027, 1, 4)) == 0

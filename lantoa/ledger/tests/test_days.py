"""The page of days off and of Saturdays worked in exchange."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.models import Entry
from lantoa.ledger.models import CalendarDay
from lantoa.ledger.working_days import work_calendar
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db
SATURDAY, FRIDAY = dt.date(2026, 5, 30), dt.date(2026, 5, 29)


@pytest.fixture
def admin(client: Client) -> Client:
    top = UnitFactory.make(department=True)
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=top))
    return client


def add(client: Client, day: str, chosen: str, name: str = "Hoán đổi ngày làm việc") -> str:
    data = {"day": day, "is_working": chosen, "name": name, "nam": "2026"}
    return client.post(reverse("ledger:day_add"), data, follow=True).content.decode()


def test_a_saturday_worked_in_exchange_counts_as_a_working_day_from_then_on(admin: Client) -> None:
    assert not work_calendar().is_working_day(SATURDAY)
    page = add(admin, "30/05/2026", "1")
    assert "30/05/2026" in page
    assert "Hoán đổi ngày làm việc" in page
    assert work_calendar().is_working_day(SATURDAY)
    assert Entry.objects.filter(action="calendar_day_added").exists()


def test_a_day_taken_back_is_a_plain_day_again(admin: Client) -> None:
    add(admin, "29/05/2026", "0", "Nghỉ theo quyết định của tỉnh")
    assert not work_calendar().is_working_day(FRIDAY)
    admin.post(reverse("ledger:day_remove", args=[CalendarDay.objects.get().pk]))
    assert work_calendar().is_working_day(FRIDAY)


def test_the_holidays_that_the_law_names_stand_there_without_anybody_entering_them(admin: Client) -> None:
    page = admin.get(reverse("ledger:days"), {"nam": "2026"}).content.decode()
    assert "năm 2026" in page
    assert 'href="?nam=2027"' in page
    assert "01/05/2026" in page
    assert "02/09/2026" in page
    assert "theo quy định chung" in page


@pytest.mark.parametrize(
    ("day", "chosen", "sentence"),
    [
        ("01/05/2026", "0", "vốn là ngày nghỉ"),
        ("29/05/2026", "1", "vốn là ngày làm việc"),
        ("31/05/2026", "0", "vốn là ngày nghỉ"),
        ("29/05/9998", "0", "Ghi năm từ"),
        ("mai", "0", "Nhập ngày theo dạng"),
        ("29/05/2026", "", "bắt buộc"),
    ],
)
def test_a_day_that_changes_nothing_or_is_none_is_refused_with_a_sentence(
    admin: Client, day: str, chosen: str, sentence: str
) -> None:
    assert sentence in add(admin, day, chosen)
    assert not CalendarDay.objects.exists()


def test_the_same_day_is_not_entered_twice(admin: Client) -> None:
    add(admin, "29/05/2026", "0")
    assert "đã có trong danh sách" in add(admin, "29/05/2026", "0")
    assert CalendarDay.objects.count() == 1


def test_a_name_longer_than_the_column_is_refused(admin: Client) -> None:
    add(admin, "29/05/2026", "0", "x" * 121)
    assert not CalendarDay.objects.exists()


def test_who_does_not_administer_from_the_top_reads_and_has_no_form(client: Client) -> None:
    school = UnitFactory.make(upper=True, parent=UnitFactory.make(department=True))
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=school))
    page = client.get(reverse("ledger:days")).content.decode()
    assert "Thêm ngày" not in page


@pytest.mark.parametrize("act", ["day_add", "day_remove"])
def test_a_change_that_cannot_be_put_on_record_is_not_made(
    admin: Client, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError

    kept = CalendarDay.objects.create(day=FRIDAY, is_working=False, name="Ngày nghỉ của tỉnh")
    monkeypatch.setattr(CalendarDay, "delete" if act == "day_remove" else "__str__", refuse)
    args = [kept.pk] if act == "day_remove" else []
    with pytest.raises(RuntimeError):
        admin.post(reverse(f"ledger:{act}", args=args), {"day": "30/05/2026", "is_working": "1", "name": "Hoán đổi"})
    assert list(CalendarDay.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not Entry.objects.filter(action__startswith="calendar_day").exists()

"""Something to come offline: entered in the calendar, changed, cancelled; logged with one tap, then shown as held."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.channels import planned
from lantoa.channels.factories import EventFactory
from lantoa.channels.models import PlannedEvent
from lantoa.channels.waiting import waiting
from lantoa.ledger import activities
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from tests.html import parse, words

pytestmark = pytest.mark.django_db
CALENDAR = "/lam-viec/kenh/lich/"


@pytest.fixture
def unit() -> Unit:
    return UnitFactory.make(upper=True)


@pytest.fixture
def teacher(client: Any, unit: Unit) -> User:
    person = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    client.force_login(person)
    return person


def said(answer: Any) -> str:
    return words(parse(answer))


def value_of(page: Any, name: str) -> str:
    """What the form starts the field with."""
    return page.xpath(f"string(//main//input[@name='{name}']/@value)")


def month_of(day: dt.date) -> str:
    return f"{CALENDAR}?thang={day:%Y-%m}"


def typed(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + dt.timedelta(days=9)
    given = {"kind": "parents_meeting", "title": "Họp phụ huynh khối 12", "on": f"{day:%d/%m/%Y}", "at": "18h30"}
    return {**given, "audience": "Cha mẹ học sinh khối 12", "people": "1.200", "assigned": "Thầy Hải chụp ảnh", **more}


def test_a_parents_meeting_to_come_stands_on_the_calendar(client: Any, teacher: User, unit: Unit):
    hidden = value_of(parse(client.get(reverse("channels:event_new"))), "unit")
    page = said(client.post(reverse("channels:event_new"), typed(unit=hidden), follow=True))
    event = PlannedEvent.objects.get()
    assert (event.unit, event.people, f"{event.at:%H:%M}") == (unit, 1200, "18:30")
    for words_of_it in ("Sắp tới", "Cha mẹ học sinh khối 12", "Thầy Hải chụp ảnh", "18:30"):
        assert words_of_it in page
    on_calendar = said(client.get(month_of(event.on)))
    assert "Họp phụ huynh khối 12" in on_calendar
    assert "Họp cha mẹ học sinh · Sắp tới" in on_calendar


@pytest.mark.parametrize(
    ("days", "sentence"), [(-1, "Ngày này đã qua"), (400, "xa quá một năm")], ids=["past", "next-year"]
)
def test_a_day_that_cannot_be_meant_is_refused(client: Any, teacher: User, unit: Unit, days: int, sentence: str):
    day = timezone.localdate() + dt.timedelta(days=days)
    answer = client.post(reverse("channels:event_new"), typed(unit=unit.pk, on=f"{day:%d/%m/%Y}"))
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert not PlannedEvent.objects.exists()


def test_a_day_to_come_leads_to_the_form_with_its_day_filled(client: Any, teacher: User):
    day = (timezone.localdate().replace(day=28) + dt.timedelta(days=10)).replace(day=20)  # of the next month
    link = f"{reverse('channels:event_new')}?ngay={day:%Y-%m-%d}"
    assert link in client.get(month_of(day)).content.decode()
    assert value_of(parse(client.get(link)), "on") == f"{day:%d/%m/%Y}"


def test_one_tap_opens_the_form_of_activities_with_what_is_known(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, title="Họp phụ huynh khối 10", people=340)
    link = parse(client.get(CALENDAR)).xpath("string(//a[contains(., 'Ghi đã tổ chức')]/@href)")
    form = parse(client.get(link))
    shown = {name: value_of(form, name) for name in ("loai", "form_key", "title", "on", "people")}
    assert shown["title"] == "Họp phụ huynh khối 10"
    assert (shown["on"], shown["people"]) == (f"{event.on:%d/%m/%Y}", "340")
    assert form.xpath("//input[@name='files']")
    sent = {"loai": shown["loai"], "unit": str(unit.pk), "form_key": shown["form_key"], "title": shown["title"]}
    client.post(reverse("activities:new"), {**sent, "on": shown["on"], "people": "352"})
    assert Activity.objects.get().people == 352
    page = said(client.get(event.get_absolute_url()))
    assert "Đã tổ chức" in page
    assert "352" in page
    assert "Ghi đã tổ chức" not in page
    calendar = said(client.get(CALENDAR))
    assert "Họp cha mẹ học sinh · Đã tổ chức" in calendar
    assert calendar.count("Họp phụ huynh khối 10") == 1


def owed(unit: Unit) -> Obligation:
    kind = ContentType.objects.get_for_model(Unit)
    return Obligation.objects.create(
        unit=unit,
        kind=ObligationKind.TASK_LEAD,
        title="Phổ biến dịch vụ công cho cha mẹ học sinh",
        state=ObligationState.OPEN,
        subject_type=kind,
        subject_id=unit.pk,
        origin_type=kind,
        origin_id=unit.pk,
        asked_by=unit,
        opened_on=timezone.localdate(),
    )


def _held(event: PlannedEvent, by: User) -> Activity:
    given = {name: values[0] for name, values in parse_qs(urlsplit(planned.log_address(event)).query).items()}
    deed = activities.Deed(given["loai"], given["title"], dt.datetime.strptime(given["on"], "%d/%m/%Y").date())
    return activities.log(event.unit, deed, by=by, form_key=event.key)


def test_nothing_can_be_logged_before_its_day(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, on=timezone.localdate() + dt.timedelta(days=1))
    page = client.get(event.get_absolute_url())
    assert reverse("activities:new") not in page.content.decode()
    assert "Đến ngày tổ chức" in said(page)


def test_what_nobody_logged_says_so(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, on=timezone.localdate() - dt.timedelta(days=1))
    assert "Chưa ghi kết quả" in said(client.get(month_of(event.on)))


def test_what_nobody_logged_waits_on_the_desk_of_who_planned_it(client: Any, teacher: User, unit: Unit):
    colleague = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    event = EventFactory.make(unit=unit, title="Họp khối 12", on=yesterday, created_by=teacher)
    EventFactory.make(unit=unit, created_by=teacher)  # today: it may be this evening
    off = EventFactory.make(unit=unit, on=yesterday, created_by=teacher)
    planned.cancel(off, reason="Mưa bão", by=teacher)
    assert [(one.title, one.url) for one in waiting(teacher)] == [("Họp khối 12", event.get_absolute_url())]
    assert waiting(colleague) == []
    _held(event, teacher)
    assert waiting(teacher) == []


def test_what_somebody_planned_who_has_left_waits_on_their_colleagues_desks(teacher: User, unit: Unit):
    gone = UserFactory.make(role=Role.OFFICER, role__unit=unit, is_active=False)
    EventFactory.make(unit=unit, title="Họp khối 11", on=timezone.localdate() - dt.timedelta(days=1), created_by=gone)
    assert [one.title for one in waiting(teacher)] == ["Họp khối 11"]


def test_what_was_logged_for_another_of_the_persons_units_was_held_all_the_same(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, title="Họp phụ huynh hai trường")
    other = MembershipFactory.make(user=teacher, role=Role.OFFICER, unit=UnitFactory.make(upper=True)).unit
    deed = activities.Deed("parents_meeting", event.title, event.on)
    activities.log(other, deed, by=teacher, form_key=event.key)
    assert "Đã tổ chức" in said(client.get(event.get_absolute_url()))
    assert said(client.get(CALENDAR)).count("Họp phụ huynh hai trường") == 1


def test_whom_it_was_for_goes_into_what_is_logged(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, audience="Cha mẹ học sinh khối 12", text="Dịch vụ công")
    form = parse(client.get(planned.log_address(event)))
    assert form.xpath("string(//textarea[@name='text'])").strip() == "Đối tượng: Cha mẹ học sinh khối 12\nDịch vụ công"


@pytest.mark.parametrize(
    ("on", "sentence"), [("31/02/2026", "Không có ngày 31"), ("01/01/2020", "Ngày này đã qua")], ids=["no-day", "past"]
)
def test_a_wrong_day_is_said_of_what_was_typed_whatever_the_address_names(
    client: Any, teacher: User, unit: Unit, on: str, sentence: str
):
    answer = client.post(f"{reverse('channels:event_new')}?ngay=2020-01-01", typed(unit=unit.pk, on=on))
    assert sentence in said(answer)


def test_a_form_sent_twice_plans_one_event(client: Any, teacher: User, unit: Unit):
    key = value_of(parse(client.get(reverse("channels:event_new"))), "key")
    first, second = (client.post(reverse("channels:event_new"), typed(unit=unit.pk, key=key)) for _ in range(2))
    assert PlannedEvent.objects.count() == 1
    assert first.url == second.url == PlannedEvent.objects.get().get_absolute_url()
    other = UnitFactory.make(upper=True)
    MembershipFactory.make(user=teacher, role=Role.OFFICER, unit=other)
    assert "đã gửi cho đơn vị khác" in said(client.post(reverse("channels:event_new"), typed(unit=other.pk, key=key)))


def test_the_work_that_it_serves_is_chosen_before_and_ticked_when_it_is_logged(client: Any, teacher: User, unit: Unit):
    work = owed(unit)
    page = client.get(reverse("channels:event_new"))
    assert work.title in said(page)
    client.post(reverse("channels:event_new"), typed(unit=unit.pk, obligations=[work.pk]))
    event = PlannedEvent.objects.get()
    assert work.title in said(client.get(event.get_absolute_url()))
    change = parse(client.get(reverse("channels:event_change", args=[event.pk])))
    assert change.xpath(f"//input[@name='obligations'][@value='{work.pk}']/@checked")
    form = parse(client.get(planned.log_address(event)))
    assert form.xpath(f"//input[@name='obligations'][@value='{work.pk}']/@checked")


def test_another_unit_is_chosen_and_its_work_stands_below_with_what_was_ticked(client: Any, teacher: User, unit: Unit):
    other = UnitFactory.make(upper=True)
    MembershipFactory.make(user=teacher, unit=other, role=Role.OFFICER)
    here, there = owed(unit), owed(other)
    asked = {"unit": other.pk, "kind": "parents_meeting", "obligations": [there.pk]}
    page = parse(client.get(reverse("channels:event_new"), asked, headers={"HX-Request": "true"}))
    (work,) = page.xpath("//*[@id='viec-duoc-giao']")
    assert work.xpath(f".//input[@value='{there.pk}']/@checked")
    assert not work.xpath(f".//input[@value='{here.pk}']")


def test_the_work_of_another_unit_is_refused(client: Any, teacher: User, unit: Unit):
    foreign = owed(UnitFactory.make(upper=True))
    answer = client.post(reverse("channels:event_new"), typed(unit=unit.pk, obligations=[foreign.pk]))
    assert "việc không thuộc đơn vị đã chọn" in said(answer)
    assert not PlannedEvent.objects.exists()


def test_it_is_changed_by_who_saw_the_last_version(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, on=timezone.localdate() + dt.timedelta(days=3))
    change = reverse("channels:event_change", args=[event.pk])
    client.post(change, typed(version=1, title="Họp phụ huynh khối 11"))
    late = client.post(change, typed(version=1, title="Bản cũ"))
    assert late.status_code == 422
    assert "Có người vừa sửa" in said(late)
    event.refresh_from_db()
    assert event.title == "Họp phụ huynh khối 11"
    form = parse(late)
    assert (value_of(form, "title"), value_of(form, "version")) == ("Bản cũ", "2")  # once more puts it in its place
    with pytest.raises(EditConflict):
        planned.save(event, by=teacher, version=1)


def test_it_is_cancelled_and_everybody_sees_so_and_it_can_be_restored(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit, title="Chào cờ tuần 12")
    cancel = reverse("channels:event_cancel", args=[event.pk])
    assert "Ghi lý do hủy" in said(client.post(cancel, {"reason": "  "}))
    assert "Sắp tới" in said(client.get(event.get_absolute_url()))
    client.post(cancel, {"reason": "Lùi lịch vì mưa bão"})
    assert "Họp cha mẹ học sinh · Đã hủy" in said(client.get(CALENDAR))
    assert "Lý do hủy Lùi lịch vì mưa bão" in said(client.get(event.get_absolute_url()))
    change = reverse("channels:event_change", args=[event.pk])
    assert "đã hủy nên không sửa được" in said(client.post(change, typed(version=1), follow=True))
    client.post(reverse("channels:event_restore", args=[event.pk]))
    event.refresh_from_db()
    assert (event.cancelled_at, event.cancel_reason) == (None, "")


def test_what_was_held_is_not_cancelled(teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit)
    _held(event, teacher)
    with pytest.raises(ValidationError, match="đã tổ chức"):
        planned.cancel(event, reason="Mưa bão", by=teacher)


def test_a_line_that_was_cancelled_does_not_count_as_held(client: Any, teacher: User, unit: Unit):
    event = EventFactory.make(unit=unit)
    activities.cancel(_held(event, teacher), reason="Ghi nhầm ngày", by=teacher)
    page = said(client.get(event.get_absolute_url()))
    assert "Hoạt động đã ghi cho việc này đã hủy" in page
    assert "Mở để khôi phục" in page


def test_a_neighbours_meeting_is_not_seen(client: Any, teacher: User):
    event = EventFactory.make(unit=UnitFactory.make(upper=True), title="Họp của trường khác")
    assert "Họp của trường khác" not in said(client.get(f"{CALENDAR}?pham-vi=tat-ca"))
    assert client.get(event.get_absolute_url()).status_code == 404


def test_the_calendar_asks_the_same_questions_for_two_events_as_for_ten(client: Any, teacher: User, unit: Unit):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(CALENDAR)
        return len(asked)

    for event in EventFactory.create_batch(2, unit=unit):
        _held(event, teacher)
    queries()
    few = queries()
    EventFactory.create_batch(8, unit=unit)
    assert queries() == few

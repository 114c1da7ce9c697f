import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.feedback import deadlines
from lantoa.feedback.deadlines import Span, Terms
from lantoa.feedback.enums import CaseKind
from lantoa.feedback.factories import CaseFactory, HandlingRuleFactory, RequestFactory
from lantoa.ledger.models import CalendarDay
from lantoa.organisations.factories import UnitFactory
from lantoa.vietnamese.calendar import WorkCalendar

CALENDAR = WorkCalendar()
FIVE = Terms(5, True, "Quyết định số 80/2025/QĐ-UBND", most=10)
days = st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31))
spans = st.lists(
    st.builds(lambda first, length: Span(first, first + dt.timedelta(days=length)), days, st.integers(0, 40)),
    max_size=3,
)


def test_what_came_on_a_saturday_before_the_day_of_culture_is_due_after_five_worked_days():
    found = deadlines.deadline(dt.date(2026, 11, 21), FIVE, CALENDAR)
    assert found.due_on == dt.date(2026, 11, 30)
    assert found.forward_by == dt.date(2026, 11, 30)
    assert found.explained == (
        "Nhận 21/11/2026 (thứ Bảy), không tính ngày nhận; 5 ngày làm việc (Quyết định số 80/2025/QĐ-UBND), tính từ "
        "thứ Hai 23/11; bỏ qua 24/11 (Ngày Văn hóa Việt Nam), cuối tuần 22/11, 28/11, 29/11; hạn là thứ Hai, "
        "30/11/2026."
    )


def test_days_of_waiting_for_the_sender_do_not_count_and_are_named():
    pause = Span(dt.date(2026, 11, 25), dt.date(2026, 11, 26))
    found = deadlines.deadline(dt.date(2026, 11, 21), FIVE, CALENDAR, pauses=[pause])
    assert found.due_on == dt.date(2026, 12, 2)
    assert "tạm dừng 25/11 - 26/11 chờ người gửi bổ sung" in found.explained


def test_an_extension_is_named():
    found = deadlines.deadline(dt.date(2026, 11, 21), FIVE, CALENDAR, extension=2)
    assert found.due_on == dt.date(2026, 12, 2)
    assert "gia hạn 2 ngày làm việc" in found.explained


def test_a_rule_in_plain_days_ends_on_a_working_day():
    plain = Terms(7, False, "Quyết định số 5/2026/QĐ-UBND", most=10)
    found = deadlines.deadline(dt.date(2026, 11, 21), plain, CALENDAR)
    assert found.due_on == dt.date(2026, 11, 30)
    assert "7 ngày (Quyết định" in found.explained


def test_a_saturday_worked_in_exchange_counts_and_is_named():
    found = deadlines.deadline(dt.date(2026, 1, 8), Terms(2, True, "x", most=2), CALENDAR)
    assert found.due_on == dt.date(2026, 1, 10)
    assert "có tính 10/01" in found.explained


@given(received=days, count=st.integers(1, 30), pauses=spans)
def test_the_due_day_is_a_working_day_and_just_so_many_days_count(received, count, pauses):
    due = deadlines.deadline(received, Terms(count, True, "x", most=99), CALENDAR, pauses=pauses).due_on
    between = (received + dt.timedelta(days=number) for number in range(1, (due - received).days + 1))
    counted = [day for day in between if CALENDAR.is_working_day(day) and not _paused(day, pauses)]
    assert len(counted) == count
    assert counted[-1] == due


@given(received=days, count=st.integers(1, 30), pauses=spans, more=spans)
def test_waiting_longer_never_brings_the_day_nearer(received, count, pauses, more):
    terms = Terms(count, True, "x", most=99)
    short = deadlines.deadline(received, terms, CALENDAR, pauses=pauses).due_on
    assert deadlines.deadline(received, terms, CALENDAR, pauses=[*pauses, *more]).due_on >= short


@given(received=days, count=st.integers(1, 40))
def test_without_pauses_it_is_the_day_of_the_calendar_and_the_sentence_says_it(received, count):
    found = deadlines.deadline(received, Terms(count, True, "x", most=99), CALENDAR)
    assert found.due_on == CALENDAR.add_working_days(received, count)
    assert f"{found.due_on:%d/%m/%Y}." in found.explained


@given(received=days, count=st.integers(1, 40), pauses=spans)
def test_plain_days_end_on_a_working_day_not_before_the_count(received, count, pauses):
    due = deadlines.deadline(received, Terms(count, False, "x", most=99), CALENDAR, pauses=pauses).due_on
    assert CALENDAR.is_working_day(due)
    assert (due - received).days >= count


def _paused(day, pauses):
    return any(span.first <= day <= span.last for span in pauses)


@pytest.fixture
def units(db):
    province = UnitFactory.make(province=True)
    department = UnitFactory.make(department=True, parent=province)
    return province, department, UnitFactory.make(primary=True, parent=department)


DAY = dt.date(2026, 11, 21)


def test_the_nearest_unit_with_a_rule_decides_and_its_row_for_the_kind_goes_first(units):
    province, department, school = units
    HandlingRuleFactory.make(unit=province, days=10, days_many=12, days_max=15, kind=CaseKind.QUESTION)
    assert deadlines.terms_for(school, CaseKind.QUESTION, DAY).days == 10
    HandlingRuleFactory.make(unit=department, days=5)
    assert deadlines.terms_for(school, CaseKind.QUESTION, DAY).days == 5
    HandlingRuleFactory.make(unit=department, days=3, kind=CaseKind.QUESTION)
    assert deadlines.terms_for(school, CaseKind.QUESTION, DAY).days == 3
    assert deadlines.terms_for(school, CaseKind.DELAY, DAY).days == 5
    assert deadlines.terms_for(school, CaseKind.DELAY, DAY, is_joint=True).days == 7


def test_the_rule_of_the_day_of_receipt_counts_not_todays(units):
    province, _, school = units
    HandlingRuleFactory.make(unit=province, days=10, days_many=10, valid_to=dt.date(2026, 7, 1))
    HandlingRuleFactory.make(unit=province, days=5, valid_from=dt.date(2026, 7, 1))
    assert deadlines.terms_for(school, "", dt.date(2026, 6, 30)).days == 10
    assert deadlines.terms_for(school, "", dt.date(2026, 7, 1)).days == 5


def test_where_no_rule_is_set_the_sentence_says_so(units):
    terms = deadlines.terms_for(units[2], "", DAY)
    assert "chưa có quy định riêng" in deadlines.deadline(DAY, terms, CALENDAR).explained


def test_a_case_counts_its_pauses_and_a_pause_that_runs_moves_the_day_on(units):
    school = units[2]
    HandlingRuleFactory.make(unit=school)
    case = CaseFactory.make(holder=school, received_on=DAY)
    first = deadlines.deadline_of(case, DAY).due_on
    RequestFactory.make(case=case, asked_on=dt.date(2026, 11, 24))
    assert deadlines.deadline_of(case, dt.date(2026, 11, 25)).due_on > first
    assert deadlines.deadline_of(case, dt.date(2026, 11, 27)).due_on == dt.date(2026, 12, 3)
    assert deadlines.days_taken(case, dt.date(2026, 11, 27)) == 1


def test_days_that_the_office_entered_itself_count(units):
    CalendarDay.objects.create(day=dt.date(2026, 11, 25), is_working=False, name="Ngày nghỉ của tỉnh")
    case = CaseFactory.make(holder=units[2], received_on=DAY)
    HandlingRuleFactory.make(unit=units[0])
    found = deadlines.deadline_of(case, DAY)
    assert found.due_on == dt.date(2026, 12, 1)
    assert "25/11 (Ngày nghỉ của tỉnh)" in found.explained


def test_an_extension_stays_within_the_most(units):
    HandlingRuleFactory.make(unit=units[0])
    terms = deadlines.terms_for(units[2], "", DAY)
    assert deadlines.longest_extension(terms, 0) == 5
    assert deadlines.longest_extension(terms, 5) == 0

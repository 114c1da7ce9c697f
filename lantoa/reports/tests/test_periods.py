import dataclasses
import datetime as dt
import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.working_days import work_calendar
from lantoa.organisations.factories import Province, UnitFactory, UnitGroupFactory, province
from lantoa.organisations.models import Unit
from lantoa.reports import lines, periods, unusual_days
from lantoa.reports.enums import PeriodType
from lantoa.reports.factories import Season, TemplateFactory
from lantoa.reports.models import Period, Report, ReportingLine

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 5, 29)


@pytest.fixture
def tree() -> Province:
    return province()


def ask(tree: Province, *units: Unit, part: str = "2026-H1", due: dt.date | None = DUE) -> None:
    """What a plan of the department asks; any row may stand for the rule."""
    debts = [
        books.Debt(unit.pk, ObligationKind.REPORT, tree.so, "Báo cáo 6 tháng đầu năm 2026", part=part, due_on=due)
        for unit in units
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 15))


def opening(tree: Province, **said: object) -> periods.Opening:
    span = periods.span(PeriodType.HALF_YEAR, 2026, 1)
    template = TemplateFactory.make(unit=tree.so)
    return periods.Opening(tree.so, template, span.kind, 2026, span.starts_on, span.ends_on, **said)  # type: ignore[arg-type]


def test_what_a_plan_asks_is_proposed_with_the_days_of_the_decree(tree: Province) -> None:
    ask(tree, tree.thpt, tree.gdtx)
    ask(tree, tree.thpt, part="2026")
    year, half = periods.proposals(tree.so)
    assert (half.units, half.pending, half.due_on, half.origin) == (2, 2, DUE, tree.so)
    assert half.span
    assert (half.span.kind, half.span.starts_on, half.span.ends_on) == (
        PeriodType.HALF_YEAR,
        dt.date(2025, 12, 15),
        dt.date(2026, 6, 14),
    )
    assert half.is_due_before_cut_off
    assert year.span
    assert year.span.name == "Năm 2026"
    assert periods.proposals(tree.xa_dong) == []


def test_opening_gives_every_unit_asked_a_report_on_its_own_obligation(tree: Province) -> None:
    ask(tree, tree.thpt, tree.gdtx)
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    proposal = periods.proposals(tree.so)[0]
    period = periods.open_period(opening(tree), form_key=uuid.uuid4(), by=office, proposal=proposal)
    assert {report.unit for report in period.reports.all()} == {tree.so, tree.thpt, tree.gdtx}
    assert Obligation.objects.filter(kind=ObligationKind.REPORT).count() == 2
    assert all(report.obligation for report in period.reports.exclude(unit=tree.so))
    assert periods.proposals(tree.so)[0].periods == [period]


def test_two_clicks_open_one_period(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    key, asked = uuid.uuid4(), opening(tree)
    first = periods.open_period(asked, form_key=key, by=office, units=[tree.thpt])
    assert periods.open_period(asked, form_key=key, by=office, units=[tree.thpt]) == first
    assert Period.objects.count() == 1
    with pytest.raises(ValidationError, match="đã mở"):
        periods.open_period(asked, form_key=uuid.uuid4(), by=office, units=[tree.thpt])


def test_nobody_opens_a_period_for_a_unit_that_they_do_not_direct(tree: Province) -> None:
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=tree.so)
    with pytest.raises(PermissionDenied):
        periods.open_period(opening(tree), form_key=uuid.uuid4(), by=clerk, units=[tree.thpt])


def test_a_period_without_anybody_is_refused(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    with pytest.raises(ValidationError, match="ít nhất một đơn vị"):
        periods.open_period(opening(tree), form_key=uuid.uuid4(), by=office)
    assert not Period.objects.exists()


def test_a_group_becomes_units_and_those_between_consolidate(tree: Province) -> None:
    group = UnitGroupFactory.make(owner=tree.so, school_levels=["preschool"])
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    period = periods.open_period(opening(tree), form_key=uuid.uuid4(), by=office, groups=[group])
    to = {report.unit: report.receiver for report in period.reports.all()}
    assert to == {
        tree.so: None,
        tree.xa_dong: tree.so,
        tree.xa_tay: tree.so,
        tree.mn_dong: tree.xa_dong,
        tree.mn_tay: tree.xa_tay,
    }


def test_units_may_report_straight_to_the_office(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    straight = opening(tree, through_levels=False)
    period = periods.open_period(straight, form_key=uuid.uuid4(), by=office, units=[tree.mn_dong])
    assert {report.unit for report in period.reports.all()} == {tree.so, tree.mn_dong}
    assert period.reports.get(unit=tree.mn_dong).receiver == tree.so


def test_due_days_are_counted_back_from_the_top_and_never_after_the_plan(tree: Province) -> None:
    ask(tree, tree.thpt)
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    top = dt.date(2026, 6, 25)
    period = periods.open_period(
        opening(tree, due_on=top, gap_days=2),
        form_key=uuid.uuid4(),
        by=office,
        proposal=periods.proposals(tree.so)[0],
        units=[tree.mn_dong],
    )
    calendar = work_calendar()
    commune = calendar.add_working_days(top, -2)
    due = {report.unit: report.obligation.due_on for report in period.reports.all() if report.obligation}
    assert due == {
        tree.so: top,
        tree.xa_dong: commune,
        tree.mn_dong: calendar.add_working_days(commune, -2),
        tree.thpt: DUE,
    }


def test_moving_the_top_due_day_moves_those_below(tree: Province) -> None:
    season = Season(tree, tree.mn_dong, due_on=dt.date(2026, 6, 25), gap_days=2)
    early = season.report(tree.mn_dong).obligation
    changed = periods.set_dues(season.period, due_on=dt.date(2026, 6, 30), gap_days=2, by=season.office)
    late = season.report(tree.mn_dong).obligation
    assert early
    assert late
    assert changed == 3
    assert late.due_on == dt.date(2026, 6, 24)
    assert late.due_on > (early.due_on or late.due_on)
    assert "Hạn mới" in late.events.get().text


def test_excusing_a_unit_takes_a_reason_and_shows(tree: Province) -> None:
    season = Season(tree, tree.mn_dong, tree.th_dong)
    report = season.report(tree.mn_dong)
    with pytest.raises(ValidationError, match="lý do"):
        periods.exclude(report, reason=" ", by=season.office)
    periods.exclude(report, reason="Trường đang sửa chữa, nghỉ cả kỳ", by=season.office)
    debt = season.report(tree.mn_dong).obligation
    assert debt
    assert (debt.state, debt.reason) == (ObligationState.EXCLUDED, "Trường đang sửa chữa, nghỉ cả kỳ")
    assert Obligation.objects.counts()["total"] == 2  # the other school and the commune
    periods.restore(season.report(tree.mn_dong), by=season.office)
    assert not season.report(tree.mn_dong).is_excluded


def test_what_reported_to_an_excused_unit_goes_past_it(tree: Province) -> None:
    season = Season(tree, tree.mn_dong)
    periods.exclude(season.report(tree.xa_dong), reason="Không tổng hợp kỳ này", by=season.office)
    assert season.report(tree.mn_dong).receiver == tree.so
    periods.restore(season.report(tree.xa_dong), by=season.office)
    assert season.report(tree.mn_dong).receiver == tree.xa_dong


def test_a_line_leads_elsewhere_from_its_day_on(tree: Province) -> None:
    template = TemplateFactory.make(unit=tree.so)
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 6, 14))
    units = [tree.mn_dong.pk, tree.xa_dong.pk, tree.xa_tay.pk]
    before = lines.Lines(template, tree.so, dt.date(2026, 6, 13), units)
    after = lines.Lines(template, tree.so, dt.date(2026, 6, 14), units)
    assert before.receiver(tree.mn_dong.pk, units) == tree.xa_dong.pk
    assert after.receiver(tree.mn_dong.pk, units) == tree.xa_tay.pk


def test_a_line_for_one_template_leaves_the_others(tree: Province) -> None:
    template, other = TemplateFactory.make(unit=tree.so), TemplateFactory.make(unit=tree.so)
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.so, template=template, valid_from=dt.date(2026, 1, 1))
    units = [tree.mn_dong.pk, tree.xa_dong.pk]
    assert lines.Lines(template, tree.so, DUE, units).receiver(tree.mn_dong.pk, units) == tree.so.pk
    assert lines.Lines(other, tree.so, DUE, units).receiver(tree.mn_dong.pk, units) == tree.xa_dong.pk


def test_a_ring_of_lines_ends_at_the_office(tree: Province) -> None:
    for one, other in ((tree.xa_dong, tree.xa_tay), (tree.xa_tay, tree.xa_dong)):
        ReportingLine.objects.create(unit=one, to_unit=other, valid_from=dt.date(2026, 1, 1))
    season = Season(tree, tree.mn_dong)
    assert season.report(tree.mn_dong).receiver == tree.so


def test_an_ad_hoc_period_has_days_of_its_own(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    template = TemplateFactory.make(unit=tree.so)
    days = (dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    asked = periods.Opening(tree.so, template, PeriodType.AD_HOC, 2026, *days, name="Tuần lễ chuyển đổi số")
    period = periods.open_period(asked, form_key=uuid.uuid4(), by=office, units=[tree.thpt])
    assert period.name == "Tuần lễ chuyển đổi số"
    assert period.part.startswith("2026-20260901-20260930-")
    assert not periods.proposals(tree.so), "a period that was opened is no proposal"


def test_opening_for_more_units_asks_the_database_no_more_often(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    periods.open_period(opening(tree), form_key=uuid.uuid4(), by=office, units=[tree.thpt])
    counts = []
    for units in ([tree.thpt, tree.mn_dong], [tree.thpt, tree.gdtx, tree.mn_dong, tree.th_dong, tree.mn_tay]):
        asked = opening(tree)
        with CaptureQueriesContext(connection) as caught:
            periods.open_period(asked, form_key=uuid.uuid4(), by=office, units=units)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_closed_period_takes_no_changes_until_it_is_opened_again(tree: Province) -> None:
    season = Season(tree, tree.thpt)
    periods.close(season.period, by=season.office)
    periods.close(season.period, by=season.office)
    with pytest.raises(ValidationError, match="đã đóng"):
        periods.exclude(season.report(tree.thpt), reason="Nghỉ", by=season.office)
    periods.reopen(season.period, by=season.office)
    periods.exclude(season.report(tree.thpt), reason="Nghỉ", by=season.office)
    assert Report.objects.get(unit=tree.thpt).is_excluded


@pytest.mark.parametrize("part", ["2026", "2026-H2", "2026-Q4", "2026-07", "2026-9M"])
def test_a_part_names_its_period_and_back(part: str) -> None:
    span = periods.span_of(part)
    assert span
    assert periods.part_of(span.kind, span.year, span.index) == part == span.part


@pytest.mark.parametrize("part", ["", "2026-H3", "2026-13", "quý", "2026-Q0", "99999"])
def test_a_part_that_names_no_period_is_left_to_people(part: str) -> None:
    assert periods.span_of(part) is None


def test_the_office_owes_its_own_report_once_where_a_plan_above_asks_for_it(tree: Province) -> None:
    above = UnitFactory.make()
    debt = books.Debt(
        tree.so.pk, ObligationKind.REPORT, above, "Báo cáo 6 tháng", part="2026-H1", due_on=dt.date(2026, 6, 10)
    )
    books.owe([debt], asked_by=above.pk, origin=above, on=dt.date(2026, 1, 8))
    ask(tree, tree.thpt, due=None)
    boss = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    proposal = periods.proposals(tree.so)[0]
    period = periods.open_period(opening(tree), form_key=uuid.uuid4(), by=boss, proposal=proposal)
    own = period.reports.get(unit=tree.so)
    assert own.obligation == Obligation.objects.get(unit=tree.so)
    assert own.obligation.due_on == dt.date(2026, 6, 10)
    school = period.reports.get(unit=tree.thpt)
    assert school.obligation
    assert school.obligation.due_on == work_calendar().add_working_days(dt.date(2026, 6, 10), -3)


def asked_of_the_department(tree: Province, title: str, origin: Model, due: dt.date) -> Obligation:
    debt = books.Debt(tree.so.pk, ObligationKind.REPORT, origin, title, part="2026-H1", due_on=due)
    books.owe([debt], asked_by=UnitFactory.make().pk, origin=origin, on=dt.date(2026, 1, 8))
    return Obligation.objects.get(title=title)


def own_obligation(tree: Province, **said: object) -> Obligation | None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    period = periods.open_period(opening(tree), form_key=uuid.uuid4(), by=office, **said)  # type: ignore[arg-type]
    return period.reports.get(unit=tree.so).obligation


def test_of_two_reports_asked_for_the_same_days_the_one_counts_on_whose_plan_the_office_asks(tree: Province) -> None:
    asked_of_the_department(tree, "Báo cáo khác, sớm hơn", UnitFactory.make(), dt.date(2026, 6, 1))
    assert tree.so.parent  # any row that rests on another may stand for a plan
    wanted = asked_of_the_department(tree, "Báo cáo theo kế hoạch trên", tree.so.parent, dt.date(2026, 6, 10))
    ask(tree, tree.thpt, due=None)
    assert own_obligation(tree, proposal=periods.proposals(tree.so)[0]) == wanted


def test_without_a_plan_the_words_of_the_template_say_which_report_is_meant(tree: Province) -> None:
    digital = TemplateFactory.make(title="Chuyển đổi số năm 2026")
    asked_of_the_department(tree, "Báo cáo 6 tháng (1)", digital, dt.date(2026, 6, 1))
    assert own_obligation(tree, units=[tree.thpt]) is None
    reform = TemplateFactory.make(title="Truyền thông cải cách hành chính tỉnh năm 2026")
    wanted = asked_of_the_department(tree, "Báo cáo 6 tháng (2)", reform, dt.date(2026, 6, 10))
    assert own_obligation(tree, units=[tree.gdtx]) == wanted


def test_the_name_of_what_is_owed_says_report_once(tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    half = opening(tree)
    half.template.name = "Báo cáo công tác truyền thông"
    half.template.save()
    periods.open_period(half, form_key=uuid.uuid4(), by=office, units=[tree.thpt])
    assert Obligation.objects.get(unit=tree.thpt).title == "Báo cáo 6 tháng đầu năm 2026: công tác truyền thông"


def test_a_due_day_years_later_is_asked_about() -> None:
    tree = province()
    season, span = Season(tree, tree.thpt), periods.span(PeriodType.HALF_YEAR, 2026, 1)
    said = periods.Opening(season.tree.so, season.template, span.kind, 2026, span.starts_on, span.ends_on)
    assert not any("năm." in one for one in unusual_days.doubts(dataclasses.replace(said, due_on=dt.date(2026, 6, 20))))
    assert "Kiểm tra lại năm" in unusual_days.doubts(dataclasses.replace(said, due_on=dt.date(2062, 6, 20)))[-1]


@pytest.mark.parametrize(
    ("due", "why"),
    [(dt.date(2026, 11, 25), "đã qua"), (dt.date(2026, 11, 27), "không sau ngày chốt"), (dt.date(2026, 12, 1), "")],
)
def test_units_that_would_be_late_when_they_are_asked_are_asked_about_first(due: dt.date, why: str) -> None:
    tree = province()
    season, days = Season(tree, tree.thpt), (dt.date(2026, 11, 1), dt.date(2026, 11, 23))
    said = periods.Opening(season.tree.so, season.template, PeriodType.AD_HOC, 2026, *days, due_on=due)
    with time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)):
        found = " ".join(unusual_days.doubts(said))
    assert ("Đơn vị cấp dưới phải gửi" in found, why in found) == (bool(why), True)

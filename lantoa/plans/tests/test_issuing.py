import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from lantoa.ledger.enums import ObligationKind, ObligationState, Rhythm
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.plans import issuing, withdrawing
from lantoa.plans.derivation import derive
from lantoa.plans.enums import BeforeDay, ReportPeriod, TimingKind
from lantoa.plans.models import PlanTask
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    return PlanBuilder(tree, staff.office)


def owed(build: PlanBuilder, kind: ObligationKind) -> dict[str, Obligation]:
    """Obligations of a kind by the code of their unit."""
    return {row.unit.code: row for row in Obligation.objects.of(build.plan).filter(kind=kind).select_related("unit")}


def test_lead_and_coordinating_units_owe_a_task_and_a_unit_named_twice_owes_it_once(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    office = build.mention("Văn phòng", tree.van_phong)
    build.task("1", "Viết tin, bài", office, build.schools(), build.mention("Văn phòng Sở", tree.van_phong))
    issuing.issue(build.approved(staff), by=staff.office)
    assert set(owed(build, ObligationKind.TASK_LEAD)) == {"VP"}
    assert set(owed(build, ObligationKind.TASK_COORDINATING)) == {"THPT1", "MND", "MNT"}


def test_a_group_means_the_units_of_the_day_of_issue(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    build.task("1", "Viết tin, bài", build.schools())
    plan = build.approved(staff)
    UnitFactory.make(upper=True, code="MOI", parent=tree.so)
    UnitFactory.make(upper=True, code="SAU", parent=tree.so, valid_from=dt.date(2026, 9, 1))
    with time_machine.travel(dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC)):
        issuing.issue(plan, by=staff.office)
    assert set(owed(build, ObligationKind.TASK_LEAD)) == {"THPT1", "MND", "MNT", "MOI"}


def test_a_unit_that_ended_between_the_signature_and_the_issue_owes_nothing(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    build.task("1", "Viết tin, bài", build.schools())
    plan = build.approved(staff)
    tree.mn_tay.close(on=dt.date(2026, 1, 18))
    with time_machine.travel(dt.datetime(2026, 1, 20, 9, tzinfo=dt.UTC)):
        issuing.issue(plan, by=staff.office)
    assert set(owed(build, ObligationKind.TASK_LEAD)) == {"THPT1", "MND"}


def test_continuous_work_runs_to_the_end_of_the_year_with_a_monthly_expectation(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong))
    issuing.issue(build.approved(staff), by=staff.office)
    row = owed(build, ObligationKind.TASK_LEAD)["VP"]
    assert (row.due_on, row.rhythm, row.expected) == (dt.date(2026, 12, 31), Rhythm.MONTHLY, 1)
    assert row.source_line == "Kế hoạch số 75/KH-SGDĐT, dòng 1 của bảng nhiệm vụ"


@pytest.mark.parametrize(
    ("choice", "day"), [(BeforeDay.INCLUSIVE, dt.date(2026, 5, 30)), (BeforeDay.EXCLUSIVE, dt.date(2026, 5, 29))]
)
def test_before_a_day_is_counted_as_the_department_chose(
    build: PlanBuilder, staff: Staff, tree: Province, choice: str, day: dt.date
) -> None:
    build.plan.before_day = choice
    build.plan.save()
    office = build.mention("Văn phòng", tree.van_phong)
    build.task("1", "In tờ rơi", office, raw="Trước ngày 30/5", kind=TimingKind.DATE, end=dt.date(2026, 5, 30))
    build.report(ReportPeriod.HALF, "05-30", office)
    issuing.issue(build.approved(staff), by=staff.office)
    assert owed(build, ObligationKind.TASK_LEAD)["VP"].due_on == day
    assert {row.due_on for row in Obligation.objects.filter(kind=ObligationKind.REPORT, part="2026-H1")} == {day}


@pytest.mark.parametrize(("raw", "kind"), [("Theo kế hoạch của UBND tỉnh", TimingKind.EXTERNAL), ("", TimingKind.NONE)])
def test_what_has_no_day_waits_until_the_office_sets_one(
    build: PlanBuilder, staff: Staff, tree: Province, raw: str, kind: str
) -> None:
    task = build.task("1", "Dự tập huấn", build.mention("Văn phòng", tree.van_phong), raw=raw, kind=kind)
    issuing.issue(build.approved(staff), by=staff.office)
    assert owed(build, ObligationKind.TASK_LEAD)["VP"].state == ObligationState.WAITING
    with pytest.raises(PermissionDenied):
        issuing.set_task_date(task, due_on=dt.date(2026, 8, 1), by=staff.school)
    issuing.set_task_date(task, due_on=dt.date(2026, 8, 1), by=staff.office)
    row = owed(build, ObligationKind.TASK_LEAD)["VP"]
    assert (row.state, row.due_on) == (ObligationState.OPEN, dt.date(2026, 8, 1))


def test_reports_are_owed_for_each_period_and_the_yearly_one_covers_the_second_half(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    school = build.mention("Trường THPT Nguyễn Trãi", tree.thpt)
    build.report(ReportPeriod.HALF, "05-30", school)
    build.report(ReportPeriod.YEAR, "11-30", school)
    build.report(ReportPeriod.AD_HOC, "", school)
    issuing.issue(build.approved(staff), by=staff.office)
    rows = Obligation.objects.filter(kind=ObligationKind.REPORT).order_by("due_on")
    assert [(row.part, row.due_on, row.title) for row in rows] == [
        ("2026-H1", dt.date(2026, 5, 30), "Báo cáo 6 tháng đầu năm 2026, gửi Sở Giáo dục và Đào tạo"),
        ("2026", dt.date(2026, 11, 30), "Báo cáo năm 2026, gửi Sở Giáo dục và Đào tạo"),
    ]


def test_issuing_twice_owes_once(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    build.task("1", "Viết tin, bài", build.schools())
    build.duty(build.schools(), "Giữ bảng niêm yết")
    plan = build.approved(staff)
    assert issuing.issue(plan, by=staff.office) == 6
    assert issuing.issue(plan, by=staff.office) == 0
    assert Obligation.objects.of(plan).count() == 6


def test_a_plan_is_not_issued_before_it_is_approved_or_without_number_and_day(build: PlanBuilder, staff: Staff) -> None:
    with pytest.raises(ValidationError, match="chưa được duyệt"):
        issuing.issue(build.plan, by=staff.office)
    build.plan.number = ""
    build.plan.save()
    plan = build.approved(staff)
    with pytest.raises(ValidationError, match="số và ngày"):
        issuing.issue(plan, by=staff.office)
    assert Obligation.objects.count() == 0
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.APPROVED


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(2023, 12, 31), dt.date(9999, 12, 31)])
def test_a_day_far_from_the_plans_year_is_refused_and_nothing_is_issued(
    build: PlanBuilder, staff: Staff, day: dt.date
) -> None:
    plan = build.approved(staff)
    with pytest.raises(ValidationError, match="cách xa năm 2026"):
        issuing.issue(plan, by=staff.office, dated=day)
    plan.refresh_from_db()
    assert (plan.review_state, plan.dated) == (ReviewState.APPROVED, "2026-01-15")


def test_a_number_serves_one_plan_a_year(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    second = PlanBuilder(tree, staff.office).approved(staff)
    with pytest.raises(ValidationError, match="đã dùng"):
        issuing.issue(second, by=staff.office)


def test_an_own_plan_derived_and_issued_meets_what_the_plan_above_asked(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    school = build.mention("Trường THPT Nguyễn Trãi", tree.thpt)
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong), school)
    build.task("2", "Việc của phòng khác", build.mention("Phòng KHTC", tree.khtc))
    build.cascade(school)
    issuing.issue(build.approved(staff), by=staff.office)
    child = derive(build.plan, unit=tree.thpt, by=staff.school)
    assert derive(build.plan, unit=tree.thpt, by=staff.school) == child
    assert [task.text for task in child.tasks.all()] == ["Viết tin, bài"]
    assert child.bases.get().number == "75/KH-SGDĐT"
    child.tasks.get().settle()  # the school has looked at what it only helps with
    child.submit(by=staff.school)
    child.approve(by=staff.principal)
    issuing.issue(child, by=staff.school, number="05/KH-NT", dated=dt.date(2026, 3, 1))
    row = owed(build, ObligationKind.OWN_PLAN)["THPT1"]
    assert (row.state, row.met_on) == (ObligationState.MET, dt.date(2026, 3, 1))
    assert not Obligation.objects.of(child).exists()  # the school owes the row of the plan above already


def test_rows_that_a_unit_adds_to_its_own_plan_are_owed_beside_those_from_above(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    school = build.mention("Trường THPT Nguyễn Trãi", tree.thpt)
    build.task("1", "Viết tin, bài", school)
    issuing.issue(build.approved(staff), by=staff.office)
    child = derive(build.plan, unit=tree.thpt, by=staff.school)
    PlanTask.objects.create(
        plan=child,
        text="Kịch ngắn dưới cờ",
        lead=child.mentions.get(text=tree.thpt.name),
        timing_kind=TimingKind.CONTINUOUS,
        ends_on=dt.date(2026, 12, 31),
    )
    child.submit(by=staff.school)
    child.approve(by=staff.principal)
    issuing.issue(child, by=staff.school, number="05/KH-NT", dated=dt.date(2026, 3, 1))
    assert [row.title for row in Obligation.objects.filter(unit=tree.thpt).order_by("pk")] == [
        "Viết tin, bài",
        "Kịch ngắn dưới cờ",
    ]


def test_withdrawing_a_plan_takes_what_is_pending_off_the_books_with_the_reason(
    build: PlanBuilder, staff: Staff
) -> None:
    build.task("1", "Viết tin, bài", build.schools())
    plan = build.approved(staff)
    issuing.issue(plan, by=staff.office)
    withdrawing.withdraw(plan, by=staff.head, reason="Ban hành nhầm phụ lục")
    assert {row.state for row in Obligation.objects.of(plan)} == {ObligationState.EXCLUDED}
    assert Obligation.objects.of(plan).first().reason == "Kế hoạch đã thu hồi: Ban hành nhầm phụ lục"  # type: ignore[union-attr]


def test_only_the_unit_itself_issues_its_plan(build: PlanBuilder, staff: Staff) -> None:
    plan = build.approved(staff)
    with pytest.raises(PermissionDenied):
        issuing.issue(plan, by=staff.school)


@pytest.mark.parametrize("number", ["linh tinh", "KH-SGDĐT", "12", "số/KH"])
def test_what_is_no_number_of_a_document_is_refused(build: PlanBuilder, staff: Staff, number: str) -> None:
    with pytest.raises(ValidationError, match="không phải số, ký hiệu"):
        issuing.issue(build.approved(staff), by=staff.office, number=number)

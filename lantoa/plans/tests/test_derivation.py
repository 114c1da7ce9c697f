import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.organisations.factories import Province, province
from lantoa.plans import issuing
from lantoa.plans.derivation import copy_to_year, derive
from lantoa.plans.enums import ReportPeriod, TimingKind
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


def test_a_copy_for_next_year_moves_the_years_and_days_of_its_texts(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    office = build.mention("Văn phòng", tree.van_phong)
    build.task(
        "1",
        "Hưởng ứng Ngày Pháp luật năm 2026 trong giai đoạn 2021-2026",
        office,
        build.schools(),
        raw="Quý III/2026",
        kind=TimingKind.QUARTER,
        start=dt.date(2026, 7, 1),
        end=dt.date(2026, 9, 30),
    )
    build.cascade(build.schools())
    build.basis("203/KH-UBND")
    copy = copy_to_year(build.plan, year=2027, by=staff.office)
    task = copy.tasks.get()
    assert copy.title == "Truyền thông cải cách hành chính năm 2027"
    assert (copy.number, copy.dated, copy.review_state) == ("", "", ReviewState.DRAFT)
    assert task.text == "Hưởng ứng Ngày Pháp luật năm 2027 trong giai đoạn 2021-2026"
    assert (task.timing_raw, task.starts_on, task.ends_on) == (
        "Quý III/2027",
        dt.date(2027, 7, 1),
        dt.date(2027, 9, 30),
    )
    assert [product.text for product in task.products.all()] == ["Tin, bài"]
    assert task.lead is not None
    assert task.lead.plan == copy
    assert copy.cascades.get().due_on == dt.date(2027, 3, 10)
    assert copy.bases.get().doubt


def test_a_copied_plan_is_issued_without_being_typed_again(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong), build.schools())
    build.report(ReportPeriod.YEAR, "11-30", build.schools())
    copy = copy_to_year(build.plan, year=2027, by=staff.office)
    copy.submit(by=staff.office)
    copy.approve(by=staff.head)
    assert issuing.issue(copy, by=staff.office, number="10/KH-SGDĐT", dated=dt.date(2027, 1, 12)) == 7


def test_the_day_that_next_year_lacks_falls_on_the_last_of_february(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    leap = PlanBuilder(tree, staff.office, year=2028)
    office = leap.mention("Văn phòng", tree.van_phong)
    leap.task("1", "In sổ tay", office, raw="Trước ngày 29/2", kind=TimingKind.DATE, end=dt.date(2028, 2, 29))
    assert copy_to_year(leap.plan, year=2029, by=staff.office).tasks.get().ends_on == dt.date(2029, 2, 28)


def test_a_unit_gets_its_share_of_the_tasks_but_not_the_duties_of_others(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    office = build.mention("Văn phòng", tree.van_phong)
    build.task("1", "Viết tin, bài", office, build.schools())
    build.task("2", "Lập dự toán", build.mention("Phòng KHTC", tree.khtc))
    build.duty(office, "Theo dõi, đôn đốc")
    issuing.issue(build.approved(staff), by=staff.office)
    child = derive(build.plan, unit=tree.thpt, by=staff.school)
    assert [(task.text, str(task.lead)) for task in child.tasks.all()] == [("Viết tin, bài", "Trường THPT Nguyễn Trãi")]
    assert not child.sections.exists()
    assert child.superior_text
    assert child.issuer_text == "Trường THPT Nguyễn Trãi"


def test_nobody_derives_a_plan_for_a_unit_that_is_not_theirs(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    build.task("1", "Viết tin, bài", build.schools())
    issuing.issue(build.approved(staff), by=staff.office)
    with pytest.raises(PermissionDenied):
        derive(build.plan, unit=tree.gdtx, by=staff.school)

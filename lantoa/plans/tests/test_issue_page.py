"""The page that gives a plan its number: what the document lacks, and what other plans ask already."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.organisations.factories import Province
from lantoa.plans import issuing
from lantoa.plans.enums import ReportPeriod
from lantoa.plans.models import Plan, PlanSource
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%d/%m/%Y}"


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def desk(client: PageClient, staff: Staff) -> PageClient:
    client.force_login(staff.office)
    return client


def approved(tree: Province, staff: Staff, printed: str = "") -> Plan:
    """An approved plan without a number, read from a document with that letterhead."""
    plan = PlanBuilder(tree, staff.office, year=timezone.localdate().year).plan
    if printed:
        text = f"SỞ GIÁO DỤC VÀ ĐÀO TẠO\n{printed}\nKẾ HOẠCH\n"
        plan.source = PlanSource.objects.create(unit=tree.so, kind="text", text=text, uploaded_by=staff.office)
    plan.number, plan.review_state = "", ReviewState.APPROVED
    plan.save()
    return plan


def send(desk: PageClient, plan: Plan, number: str) -> tuple[int, str, str]:
    """The status of the answer, what stands in the field and what the page says."""
    answer = desk.post(reverse("plans:issue", args=[plan.pk]), {"number": number, "dated": TODAY}, follow=True)
    page = parse(answer)
    fields = [one.get("value") or "" for one in page.iter("input") if one.get("name") == "number"]
    return answer.status_code, "".join(fields), words(page)


@pytest.mark.parametrize("printed", ["Số:     /KH-SGDVUI", "Số: ……/KH-SGDVUI", "Số: ..... /KH-SGDVUI"])
def test_a_number_alone_takes_the_symbol_of_the_document_and_is_shown_first(
    desk: PageClient, tree: Province, staff: Staff, printed: str
) -> None:
    plan = approved(tree, staff, printed)
    page = parse(desk.get(reverse("plans:issue", args=[plan.pk])))
    assert [one.get("value") or "" for one in page.iter("input") if one.get("name") == "number"] == [""]
    status, field, said = send(desk, plan, "120")
    assert (status, field) == (200, "120/KH-SGDVUI")
    assert "Số, ký hiệu đủ là 120/KH-SGDVUI. Xem lại, đúng thì bấm Ban hành." in said
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.APPROVED
    send(desk, plan, field)
    plan.refresh_from_db()
    assert (plan.review_state, plan.number) == (ReviewState.ISSUED, "120/KH-SGDVUI")


def test_where_the_document_has_no_symbol_the_last_issued_plan_gives_it(
    desk: PageClient, tree: Province, staff: Staff
) -> None:
    last = PlanBuilder(tree, staff.office, year=2025).plan
    Plan.objects.filter(pk=last.pk).update(
        review_state=ReviewState.ISSUED, number="07/KH-GDĐT", issued_at=timezone.now() - dt.timedelta(days=300)
    )
    assert send(desk, approved(tree, staff), "8a")[1] == "8a/KH-GDĐT"


def test_a_whole_number_of_another_make_is_taken_as_typed(desk: PageClient, tree: Province, staff: Staff) -> None:
    plan = approved(tree, staff, "Số:   /KH-SGDĐT")
    send(desk, plan, "05-KH/TU")
    plan.refresh_from_db()
    assert plan.number == "05-KH/TU"


def _asks(tree: Province, staff: Staff, number: str, period: ReportPeriod, *, issued: bool) -> Plan:
    build = PlanBuilder(tree, staff.office)
    build.report(period, "", build.schools())
    build.plan.number = number
    build.plan.save()
    build.approved(staff)
    if issued:
        issuing.issue(build.plan, by=staff.office)
    return build.plan


def test_reports_that_another_issued_plan_asks_for_are_said_in_one_line(
    desk: PageClient, tree: Province, staff: Staff
) -> None:
    _asks(tree, staff, "120/KH-SGDĐT", ReportPeriod.QUARTER, issued=True)
    second = _asks(tree, staff, "121/KH-SGDĐT", ReportPeriod.QUARTER, issued=False)
    said = words(parse(desk.get(reverse("plans:issue", args=[second.pk]))))
    line = "Báo cáo quý I, quý II, quý III, quý IV năm 2026 đã được Kế hoạch số 120/KH-SGDĐT yêu cầu: khi mở kỳ chọn"
    assert said.count("đã được Kế hoạch số") == 1
    assert f"{line} “Dùng chung báo cáo”, đơn vị chỉ làm một lần." in said


def test_reports_of_another_part_of_the_year_or_of_no_issued_plan_are_not_said(
    desk: PageClient, tree: Province, staff: Staff
) -> None:
    _asks(tree, staff, "120/KH-SGDĐT", ReportPeriod.YEAR, issued=True)
    _asks(tree, staff, "119/KH-SGDĐT", ReportPeriod.QUARTER, issued=False)
    second = _asks(tree, staff, "121/KH-SGDĐT", ReportPeriod.QUARTER, issued=False)
    assert "Dùng chung báo cáo" not in words(parse(desk.get(reverse("plans:issue", args=[second.pk]))))


def _approve(client: PageClient, plan: Plan, head: User) -> str:
    client.force_login(head)
    last = plan.transitions.last()
    answer = client.post(reverse("plans:approve", args=[plan.pk]), {"da_xem": last.pk if last else ""}, follow=True)
    return words(parse(answer))


def test_the_head_is_told_that_the_office_goes_on(client: PageClient, tree: Province, staff: Staff) -> None:
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    said = _approve(client, plan, staff.head)
    assert "Đã duyệt. Văn phòng ghi số, ngày và ban hành." in said
    assert "Việc tiếp theo: ghi số" not in said


def test_where_no_office_is_there_the_head_is_told_what_follows(
    client: PageClient, tree: Province, staff: Staff
) -> None:
    plan = PlanBuilder(tree, staff.office).plan
    Plan.objects.filter(pk=plan.pk).update(unit=tree.thpt)
    plan = Plan.objects.get(pk=plan.pk)
    plan.submit(by=staff.school)
    assert "Việc tiếp theo: ghi số, ngày và ban hành" in _approve(client, plan, staff.principal)

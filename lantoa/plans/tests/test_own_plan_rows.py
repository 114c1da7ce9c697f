"""Rows of the table that ask units for plans of their own: asked about, and answered once."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province
from lantoa.plans import arranging, issuing
from lantoa.plans.derivation import copy_to_year
from lantoa.plans.doubts import Doubt, doubts_of
from lantoa.plans.enums import ReportPeriod, TimingKind
from lantoa.plans.models import Plan, PlanTask, UnitMention
from lantoa.plans.obligations import Asked
from lantoa.plans.tests.building import PlanBuilder, Staff
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
OWN = "Ban hành kế hoạch tuyên truyền cải cách hành chính năm 2026 của đơn vị"
DUE = dt.date(2026, 1, 30)


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    return PlanBuilder(tree, staff.office)


@pytest.fixture
def desk(client: PageClient, staff: Staff) -> PageClient:
    client.force_login(staff.office)
    return client


def row(build: PlanBuilder, text: str = OWN, lead: UnitMention | None = None, *others: UnitMention) -> PlanTask:
    lead = lead or build.schools()
    return build.task("1", text, lead, *others, raw="Trước ngày 30/01/2026", kind=TimingKind.DATE, end=DUE)


def asked(plan: Plan) -> list[Doubt]:
    return [doubt for doubt in doubts_of(plan) if doubt.asks_plans]


@pytest.mark.parametrize("text", [
    OWN,
    "Xây dựng, ban hành kế hoạch truyền thông của trường",
    "Lập kế hoạch riêng về tuyên truyền",
    "Căn cứ kế hoạch của Sở, các đơn vị xây dựng kế hoạch tại đơn vị",
])  # fmt: skip
def test_a_row_that_bids_several_units_to_make_their_own_plans_is_asked_about(build: PlanBuilder, text: str) -> None:
    row(build, text)
    [doubt] = asked(build.plan)
    assert doubt.question == "Nhiệm vụ 1: giao các đơn vị lập kế hoạch riêng?"
    assert doubt.accept == "Không, chỉ là nhiệm vụ thường"


@pytest.mark.parametrize("text", [
    "Ban hành kế hoạch của Sở",
    "Hướng dẫn các đơn vị xây dựng kế hoạch của đơn vị",
    "Tham mưu ban hành kế hoạch của đơn vị",
    "Kiểm tra việc ban hành kế hoạch của đơn vị",
    "Đăng tin về kế hoạch của trường",
    "Báo cáo kết quả của đơn vị; kế hoạch không đổi",
])  # fmt: skip
def test_a_row_on_other_plans_is_not_asked_about(build: PlanBuilder, text: str) -> None:
    row(build, text)
    assert not asked(build.plan)


def test_a_row_of_one_unit_or_of_the_issuer_is_not_asked_about(build: PlanBuilder, tree: Province) -> None:
    row(build, OWN, build.mention("Văn phòng", tree.van_phong))
    row(build, OWN, build.mention("Sở Giáo dục và Đào tạo", tree.so))
    row(build, OWN, build.mention("Báo tỉnh", outside=True))
    assert not asked(build.plan)
    row(build, OWN, build.mention("Hai trường", tree.thpt, tree.mn_dong))
    assert len(asked(build.plan)) == 1


def _answer(desk: PageClient, plan: Plan, name: str) -> None:
    [doubt] = asked(plan)
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": doubt.key}))
    panel = next(one for one in page.iter("section") if one.get("id") == "viec-can-xem")
    [primary] = [words(one) for one in panel.iter("button", "a") if "btn--primary" in (one.get("class") or "")]
    assert primary == "Đúng, mỗi đơn vị có bản nháp sẵn"
    assert desk.post(reverse(f"plans:{name}", args=[plan.pk]), {"khoa": doubt.key}).status_code == 302
    assert not asked(plan)


def test_yes_gives_each_unit_a_draft_and_one_obligation(
    desk: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    task = row(build, OWN, build.schools(), build.mention("Văn phòng", tree.van_phong))
    _answer(desk, build.plan, "ask_for_plans")
    [cascade] = build.plan.cascades.all()
    assert (cascade.task, cascade.due_on, cascade.text) == (task, DUE, OWN)
    issuing.issue(build.approved(staff), by=staff.office)
    owed = Obligation.objects.of(build.plan).filter(unit=tree.thpt)
    assert [(one.kind, one.due_on) for one in owed] == [(ObligationKind.OWN_PLAN, DUE)]
    assert OWN in owed[0].source_line
    assert {plan.unit_id for plan in Plan.objects.filter(parent=build.plan)} == {
        tree.thpt.pk,
        tree.mn_dong.pk,
        tree.mn_tay.pk,
    }
    helps = Obligation.objects.of(build.plan).filter(kind=ObligationKind.TASK_COORDINATING)
    assert [one.unit for one in helps] == [tree.van_phong]
    page = words(parse(desk.get(reverse("plans:detail", args=[build.plan.pk]))))
    assert OWN in page
    assert "xem đơn vị nào đã ban hành" in page


def test_no_leaves_a_task_like_any_other(desk: PageClient, build: PlanBuilder, tree: Province) -> None:
    row(build)
    _answer(desk, build.plan, "settle")
    kinds = {debt.kind for debt in Asked(build.plan).debts() if debt.unit_id == tree.thpt.pk}
    assert kinds == {ObligationKind.TASK_LEAD}


def test_a_plan_asked_for_in_the_table_and_in_the_text_is_owed_once_by_the_earlier_day(
    desk: PageClient, build: PlanBuilder, tree: Province
) -> None:
    build.cascade(build.mention("Trường THPT", tree.thpt))  # by 10/3
    row(build)
    _answer(desk, build.plan, "ask_for_plans")
    owed = [debt for debt in Asked(build.plan).debts() if debt.unit_id == tree.thpt.pk]
    assert [(one.kind, one.due_on) for one in owed] == [(ObligationKind.OWN_PLAN, DUE)]


def test_a_row_given_another_lead_or_day_asks_that_one(desk: PageClient, build: PlanBuilder, tree: Province) -> None:
    task = row(build)
    _answer(desk, build.plan, "ask_for_plans")
    sent = {"text": OWN, "lead_text": tree.thpt.name, "timing_raw": "Trước ngày 15/02/2026", "no": "1"}
    sent |= {"rhythm": "once", "expected": "1", "version": str(task.version)}
    url = reverse("plans:row", args=[build.plan.pk, "nhiem-vu", task.pk])
    assert desk.post(url, {f"{task.key}-{name}": value for name, value in sent.items()}).status_code == 302
    [(cascade, units)] = Asked(build.plan).cascades()
    assert (units, cascade.due_on) == ({tree.thpt.pk}, dt.date(2026, 2, 15))


def test_what_was_answered_goes_and_comes_back_with_its_row(desk: PageClient, build: PlanBuilder, staff: Staff) -> None:
    task = row(build)
    _answer(desk, build.plan, "ask_for_plans")
    pk, removed = task.pk, arranging.remove(task, by=staff.office)
    assert not build.plan.cascades.exists()
    removed.put_back()
    [cascade] = build.plan.cascades.all()
    assert cascade.task_id == pk
    assert [one.text for one in cascade.targets.all()] == ["các trường THPT, mầm non"]


def test_next_years_copy_keeps_the_answer(desk: PageClient, build: PlanBuilder, staff: Staff) -> None:
    row(build)
    _answer(desk, build.plan, "ask_for_plans")
    copy = copy_to_year(build.plan, year=2027, by=staff.office)
    [cascade] = copy.cascades.all()
    assert (cascade.task, cascade.due_on) == (copy.tasks.get(), dt.date(2027, 1, 30))
    assert not asked(copy)


def test_the_office_moves_the_day_of_such_a_row_for_every_unit(
    desk: PageClient, build: PlanBuilder, staff: Staff
) -> None:
    task = row(build)
    _answer(desk, build.plan, "ask_for_plans")
    issuing.issue(build.approved(staff), by=staff.office)
    later = dt.date(2026, 3, 31)
    assert issuing.set_task_date(task, due_on=later, by=staff.office) == 3
    assert set(Obligation.objects.of(build.plan).values_list("due_on", flat=True)) == {later}
    page = words(parse(desk.get(reverse("plans:task", args=[build.plan.pk, task.pk]))))
    assert "Mỗi đơn vị chủ trì nợ kế hoạch của mình" in page
    assert "Chưa giao cho đơn vị nào" not in page


@pytest.mark.parametrize("slug", ["lap-ke-hoach", "bao-cao"])
def test_a_deleted_term_comes_back_with_its_units(build: PlanBuilder, staff: Staff, slug: str) -> None:
    schools = build.schools()
    term = build.cascade(schools) if slug == "lap-ke-hoach" else build.report(ReportPeriod.YEAR, "12-10", schools)
    arranging.remove(term, by=staff.office).put_back()
    rows = build.plan.cascades if slug == "lap-ke-hoach" else build.plan.reporting_rules
    field = "targets" if slug == "lap-ke-hoach" else "reporters"
    assert list(getattr(rows.get(), field).all()) == [schools]

"""A special page gathers the work of issued plans with how far it is."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import activities, books
from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.news.campaign import tasks_of
from lantoa.news.models import SpecialPage
from lantoa.organisations.factories import UnitFactory
from lantoa.plans.models import Plan, PlanTask
from lantoa.review.enums import ReviewState
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return UnitFactory.make(department=True)


@pytest.fixture
def page():
    return SpecialPage.objects.create(name="Ngày Pháp luật", slug="ngay-phap-luat", plan_words="phap luat")


def plan(unit, year=2026, **more):
    given = {"title": f"truyền thông năm {year}", "created_by": UserFactory.make(), "review_state": ReviewState.ISSUED}
    return Plan.objects.create(unit=unit, year=year, number=f"{year}/KH-SGDĐT", **{**given, **more})


def owed(task, units):
    debts = [
        books.Debt(
            unit_id=unit.pk, kind=ObligationKind.TASK_LEAD, subject=task, title=task.text, due_on=dt.date(2026, 11, 9)
        )
        for unit in units
    ]
    books.owe(debts, asked_by=task.plan.unit_id, origin=task.plan, on=dt.date(2026, 1, 5))


def test_tasks_of_issued_plans_that_hold_the_words_stand_there_with_their_progress(client, department, page):
    task = PlanTask.objects.create(
        plan=plan(department), text="Tổ chức Ngày Pháp luật tại trường", timing_raw="Tháng 11"
    )
    PlanTask.objects.create(plan=task.plan, text="Viết tin, bài", order=2)
    schools = [UnitFactory.make(upper=True, parent=department) for _ in range(3)]
    owed(task, schools)
    Obligation.objects.filter(unit=schools[0]).update(state=ObligationState.MET, met_on=dt.date(2026, 11, 8))
    shown = client.get(reverse("news_public:special", args=[page.slug])).content.decode()
    assert "Tổ chức Ngày Pháp luật tại trường" in shown
    assert "1/3" in shown
    assert "Viết tin, bài" not in shown


def test_what_came_of_it_stands_in_figures_without_the_words_of_units(client, department, page):
    task = PlanTask.objects.create(plan=plan(department), text="Tổ chức Ngày Pháp luật tại trường")
    schools = [UnitFactory.make(upper=True, parent=department) for _ in range(2)]
    owed(task, schools)
    done = ((schools[0], Kind.CONFERENCE, 120), (schools[1], Kind.CONFERENCE, 80), (schools[1], Kind.CONTEST, 1000))
    for unit, kind, people in done:
        officer = UserFactory.make(role=Role.OFFICER, role__unit=unit)
        deed = activities.Deed(kind, "Họp kín của trường", dt.date(2026, 11, 9), {"people": people})
        activities.log(unit, deed, by=officer, obligations=Obligation.objects.filter(unit=unit))
    shown = " ".join(words(parse(client.get(reverse("news_public:special", args=[page.slug])))).split())
    assert "3 hoạt động của 2 đơn vị, 1.200 lượt người." in shown
    assert "Hội nghị, cuộc họp 2" in shown
    assert "Cuộc thi 1" in shown
    assert "Họp kín" not in shown


def test_events_and_contests_stand_there_by_day_and_unit_the_newest_first(client, department, page):
    task = PlanTask.objects.create(plan=plan(department), text="Tổ chức Ngày Pháp luật tại trường")
    school = UnitFactory.make(upper=True, parent=department, name="Trường THPT Sông Cầu", short_name="THPT Sông Cầu")
    owed(task, [school])
    officer = UserFactory.make(role=Role.OFFICER, role__unit=school)
    for day, kind in ((7, Kind.CONTEST), (9, Kind.CONFERENCE), (8, Kind.PRINT_RUN)):
        deed = activities.Deed(kind, "Chuyện riêng của trường", dt.date(2026, 11, day))
        activities.log(school, deed, by=officer, obligations=Obligation.objects.filter(unit=school))
    shown = " ".join(words(parse(client.get(reverse("news_public:special", args=[page.slug])))).split())
    held = shown.split("Sự kiện, cuộc thi", 1)[1]
    assert held.index("09/11/2026 Hội nghị, cuộc họp, THPT Sông Cầu") < held.index("07/11/2026 Cuộc thi, THPT Sông Cầu")
    assert "08/11/2026" not in held
    assert "Chuyện riêng" not in shown


def test_drafts_and_other_units_plans_are_not_public(department, page):
    PlanTask.objects.create(plan=plan(department, review_state=ReviewState.DRAFT), text="Ngày Pháp luật, dự thảo")
    school = UnitFactory.make(upper=True, parent=department)
    PlanTask.objects.create(plan=plan(school), text="Ngày Pháp luật của trường")
    assert tasks_of(page) == []


def test_only_plans_of_its_years_count(department, page):
    for year in (2025, 2026):
        PlanTask.objects.create(plan=plan(department, year), text=f"Ngày Pháp luật {year}")
    assert [task.text for task in tasks_of(page)] == ["Ngày Pháp luật 2026"]
    page.starts_on, page.ends_on = dt.date(2025, 11, 1), dt.date(2025, 11, 30)
    assert [task.text for task in tasks_of(page)] == ["Ngày Pháp luật 2025"]


def test_a_page_without_words_gathers_no_work(department, page):
    PlanTask.objects.create(plan=plan(department), text="Ngày Pháp luật")
    page.plan_words = " "
    assert tasks_of(page) == []

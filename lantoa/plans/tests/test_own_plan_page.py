"""From the plan above to the unit's own, and the page of a task for the office."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.plans import issuing
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    build = PlanBuilder(tree, staff.office)
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong), build.schools())
    build.cascade(build.schools())
    return build


def test_a_school_that_has_its_plan_is_led_to_it_whatever_its_state(
    client: Client, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.school)
    derive = reverse("plans:derive", args=[build.plan.pk])
    own = Plan.objects.get(parent=build.plan, unit=tree.thpt)
    assert f'href="{own.get_absolute_url()}"' in client.get(build.plan.get_absolute_url()).content.decode()
    begun = client.post(derive)
    assert begun["Location"] == reverse("plans:edit", args=[own.pk])
    Plan.objects.filter(pk=own.pk).update(review_state="submitted")
    page = client.get(build.plan.get_absolute_url()).content.decode()
    assert derive not in page
    assert f'href="{own.get_absolute_url()}"' in page
    again = client.post(derive, follow=True)
    assert (again.status_code, again.redirect_chain[-1][0]) == (200, own.get_absolute_url())


def test_a_school_is_told_how_much_of_its_plan_is_its_own_work_and_follows_it_there(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    own = Plan.objects.get(parent=build.plan, unit=tree.thpt)
    own.begin()
    Plan.objects.filter(pk=own.pk).update(review_state="approved")
    client.force_login(staff.school)
    said = words(parse(client.get(reverse("plans:issue", args=[own.pk]))))
    assert "1 việc của chính đơn vị đã được kế hoạch cấp trên giao" in said
    assert "chưa nêu việc của đơn vị nào" not in said
    own.refresh_from_db()
    issuing.issue(own, by=staff.school, number="05/KH-THPT", dated=dt.date(2026, 2, 20))
    page = words(parse(client.get(own.get_absolute_url())))
    assert "Việc đã xong của chính đơn vị" in page
    assert "0/1" in page
    task = Obligation.objects.filter(unit=tree.thpt, kind=ObligationKind.TASK_COORDINATING)
    books.meet(task, on=dt.date(2026, 3, 1), by=staff.school)
    assert "1/1" in words(parse(client.get(own.get_absolute_url())))


def test_the_pages_of_a_task_and_of_one_duty_ask_as_much_for_few_units_as_for_many(
    client: Client, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    for number in range(10):
        UnitFactory.make(upper=True, parent=tree.so, name=f"Trường THPT số {number}")
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.office)
    task = build.plan.tasks.get()
    every = Obligation.objects.about(task)
    pages = (
        reverse("plans:task", args=[build.plan.pk, task.pk]),
        reverse("ledger:detail", args=[every.get(unit=tree.thpt).pk]),
    )

    def queries(address: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        return len(captured), page.count('class="obligation"')

    many = [queries(address) for address in pages]
    every.exclude(unit__in=[tree.thpt, tree.van_phong]).delete()
    few = [queries(address) for address in pages]
    assert [rows for _, rows in many] > [rows for _, rows in few]
    assert [number for number, _ in many] == [number for number, _ in few]

"""However many units do one thing, each is found: counted where few are shown, listed page by page."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.plans import issuing
from lantoa.plans.tests.building import PlanBuilder, Staff
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def desk(client: PageClient, tree: Province) -> PageClient:
    return client


def _issued(desk: PageClient, tree: Province, units: int) -> tuple[PlanBuilder, Any]:
    staff = Staff(tree)
    for number in range(units):
        UnitFactory.make(code=f"DV{number}", name=f"Phòng số {number}", parent=tree.so)
    build = PlanBuilder(tree, staff.office)
    named = build.mention("các phòng", *Unit.objects.filter(code__startswith="DV"))
    task = build.task("1", "Viết tin, bài", named)
    build.duty(named, "Giữ bảng niêm yết")
    issuing.issue(build.approved(staff), by=staff.office)
    desk.force_login(staff.office)
    return build, task


def test_units_beyond_the_first_twenty_are_counted_with_the_way_to_all(desk: PageClient, tree: Province) -> None:
    build, task = _issued(desk, tree, 23)
    for kind, address in (
        ("task_lead", reverse("plans:task", args=[build.plan.pk, task.pk])),
        ("duty", reverse("plans:grid", args=[build.plan.pk])),
    ):
        row = Obligation.objects.of(build.plan).filter(kind=kind)[0]
        page = parse(desk.get(reverse("ledger:detail", args=[row.pk])))
        assert "và 2 đơn vị khác" in words(page)
        assert address in [one.get("href") for one in page.iter("a")]


def test_no_more_than_twenty_others_need_no_count(desk: PageClient, tree: Province) -> None:
    build, _ = _issued(desk, tree, 21)
    row = Obligation.objects.of(build.plan)[0]
    assert "đơn vị khác:" not in words(parse(desk.get(reverse("ledger:detail", args=[row.pk]))))


def test_a_tasks_page_lists_every_unit_page_by_page(
    desk: PageClient, tree: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.plans.views.running.A_PAGE", 4)
    build, task = _issued(desk, tree, 7)
    address = reverse("plans:task", args=[build.plan.pk, task.pk])
    pages = [words(parse(desk.get(address, {"trang": number}))) for number in (1, 2)]
    assert all(sum(f"Phòng số {number}" in page for page in pages) == 1 for number in range(7))

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.products import products_of
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import PlanProduct, PlanTask
from lantoa.plans.tests.building import PlanBuilder, Staff

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 15)


def owed(task: PlanTask, tree: Province, kind: ObligationKind) -> Obligation:
    return Obligation.objects.create(
        unit=tree.thpt,
        asked_by=tree.so,
        kind=kind,
        title=task.text,
        subject=task,
        origin=task.plan,
        opened_on="2026-01-15",
    )


def test_who_leads_a_task_owes_its_products_and_who_coordinates_none() -> None:
    tree = province()
    task = PlanBuilder(tree, Staff(tree).office).task("1", "Đăng tin", None)
    PlanProduct.objects.create(task=task, text="Ảnh", order=1)
    lead, helper = (owed(task, tree, kind) for kind in (ObligationKind.TASK_LEAD, ObligationKind.TASK_COORDINATING))
    found = products_of([lead, helper])
    assert [one.text for one in found[lead.pk]] == ["Tin, bài", "Ảnh"]
    assert found[lead.pk][0].key == f"planproduct-{task.products.get(text='Tin, bài').pk}"
    assert found[helper.pk] == []


def test_many_obligations_are_answered_in_one_query() -> None:
    tree = province()
    builder = PlanBuilder(tree, Staff(tree).office)
    rows = [owed(builder.task(str(n), f"Việc {n}", None), tree, ObligationKind.TASK_LEAD) for n in range(5)]
    products_of(rows)
    with CaptureQueriesContext(connection) as captured:
        assert all(products_of(rows).values())
    assert len(captured) == 1

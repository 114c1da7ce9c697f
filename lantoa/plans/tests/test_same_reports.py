"""What another plan has asked for already is found without reading who owes it, row by row."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.ledger import books
from lantoa.ledger.books import Debt
from lantoa.ledger.enums import ObligationKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.plans import same_reports
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db
PARTS = ("2026-Q1", "2026-Q2")


def debts(plan: Plan, units: list[Unit]) -> list[Debt]:
    return [
        Debt(unit.pk, ObligationKind.REPORT, plan, f"Báo cáo quý {part[-1]} năm 2026, gửi Sở", part=part)
        for unit in units
        for part in PARTS
    ]


def test_the_same_question_and_a_row_a_report_however_many_units_owe_it() -> None:
    tree = province()
    staff = Staff(tree)
    first, second = (PlanBuilder(tree, staff.office).plan for _ in range(2))
    Plan.objects.filter(pk=first.pk).update(review_state=ReviewState.ISSUED, number="120/KH-SGDĐT")
    units: list[Unit] = []
    costs = []
    for number in (2, 8):
        units += [UnitFactory.make(upper=True, parent=tree.so) for _ in range(number)]
        books.owe(debts(first, units), asked_by=tree.so.pk, origin=first, on=dt.date(2026, 1, 5))
        asked = debts(second, units)
        with CaptureQueriesContext(connection) as questions:
            said = same_reports.asked_already(second, asked)
        assert said == ["Báo cáo quý 1, quý 2 năm 2026 đã được Kế hoạch số 120/KH-SGDĐT yêu cầu"]
        costs.append(len(questions))
    assert costs == [2, 2]
    assert "DISTINCT" in questions.captured_queries[0]["sql"]


def test_a_report_that_the_other_plan_asks_of_other_units_is_no_overlap() -> None:
    tree = province()
    staff = Staff(tree)
    first, second = (PlanBuilder(tree, staff.office).plan for _ in range(2))
    Plan.objects.filter(pk=first.pk).update(review_state=ReviewState.ISSUED, number="120/KH-SGDĐT")
    books.owe(debts(first, [tree.gdtx]), asked_by=tree.so.pk, origin=first, on=dt.date(2026, 1, 5))
    assert same_reports.asked_already(second, debts(second, [tree.thpt])) == []

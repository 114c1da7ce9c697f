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


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["năm 2026"], "Báo cáo năm 2026 đã"),
        (["6 tháng đầu năm 2026", "năm 2026"], "Báo cáo 6 tháng đầu và cả năm 2026 đã"),
        (["quý I năm 2026", "quý I năm 2027"], "Báo cáo quý I năm 2026, quý I năm 2027 đã"),
    ],
)
def test_the_year_is_said_once_beside_parts_of_it(names: list[str], said: str) -> None:
    tree = province()
    staff = Staff(tree)
    first, second = (PlanBuilder(tree, staff.office).plan for _ in range(2))
    Plan.objects.filter(pk=first.pk).update(review_state=ReviewState.ISSUED, number="120/KH-SGDĐT")

    def asked(plan: Plan) -> list[Debt]:
        of = tree.thpt.pk, ObligationKind.REPORT, plan
        return [Debt(*of, f"Báo cáo {name}, gửi Sở", part=f"phan-{index}") for index, name in enumerate(names)]

    books.owe(asked(first), asked_by=tree.so.pk, origin=first, on=dt.date(2026, 1, 5))
    assert same_reports.asked_already(second, asked(second))[0].startswith(said)

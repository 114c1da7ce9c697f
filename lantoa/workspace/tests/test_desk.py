import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.workspace import desk

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.date(2026, 4, 8)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


def owe(tree: Province, *dues: dt.date | None) -> None:
    debts = [
        books.Debt(
            unit_id=tree.thpt.pk,
            kind=ObligationKind.REPORT,
            subject=tree.so,
            title=f"Việc {number}",
            part=str(number),
            due_on=due,
            is_waiting=due is None,
        )
        for number, due in enumerate(dues)
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 1))


def test_the_desk_groups_by_urgency(tree: Province, staff: Staff) -> None:
    owe(tree, dt.date(2026, 4, 7), WEDNESDAY, dt.date(2026, 4, 12), dt.date(2026, 4, 13), dt.date(2026, 12, 31), None)
    groups = desk.groups(staff.school, WEDNESDAY)
    assert [(group.name, group.total) for group in groups] == [
        ("Quá hạn", 1),
        ("Trong tuần này", 2),
        ("Trong tháng này", 1),
        ("Sau đó", 1),
        ("Chờ ấn định ngày", 1),
    ]


def test_a_head_is_asked_to_approve_and_the_author_to_mend_what_came_back(tree: Province, staff: Staff) -> None:
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    assert [one.verb for one in desk.decisions(staff.head)] == ["Xem và duyệt"]
    assert desk.decisions(staff.office) == []
    plan.send_back(by=staff.head, note="Thiếu phụ lục")
    assert [(one.verb, one.why) for one in desk.decisions(staff.office)] == [
        ("Sửa và trình lại", "Trả lại: Thiếu phụ lục")
    ]
    assert desk.decisions(staff.school) == []


def test_each_number_leads_to_as_many_rows_as_it_says(client: Client, tree: Province, staff: Staff) -> None:
    today = timezone.localdate()
    owe(tree, today - dt.timedelta(days=2), today + dt.timedelta(days=2), None, today)
    books.meet(Obligation.objects.filter(part="3"), on=today, by=staff.office)
    client.force_login(staff.office)
    for number in desk.numbers(staff.office, today)[1:]:
        page = client.get(f"{reverse('ledger:list')}?{number.query}")
        assert page.context["page"].paginator.count == number.value, number.label


def test_a_head_finds_the_one_plan_that_waits_for_them_among_many_that_wait_for_others(
    tree: Province, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MOST", 2)
    for _ in range(3):
        Plan.objects.create(unit=tree.thpt, year=2026, review_state="submitted", created_by=staff.school)
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    assert [one.plan for one in desk.decisions(staff.head)] == [plan]


def test_the_desk_asks_as_many_queries_for_five_returned_plans_as_for_two(tree: Province, staff: Staff) -> None:
    def queries(plans: int) -> int:
        for number in range(plans):
            plan = Plan.objects.create(unit=tree.so, year=2026, review_state="returned", created_by=staff.office)
            plan.transitions.create(
                from_state="submitted", to_state="returned", by=staff.head, note=f"Thiếu phụ lục {number}"
            )
        with CaptureQueriesContext(connection) as captured:
            decisions = desk.decisions(User.objects.get(pk=staff.office.pk))
        assert all("Thiếu phụ lục" in one.why for one in decisions)
        return len(captured)

    assert queries(2) == queries(3)


def test_the_desk_asks_as_many_queries_for_eight_duties_as_for_two(
    client: Client, tree: Province, staff: Staff
) -> None:
    today = timezone.localdate()
    client.force_login(staff.school)

    def queries(duties: int) -> int:
        owe(tree, *[today] * duties)
        client.get(reverse("workspace:home"))
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("workspace:home")).content.decode()
        assert page.count('class="obligation"') == duties
        return len(captured)

    assert queries(2) == queries(8)


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(User.objects.create_user("moi", full_name="Người Mới"))
    assert "chưa có vai trò" in client.get(reverse("workspace:home")).content.decode()


def test_a_school_without_work_is_told_what_will_come(client: Client, tree: Province, staff: Staff) -> None:
    client.force_login(staff.school)
    assert "Không có việc nào đang chờ" in client.get(reverse("workspace:home")).content.decode()

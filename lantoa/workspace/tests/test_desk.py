import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.plans.desk import decisions
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
    assert [one.verb for one in decisions(staff.head)] == ["Xem và duyệt"]
    assert decisions(staff.office) == []
    plan.send_back(by=staff.head, note="Thiếu phụ lục")
    assert [(one.verb, one.why) for one in decisions(staff.office)] == [("Sửa và trình lại", "Trả lại: Thiếu phụ lục")]
    assert decisions(staff.school) == []


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
    monkeypatch.setattr("lantoa.plans.desk.MOST", 2)
    for _ in range(3):
        Plan.objects.create(unit=tree.thpt, year=2026, review_state="submitted", created_by=staff.school)
    plan = PlanBuilder(tree, staff.office).plan
    plan.submit(by=staff.office)
    assert [one.plan for one in decisions(staff.head)] == [plan]


def test_the_desk_asks_as_many_queries_for_five_returned_plans_as_for_two(tree: Province, staff: Staff) -> None:
    def queries(plans: int) -> int:
        for number in range(plans):
            plan = Plan.objects.create(unit=tree.so, year=2026, review_state="returned", created_by=staff.office)
            plan.transitions.create(
                from_state="submitted", to_state="returned", by=staff.head, note=f"Thiếu phụ lục {number}"
            )
        with CaptureQueriesContext(connection) as captured:
            shown = decisions(User.objects.get(pk=staff.office.pk))
        assert all("Thiếu phụ lục" in one.why for one in shown)
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


def test_who_looks_at_the_same_units_sees_the_same_numbers(client: Client, tree: Province, staff: Staff) -> None:
    """The office holds a role in a division too; a leader holds the department's alone."""
    division = UnitFactory.make(parent=tree.so, kind=UnitKind.DIVISION)
    MembershipFactory.make(user=staff.office, unit=division, role=Role.OFFICER)
    leader = UserFactory.make(role=Role.LEADER, role__unit=tree.so)
    today = timezone.localdate()
    owe(tree, today - dt.timedelta(days=2), today)
    for unit in (division, tree.so):
        debt = books.Debt(unit_id=unit.pk, kind=ObligationKind.DUTY, subject=tree.ubnd, title="Việc", due_on=today)
        books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=today)
    office = User.objects.get(pk=staff.office.pk)
    told = [[(one.value, one.label) for one in desk.numbers(person, today)] for person in (office, leader)]
    assert told[0] == told[1]
    assert told[0][-1] == (0, "việc đã xong trên tổng số 3")
    client.force_login(office)
    assert "Các đơn vị thuộc" in client.get(reverse("workspace:home")).content.decode()


def test_who_logs_work_begins_at_home_and_who_does_not_is_not_asked(
    client: Client, tree: Province, staff: Staff
) -> None:
    client.force_login(staff.school)
    assert "Ghi hoạt động" in client.get(reverse("workspace:home")).content.decode()
    client.force_login(UserFactory.make(role=Role.LEADER, role__unit=tree.so))
    assert "Ghi hoạt động" not in client.get(reverse("workspace:home")).content.decode()


def test_an_editors_desk_leads_to_what_units_sent_up_and_to_the_channels(client: Client, tree: Province) -> None:
    client.force_login(UserFactory.make(role=Role.EDITOR, role__unit=tree.so))
    page = client.get(reverse("workspace:home")).content.decode()
    for name in ("news:offers", "news:new", "channels:calendar"):
        assert client.get(reverse(name)).status_code == 200
        assert f'href="{reverse(name)}"' in page

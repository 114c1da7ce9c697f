"""A plan for very many units is issued by the worker: followed on a page, once, whole or not at all."""

from typing import Any

import pytest
from django.core.cache import caches
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.jobs.models import JobState, LongJob
from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.plans import issuing
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

FORM = {"number": "12/KH-SGDĐT", "dated": "05/01/2026"}


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    """An approved plan whose two tasks ask something of three schools each."""
    build = PlanBuilder(tree, staff.office)
    for number in ("1", "2"):
        build.task(number, f"Viết tin, bài {number}", build.schools())
    return build.approved(staff)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a request does by itself is less than this plan asks; the count is told debt by debt."""
    monkeypatch.setattr("lantoa.plans.views.reviewing.AT_ONCE", 5)
    monkeypatch.setattr(issuing, "BATCH", 1)


@pytest.fixture
def desk(client: PageClient, staff: Staff) -> PageClient:
    client.force_login(staff.office)
    return client


@pytest.fixture
def no_worker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def issue(desk: PageClient, plan: Plan) -> Any:
    return desk.post(reverse("plans:issue", args=[plan.pk]), FORM)


def test_the_worker_issues_it_and_its_page_says_so(desk: PageClient, plan: Plan) -> None:
    assert "giao trong nền" in words(parse(desk.get(reverse("plans:issue", args=[plan.pk]))))
    answer = issue(desk, plan)
    job = LongJob.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert "6 việc đã giao cho các đơn vị" in words(parse(desk.get(answer["Location"])))
    assert job.url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert (plan.review_state, plan.number, plan.dated) == (ReviewState.ISSUED, "12/KH-SGDĐT", "2026-01-05")
    assert Obligation.objects.of(plan).count() == 6


def test_few_debts_are_written_at_once(desk: PageClient, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.plans.views.reviewing.AT_ONCE", 6)
    assert issue(desk, plan)["Location"] == plan.get_absolute_url()
    assert not LongJob.objects.exists()
    assert Obligation.objects.of(plan).count() == 6


@pytest.mark.usefixtures("no_worker")
def test_sent_twice_it_is_one_issuing(desk: PageClient, plan: Plan) -> None:
    first, second = issue(desk, plan), issue(desk, plan)
    assert first["Location"] == second["Location"] == LongJob.objects.get().get_absolute_url()


def test_sent_again_after_it_is_done_it_leads_to_the_plan(desk: PageClient, plan: Plan) -> None:
    issue(desk, plan)
    assert issue(desk, plan)["Location"] == plan.get_absolute_url()
    assert Obligation.objects.of(plan).count() == 6


@pytest.mark.usefixtures("no_worker")
def test_while_it_goes_on_the_plan_says_so_to_all_and_leads_the_sender_to_its_page(
    client: PageClient, desk: PageClient, plan: Plan, staff: Staff, tree: Province
) -> None:
    issue(desk, plan)
    job = LongJob.objects.get()
    page = parse(desk.get(plan.get_absolute_url()))
    assert "Đang ban hành" in words(page)
    assert job.get_absolute_url() in [one.get("href") for one in page.iter("a")]
    assert reverse("plans:issue", args=[plan.pk]) not in [one.get("href") for one in page.iter("a")]
    client.force_login(staff.head)
    assert "Đang ban hành" in words(parse(client.get(plan.get_absolute_url())))
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.so))
    assert client.get(reverse("plans:issue", args=[plan.pk]))["Location"] == plan.get_absolute_url()


def test_how_far_it_is_can_be_read_while_its_transaction_is_open(
    desk: PageClient, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    owe = books.owe

    def watched(*args: Any, **kwargs: Any) -> int:
        told.append(caches["progress"].get(f"issue-plan-{plan.pk}"))
        return owe(*args, **kwargs)

    monkeypatch.setattr(books, "owe", watched)
    issue(desk, plan)
    assert [(done, total) for _, done, total in told] == [(done, 6) for done in range(6)]


@pytest.mark.usefixtures("no_worker")
def test_the_page_shows_the_count(desk: PageClient, plan: Plan) -> None:
    job = LongJob.objects.get(pk=int(issue(desk, plan)["Location"].rstrip("/").rpartition("/")[2]))
    job.tell(4, 6)
    for address in (job.get_absolute_url(), plan.get_absolute_url()):
        said = words(parse(desk.get(address)))
        assert "4/6" in said or "đã ghi 4 trên 6 việc" in said


def test_what_fails_half_way_issues_nothing_and_offers_to_try_again(
    desk: PageClient, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(issuing, "_meet_own_plan", lambda *args, **kwargs: 1 / 0)
        page = words(parse(desk.get(issue(desk, plan)["Location"])))
    assert "Hệ thống gặp lỗi" in page
    plan.refresh_from_db()
    assert (plan.review_state, plan.number) == (ReviewState.APPROVED, "75/KH-SGDĐT")
    assert not Obligation.objects.exists()
    whole = parse(desk.get(plan.get_absolute_url()))
    assert "Chưa ban hành được, chưa việc nào được giao." in words(whole)
    [again] = [one.get("href") for one in whole.iter("a") if "Thử ban hành lại" in words(one)]
    form = parse(desk.get(again))
    assert {"12/KH-SGDĐT", "05/01/2026"} <= {one.get("value") for one in form.iter("input")}
    issue(desk, plan)
    assert Obligation.objects.of(plan).count() == 6
    assert list(LongJob.objects.order_by("pk").values_list("state", flat=True)) == [JobState.FAILED, JobState.DONE]


def test_what_stands_against_it_is_said_beside_the_form(desk: PageClient, plan: Plan, staff: Staff) -> None:
    twin = PlanBuilder(staff_tree(plan), staff.office).approved(staff)
    issuing.issue(twin, by=staff.office, number=FORM["number"])
    answer = issue(desk, plan)
    assert answer.status_code == 422
    assert "đã dùng cho một kế hoạch khác" in words(parse(answer))
    assert not LongJob.objects.exists()


def staff_tree(plan: Plan) -> Any:
    """Enough of a tree for a second plan of the same unit."""
    return type("Tree", (), {"so": plan.unit})()


@pytest.mark.usefixtures("no_worker")
def test_a_plan_returned_meanwhile_is_not_issued(desk: PageClient, plan: Plan, staff: Staff) -> None:
    from lantoa.plans.issuing_at_length import issue_whole

    issue(desk, plan)
    plan.send_back(by=staff.head, note="Sửa")
    job = LongJob.objects.select_related("by").get()
    with pytest.raises(Exception, match="chưa được duyệt"):
        issue_whole(job, plan_id=plan.pk, number="1/KH", dated="2026-01-05", total=6)


def test_only_who_asked_follows_it(client: PageClient, desk: PageClient, plan: Plan, staff: Staff) -> None:
    address = issue(desk, plan)["Location"]
    other: User = staff.head
    client.force_login(other)
    assert client.get(address).status_code == 404

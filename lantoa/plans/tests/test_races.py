"""Two people at one plan: what one did meanwhile is told to the other, and nothing goes wrong silently."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.organisations.factories import Province, province
from lantoa.plans import settling
from lantoa.plans.assigning import _with_small_first
from lantoa.plans.enums import ReportPeriod
from lantoa.plans.models import Plan, PlanParagraph, PlanSection, PlanSource, Removed
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.plans.views import getting
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    build = PlanBuilder(tree, staff.office)
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong))
    return build.plan


def test_a_head_does_not_approve_what_was_sent_anew_since_they_opened_the_page(
    client: PageClient, plan: Plan, staff: Staff
) -> None:
    plan.submit(by=staff.office)
    client.force_login(staff.head)
    form = parse(client.get(plan.get_absolute_url()))
    [seen] = [one.get("value") for one in form.iter("input") if one.get("name") == "da_xem"]
    plan.take_back(by=staff.office)
    plan.submit(by=staff.office)
    page = client.post(reverse("plans:approve", args=[plan.pk]), {"da_xem": seen}, follow=True)
    assert "Đọc lại bản mới" in words(parse(page))
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.SUBMITTED
    client.post(reverse("plans:approve", args=[plan.pk]), {"da_xem": plan.last_step})
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.APPROVED


def test_a_row_is_not_saved_into_a_plan_that_was_submitted_meanwhile(
    client: PageClient, plan: Plan, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = plan.tasks.get()
    client.force_login(staff.office)

    def submitted_meanwhile(form: Any) -> None:
        Plan.objects.get(pk=plan.pk).submit(by=staff.office)

    monkeypatch.setattr("lantoa.plans.forms.TaskForm.look_up_names", submitted_meanwhile)
    key = f"nhiem-vu-{task.pk}"
    answer = client.post(
        reverse("plans:row", args=[plan.pk, "nhiem-vu", task.pk]),
        {f"{key}-text": "Viết khác", f"{key}-version": "1", f"{key}-rhythm": "monthly", f"{key}-expected": "1"},
    )
    task.refresh_from_db()
    assert task.text == "Viết tin, bài"
    assert answer.status_code == 403


def _acts(plan: Plan) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Acts on rows: where the view finds the plan, the address, what is sent."""
    task, mention = plan.tasks.order_by("order")[0], plan.mentions.get()
    own, rule = [plan.pk], plan.reporting_rules.get()
    return {
        "đặt tên": ("settling", reverse("plans:mention", args=[*own, mention.pk]), {"ngoai": "1"}),
        "hỏi lại": ("settling", reverse("plans:mention", args=[*own, mention.pk]), {"hoi_lai": "1"}),
        "xem xong": ("settling", reverse("plans:settle", args=own), {"khoa": "dau-dated"}),
        "chuyển chỗ": ("editing", reverse("plans:row_move", args=[*own, "nhiem-vu", task.pk]), {"huong": "xuong"}),
        "xóa": ("editing", reverse("plans:row_delete", args=[*own, "nhiem-vu", task.pk]), {}),
        "gán chữ": ("assigning", reverse("plans:assign", args=own), {"tu": 0, "den": 8, "cho": "dau:title"}),
        "câu thành việc": ("settling", reverse("plans:make_task", args=own), {"khoa": "cau-1"}),
        "mọi đơn vị": ("settling", reverse("plans:everybody_reports", args=[*own, rule.pk]), {}),
        "xác nhận": ("reviewing", reverse("plans:confirm", args=own), {}),
    }


def _stored(plan: Plan) -> tuple[Any, ...]:
    fresh = Plan.objects.get(pk=plan.pk)
    mention = fresh.mentions.get()
    tasks = list(fresh.tasks.order_by("order").values_list("pk", "text"))
    return fresh.title, fresh.reading, fresh.confirmed_at, tasks, mention.state, list(mention.units.all())


@pytest.mark.parametrize(
    "act",
    ["đặt tên", "hỏi lại", "xem xong", "chuyển chỗ", "xóa", "gán chữ", "xác nhận", "câu thành việc", "mọi đơn vị"],
)
def test_nothing_changes_in_a_plan_that_was_submitted_while_the_act_was_on_its_way(
    client: PageClient, plan: Plan, staff: Staff, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    plan.tasks.create(no="2", text="Treo pa nô", order=5)
    plan.reporting_rules.create(period=ReportPeriod.YEAR)
    plan.source = PlanSource.objects.create(
        unit=plan.unit, uploaded_by=staff.office, text="Kế hoạch tuyên truyền", kind="text"
    )
    plan.reading = {"doubts": {"dated": "Ngày chưa rõ"}}
    plan.save()
    where, url, sent = _acts(plan)[act]

    def found_before_it_was_submitted(request: Any, pk: int) -> Plan:
        found = getting.editable_plan(request, pk)
        Plan.objects.filter(pk=pk).update(review_state=ReviewState.SUBMITTED)
        return found

    monkeypatch.setattr(f"lantoa.plans.views.{where}.editable_plan", found_before_it_was_submitted)
    client.force_login(staff.office)
    before = _stored(plan)
    assert client.post(url, sent).status_code == 403
    assert _stored(plan) == before
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.SUBMITTED


def test_two_people_who_settle_two_questions_of_the_head_at_once_both_have_their_way(plan: Plan, staff: Staff) -> None:
    plan.reading = {"doubts": {"dated": "Ngày chưa rõ", "number": "Số chưa rõ"}}
    plan.save()
    first, second = (Plan.objects.get(pk=plan.pk) for _ in range(2))
    settling.settle(first, "dau-dated", by=staff.office)
    settling.settle(second, "dau-number", by=staff.office)
    plan.refresh_from_db()
    assert plan.reading["doubts"] == {}


def test_a_row_that_was_deleted_meanwhile_is_not_moved_and_says_so(
    client: PageClient, plan: Plan, staff: Staff
) -> None:
    task = plan.tasks.get()
    client.force_login(staff.office)
    for _ in range(2):
        client.post(reverse("plans:row_delete", args=[plan.pk, "nhiem-vu", task.pk]))
    assert Removed.objects.filter(plan=plan).count() == 1
    assert client.post(reverse("plans:row_move", args=[plan.pk, "nhiem-vu", task.pk])).status_code == 404


def test_a_paragraph_comes_back_only_where_its_section_stands(client: PageClient, plan: Plan, staff: Staff) -> None:
    section = PlanSection.objects.create(plan=plan, title="Mục đích")
    paragraph = PlanParagraph.objects.create(plan=plan, section=section, text="Nâng cao nhận thức")
    keys = {"pk": paragraph.pk, "section": section.pk}
    gone = Removed.take_out(paragraph, plan=plan, by=staff.office, label="Đã xóa đoạn")
    above = Removed.take_out(section, plan=plan, by=staff.office, label="Đã xóa mục")
    client.force_login(staff.office)
    page = client.post(reverse("plans:undo", args=[plan.pk, gone.pk]), follow=True)
    assert "Khôi phục mục trước" in words(parse(page))
    client.post(reverse("plans:undo", args=[plan.pk, above.pk]))
    client.post(reverse("plans:undo", args=[plan.pk, gone.pk]))
    assert PlanParagraph.objects.filter(**keys).exists()


def test_a_task_comes_back_although_the_sentence_that_bid_it_is_gone(plan: Plan, staff: Staff) -> None:
    paragraph = PlanParagraph.objects.create(plan=plan, text="Các trường treo băng rôn trước ngày 20/11")
    task = plan.tasks.get()
    plan.tasks.update(paragraph=paragraph)
    gone = Removed.take_out(plan.tasks.get(), plan=plan, by=staff.office, label="Đã xóa nhiệm vụ")
    paragraph.delete()
    gone.put_back()
    assert (plan.tasks.get().pk, plan.tasks.get().paragraph) == (task.pk, None)


@pytest.mark.parametrize(
    ("selected", "kept"),
    [
        ("Học sinh, sinh viên", "học sinh, sinh viên"),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
        ("UBND các xã", "UBND các xã"),
        ("Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ"),
    ],
)
def test_audiences_taken_from_the_text_keep_their_proper_names(selected: str, kept: str) -> None:
    assert _with_small_first(selected) == kept

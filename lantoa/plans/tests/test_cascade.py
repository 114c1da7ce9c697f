"""A plan reaches every level below: drafts of own plans, each with its share; who issued, who is missing."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations import succession
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.plans import issuing, preparing, withdrawing
from lantoa.plans.coverage import coverage_of
from lantoa.plans.doubts import doubts_of
from lantoa.plans.enums import BodyPart, ParagraphRole
from lantoa.plans.models import Cascade, Plan, PlanParagraph, PlanTask, TaskCoordination
from lantoa.plans.tests.building import PlanBuilder, Staff, person
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 20)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    """The department asks a commune, one of its schools and an upper secondary school for plans of their own."""
    build = PlanBuilder(tree, staff.office)
    commune = build.mention("UBND xã Đông An", tree.xa_dong)
    schools = build.mention("các trường", tree.mn_dong, tree.thpt)
    build.task("1", "Viết tin, bài", schools, commune)
    build.task("2", "Phát thanh trên loa xã", commune)
    build.cascade(commune, schools)
    return build


def own(unit: Unit) -> Plan:
    return Plan.objects.get(unit=unit, parent__isnull=False)


def issue_own(plan: Plan, tree: Province, number: str) -> Plan:
    """The unit's head alone: writes, approves and issues."""
    head = User.objects.filter(username=f"head{plan.unit_id}").first() or person(
        f"head{plan.unit_id}", plan.unit, Role.HEAD
    )
    plan = Plan.objects.get(pk=plan.pk)
    for doubt in doubts_of(plan):  # the unit has looked at what it only helps with
        if doubt.row:
            doubt.row.settle()
    plan.submit(by=head)
    plan.approve(by=head)
    issuing.issue(plan, by=head, number=number, dated=DAY)
    return Plan.objects.get(pk=plan.pk)


def owed(unit: Unit) -> Obligation:
    return Obligation.objects.get(unit=unit, kind=ObligationKind.OWN_PLAN)


def test_issuing_gives_every_unit_asked_a_draft_with_its_share_that_rests_on_the_plans_number(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    drafts = Plan.objects.filter(parent=build.plan)
    assert {plan.unit for plan in drafts} == {tree.xa_dong, tree.mn_dong, tree.thpt}
    shares = {plan.unit.code: [task.text for task in plan.tasks.all()] for plan in drafts}
    assert shares["THPT1"] == ["Viết tin, bài"]
    assert shares["XD"] == ["Viết tin, bài", "Phát thanh trên loa xã"]
    for plan in drafts:
        assert plan.review_state == ReviewState.DRAFT
        assert [basis.number for basis in plan.bases.all()] == ["75/KH-SGDĐT"]
        assert {str(task.lead) for task in plan.tasks.all()} == {plan.unit.name}


def test_issued_or_prepared_twice_there_is_one_draft_a_unit(build: PlanBuilder, staff: Staff) -> None:
    plan = build.approved(staff)
    issuing.issue(plan, by=staff.office)
    issuing.issue(plan, by=staff.office)
    assert preparing.prepare(plan, by=staff.office) == 0
    assert plan.own_plans.count() == 3


def test_a_draft_leaves_the_words_of_the_unit_above_and_asks_about_work_it_only_helps_with(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    plan = build.plan
    texts = (
        (BodyPart.PREAMBLE, ParagraphRole.TEXT, "Sở ban hành Kế hoạch như sau:"),
        (BodyPart.BODY, ParagraphRole.CONTENT, "Dịch vụ công trực tuyến"),
        (BodyPart.BODY, ParagraphRole.BUDGET, "Kinh phí của Sở 35.000.000 đồng"),
        (BodyPart.CLOSING, ParagraphRole.TEXT, "Yêu cầu các đơn vị triển khai"),
    )
    for order, (part, role, text) in enumerate(texts):
        PlanParagraph.objects.create(plan=plan, part=part, role=role, text=text, order=order)
    helped = build.task("3", "Hội thi của ngành", build.mention("Sở", tree.so))
    TaskCoordination.objects.create(task=helped, mention=build.mention("THPT", tree.thpt))
    issuing.issue(build.approved(staff), by=staff.office)
    draft = own(tree.thpt)
    kept = {one.text for one in draft.paragraphs.all()}
    assert {text for *_, text in texts} & kept == {"Dịch vụ công trực tuyến"}
    doubts = {task.text: bool(task.doubt) for task in draft.tasks.all()}
    assert doubts == {"Viết tin, bài": False, "Hội thi của ngành": True}


def test_a_plan_of_the_units_own_document_takes_the_place_of_the_prepared_draft(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    written = Plan.objects.create(
        unit=tree.thpt, year=2026, title="Truyền thông của trường", parent=build.plan, created_by=staff.school
    )
    PlanTask.objects.create(plan=written, text="Chào cờ đầu tuần", lead_text=tree.thpt.name)
    for doubt in doubts_of(written):
        if doubt.row:
            doubt.row.settle()
    issued = issue_own(written, tree, "05/KH-THPT")
    assert list(Plan.objects.filter(unit=tree.thpt)) == [issued]
    assert owed(tree.thpt).state != ObligationState.OPEN


def test_three_levels_deep_the_nearer_plan_is_what_a_school_rests_on_and_one_plan_answers_all(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    commune = issue_own(own(tree.xa_dong), tree, "3/KH-UBND")
    school = own(tree.mn_dong)
    assert school.parent == commune
    assert [basis.number for basis in school.bases.all()] == ["75/KH-SGDĐT", "3/KH-UBND"]
    assert [task.text for task in school.tasks.all()] == ["Viết tin, bài"]
    assert owed(tree.mn_dong).origin == build.plan  # asked once, by the plan further above
    issue_own(school, tree, "1/KH-MN")
    assert owed(tree.mn_dong).state == ObligationState.MET
    assert Obligation.objects.filter(unit=tree.mn_dong, kind=ObligationKind.TASK_LEAD).count() == 1


def test_a_school_that_began_its_plan_keeps_it_when_the_nearer_plan_is_issued(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    begun = own(tree.mn_dong)
    client.force_login(person("mn", tree.mn_dong, Role.OFFICER))
    client.post(reverse("plans:row_add", args=[begun.pk, "nhiem-vu"]), {"them-nhiem-vu-text": "Kịch ngắn"})
    issue_own(own(tree.xa_dong), tree, "3/KH-UBND")
    kept = own(tree.mn_dong)
    assert (kept.pk, kept.parent) == (begun.pk, build.plan)


def test_a_commune_may_ask_schools_that_the_department_did_not_name(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    commune = own(tree.xa_dong)
    mention = commune.mentions.create(text="Trường Tiểu học Kim Đồng", state="matched")
    mention.units.set([tree.th_dong])
    Cascade.objects.create(plan=commune, due_on=dt.date(2026, 3, 31)).targets.set([mention])
    commune = issue_own(commune, tree, "3/KH-UBND")
    assert owed(tree.th_dong).origin == commune
    assert own(tree.th_dong).parent == commune
    found = coverage_of(build.plan, staff.office, DAY)
    assert {(line.tier, line.unit.code) for line in found.lines} == {(1, "XD"), (1, "THPT1"), (2, "MND"), (2, "THD")}
    assert (found.whole.done, found.whole.total) == (1, 4)


def test_the_commune_sees_its_own_schools_whoever_asked_them(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    commune = issue_own(own(tree.xa_dong), tree, "3/KH-UBND")
    clerk = person("xa", tree.xa_dong, Role.OFFICE)
    assert [line.unit for line in coverage_of(commune, clerk, DAY).lines] == [tree.mn_dong]


def test_a_unit_that_merged_in_between_leaves_the_count_and_its_heir_is_asked(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    succession.merge_into([tree.mn_dong], tree.th_dong, on=timezone.localdate(), decision="1/QĐ", by=staff.office)
    found = coverage_of(build.plan, staff.office, DAY)
    states = {line.unit.code: line.owed.state for line in found.lines}
    assert states["MND"] == ObligationState.EXCLUDED
    assert states["THD"] == ObligationState.OPEN
    assert (found.whole.total, found.whole.excluded) == (3, 1)
    assert "việc chuyển cho" in next(line.owed.reason for line in found.lines if line.unit == tree.mn_dong)


def test_withdrawing_owes_again_what_the_plan_had_answered_and_drops_untouched_drafts(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    commune = issue_own(own(tree.xa_dong), tree, "3/KH-UBND")
    head = User.objects.get(username=f"head{tree.xa_dong.pk}")
    withdrawing.withdraw(commune, by=head, reason="Ban hành nhầm")
    assert owed(tree.xa_dong).state == ObligationState.OPEN
    assert not Plan.objects.filter(unit=tree.mn_dong).exists()
    assert owed(tree.mn_dong).state == ObligationState.OPEN


def test_what_a_withdrawn_plan_asked_is_not_opened_again(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    withdrawing.withdraw(build.plan, by=staff.head, reason="Sai")
    with pytest.raises(ValidationError, match="đã thu hồi"):
        books.restore(Obligation.objects.filter(unit=tree.thpt), by=staff.office)
    assert not Plan.objects.filter(parent=build.plan).exists()


def test_opening_again_is_not_offered_where_it_would_be_refused(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    books.exclude(Obligation.objects.filter(unit=tree.thpt), reason="Không có học sinh", by=staff.office)
    client.force_login(staff.office)
    address = reverse("ledger:detail", args=[Obligation.objects.filter(unit=tree.thpt)[0].pk])
    assert "Mở lại việc này" in words(parse(client.get(address)))
    withdrawing.withdraw(build.plan, by=staff.head, reason="Sai")
    page = words(parse(client.get(address)))
    assert "Mở lại việc này" not in page
    assert "đã thu hồi nên không mở lại việc được" in page


def test_very_many_drafts_are_made_by_the_worker(
    build: PlanBuilder, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "AT_ONCE", 1)
    issuing.issue(build.approved(staff), by=staff.office)
    job = preparing.job_of(build.plan)
    assert job is not None
    assert "3 đơn vị" in job.title
    preparing.prepare_all(job, plan_id=build.plan.pk)
    assert build.plan.own_plans.count() == 3


def test_the_page_names_who_is_missing_and_offers_to_urge_them(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    issue_own(own(tree.thpt), tree, "5/KH-NT")
    client.force_login(staff.office)
    page = client.get(reverse("plans:cascade", args=[build.plan.pk]))
    said = words(parse(page))
    assert "1 trên 3 đơn vị đã ban hành" in said
    assert tree.mn_dong.name in said
    assert "Trường THPT Nguyễn Trãi" not in said.partition("Từng đơn vị")[2]
    assert str(owed(tree.xa_dong).pk) in page.content.decode()
    issued = words(parse(client.get(reverse("plans:cascade", args=[build.plan.pk]), {"tinh-trang": "xong"})))
    assert "Số 5/KH-NT" in issued
    book = client.get(reverse("plans:cascade", args=[build.plan.pk]), {"dang": "xlsx"})
    assert book.content[:2] == b"PK"


def test_the_page_asks_as_much_for_few_units_as_for_many(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    for number in range(10):
        UnitFactory.make(upper=True, parent=tree.so, name=f"Trường THPT số {number}")
    build.cascade(build.schools())
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.leader)

    def queries(**given: str) -> int:
        client.get(reverse("plans:cascade", args=[build.plan.pk]), given)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("plans:cascade", args=[build.plan.pk]), given)
        return len(captured)

    assert queries(q="số 1") == queries()


def test_the_desk_leads_a_unit_to_its_plan_as_it_stands(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.school)
    draft = own(tree.thpt)
    home = client.get(reverse("workspace:home"))
    assert "Mở bản nháp đã sẵn" in words(parse(home))
    assert reverse("plans:edit", args=[draft.pk]) in home.content.decode()
    draft.submit(by=staff.school)
    assert "Xem kế hoạch" in words(parse(client.get(reverse("workspace:home"))))


def test_drafts_prepared_for_others_do_not_fill_the_list_of_plans(
    client: PageClient, build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.office)
    assert own(tree.thpt).get_absolute_url() not in client.get(reverse("plans:list")).content.decode()
    client.force_login(staff.school)
    assert f"/{own(tree.thpt).pk}/" in client.get(reverse("plans:list")).content.decode()


def test_withdrawal_names_its_consequences_and_takes_a_reason(
    client: PageClient, build: PlanBuilder, staff: Staff
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.head)
    address = reverse("plans:withdrawal", args=[build.plan.pk])
    assert address in client.get(build.plan.get_absolute_url()).content.decode()
    assert "3 bản nháp lập sẵn" in words(parse(client.get(address)))
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "Ban hành nhầm"})
    build.plan.refresh_from_db()
    assert build.plan.review_state == ReviewState.WITHDRAWN


def test_a_large_withdrawal_goes_to_the_worker(
    client: PageClient, build: PlanBuilder, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.plans.views.withdrawing.AT_ONCE", 1)
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.head)
    answer = client.post(reverse("plans:withdrawal", args=[build.plan.pk]), {"reason": "Sai"})
    assert "Đã thu hồi kế hoạch" in words(parse(client.get(answer["Location"])))


def test_the_office_sets_the_day_that_a_cascade_waited_for(client: PageClient, staff: Staff, tree: Province) -> None:
    build = PlanBuilder(tree, staff.office)
    cascade = build.cascade(build.mention("Trường", tree.thpt), due=None)
    issuing.issue(build.approved(staff), by=staff.office)
    client.force_login(staff.office)
    page = client.get(reverse("plans:cascade", args=[build.plan.pk]))
    assert "Ấn định hạn ban hành kế hoạch của đơn vị" in words(parse(page))
    form = {"cascade": cascade.pk, "due_on": "10/03/2026"}
    client.post(reverse("plans:cascade_date", args=[build.plan.pk]), form)
    assert owed(tree.thpt).due_on == dt.date(2026, 3, 10)
    far = client.post(
        reverse("plans:cascade_date", args=[build.plan.pk]), {**form, "due_on": "10/03/0026"}, follow=True
    )
    assert "Ghi năm từ" in words(parse(far))

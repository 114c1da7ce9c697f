"""From an uploaded document to an issued plan, page by page; the list; files that go out."""

import datetime as dt
import io
import re
import uuid
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import User
from lantoa.documents.reading.files.kinds import IN_WORDS
from lantoa.organisations.enums import GroupReach
from lantoa.organisations.factories import Province
from lantoa.organisations.models import UnitGroup
from lantoa.plans.doubts import doubts_of
from lantoa.plans.enums import UploadState
from lantoa.plans.forms.new import ACCEPTED
from lantoa.plans.models import Plan, PlanUpload
from lantoa.plans.settling import say_who, settle
from lantoa.plans.tests.building import PlanBuilder
from lantoa.plans.tests.reading import SAMPLES, imported
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def head(tree: Province) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=tree.so)


@pytest.fixture
def desk(client: PageClient, office: User) -> PageClient:
    client.force_login(office)
    return client


def _upload(desk: PageClient, tree: Province, content: bytes, name: str, key: uuid.UUID | None = None) -> Any:
    file = SimpleUploadedFile(name, content)
    data = {"tep-form_key": str(key or uuid.uuid4()), "tep-unit": tree.so.pk, "tep-file": file}
    return desk.post(reverse("plans:upload"), data)


SAMPLE = (SAMPLES / "so_2024.txt").read_bytes()


def test_a_document_uploaded_leads_to_its_review(desk: PageClient, tree: Province) -> None:
    answer = _upload(desk, tree, SAMPLE, "ke hoach.txt")
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("plans:edit", args=[plan.pk])
    assert plan.source is not None
    assert plan.source.name == "ke hoach.txt"
    assert b"".join(desk.get(reverse("plans:source", args=[plan.pk])).streaming_content) == SAMPLE


def test_one_upload_sent_twice_makes_one_plan(desk: PageClient, tree: Province) -> None:
    key = uuid.uuid4()
    first, second = (_upload(desk, tree, SAMPLE, "a.txt", key) for _ in range(2))
    assert Plan.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_same_file_again_offers_the_plan_that_is_there(desk: PageClient, tree: Province) -> None:
    _upload(desk, tree, SAMPLE, "a.txt")
    answer = desk.get(_upload(desk, tree, SAMPLE, "b.txt")["Location"])
    assert "Tệp này đã được đọc rồi" in answer.content.decode()
    assert Plan.objects.count() == 1
    upload = PlanUpload.objects.get(state=UploadState.DUPLICATE)
    desk.post(reverse("plans:read_again", args=[upload.pk]))
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("BÁO CÁO\nKết quả tuyên truyền năm 2025\nCăn cứ Luật số 1/2025/QH15.".encode(), "bao cao.txt"),
        (b"PK\x03\x04 not a document", "hong.docx"),
        (b"%PDF-1.4 truncated", "hong.pdf"),
    ],
)
def test_a_document_that_cannot_be_used_gets_a_sentence_and_leaves_no_plan(
    desk: PageClient, tree: Province, content: bytes, name: str
) -> None:
    answer = desk.get(_upload(desk, tree, content, name)["Location"])
    upload = PlanUpload.objects.get()
    assert upload.state == UploadState.FAILED
    assert upload.sentence in answer.content.decode().replace("&quot;", '"')
    assert not Plan.objects.exists()


def test_reading_again_is_offered_where_the_fault_was_ours_and_not_the_files(
    desk: PageClient, tree: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying = parse(desk.get(_upload(desk, tree, bytes(range(256)) * 9, "noi-doi.docx")["Location"]))
    assert "Thử đọc lại" not in words(lying)
    assert "Chọn tệp khác" in words(lying)

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("lantoa.plans.uploading.open_guarded", broken)
    assert "Thử đọc lại" in words(parse(desk.get(_upload(desk, tree, SAMPLE, "that.txt")["Location"])))


def test_the_form_and_the_refusal_name_the_same_kinds_of_files(desk: PageClient, tree: Province) -> None:
    form = words(parse(desk.get(reverse("plans:new"))))
    refusal = words(parse(desk.get(_upload(desk, tree, bytes(range(256)) * 9, "noi-doi.docx")["Location"])))
    named = re.findall(r"\.[a-z]{2,4}\b", IN_WORDS)
    assert IN_WORDS in form
    assert IN_WORDS in refusal
    assert set(named) <= set(ACCEPTED)


def test_an_empty_file_is_refused_beside_the_field(desk: PageClient, tree: Province) -> None:
    answer = _upload(desk, tree, b"", "rong.docx")
    assert answer.status_code == 422
    assert "Tệp này trống" in answer.content.decode()


def test_a_file_over_the_limit_is_refused(desk: PageClient, tree: Province, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    answer = _upload(desk, tree, b"x" * (1024 * 1024 + 1), "to.txt")
    assert answer.status_code == 422
    assert "Tệp lớn quá 1 MB" in answer.content.decode()


def test_somebody_elses_upload_is_not_there(client: PageClient, desk: PageClient, tree: Province) -> None:
    _upload(desk, tree, b"hong", "hong.docx")
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt))
    assert client.get(reverse("plans:upload_progress", args=[PlanUpload.objects.get().pk])).status_code == 404


def test_a_plan_from_nothing_begins_with_its_headings_once(desk: PageClient, tree: Province) -> None:
    year = dt.date.today().year
    data = {
        "trong-form_key": str(uuid.uuid4()),
        "trong-unit": tree.so.pk,
        "trong-title": "Truyền thông",
        "trong-year": year,
    }
    first, second = (desk.post(reverse("plans:blank"), data) for _ in range(2))
    plan = Plan.objects.get()
    assert first["Location"] == second["Location"] == reverse("plans:edit", args=[plan.pk])
    assert "TỔ CHỨC THỰC HIỆN" in [section.title for section in plan.sections.all()]
    assert desk.get(reverse("plans:edit", args=[plan.pk])).status_code == 200


def test_last_years_plan_is_copied_once_for_one_form(desk: PageClient, tree: Province, office: User) -> None:
    plan = imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office)
    year = dt.date.today().year
    data = {"chep-form_key": str(uuid.uuid4()), "chep-plan": plan.pk, "chep-year": year}
    for _ in range(2):
        answer = desk.post(reverse("plans:copy"), data)
    copy = Plan.objects.get(copied_from=plan)
    assert answer["Location"] == reverse("plans:edit", args=[copy.pk])
    assert copy.year == year
    assert desk.get(reverse("plans:edit", args=[copy.pk])).status_code == 200


def _settled(plan: Plan, tree: Province, by: User) -> Plan:
    while doubts := doubts_of(plan):
        if doubts[0].mention:
            say_who(doubts[0].mention, units=[tree.khtc], groups=[], is_outside=False, by=by)
        else:
            settle(plan, doubts[0].key, by=by)
        plan = Plan.objects.get(pk=plan.pk)
    return plan


def test_a_plan_with_open_questions_is_not_submitted(desk: PageClient, tree: Province, office: User) -> None:
    plan = imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office)
    answer = desk.post(reverse("plans:submit", args=[plan.pk]), follow=True)
    assert "việc cần xem" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.review_state == ReviewState.DRAFT


def test_the_way_from_draft_to_issued(client: PageClient, tree: Province, office: User, head: User) -> None:
    plan = _settled(imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office), tree, office)
    client.force_login(office)
    client.post(reverse("plans:confirm", args=[plan.pk]))
    client.post(reverse("plans:submit", args=[plan.pk]))
    client.force_login(head)
    assert "Duyệt" in client.get(plan.get_absolute_url()).content.decode()
    empty = client.post(reverse("plans:send_back", args=[plan.pk]), {"note": ""})
    assert empty.status_code == 422
    client.post(reverse("plans:send_back", args=[plan.pk]), {"note": "Bổ sung kinh phí"})
    client.force_login(office)
    assert "Bổ sung kinh phí" in client.get(reverse("plans:edit", args=[plan.pk])).content.decode()
    client.post(reverse("plans:submit", args=[plan.pk]))
    client.force_login(head)
    client.post(reverse("plans:approve", args=[plan.pk]))
    client.force_login(office)
    assert "việc giao cho" in client.get(reverse("plans:issue", args=[plan.pk])).content.decode()
    blank = client.post(reverse("plans:issue", args=[plan.pk]), {"number": "", "dated": ""})
    assert blank.status_code == 422
    client.post(reverse("plans:issue", args=[plan.pk]), {"number": "12/KH-SGDĐT", "dated": "05/01/2026"})
    plan.refresh_from_db()
    assert (plan.review_state, plan.number, plan.dated) == (ReviewState.ISSUED, "12/KH-SGDĐT", "2026-01-05")
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert [step.to_state for step in plan.transitions.all()] == [
        "submitted", "returned", "submitted", "approved", "issued"
    ]  # fmt: skip


def test_the_document_and_its_table_go_out_as_they_were_edited(desk: PageClient, tree: Province, office: User) -> None:
    plan = imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office)
    plan.title = "Truyền thông đã sửa tên"
    plan.save()
    plan.tasks.filter(pk=plan.tasks.all()[0].pk).update(text="Việc đã sửa chữ")
    paper = docx.Document(io.BytesIO(desk.get(reverse("plans:docx", args=[plan.pk])).content))
    said = "\n".join([one.text for one in paper.paragraphs] + [c.text for t in paper.tables for c in t._cells])
    assert "Truyền thông đã sửa tên" in said
    assert "Việc đã sửa chữ" in said
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get(reverse("plans:xlsx", args=[plan.pk])).content)).active
    assert any("Việc đã sửa chữ" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_what_waits_for_me_stands_first(client: PageClient, tree: Province, office: User, head: User) -> None:
    old = Plan.objects.create(unit=tree.so, title="Chờ duyệt", year=2020, created_by=office)
    Plan.objects.filter(pk=old.pk).update(review_state="submitted")
    new = Plan.objects.create(unit=tree.so, title="Đã ban hành", year=2026, created_by=office)
    Plan.objects.filter(pk=new.pk).update(review_state="issued")
    client.force_login(head)
    answer = client.get(reverse("plans:list"))
    assert [plan.title for plan in answer.context["page"]] == ["Chờ duyệt", "Đã ban hành"]
    assert "Xem và duyệt" in answer.content.decode()
    only = client.get(reverse("plans:list"), {"muc": "cho-toi"})
    assert [plan.title for plan in only.context["page"]] == ["Chờ duyệt"]


def test_the_list_asks_as_much_for_two_plans_as_for_ten(desk: PageClient, tree: Province, office: User) -> None:
    def listed(number: int) -> int:
        for place in range(number):
            Plan.objects.create(unit=tree.so, title=f"Kế hoạch {place}", year=2026, created_by=office)
        desk.get(reverse("plans:list"))
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("plans:list"))
        return len(queries)

    assert listed(2) == listed(8)


def test_the_plans_page_asks_as_much_for_few_rows_as_for_many(desk: PageClient, tree: Province, office: User) -> None:
    plan = imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office)
    desk.get(plan.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        desk.get(plan.get_absolute_url())
    task = plan.tasks.all()[0]
    for place in range(8):
        plan.tasks.create(order=50 + place, text=f"Việc {place}", lead=task.lead)
    with CaptureQueriesContext(connection) as many:
        desk.get(plan.get_absolute_url())
    assert len(few) == len(many)


def test_a_number_that_is_refused_does_not_become_the_name_of_the_plan(
    desk: PageClient, tree: Province, office: User
) -> None:
    builder = PlanBuilder(tree, office)
    builder.task("1", "Đăng bài", builder.mention("Văn phòng", tree.van_phong))
    Plan.objects.filter(pk=builder.plan.pk).update(review_state=ReviewState.APPROVED, number="")
    address = reverse("plans:issue", args=[builder.plan.pk])
    page = parse(desk.post(address, {"number": "linh tinh", "dated": f"{timezone.localdate():%d/%m/%Y}"}))
    crumbs = words(page.find(".//nav[@class='crumbs']"))
    assert "linh tinh" not in crumbs
    assert f"Kế hoạch năm {builder.plan.year}" in crumbs
    assert [one.get("value") for one in page.iter("input") if one.get("name") == "number"] == ["linh tinh"]


@pytest.mark.parametrize("way", ["upload", "blank", "copy"])
def test_the_address_of_a_form_opened_by_itself_leads_to_the_form(desk: PageClient, way: str) -> None:
    assert desk.get(reverse(f"plans:{way}"))["Location"] == reverse("plans:new")


def test_before_issuing_the_names_that_reach_nobody_are_told(desk: PageClient, tree: Province, office: User) -> None:
    builder = PlanBuilder(tree, office)
    nobody = UnitGroup.objects.create(owner=tree.so, name="nhóm trống", reach=GroupReach.LISTED)
    outside, empty = builder.mention("Báo An Bình", outside=True), builder.mention("Các câu lạc bộ", group=nobody)
    builder.task("1", "Đăng bài", builder.mention("Văn phòng", tree.van_phong), outside)
    builder.task("2", "Đăng tin", outside, empty)
    builder.mention("Cơ quan không dòng nào nêu", outside=True)
    Plan.objects.filter(pk=builder.plan.pk).update(review_state=ReviewState.APPROVED)
    page = words(parse(desk.get(reverse("plans:issue", args=[builder.plan.pk]))))
    assert "Báo An Bình (cơ quan ngoài hệ thống): nêu ở 2 dòng" in page
    assert "Các câu lạc bộ (hiện không có đơn vị nào): nêu ở 1 dòng" in page
    assert "Cơ quan không dòng nào nêu" not in page
    assert "Văn phòng (" not in page


def test_the_issuing_unit_is_chosen_beforehand(desk: PageClient, tree: Province, office: User) -> None:
    MembershipFactory.create(user=office, unit=tree.thpt, role=Role.OFFICE)
    page = parse(desk.get(reverse("plans:new")))
    chosen = [one for one in page.iter("select") if (one.get("name") or "").endswith("-unit")]
    assert chosen
    for one in chosen:
        options = list(one.iter("option"))
        assert all(option.get("value") for option in options)
        assert [option.get("value") for option in options if option.get("selected") is not None] == [str(tree.so.pk)]


def test_an_old_link_to_edit_leads_to_the_plan_as_it_stands(client: PageClient, tree: Province) -> None:
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    plan = PlanBuilder(tree, office).plan
    Plan.objects.filter(pk=plan.pk).update(review_state=ReviewState.SUBMITTED)
    client.force_login(office)
    answer = client.get(reverse("plans:edit", args=[plan.pk]))
    assert (answer.status_code, answer["Location"]) == (302, plan.get_absolute_url())
    client.force_login(UserFactory.make(role=Role.LEADER, role__unit=tree.so))
    assert client.get(reverse("plans:edit", args=[plan.pk])).status_code == 403

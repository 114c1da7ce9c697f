import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger import activities, books
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind, ObligationKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.tests.permissions import png
from lantoa.organisations.factories import Province, province
from tests.html import PageClient, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def clerk(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt)


def owe(tree: Province, *titles: str) -> None:
    """Tasks of the school; any row may be a subject, so units stand for the rows of a plan."""
    subjects = [tree.so, tree.thpt, tree.gdtx]
    debts = [
        books.Debt(unit_id=tree.thpt.pk, kind=ObligationKind.TASK_LEAD, subject=subject, title=title)
        for subject, title in zip(subjects, titles, strict=False)
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 5))


def typed(tree: Province, **changes: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "loai": ActivityKind.TRAINING,
        "unit": tree.thpt.pk,
        "title": "Tập huấn dịch vụ công trực tuyến",
        "on": f"{timezone.localdate():%d/%m/%Y}",
        "people": "1.250",
        "rieng_sessions": "2",
        **changes,
    }


def test_a_clerk_logs_an_activity_with_a_photo(client: PageClient, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    photo = SimpleUploadedFile("anh.png", png(), content_type="image/png")
    answer = client.post(reverse("activities:new"), typed(tree, files=[photo]))
    logged = Activity.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{logged.get_absolute_url()}?vua-ghi=1"
    assert (logged.people, logged.details) == (1250, {"sessions": 2})
    assert logged.files.get().content_type == "image/jpeg"


def test_the_same_form_sent_twice_counts_once(client: PageClient, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    form = typed(tree)
    places = {client.post(reverse("activities:new"), form)["Location"] for _ in range(2)}
    assert len(places) == Activity.objects.count() == 1


def test_what_was_typed_stays_when_a_number_cannot_be_read(client: PageClient, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.post(reverse("activities:new"), typed(tree, people="1.2a"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không phải là số" in page
    assert "Tập huấn dịch vụ công trực tuyến" in page
    assert not Activity.objects.exists()


def test_a_file_that_lies_keeps_everything_from_being_half_done(
    client: PageClient, tree: Province, clerk: User
) -> None:
    client.force_login(clerk)
    lie = SimpleUploadedFile("anh.jpg", b"<script>", content_type="image/jpeg")
    answer = client.post(reverse("activities:new"), typed(tree, files=[lie]))
    assert answer.status_code == 422
    assert "không phải ảnh hoặc tài liệu" in answer.content.decode()
    assert not Activity.objects.exists()


def test_refused_files_are_marked_by_their_places_so_that_the_others_can_stay(
    client: PageClient, tree: Province, clerk: User
) -> None:
    client.force_login(clerk)
    files = [
        SimpleUploadedFile("x.exe", b"MZ"),
        SimpleUploadedFile("anh.png", png(), content_type="image/png"),
        SimpleUploadedFile("y.exe", b"MZ"),
    ]
    page = parse(client.post(reverse("activities:new"), typed(tree, files=files)))
    assert page.find(".//input[@name='files']").get("data-lt-refused") == "0 2"
    fresh = parse(client.get(reverse("activities:new")))
    assert fresh.find(".//input[@name='files']").get("data-lt-refused") is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("people", "abc", "“abc” không phải là số nguyên. Ghi bằng chữ số, ví dụ 120 hoặc 1.200."),
        ("people", "12,5", "Ghi số nguyên, không âm, ví dụ 120 hoặc 1.200."),
        ("cost", "một triệu", "“một triệu” không phải là số nguyên. Ghi bằng chữ số, ví dụ 1.500.000."),
        ("on", "31/02/2026", "Không có ngày 31 trong “31/02/2026”: tháng 2 năm 2026 chỉ có 28 ngày."),
    ],
)
def test_what_is_wrong_is_said_of_what_was_typed(
    client: PageClient, tree: Province, clerk: User, name: str, value: str, said: str
) -> None:
    client.force_login(clerk)
    assert said in client.post(reverse("activities:new"), typed(tree, **{name: value})).content.decode()


def test_the_task_that_fits_the_kind_is_offered_first(client: PageClient, tree: Province, clerk: User) -> None:
    owe(tree, "Niêm yết thủ tục tại bảng tin", "Tổ chức tập huấn cho giáo viên", "Phát thanh hằng tuần")
    client.force_login(clerk)
    page = client.get(reverse("activities:new") + "?loai=training").content.decode()
    assert page.index("Tổ chức tập huấn") < page.index("Việc khác của đơn vị")
    assert page.index("Niêm yết thủ tục") > page.index("Việc khác của đơn vị")


def test_the_task_that_was_opened_stands_first_ticked_and_in_the_open(
    client: PageClient, tree: Province, clerk: User
) -> None:
    owe(tree, "Tổ chức tập huấn cho giáo viên", "Hưởng ứng Ngày Pháp luật Việt Nam")
    task = Obligation.objects.get(title__startswith="Hưởng ứng")
    client.force_login(clerk)
    page = parse(client.get(reverse("activities:new") + f"?viec={task.pk}&loai=training"))
    form = page.find(".//form[@id='ghi']")
    boxes = form.xpath(".//input[@type='checkbox']")
    assert [(box.get("value"), box.get("checked") is not None) for box in boxes[:1]] == [(str(task.pk), True)]
    assert not boxes[0].xpath("ancestor::details")
    assert all(box.get("checked") is None for box in boxes[1:])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Niêm yết thủ tục tại bảng tin", ActivityKind.NOTICE_BOARD),
        ("Phối hợp tổ chức hội thi tìm hiểu cải cách hành chính", ActivityKind.CONTEST),
        ("Tổng hợp, đăng tin, bài trên trang thông tin điện tử", ActivityKind.ARTICLE),
        ("In, phát tờ rơi cho phụ huynh", ActivityKind.PRINT_RUN),
        ("Hưởng ứng Ngày Pháp luật Việt Nam", ActivityKind.OTHER),
    ],
)
def test_the_form_opens_with_the_kind_that_the_task_asks_for(
    client: PageClient, tree: Province, clerk: User, title: str, kind: str
) -> None:
    owe(tree, title)
    activities.log(tree.thpt, Deed(ActivityKind.PARENTS_MEETING, "Họp", timezone.localdate()), by=clerk)
    client.force_login(clerk)
    page = client.get(reverse("activities:new") + f"?viec={Obligation.objects.get().pk}")
    assert page.context["form"].spec.kind == kind


def test_without_a_task_the_form_opens_with_what_the_unit_logs_most(
    client: PageClient, tree: Province, clerk: User
) -> None:
    client.force_login(clerk)
    assert client.get(reverse("activities:new")).context["form"].spec.kind == ActivityKind.PARENTS_MEETING
    for kind in (ActivityKind.LOUDSPEAKER, ActivityKind.LOUDSPEAKER, ActivityKind.TRAINING):
        activities.log(tree.thpt, Deed(kind, "Làm", timezone.localdate()), by=clerk)
    assert client.get(reverse("activities:new")).context["form"].spec.kind == ActivityKind.LOUDSPEAKER


def test_changing_the_kind_keeps_what_was_typed(client: PageClient, tree: Province, clerk: User) -> None:
    owe(tree, "Phát thanh hằng tuần", "Niêm yết thủ tục")
    task = Obligation.objects.get(title="Niêm yết thủ tục")
    client.force_login(clerk)
    answer = client.get(
        reverse("activities:new"),
        {"loai": "loudspeaker", "title": "Phát thanh măng non", "unit": tree.thpt.pk, "obligations": [task.pk]},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert 'value="Phát thanh măng non"' in page
    assert "Số lượt phát" in page
    assert f'value="{task.pk}" checked' in page


def test_changing_the_kind_of_a_line_keeps_what_was_typed_and_of_which_version(
    client: PageClient, tree: Province, clerk: User
) -> None:
    owe(tree, "Phát thanh hằng tuần")
    row = Obligation.objects.get()
    deed = Deed(ActivityKind.OTHER, "Treo pa nô", timezone.localdate(), {"people": 30})
    logged = activities.log(tree.thpt, deed, by=clerk, obligations=[row])
    activities.change(Activity.objects.get(), deed, version=1, by=clerk)
    client.force_login(clerk)
    page = parse(
        client.get(
            reverse("activities:change", args=[logged.pk]),
            {"loai": "loudspeaker", "title": "Phát thanh", "people": "", "version": "1"},
            headers={"HX-Request": "true"},
        )
    )
    shown = {one.get("name"): one.get("value", "") for one in page.xpath("//input[not(@type='checkbox')]")}
    assert (shown["title"], shown["people"], shown["version"]) == ("Phát thanh", "", "1")
    assert not page.xpath("//input[@checked]")


def test_the_second_editor_is_told_and_keeps_what_was_typed(client: PageClient, tree: Province, clerk: User) -> None:
    logged = activities.log(tree.thpt, Deed(ActivityKind.OTHER, "Treo pa nô", timezone.localdate()), by=clerk)
    client.force_login(clerk)
    theirs = Activity.objects.get()
    activities.change(theirs, Deed(ActivityKind.OTHER, "Treo 2 pa nô", timezone.localdate()), version=1, by=clerk)
    mine = typed(tree, loai=ActivityKind.OTHER, title="Treo 3 pa nô", version=logged.version)
    answer = client.post(reverse("activities:change", args=[logged.pk]), mine)
    assert answer.status_code == 422
    assert "Có người vừa sửa phần này" in answer.content.decode()
    assert "Treo 3 pa nô" in answer.content.decode()
    assert client.post(reverse("activities:change", args=[logged.pk]), {**mine, "version": 2}).status_code == 302


def test_a_photo_is_private(client: PageClient, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    photo = SimpleUploadedFile("anh.png", png())
    client.post(reverse("activities:new"), typed(tree, files=[photo]))
    file = Activity.objects.get().files.get()
    answer = client.get(reverse("activities:file", args=[file.pk]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


def test_the_list_asks_as_much_for_ten_rows_as_for_two(
    client: PageClient, tree: Province, clerk: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(clerk)
    for _ in range(10):
        photo = SimpleUploadedFile("anh.png", png())
        client.post(reverse("activities:new"), typed(tree, files=[photo]))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("activities:list")).content.decode()
    assert page.count('class="deed__photo"') == 10


def test_too_many_files_keep_a_change_from_being_half_done(
    client: PageClient, tree: Province, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged = activities.log(tree.thpt, Deed(ActivityKind.OTHER, "Treo pa nô", timezone.localdate()), by=clerk)
    monkeypatch.setattr(activities, "MOST_FILES", 0)
    client.force_login(clerk)
    photo = SimpleUploadedFile("anh.png", png(), content_type="image/png")
    mine = typed(tree, loai=ActivityKind.OTHER, title="Treo 3 pa nô", version=1, files=[photo])
    address = reverse("activities:change", args=[logged.pk])
    assert client.post(address, mine).status_code == 422
    logged.refresh_from_db()
    assert (logged.title, logged.version) == ("Treo pa nô", 1)
    assert client.post(address, {**mine, "files": []}).status_code == 302


def test_an_activity_may_cost_billions(client: PageClient, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    assert client.post(reverse("activities:new"), typed(tree, cost="3.500.000.000 đồng")).status_code == 302
    assert Activity.objects.get().cost == 3_500_000_000
    far = client.post(reverse("activities:new"), typed(tree, cost="1.000.000.000.000.000"))
    assert far.status_code == 422
    assert "Số này quá lớn" in far.content.decode()

"""The queue, the page of a posting and its acts; what is told on desks."""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels import asking
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Attempt, Channel, Posting
from lantoa.channels.posting_filter import TABS
from lantoa.channels.waiting import waiting
from lantoa.ledger.models import Activity
from lantoa.ledger.tests.working import owe
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.models import Unit
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@dataclass
class School:
    unit: Unit
    teacher: User
    head: User
    channel: Channel


@pytest.fixture
def at() -> School:
    unit = UnitFactory.make(upper=True)
    people = [UserFactory.make(role=role, role__unit=unit) for role in (Role.OFFICER, Role.HEAD)]
    return School(unit, *people, ChannelFactory.make(unit=unit, name="Nhóm phụ huynh"))


def said(answer: Any) -> str:
    return words(parse(answer))


def posting(at: School, state: str = PostingState.DRAFT, **more: Any) -> Posting:
    ways = {} if state == PostingState.DRAFT else {"released_by": at.head, "released_at": timezone.now()}
    return PostingFactory.make(channel=at.channel, state=state, created_by=at.teacher, **{**ways, **more})


def act(client: Any, name: str, row: Posting, **data: Any) -> Any:
    return client.post(reverse(f"channels:{name}", args=[row.pk]), data, follow=True)


def test_what_is_asked_waits_for_the_head_and_stands_on_the_desk(client: Any, at: School):
    row = posting(at, title="Lịch tuyển sinh")
    client.force_login(at.teacher)
    act(client, "ask", row)
    assert [one.title for one in waiting(at.head)] == ["Lịch tuyển sinh"]
    assert waiting(at.teacher) == []
    client.force_login(at.head)
    answer = client.get(reverse("channels:postings"))
    assert "Chờ duyệt phát" in said(answer)
    assert "Lịch tuyển sinh" in said(answer)


def test_the_head_releases_what_was_read_and_no_later_text(client: Any, at: School):
    row = posting(at)
    asking.ask(row, by=at.teacher)
    Posting.objects.filter(pk=row.pk).update(version=2)
    client.force_login(at.head)
    assert "Bài vừa được sửa" in said(act(client, "release", row, version=1))
    row.refresh_from_db()
    assert row.state == PostingState.DRAFT
    act(client, "release", row, version=2)
    row.refresh_from_db()
    assert row.state == PostingState.RELEASED


def test_what_is_given_back_says_why_and_waits_for_its_writer(client: Any, at: School):
    row = posting(at)
    asking.ask(row, by=at.teacher)
    client.force_login(at.head)
    act(client, "send_back", row, note="Thêm giờ mở cửa")
    row.refresh_from_db()
    assert not asking.is_asked(row)
    assert waiting(at.teacher)[0].why == "Trả lại: Thêm giờ mở cửa"
    client.force_login(at.teacher)
    assert "Thêm giờ mở cửa" in said(client.get(row.get_absolute_url()))
    act(client, "ask", row)
    assert waiting(at.teacher) == []


@pytest.mark.parametrize(
    ("state", "of_head", "of_teacher"),
    [
        (PostingState.DRAFT, "Xem và sửa", "Xem và sửa"),
        (PostingState.FAILED, "Xem và gửi lại", "Xem và sửa"),
        (PostingState.UNSURE, "Xem rồi xác nhận", "Xem"),
        (PostingState.TO_PASTE, "Đăng và xác nhận", "Đăng và xác nhận"),
        (PostingState.SENT, "Xem", "Xem"),
    ],
)
def test_a_row_offers_what_the_person_may_do(client: Any, at: School, state: str, of_head: str, of_teacher: str):
    row = posting(at, state, title="Lịch thi")
    leader = UserFactory.make(role=Role.LEADER, role__unit=at.unit)
    tab = next(name for name, (_, rule) in TABS.items() if Posting.objects.filter(rule, pk=row.pk))
    for person, verb in ((at.head, of_head), (at.teacher, of_teacher), (leader, "Xem")):
        client.force_login(person)
        page = parse(client.get(f"{reverse('channels:postings')}?muc={tab}"))
        (button,) = page.xpath("//main//li//div[@class='list-work__action']/a")
        assert words(button) == f"{verb} Lịch thi"


def test_only_who_releases_is_asked_to_decide_on_what_waits(client: Any, at: School):
    asking.ask(posting(at, title="Lịch thi"), by=at.teacher)
    for person, verb in ((at.head, "Đọc và duyệt"), (at.teacher, "Xem và sửa")):
        client.force_login(person)
        assert f"{verb} Lịch thi" in said(client.get(f"{reverse('channels:postings')}?muc=cho-duyet"))


def test_a_failure_stands_in_the_channels_own_words_and_goes_on_once(client: Any, at: School):
    row = posting(at, PostingState.FAILED, failure="(#200) Permissions error", send_at=timezone.now())
    Attempt.objects.create(posting=row, step="feed", words="(#200) Permissions error")
    client.force_login(at.head)
    assert "(#200) Permissions error" in said(client.get(f"{reverse('channels:postings')}?muc=khong-duoc"))
    act(client, "retry", row)
    row.refresh_from_db()
    key = row.key
    assert row.state == PostingState.RELEASED
    assert "nên không làm được việc này" in said(act(client, "retry", row))
    row.refresh_from_db()
    assert (row.state, row.key) == (PostingState.RELEASED, key)


def test_each_tab_holds_its_own_and_counts_it(client: Any, at: School):
    posting(at, title="Đang viết")
    posting(at, PostingState.RELEASED, title="Hẹn giờ", send_at=timezone.now() + dt.timedelta(days=1))
    posting(at, PostingState.SENT, title="Đã ra", sent_at=timezone.now(), reached=840)
    client.force_login(at.teacher)
    page = reverse("channels:postings")
    assert "Đang viết" in said(client.get(f"{page}?muc=dang-soan"))
    assert "Hẹn giờ" in said(client.get(f"{page}?muc=hen-gio"))
    out = said(client.get(f"{page}?muc=da-dang"))
    assert "840 người tiếp cận" in out
    assert "Đang viết" not in out


def test_the_list_costs_the_same_for_two_rows_as_for_ten(client: Any, at: School):
    client.force_login(at.teacher)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{reverse('channels:postings')}?muc=dang-soan")
        return len(asked)

    for _ in range(2):
        posting(at)
    few = queries()
    for _ in range(8):
        posting(at)
    assert queries() == few


def test_the_pack_has_text_code_and_pictures_and_ends_in_the_books(client: Any, at: School, photo: str):
    row = posting(at, PostingState.TO_PASTE, title="Nộp hồ sơ", pictures=[{"path": photo, "alt": "Sân trường"}])
    client.force_login(at.teacher)
    page = said(client.get(row.get_absolute_url()))
    assert row.text in page
    assert "Tải ảnh 1" in page
    answer = client.get(reverse("channels:pack", args=[row.pk]))
    assert "anh-1.jpg" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert client.get(reverse("channels:qr", args=[row.pk])).headers["Content-Type"] == "image/svg+xml"
    assert "Dán đường dẫn" in said(act(client, "confirm", row))
    act(client, "confirm", row, link="https://facebook.com/groups/1/posts/2", reached="1.200")
    row.refresh_from_db()
    assert (row.state, row.reached) == (PostingState.SENT, 1200)
    assert Activity.objects.get(pk=row.activity_id).link == "https://facebook.com/groups/1/posts/2"


def test_who_looked_says_whether_it_is_out(client: Any, at: School):
    row = posting(at, PostingState.UNSURE, send_at=timezone.now(), failure="Máy chủ không trả lời kịp")
    client.force_login(at.head)
    assert "Xem trên kênh rồi xác nhận" in said(client.get(row.get_absolute_url()))
    act(client, "settle", row, is_out="co", link="https://kenh.example.vn/9")
    row.refresh_from_db()
    assert (row.state, row.live_url) == (PostingState.SENT, "https://kenh.example.vn/9")


def test_the_rehearsal_shows_every_call_and_no_secret(client: Any, at: School):
    channel = ChannelFactory.make(
        type=ChannelType.FACEBOOK, unit=at.unit, options={"page_id": "77"}, kept={"token": "EAAB-secret-123456"}
    )
    row = PostingFactory.make(channel=channel, created_by=at.teacher, text="Nội dung sẽ đăng")
    client.force_login(at.teacher)
    answer = client.get(reverse("channels:rehearsal", args=[row.pk]))
    assert "/77/feed" in said(answer)
    assert "Nội dung sẽ đăng" in said(answer)
    assert "EAAB-secret" not in answer.content.decode()


def test_a_bulletin_has_a_script_in_words(client: Any, at: School):
    channel = ChannelFactory.make(type=ChannelType.RADIO, unit=at.unit)
    row = PostingFactory.make(channel=channel, text="Nộp hồ sơ trước ngày 15/6/2027.", created_by=at.teacher)
    client.force_login(at.teacher)
    script = said(client.get(reverse("channels:script", args=[row.pk])))
    assert "mười lăm tháng sáu" in script
    assert "giây" in script


def test_what_a_posting_serves_leads_to_that_work(client: Any, at: School):
    work = owe(province(), at.unit)
    row = posting(at)
    row.obligations.add(work)
    client.force_login(at.head)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert f'href="{reverse("ledger:detail", args=[work.pk])}"' in shown

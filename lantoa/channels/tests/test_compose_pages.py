"""One text, a version for each channel: chosen, written against limits, shown, laid before who releases."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels import asking
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory
from lantoa.channels.models import Channel, Posting
from lantoa.channels.posting_form import code_of
from lantoa.channels.tests.carried import KIND, TITLE, carried
from lantoa.channels.waiting import waiting
from lantoa.organisations.factories import UnitFactory
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
    return School(unit, *people, ChannelFactory.make(unit=unit, type=ChannelType.FACEBOOK, name="Trang trường"))


@pytest.fixture
def second(photo: str) -> str:
    """Another picture."""
    with default_storage.open(photo) as file:
        return default_storage.save("news/second-for-tests", file)


@pytest.fixture
def text(at: School, photo: str, second: str) -> Iterator[str]:
    """The address of the page on which the school's text is put on channels."""
    with carried(at.unit, pictures=[{"path": photo, "alt": "Sân trường"}, {"path": second, "alt": "Cổng trường"}]):
        yield reverse("channels:compose", args=[KIND, at.unit.pk])


def said(answer: Any) -> str:
    return words(parse(answer))


def _chosen(client: Any, at: School) -> Posting:
    client.post(reverse("channels:choose", args=[KIND, at.unit.pk]), {"kenh": [at.channel.pk]})
    return Posting.objects.get(channel=at.channel)


def _typed(row: Posting, **more: Any) -> dict[str, Any]:
    given = {"version": row.version, "text": row.text, **more}
    return {f"bai-{row.pk}-{name}": value for name, value in given.items()}


def test_a_ticked_channel_gets_its_own_version_once(client: Any, at: School, text: str):
    client.force_login(at.teacher)
    assert "Trang trường" in said(client.get(text))
    row = _chosen(client, at)
    assert row.text.startswith(TITLE)
    client.post(reverse("channels:choose", args=[KIND, at.unit.pk]), {"kenh": [at.channel.pk]})
    assert Posting.objects.count() == 1


def test_a_channel_of_another_school_cannot_be_ticked(client: Any, at: School, text: str):
    other = ChannelFactory.make(unit=UnitFactory.make(upper=True))
    client.force_login(at.teacher)
    client.post(reverse("channels:choose", args=[KIND, at.unit.pk]), {"kenh": [other.pk]})
    assert not Posting.objects.exists()


def test_what_is_typed_is_kept_and_the_hour_is_only_a_wish(client: Any, at: School, text: str):
    client.force_login(at.teacher)
    row = _chosen(client, at)
    hour = (timezone.localtime() + dt.timedelta(days=2)).replace(second=0, microsecond=0)
    client.post(text, _typed(row, text="Chữ mới\r\nhai dòng", send_at_0=f"{hour:%d/%m/%Y}", send_at_1=f"{hour:%H:%M}"))
    row.refresh_from_db()
    assert (row.text, row.state, row.send_at) == ("Chữ mới\nhai dòng", PostingState.DRAFT, hour)


def test_limits_are_told_while_writing_and_before_anything_is_asked(client: Any, at: School, text: str):
    Channel.objects.filter(pk=at.channel.pk).update(options={"text": 40})
    client.force_login(at.teacher)
    row = _chosen(client, at)
    answer = client.post(
        reverse("channels:preview", args=[row.pk]), _typed(row, text="Một câu dài hơn bốn mươi ký tự nhiều." * 2)
    )
    assert "kênh nhận nhiều nhất 40" in said(answer)
    row.refresh_from_db()
    assert "Một câu dài" not in row.text
    answer = client.post(
        text, {**_typed(row, text="Một câu dài hơn bốn mươi ký tự nhiều." * 2), "viec": "trinh"}, follow=True
    )
    assert "Rút ngắn nội dung" in said(answer)
    assert "quá 34 ký tự" in said(answer)
    row.refresh_from_db()
    assert not asking.is_asked(row)


def test_pictures_are_chosen_by_sight_and_never_by_their_path(client: Any, at: School, text: str, photo: str):
    client.force_login(at.teacher)
    row = _chosen(client, at)
    page = client.get(text).content.decode()
    assert photo not in page
    assert code_of(photo) in page
    client.post(text, _typed(row))
    row.refresh_from_db()
    assert row.pictures == []
    client.post(text, _typed(row, pictures=[code_of(photo)]))
    row.refresh_from_db()
    assert [one["path"] for one in row.pictures] == [photo]
    assert (
        client.get(reverse("channels:picture", args=[row.pk, code_of(photo)])).headers["Content-Type"] == "image/jpeg"
    )
    assert client.get(reverse("channels:picture", args=[row.pk, code_of("news/another")])).status_code == 404


def test_a_teacher_asks_and_the_head_releases_from_the_same_page(client: Any, at: School, text: str):
    client.force_login(at.teacher)
    row = _chosen(client, at)
    client.post(text, {**_typed(row), "viec": "phat"})
    row.refresh_from_db()
    assert row.state == PostingState.DRAFT
    client.post(text, {**_typed(row), "viec": "trinh"})
    row.refresh_from_db()
    assert asking.is_asked(row)
    client.force_login(at.head)
    client.post(text, {**_typed(row), "viec": "phat"})
    row.refresh_from_db()
    assert (row.state, row.released_by) == (PostingState.RELEASED, at.head)


def test_two_people_on_one_version_lose_nothing(client: Any, at: School, text: str):
    client.force_login(at.teacher)
    row = _chosen(client, at)
    client.post(text, _typed(row, text="Bản của người thứ nhất"))
    answer = client.post(text, _typed(row, text="Bản của người thứ hai"))
    assert answer.status_code == 422
    assert "Có người vừa sửa phần này" in said(answer)
    assert "Bản của người thứ hai" in answer.content.decode()
    row.refresh_from_db()
    assert row.text == "Bản của người thứ nhất"


def test_a_text_that_readers_cannot_open_yet_stays(client: Any, at: School):
    with carried(at.unit, why_not="Tin, bài gốc chưa đăng."):
        client.force_login(at.head)
        row = _chosen(client, at)
        page = reverse("channels:compose", args=[KIND, at.unit.pk])
        answer = client.post(page, {**_typed(row), "viec": "phat"}, follow=True)
        assert "Tin, bài gốc chưa đăng." in said(answer)
        row.refresh_from_db()
        assert row.state == PostingState.DRAFT


def test_nobody_puts_what_they_cannot_see_on_a_channel(client: Any, at: School, text: str):
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make(upper=True)))
    assert client.get(text).status_code == 404


def test_a_unit_without_channels_is_told_how_to_begin(client: Any, at: School, text: str):
    at.channel.delete()
    client.force_login(at.teacher)
    assert "Đơn vị chưa có kênh nào" in said(client.get(text))


def test_pictures_are_offered_in_the_order_of_the_preview_and_keep_it(
    client: Any, at: School, text: str, photo: str, second: str
):
    client.force_login(at.teacher)
    row = _chosen(client, at)
    order = [code_of(photo), code_of(second)]
    boxes = parse(client.get(text)).xpath("//input[@type='checkbox'][contains(@name, 'pictures')]/@value")
    assert boxes == order
    client.post(text, _typed(row, pictures=boxes))
    row.refresh_from_db()
    assert [code_of(one["path"]) for one in row.pictures] == order


def test_after_the_release_the_page_shows_where_the_text_is_now(client: Any, at: School, text: str):
    client.force_login(at.head)
    row = _chosen(client, at)
    answer = client.post(text, {**_typed(row), "viec": "phat"}, follow=True)
    assert answer.redirect_chain[-1][0] == text
    assert "Đã duyệt phát 1 bài" in said(answer)
    assert row.get_absolute_url() in answer.content.decode()


def test_what_is_pasted_by_hand_carries_the_short_address(client: Any, at: School):
    paste = ChannelFactory.make(unit=at.unit, type=ChannelType.PASTE)
    client.force_login(at.teacher)
    with carried(at.unit, short="https://cong.example.vn/s/b1"):
        client.post(reverse("channels:choose", args=[KIND, at.unit.pk]), {"kenh": [paste.pk, at.channel.pk]})
    links = dict(Posting.objects.values_list("channel", "link"))
    assert links[paste.pk] == "https://cong.example.vn/s/b1"
    assert links[at.channel.pk] != links[paste.pk]


def test_one_text_on_several_channels_waits_as_one_row_and_is_released_on_one_page(client: Any, at: School, text: str):
    ChannelFactory.make(unit=at.unit, type=ChannelType.FACEBOOK, name="Nhóm phụ huynh")
    chosen = {"kenh": [one.pk for one in Channel.objects.all()]}
    client.force_login(at.teacher)
    client.post(reverse("channels:choose", args=[KIND, at.unit.pk]), chosen)
    rows = list(Posting.objects.order_by("pk"))
    client.post(text, {name: value for row in rows for name, value in _typed(row).items()} | {"viec": "trinh"})
    (row,) = waiting(at.head)
    assert (row.title, row.url) == (rows[0].title or str(rows[0]), text)
    assert "2 kênh: Nhóm phụ huynh, Trang trường" in row.why
    client.force_login(at.head)
    assert said(client.get(text)).count("Chờ duyệt phát") == 2
    rows = list(Posting.objects.order_by("pk"))
    client.post(text, {name: value for row in rows for name, value in _typed(row).items()} | {"viec": "phat"})
    assert {row.state for row in Posting.objects.all()} == {PostingState.RELEASED}
    assert waiting(at.head) == []

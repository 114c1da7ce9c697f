"""The panel of channels: what people see of a channel, and what nobody sees again."""

import datetime as dt
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
from lantoa.channels import health, vault
from lantoa.channels.enums import ChannelType, Health, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Channel
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.situations import facebook
from lantoa.channels.waiting import waiting
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from tests.html import parse, words

pytestmark = pytest.mark.django_db
SECRET = "EAAB-very-secret-token-0123456789"


@dataclass
class School:
    unit: Unit
    teacher: User
    head: User


def school() -> School:
    unit = UnitFactory.make(upper=True)
    people = [UserFactory.make(role=role, role__unit=unit) for role in (Role.OFFICER, Role.HEAD)]
    return School(unit, *people)


@pytest.fixture
def at() -> School:
    return school()


def text(answer: Any) -> str:
    return words(parse(answer))


def _facebook(at: School, **more: Any) -> Channel:
    options = {"page_id": "123456"}
    return ChannelFactory.make(type=ChannelType.FACEBOOK, unit=at.unit, options=options, kept={"token": SECRET}, **more)


def test_a_head_adds_a_channel_that_only_rehearses(client: Any, at: School):
    client.force_login(at.head)
    typed = {"name": "Trang của trường", "page_id": "12 34 56", "secret_token": SECRET}
    client.post(reverse("channels:new", args=["facebook"]), typed)
    channel = Channel.objects.get()
    assert (channel.unit, channel.is_live, channel.options["page_id"]) == (at.unit, False, "123456")
    assert vault.secrets_of(channel)["token"] == SECRET
    assert SECRET not in channel.secrets


def test_a_secret_is_never_shown_again_and_stays_where_nothing_is_typed(client: Any, at: School):
    channel = _facebook(at)
    client.force_login(at.head)
    for name in ("channels:detail", "channels:change", "channels:live"):
        assert SECRET not in client.get(reverse(name, args=[channel.pk])).content.decode()
    client.post(reverse("channels:change", args=[channel.pk]), {"name": "Tên mới", "page_id": "123456"})
    channel.refresh_from_db()
    assert channel.name == "Tên mới"
    assert vault.secrets_of(channel)["token"] == SECRET


def test_a_new_token_is_one_that_nobody_has_tried(client: Any, at: School):
    channel = _facebook(at, health=Health.BROKEN, token_expires_at=timezone.now())
    client.force_login(at.head)
    typed = {"name": channel.name, "page_id": "123456", "secret_token": "another-token"}
    client.post(reverse("channels:change", args=[channel.pk]), typed)
    channel.refresh_from_db()
    assert (channel.health, channel.token_expires_at) == (Health.UNKNOWN, None)


def test_a_page_number_that_is_a_name_is_refused_in_a_sentence(client: Any, at: School):
    client.force_login(at.head)
    answer = client.post(reverse("channels:new", args=["facebook"]), {"name": "A", "page_id": "trang.truong"})
    assert answer.status_code == 422
    assert "Mã số trang chỉ gồm chữ số" in text(answer)


def test_two_channels_of_one_kind_need_two_names(client: Any, at: School):
    _facebook(at, name="Trang trường")
    client.force_login(at.head)
    answer = client.post(reverse("channels:new", args=["facebook"]), {"name": "Trang trường"})
    assert "Đặt tên khác" in text(answer)


def test_a_school_never_sees_the_channel_of_another(client: Any, at: School):
    channel, other = _facebook(at, name="Trang riêng"), school()
    client.force_login(other.head)
    assert "Trang riêng" not in text(client.get(reverse("channels:list") + "?pham-vi=tat-ca"))
    assert client.get(channel.get_absolute_url()).status_code == 404


def test_health_stands_as_a_word_with_what_will_fail_and_when(client: Any, at: School):
    soon = timezone.now() + dt.timedelta(days=3)
    _facebook(at, is_live=True, health=Health.WARNING, token_expires_at=soon)
    client.force_login(at.teacher)
    said = text(client.get(reverse("channels:list")))
    assert "Sắp hết hạn" in said
    assert f"{timezone.localtime(soon):%d/%m/%Y}. Nhập mã mới trước ngày đó." in said
    assert "Gửi thật" in said


def test_an_unfinished_channel_says_what_is_missing_and_cannot_be_switched_on(client: Any, at: School):
    channel = ChannelFactory.make(type=ChannelType.FACEBOOK, unit=at.unit)
    client.force_login(at.head)
    assert "Còn thiếu: Mã truy cập trang, Mã số trang" in text(client.get(channel.get_absolute_url()))
    answer = client.post(reverse("channels:live", args=[channel.pk]), {"gui-that": "1"}, follow=True)
    channel.refresh_from_db()
    assert not channel.is_live
    assert "Nhập trước khi bật gửi thật" in text(answer)


def test_switching_on_says_first_what_will_go_out(client: Any, at: School):
    channel = _facebook(at)
    ways = {"state": PostingState.RELEASED, "released_by": at.head, "send_at": timezone.now()}
    PostingFactory.make(channel=channel, title="Thông báo nghỉ lễ", **ways)
    client.force_login(at.head)
    said = text(client.get(reverse("channels:live", args=[channel.pk])))
    assert "hiện công khai" in said
    assert "Thông báo nghỉ lễ" in said
    client.post(reverse("channels:live", args=[channel.pk]), {"gui-that": "1"})
    channel.refresh_from_db()
    assert channel.is_live


def test_out_of_use_is_out_of_sending_too(client: Any, at: School):
    channel = _facebook(at, is_live=True)
    client.force_login(at.head)
    client.post(reverse("channels:rest", args=[channel.pk]), {"dung": "0"})
    channel.refresh_from_db()
    assert (channel.is_active, channel.is_live) == (False, False)


def test_trying_a_channel_says_what_it_answered(client: Any, at: School, graph: Any):
    channel = _facebook(at)
    Channel.objects.filter(pk=channel.pk).update(options={"api": graph.url, "page_id": "123456"})
    client.force_login(at.head)
    answer = client.post(reverse("channels:probe", args=[channel.pk]), follow=True)
    channel.refresh_from_db()
    assert channel.health == Health.BROKEN
    assert channel.health_words
    assert channel.health_words in text(answer)


def test_the_panel_costs_the_same_for_two_channels_as_for_ten(client: Any, at: School):
    client.force_login(at.teacher)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("channels:list"))
        return len(asked)

    for number in range(2):
        _facebook(at, name=f"Trang {number}")
    few = queries()
    for number in range(2, 10):
        _facebook(at, name=f"Trang {number}")
    assert queries() == few


def test_an_empty_panel_says_how_to_begin(client: Any, at: School):
    client.force_login(at.head)
    assert "Thêm kênh đầu tiên" in text(client.get(reverse("channels:list")))
    client.force_login(at.teacher)
    assert "Thêm kênh đầu tiên" not in text(client.get(reverse("channels:list")))


def test_a_right_to_read_that_ends_within_days_is_warned_of_on_the_panel_and_the_desk(graph: GraphServer):
    channel = facebook(graph)
    editor = UserFactory.make(role=Role.EDITOR, role__unit=channel.unit)
    graph.data_access_expires_at = int((timezone.now() + dt.timedelta(days=4)).timestamp())
    health.check_now(channel)
    channel.refresh_from_db()
    assert channel.health == Health.WARNING
    assert "Đăng nhập Facebook lại" in health.warning_of(channel)
    (row,) = waiting(editor)
    assert (row.title, row.why) == (f"Kênh {channel}: sắp hết hạn", health.warning_of(channel))


def test_what_is_in_trouble_stands_first_and_one_sentence_counts(client: Any, at: School):
    _facebook(at, name="A tốt", is_live=True, health=Health.GOOD)
    _facebook(at, name="B hỏng", is_live=True, health=Health.BROKEN, health_words="Session has expired")
    soon = timezone.now() + dt.timedelta(days=3)
    _facebook(at, name="C sắp hết", is_live=True, health=Health.GOOD, token_expires_at=soon)
    ChannelFactory.make(unit=at.unit, name="D bằng tay")
    client.force_login(at.teacher)
    page = text(client.get(reverse("channels:list")))
    assert "1 kênh không dùng được, 1 kênh sắp hết hạn, 1 kênh dùng được." in page
    assert page.index("B hỏng") < page.index("C sắp hết") < page.index("A tốt")

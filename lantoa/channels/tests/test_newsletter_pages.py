"""The public side of a newsletter, and the list that its people see."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels.enums import ChannelType, PostingState, SubscriptionState
from lantoa.channels.factories import ChannelFactory, PostingFactory, SubscriptionFactory
from lantoa.channels.models import Channel, Subscription
from lantoa.documents.spreadsheets import Column, read_table
from lantoa.organisations.factories import UnitFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel() -> Channel:
    return ChannelFactory.make(type=ChannelType.EMAIL, name="Bản tin trường", unit=UnitFactory.make(upper=True))


def said(answer: Any) -> str:
    return words(parse(answer))


def _ask(client: Any, channel: Channel, email: str = "Me@hop-thu.example.vn", **more: Any) -> Any:
    return client.post(reverse("newsletter:sign_up", args=[channel.pk]), {"email": email, **more}, follow=True)


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(client: Any, channel: Channel):
    SubscriptionFactory.make(channel=channel, email="cu@hop-thu.example.vn")
    new, known = _ask(client, channel), _ask(client, channel, "cu@hop-thu.example.vn")
    assert new.redirect_chain == known.redirect_chain
    assert said(new) == said(known)


def test_nobody_gets_mail_before_pressing_in_their_own_mailbox(
    client: Any, channel: Channel, django_capture_on_commit_callbacks: Any
):
    with django_capture_on_commit_callbacks(execute=True):
        _ask(client, channel)
    reader = Subscription.objects.get()
    link = reverse("newsletter:confirm", args=[reader.token])
    assert link in mail.outbox[0].body
    client.get(link)
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.PENDING
    assert "Ông (bà) sẽ nhận bản tin" in said(client.post(link))
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.CONFIRMED


def test_a_program_that_fills_every_field_leaves_nothing(client: Any, channel: Channel):
    assert "Mở hộp thư để xác nhận" in said(_ask(client, channel, website="http://spam.example.com"))
    assert not Subscription.objects.exists()


def test_one_line_cannot_sign_up_the_whole_town(client: Any, channel: Channel):
    for number in range(10):
        _ask(client, channel, f"a{number}@hop-thu.example.vn")
    assert "Thử lại sau một giờ" in said(_ask(client, channel, "a11@hop-thu.example.vn"))
    assert Subscription.objects.count() == 10


def test_a_wrong_address_is_told_in_a_sentence(client: Any, channel: Channel):
    assert _ask(client, channel, "không phải thư").status_code == 422


def test_mail_programs_end_it_by_one_post_without_any_cookie(channel: Channel):
    reader = SubscriptionFactory.make(channel=channel)
    strict = Client(enforce_csrf_checks=True)
    page = reverse("newsletter:leave", args=[reader.token])
    assert strict.get(page).status_code == 200
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.CONFIRMED
    assert strict.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.LEFT


def test_every_other_address_still_asks_for_the_token(channel: Channel):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("newsletter:sign_up", args=[channel.pk]), {"email": "a@b.vn"}).status_code == 403


def test_the_archive_holds_what_was_sent_and_nothing_else(client: Any, channel: Channel):
    by = UserFactory.make()
    PostingFactory.make(
        channel=channel, title="Số tháng 9", state=PostingState.SENT, released_by=by, sent_at=timezone.now()
    )
    draft = PostingFactory.make(channel=channel, title="Số tháng 10")
    page = said(client.get(reverse("newsletter:archive", args=[channel.pk])))
    assert "Số tháng 9" in page
    assert "Số tháng 10" not in page
    assert client.get(reverse("newsletter:issue", args=[channel.pk, draft.pk])).status_code == 404


def test_a_newsletter_out_of_use_takes_nobody(client: Any, channel: Channel):
    Channel.objects.update(is_active=False)
    assert client.get(reverse("newsletter:sign_up", args=[channel.pk])).status_code == 404


def test_who_runs_it_finds_readers_and_takes_the_list_along(client: Any, channel: Channel):
    SubscriptionFactory.make(channel=channel, email="binh@hop-thu.example.vn")
    SubscriptionFactory.make(channel=channel, email="an@hop-thu.example.vn", state=SubscriptionState.BOUNCED, bounces=1)
    client.force_login(UserFactory.make(role=Role.HEAD, role__unit=channel.unit))
    page = reverse("channels:readers", args=[channel.pk])
    found = said(client.get(f"{page}?q=BINH"))
    assert "binh@hop-thu.example.vn" in found
    assert "an@hop-thu.example.vn" not in found
    assert "thư bị trả lại 1 lần" in said(client.get(f"{page}?tinh-trang=bounced"))
    book = client.get(reverse("channels:readers_export", args=[channel.pk]))
    assert book.streaming  # however many they are, they are not held in memory
    rows = read_table(book.getvalue(), [Column("email", "Thư điện tử", (), True)]).rows
    assert sorted(row.values["email"] for row in rows) == ["an@hop-thu.example.vn", "binh@hop-thu.example.vn"]


def test_addresses_of_readers_are_not_for_every_colleague(client: Any, channel: Channel):
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=channel.unit))
    assert client.get(reverse("channels:readers", args=[channel.pk])).status_code == 403


def test_a_link_to_confirm_opened_again_says_that_it_is_done(client: Any, channel: Channel):
    reader = SubscriptionFactory.make(channel=channel)
    page = client.get(reverse("newsletter:confirm", args=[reader.token]))
    assert "đã xác nhận và đang nhận" in said(page)
    assert not parse(page).xpath("//main//form")


@pytest.mark.parametrize("name", ["confirm", "leave"])
def test_a_link_whose_address_was_forgotten_says_what_that_means(channel: Channel, name: str):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(reverse(f"newsletter:{name}", args=["ma-cua-mot-thu-cu"]))
    assert page.status_code == 410
    assert "không còn trong danh sách nhận" in said(page)
    assert reverse("newsletter:list") in page.content.decode()

"""Another hour for what was released: from its page, from the calendar, by whom it is on record."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.channels import asking, releasing, sending
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Channel, Posting
from tests.html import parse, words

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def channel() -> Channel:
    return ChannelFactory.make(type=ChannelType.PASTE, is_live=True)


@pytest.fixture
def head(channel: Channel) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=channel.unit)


@pytest.fixture
def writer(channel: Channel) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=channel.unit)


@pytest.fixture
def posting(channel: Channel, head: User) -> Posting:
    return releasing.release(PostingFactory.make(channel=channel), by=head, send_at=timezone.now() + DAY)


def said(answer: Any) -> str:
    return words(parse(answer))


def shown_in(form: str) -> str:
    """The hour that the form starts with."""
    day, clock = (re.search(rf'name="send_at_{part}"[^>]*?value="([^"]+)"', form) for part in (0, 1))
    return f"{dt.datetime.strptime(f'{day[1]} {clock[1]}', '%d/%m/%Y %H:%M'):%Y-%m-%dT%H:%M}"


def typed(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def move(client: Any, posting: Posting, at: dt.datetime | None, query: str = "") -> Any:
    local = timezone.localtime(at) if at else None
    data = {"send_at_0": f"{local:%d/%m/%Y}", "send_at_1": f"{local:%H:%M}"} if local else {"send_at_0": ""}
    return client.post(reverse("channels:move", args=[posting.pk]) + query, data, follow=True)


def test_a_released_posting_gets_another_hour_and_the_page_says_by_whom(client: Any, posting: Posting, head: User):
    client.force_login(head)
    page = client.get(posting.get_absolute_url())
    assert "Đổi giờ" in said(page)
    before, later = posting.send_at, timezone.now() + 3 * DAY
    answer = move(client, posting, later)
    posting.refresh_from_db()
    assert (typed(posting.send_at), posting.state) == (typed(later), PostingState.RELEASED)
    entry = Entry.objects.about(posting).get(action="posting_rescheduled")
    assert entry.actor == head
    assert f"{timezone.localtime(before):%H:%M %d/%m/%Y} sang {timezone.localtime(later):%H:%M %d/%m/%Y}" in entry.text
    assert entry.text[:40] in said(answer)
    assert sending.send_due() == 0


def test_taken_back_before_its_hour_it_does_not_leave(client: Any, posting: Posting, head: User):
    client.force_login(head)
    client.post(reverse("channels:hold", args=[posting.pk]))
    Posting.objects.filter(pk=posting.pk).update(send_at=timezone.now())
    assert sending.send_due() == 0
    assert Entry.objects.about(posting).get(action="posting_held").actor == head


def test_without_an_hour_it_goes_at_once(client: Any, posting: Posting, head: User):
    client.force_login(head)
    move(client, posting, None)
    assert sending.send_due() == 1


def test_an_hour_that_is_past_or_years_away_is_refused_in_a_sentence(client: Any, posting: Posting, head: User):
    client.force_login(head)
    assert "Giờ này đã qua" in said(move(client, posting, timezone.now() - DAY))
    assert "xa quá một năm" in said(move(client, posting, timezone.now() + 400 * DAY))
    before = posting.send_at
    posting.refresh_from_db()
    assert posting.send_at == before


def test_what_was_sent_in_part_keeps_its_hour(posting: Posting, head: User):
    Posting.objects.filter(pk=posting.pk).update(progress={"receivers": 400})
    with pytest.raises(ValidationError, match="đã gửi một phần"):
        releasing.reschedule(posting, by=head, send_at=timezone.now() + DAY)


def test_a_posting_that_a_worker_took_is_not_moved(client: Any, posting: Posting, head: User):
    client.force_login(head)
    Posting.objects.filter(pk=posting.pk).update(state=PostingState.SENDING)
    assert "nên không đổi giờ được" in said(move(client, posting, timezone.now() + 2 * DAY))


def test_who_only_writes_moves_a_draft_and_nothing_that_was_released(client: Any, posting: Posting, writer: User):
    client.force_login(writer)
    assert move(client, posting, timezone.now() + 2 * DAY).status_code == 403
    draft, at = PostingFactory.make(channel=posting.channel), timezone.now() + 2 * DAY
    move(client, draft, at)
    draft.refresh_from_db()
    assert (typed(draft.send_at), draft.state) == (typed(at), PostingState.DRAFT)


def test_the_calendar_leads_to_the_new_hour_and_back(client: Any, posting: Posting, head: User):
    client.force_login(head)
    month = f"{timezone.localtime(posting.send_at):%Y-%m}"
    calendar = reverse("channels:calendar")
    link = reverse("channels:move", args=[posting.pk])
    assert f'href="{link}?ve=lich"' in client.get(f"{calendar}?thang={month}").content.decode()
    later = timezone.localtime(posting.send_at) + 2 * DAY
    form = client.get(f"{link}?ve=lich&ngay={later:%Y-%m-%d}").content.decode()
    assert shown_in(form) == typed(later)  # dragged to another day it keeps its hour
    answer = move(client, posting, later, "?ve=lich")
    assert answer.redirect_chain[-1][0] == f"{calendar}?thang={later:%Y-%m}"


def test_a_day_that_is_none_offers_the_hour_it_has(client: Any, posting: Posting, head: User):
    client.force_login(head)
    form = client.get(reverse("channels:move", args=[posting.pk]) + "?ngay=2026-02-31").content.decode()
    assert shown_in(form) == typed(posting.send_at)


def test_a_slip_in_the_year_is_no_wish_to_send_at_once(channel):
    posting = PostingFactory.make(channel=channel, state=PostingState.DRAFT)
    with pytest.raises(ValidationError, match="Giờ đăng đã qua"):
        asking.wish(posting, timezone.now() - dt.timedelta(days=365))


def test_what_was_rehearsed_offers_no_other_hour(client: Any, channel: Channel, head: User):
    row = PostingFactory.make(channel=channel, state=PostingState.REHEARSED, send_at=timezone.now() - DAY)
    client.force_login(head)
    assert "Đổi giờ" not in said(client.get(reverse("channels:calendar")))
    page = parse(client.get(row.get_absolute_url()))
    assert not any(page.xpath("//main//input[starts-with(@name, 'send_at')]/@value"))  # its hour is over

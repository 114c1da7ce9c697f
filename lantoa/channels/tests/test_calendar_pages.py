"""The calendar of channels, the few broadcasts of a month, totals of reach."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels import broadcast_page, sources
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Channel
from lantoa.channels.sources import Mark
from lantoa.ledger.activities import Deed, log
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return UnitFactory.make(upper=True)


@pytest.fixture
def teacher(unit: Unit) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=unit)


def said(answer: Any) -> str:
    return words(parse(answer))


def _at(day: int) -> dt.datetime:
    return timezone.localtime().replace(day=day, hour=9, minute=0, second=0, microsecond=0)


def test_postings_planned_news_and_offline_work_stand_on_one_calendar(client: Any, unit: Unit, teacher: User):
    channel = ChannelFactory.make(unit=unit, name="Trang trường")
    PostingFactory.make(channel=channel, title="Bài hẹn giờ", send_at=_at(10))
    log(unit, Deed(ActivityKind.LOUDSPEAKER, "Phát thanh đầu tuần", timezone.localdate()), by=teacher)

    def planned(*_: object) -> list[Mark]:
        return [Mark(_at(12).date(), "Tin sẽ đăng", "/lam-viec/", "Tin, bài hẹn giờ", _at(12))]

    sources.calendars.append(planned)
    client.force_login(teacher)
    try:
        page = said(client.get(reverse("channels:calendar")))
    finally:
        sources.calendars.remove(planned)
    for title in ("Bài hẹn giờ", "Phát thanh đầu tuần", "Tin sẽ đăng"):
        assert title in page
    assert "Trang trường · Đang soạn" in page


def test_a_neighbours_plans_are_not_on_it(client: Any, teacher: User):
    other = ChannelFactory.make(unit=UnitFactory.make(upper=True))
    PostingFactory.make(channel=other, title="Bài của trường khác", send_at=_at(10))
    client.force_login(teacher)
    assert "Bài của trường khác" not in said(client.get(reverse("channels:calendar") + "?pham-vi=tat-ca"))


def test_a_day_leads_to_the_form_with_its_day_filled(client: Any, teacher: User):
    client.force_login(teacher)
    today = timezone.localdate()
    page = client.get(reverse("channels:calendar")).content.decode()
    link = f"{reverse('activities:new')}?loai=loudspeaker&amp;on={today:%Y-%m-%d}"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert f"{today:%d/%m/%Y}" in form or f"{today:%Y-%m-%d}" in form


def test_what_is_no_month_shows_this_one(client: Any, teacher: User):
    client.force_login(teacher)
    assert f"{timezone.localdate():%-m/%Y}" in said(client.get(reverse("channels:calendar") + "?thang=2026-99"))


def test_the_calendar_costs_the_same_for_two_as_for_ten(client: Any, unit: Unit, teacher: User):
    channel = ChannelFactory.make(unit=unit)
    client.force_login(teacher)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("channels:calendar"))
        return len(asked)

    PostingFactory.make(channel=channel, send_at=_at(2))
    PostingFactory.make(channel=channel, send_at=_at(3))
    few = queries()
    for day in range(4, 12):
        PostingFactory.make(channel=channel, send_at=_at(day))
    assert queries() == few


def _account(unit: Unit, most: int = 2) -> Channel:
    return ChannelFactory.make(type=ChannelType.ZALO, unit=unit, options={"broadcasts_a_month": most})


def test_a_planned_broadcast_is_spent_already(client: Any, unit: Unit, teacher: User):
    channel = _account(unit)
    by = {"released_by": teacher, "state": PostingState.RELEASED, "send_at": timezone.now()}
    PostingFactory.make(channel=channel, options={"broadcast": True}, **by)
    assert (broadcast_page.remaining(channel).left, broadcast_page.remaining(channel).planned) == (1, 1)
    channel.quota = {"remain": 0, "asked_at": timezone.now().isoformat()}
    assert broadcast_page.remaining(channel).left == 0


def test_candidates_say_why_and_one_is_chosen(client: Any, unit: Unit, teacher: User):
    channel = _account(unit)
    row = PostingFactory.make(channel=channel, title="Lịch tuyển sinh")
    client.force_login(teacher)
    page = reverse("channels:broadcasts", args=[channel.pk])
    assert "còn 2 lần trong tháng này" in said(client.get(page))
    assert "không gắn với việc được giao" in said(client.get(page))
    client.post(reverse("channels:broadcast_choose", args=[channel.pk]), {"bai": row.pk, "chon": "1"})
    row.refresh_from_db()
    assert row.options["broadcast"] is True
    assert "Sẽ gửi tới người quan tâm" in said(client.get(page))


def test_no_broadcast_is_chosen_once_the_month_is_spent(client: Any, unit: Unit, teacher: User):
    channel = _account(unit, 1)
    ways = {"state": PostingState.SENT, "released_by": teacher, "sent_at": timezone.now()}
    PostingFactory.make(channel=channel, progress={"broadcast": "asked"}, **ways)
    row = PostingFactory.make(channel=channel)
    client.force_login(teacher)
    choose = reverse("channels:broadcast_choose", args=[channel.pk])
    assert "đã hết số lần" in said(client.post(choose, {"bai": row.pk, "chon": "1"}, follow=True))
    row.refresh_from_db()
    assert not row.options.get("broadcast")


def test_totals_of_reach_tell_what_to_do_without_a_plan(client: Any, teacher: User):
    client.force_login(teacher)
    assert "Chưa có kế hoạch nào đã ban hành" in said(client.get(reverse("channels:reach")))


def test_one_article_on_three_channels_is_one_line_that_opens(client: Any, unit: Unit, teacher: User):
    kind = ContentType.objects.get_for_model(Unit)
    for number in range(3):
        channel = ChannelFactory.make(unit=unit, name=f"Kênh số {number}")
        PostingFactory.make(
            channel=channel, title="Một bài", source_type=kind, source_id=unit.pk, send_at=_at(10 + number // 2)
        )
    client.force_login(teacher)
    page = parse(client.get(reverse("channels:calendar")))
    lines = [words(one) for one in page.xpath("//td/ul/li[contains(., 'Một bài')]")]
    assert len(lines) == 2  # a line a day
    assert "2 kênh · Đang soạn" in lines[0]
    assert "Kênh số 0 · Đang soạn" in lines[0]
    assert lines[0].count("Đổi giờ") == 2
    assert "Kênh số 2 · Đang soạn" in lines[1]


def test_a_line_of_several_channels_is_marked_by_the_one_that_failed(client: Any, unit: Unit, teacher: User):
    kind = ContentType.objects.get_for_model(Unit)
    for name, state in (("Trang", PostingState.DRAFT), ("Zalo", PostingState.FAILED)):
        channel = ChannelFactory.make(unit=unit, name=name)
        PostingFactory.make(channel=channel, state=state, source_type=kind, source_id=unit.pk, send_at=_at(10))
    client.force_login(teacher)
    (mark,) = parse(client.get(reverse("channels:calendar"))).xpath("//*[contains(@class, 'mark__word--negative')]")
    assert "2 kênh" in words(mark)

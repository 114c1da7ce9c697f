"""What a posting was made of is withdrawn or over: whatever was tried before, its text does not go out any more."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.channels import asking, releasing, sending
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, SubscriptionFactory
from lantoa.channels.models import Posting
from lantoa.channels.tests.carried import Story, telling
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.mail import Mailbox
from lantoa.channels.tests.servers.receiver import ReceiverServer
from lantoa.channels.tests.servers.zalo import ZaloServer
from lantoa.channels.tests.situations import facebook, hook, released, round_of, zalo
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Iterator[Story]:
    with telling(UnitFactory.make(department=True)) as one:
        yield one


def withdrawn(story: Story) -> None:
    story.why_not = "Bài gốc đã gỡ."
    asking.pull_back(story.unit, "bài gốc đã gỡ")


def test_a_text_of_unknown_fate_is_only_looked_for_and_not_posted(graph: GraphServer, story: Story):
    graph.hang("/feed")
    posting = round_of(released(facebook(graph), source=story.unit))
    withdrawn(story)
    posting = round_of(posting)
    assert (posting.state, graph.posts) == (PostingState.DRAFT, [])
    assert graph.count("POST", "feed") == 1
    assert posting.return_note == "Bài gốc đã gỡ."


def test_one_that_is_out_after_all_is_known_as_out(graph: GraphServer, story: Story):
    graph.hang("/feed", does_it=True)
    posting = round_of(released(facebook(graph), source=story.unit))
    withdrawn(story)
    posting = round_of(posting)
    assert (posting.state, posting.live_url) == (PostingState.SENT, f"{graph.posts[0]['permalink_url']}")


def test_where_the_page_may_not_be_read_a_person_looks_and_cannot_send_it_again(graph: GraphServer, story: Story):
    graph.hang("/feed")
    graph.may_read = False
    posting = round_of(released(facebook(graph), source=story.unit))
    withdrawn(story)
    posting = round_of(posting)
    assert posting.state == PostingState.UNSURE
    with pytest.raises(ValidationError, match="Bài gốc đã gỡ"):
        releasing.settle(posting, by=posting.released_by, is_out=False)
    settled = releasing.settle(posting, by=posting.released_by, is_out=False, send_again=False)
    assert settled.state == PostingState.DRAFT


def test_what_failed_after_its_pictures_went_up_is_a_draft_and_not_tried_again(
    graph: GraphServer, story: Story, photo: str
):
    graph.refuse("/feed", 100, "Invalid parameter")
    posting = round_of(released(facebook(graph), source=story.unit, pictures=[{"path": photo, "alt": ""}]))
    assert (posting.state, list(posting.progress)) == (PostingState.FAILED, ["media"])
    story.why_not = "Bài gốc đã gỡ."
    with pytest.raises(ValidationError, match="Bài gốc đã gỡ"):
        releasing.retry(posting, by=posting.released_by)
    withdrawn(story)
    posting.refresh_from_db()
    assert posting.state == PostingState.DRAFT


def test_pictures_that_are_up_let_no_withdrawn_text_follow(graph: GraphServer, story: Story, photo: str):
    graph.refuse("/feed", 2, "Service temporarily unavailable", status=503)
    posting = round_of(released(facebook(graph), source=story.unit, pictures=[{"path": photo, "alt": ""}]))
    story.why_not = "Bài gốc đã gỡ."  # and nobody was told: its day was over
    posting = round_of(posting)
    assert (posting.state, graph.posts) == (PostingState.DRAFT, [])


def test_a_newsletter_stops_between_two_rounds(post_office: Mailbox, story: Story):
    channel = ChannelFactory.make(type=ChannelType.EMAIL, is_live=True, options={"a_round": 1})
    for name in ("an", "binh", "chi"):
        SubscriptionFactory.make(channel=channel, email=f"{name}@hop-thu.example.vn")
    posting = round_of(released(channel, source=story.unit))
    withdrawn(story)
    posting = round_of(posting)
    assert len(post_office.received) == 1
    assert posting.state == PostingState.SENT
    assert posting.failure == "1 thư đã gửi, 2 thư không gửi nữa. Bài gốc đã gỡ."


def test_a_newsletter_stops_within_a_round(post_office: Mailbox, story: Story, monkeypatch: pytest.MonkeyPatch):
    from lantoa.channels.adapters import mailing

    monkeypatch.setattr(mailing, "LOOK_EVERY", 1)
    channel = ChannelFactory.make(type=ChannelType.EMAIL, is_live=True)
    for name in ("an", "binh", "chi"):
        SubscriptionFactory.make(channel=channel, email=f"{name}@hop-thu.example.vn")
    posting = released(channel, source=story.unit)
    story.answers = [""]  # to the worker before the round; it asks again after the first mail
    story.why_not = "Bài gốc đã gỡ."
    posting = round_of(round_of(posting))
    assert len(post_office.received) == 1
    assert posting.state == PostingState.SENT


def test_a_newsletter_that_nobody_got_yet_is_a_draft_again(post_office: Mailbox, story: Story):
    channel = ChannelFactory.make(type=ChannelType.EMAIL, is_live=True)
    SubscriptionFactory.make(channel=channel, email="an@hop-thu.example.vn")
    post_office.greylisted.add("an@hop-thu.example.vn")
    posting = round_of(released(channel, source=story.unit))
    assert "receivers" in posting.progress
    story.why_not = "Bài gốc đã gỡ."
    assert round_of(posting).state == PostingState.DRAFT
    assert not posting.deliveries.exists()


def test_an_article_that_zalo_was_making_is_not_sent_to_followers(zalo_server: ZaloServer, story: Story, photo: str):
    options = {"description": "Mô tả", "broadcast": True}
    pictures = [{"path": photo, "alt": ""}]
    posting = round_of(released(zalo(zalo_server), source=story.unit, options=options, pictures=pictures))
    assert posting.progress["token"]
    withdrawn(story)
    posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert zalo_server.broadcasts == []
    assert "không gửi tới người quan tâm" in posting.failure.lower()


def test_an_article_that_zalo_may_have_is_only_looked_for(zalo_server: ZaloServer, story: Story, photo: str):
    zalo_server.hang("/v2.0/article/create")
    pictures = [{"path": photo, "alt": ""}]
    options = {"description": "Mô tả"}
    posting = round_of(released(zalo(zalo_server), source=story.unit, options=options, pictures=pictures))
    assert posting.progress["asked_at"]
    withdrawn(story)
    assert round_of(posting).state == PostingState.DRAFT
    assert zalo_server.articles == []
    assert zalo_server.count("POST", "create") == 1


def test_a_webhook_that_may_have_it_is_left_to_a_person(receiver: ReceiverServer, story: Story):
    receiver.hang("/in", does_it=True)
    posting = round_of(released(hook(receiver), source=story.unit))
    withdrawn(story)
    assert round_of(posting).state == PostingState.UNSURE
    assert receiver.count("POST", "/in") == 1


def test_nothing_is_released_of_what_is_gone(story: Story):
    story.why_not = "Bài gốc đã gỡ."
    with pytest.raises(ValidationError, match="Bài gốc đã gỡ"):
        released(ChannelFactory.make(), source=story.unit)


def test_a_text_to_paste_is_told_of_and_still_can_be_noted_as_out(story: Story):
    posting = round_of(released(ChannelFactory.make(is_live=True), source=story.unit))
    withdrawn(story)
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_PASTE
    link = "https://trang.example.vn/1"
    assert releasing.confirm(posting, by=posting.released_by, link=link).state == PostingState.SENT


def test_a_text_may_be_released_for_an_hour_when_its_source_is_there(story: Story):
    opens = timezone.now() + dt.timedelta(days=1)
    story.why_not, story.opens_at = "Bài gốc hẹn giờ.", opens
    channel = ChannelFactory.make(is_live=True)
    with pytest.raises(ValidationError, match="Bài gốc hẹn giờ"):
        released(channel, source=story.unit)
    posting = Posting.objects.get()
    head = story.head(channel)
    posting = releasing.release(posting, by=head, send_at=opens)
    Posting.objects.update(send_at=timezone.now())  # the article was put off meanwhile
    sending.send_due()
    posting.refresh_from_db()
    assert (posting.state, posting.failure) == (PostingState.RELEASED, "")
    assert abs(posting.next_try_at - opens) < dt.timedelta(minutes=1)
    story.why_not = ""
    assert round_of(posting).state == PostingState.TO_PASTE

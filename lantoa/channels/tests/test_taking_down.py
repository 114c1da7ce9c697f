"""What is out is taken away again; and what was withdrawn is not found on this site's own pages for readers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels import pictures
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Episode, Posting
from lantoa.channels.tests.carried import Story, telling
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.zalo import ZaloServer
from lantoa.channels.tests.situations import facebook, released, round_of, zalo
from lantoa.channels.waiting import waiting
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Iterator[Story]:
    with telling(UnitFactory.make(department=True)) as one:
        yield one


def sent(story: Story, kind: str, **more: Any) -> Posting:
    channel = ChannelFactory.make(type=kind, is_live=True, unit=story.unit)
    ways = {"state": PostingState.SENT, "sent_at": timezone.now(), "released_by": story.head(channel), **more}
    return PostingFactory.make(channel=channel, source=story.unit, released_at=timezone.now(), **ways)


def press(client: Any, posting: Posting, by: User | None = None, **data: str) -> Posting:
    client.force_login(by or posting.released_by)
    client.post(reverse("channels:take_down", args=[posting.pk]), data)
    posting.refresh_from_db()
    return posting


def issue_of(posting: Posting) -> str:
    return reverse("newsletter:issue", args=[posting.channel_id, posting.pk])


def test_an_issue_is_gone_with_its_source_and_comes_back_with_it(client: Any, story: Story):
    posting = sent(story, ChannelType.EMAIL, title="Ngày hội đọc sách")
    other = PostingFactory.make(channel=posting.channel, state="sent", released_by=posting.released_by, title="Số khác")
    lists = [
        reverse("newsletter:archive", args=[posting.channel_id]),
        reverse("newsletter:sign_up", args=[posting.channel_id]),
    ]
    assert client.get(issue_of(posting)).status_code == 200
    assert all("Ngày hội đọc sách" in client.get(one).content.decode() for one in lists)
    story.why_not = "Bài gốc đã gỡ."
    assert client.get(issue_of(posting)).status_code == 404
    assert client.get(issue_of(other)).status_code == 200
    for one in lists:
        page = client.get(one).content.decode()
        assert "Ngày hội đọc sách" not in page
        assert "Số khác" in page


def test_a_bulletin_is_gone_from_the_podcast_with_its_recording(client: Any, story: Story):
    posting = sent(story, ChannelType.RADIO, text="Em Nguyễn Văn An")
    kept = default_storage.save("radio/for-tests.mp3", ContentFile(b"ID3 nothing"))
    ways = {"content_type": "audio/mpeg", "size": 11, "added_by": posting.released_by}
    Episode.objects.create(posting=posting, file=kept, name="a.mp3", **ways)
    feed, audio = (
        reverse("newsletter:podcast", args=[posting.channel_id]),
        reverse("newsletter:audio", args=[posting.key, "mp3"]),
    )
    assert "Em Nguyễn Văn An" in client.get(feed).content.decode()
    assert client.get(audio).status_code == 200
    story.why_not = "Bài gốc đã gỡ."
    assert "Em Nguyễn Văn An" not in client.get(feed).content.decode()
    assert client.get(audio).status_code == 404


@pytest.mark.parametrize("state", [PostingState.SENT, PostingState.RELEASED, PostingState.TO_PASTE])
def test_a_picture_is_gone_with_its_source_and_kept_by_nobody_for_long(
    client: Any, story: Story, photo: str, state: str
):
    posting = sent(story, ChannelType.FACEBOOK, pictures=[{"path": photo, "alt": ""}], state=state)
    address = reverse("channel_pictures:picture", args=[posting.key, 1])
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=600")
    story.why_not = "Bài gốc đã gỡ."
    assert client.get(address).status_code == 404


def test_a_picture_is_shrunk_once_however_often_it_is_asked_for(
    client: Any, story: Story, photo: str, monkeypatch: pytest.MonkeyPatch
):
    made: list[int] = []
    shrunk = pictures.shrunk
    monkeypatch.setattr(pictures, "shrunk", lambda *given: made.append(1) or shrunk(*given))
    posting = sent(story, ChannelType.FACEBOOK, pictures=[{"path": photo, "alt": ""}])
    address = reverse("channel_pictures:picture", args=[posting.key, 1])
    answers = {client.get(address).content for _ in range(3)}
    assert len(answers) == 1
    assert answers.pop().startswith(b"\xff\xd8")
    assert len(made) == 1


def test_an_issue_is_taken_from_the_archive_by_hand(client: Any, story: Story):
    posting = press(client, sent(story, ChannelType.EMAIL))
    assert posting.removed_at
    assert client.get(issue_of(posting)).status_code == 404
    assert "Đã gỡ khỏi kênh" in client.get(posting.get_absolute_url()).content.decode()


def test_a_post_is_deleted_on_the_page(client: Any, graph: GraphServer, django_capture_on_commit_callbacks: Any):
    posting = round_of(released(facebook(graph)))
    with django_capture_on_commit_callbacks(execute=True):
        press(client, posting)
    posting.refresh_from_db()
    assert (graph.posts, posting.state) == ([], PostingState.SENT)
    assert posting.removed_at
    assert posting.activity is not None


def test_an_article_is_deleted_at_zalo(
    client: Any, zalo_server: ZaloServer, photo: str, django_capture_on_commit_callbacks: Any
):
    posting = released(zalo(zalo_server), options={"description": "Mô tả"}, pictures=[{"path": photo, "alt": ""}])
    posting = round_of(round_of(posting))
    with django_capture_on_commit_callbacks(execute=True):
        press(client, posting)
    assert zalo_server.articles == []


def test_what_the_page_will_not_delete_is_said_and_a_person_can_say_that_it_is_gone(
    client: Any, graph: GraphServer, django_capture_on_commit_callbacks: Any
):
    posting = round_of(released(facebook(graph)))
    graph.refuse(f"/{posting.external_id}", 200, "Permissions error", status=403)
    with django_capture_on_commit_callbacks(execute=True):
        press(client, posting)
    posting.refresh_from_db()
    assert posting.removed_at is None
    assert "Chưa gỡ được: Permissions error" in client.get(posting.get_absolute_url()).content.decode()
    assert press(client, posting, bang_tay="1").removed_at


def test_what_is_still_out_of_a_withdrawn_text_is_on_the_desk_until_it_is_away(client: Any, story: Story):
    posting = sent(story, ChannelType.PASTE, title="Ngày hội")
    assert waiting(posting.released_by) == []
    story.why_not = "Bài gốc đã gỡ."
    (row,) = waiting(posting.released_by)
    assert (row.title, row.verb) == ("Ngày hội", "Gỡ khỏi kênh")
    press(client, posting)
    assert waiting(posting.released_by) == []

"""Radio: a recording typed by its content, and the podcast that it stands in once the bulletin is out."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Episode, Posting
from lantoa.ledger.models import Activity
from lantoa.organisations.factories import UnitFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
FRAME = b"\xff\xfb\x90\x00" + b"\0" * 413  # 1152 samples at 44.1 kHz and 128 kbit/s
MP3 = FRAME * 120  # about three seconds


@pytest.fixture
def teacher() -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make(upper=True))


@pytest.fixture
def bulletin(teacher: User) -> Posting:
    unit = teacher.memberships.get().unit
    head = UserFactory.make(role=Role.HEAD, role__unit=unit)
    channel = ChannelFactory.make(type=ChannelType.RADIO, unit=unit, name="Phát thanh măng non")
    ways = {"state": PostingState.TO_PASTE, "released_by": head, "released_at": timezone.now()}
    return PostingFactory.make(channel=channel, title="Tuyển sinh", created_by=teacher, **ways)


def _upload(client: Any, row: Posting, content: bytes, name: str = "ban-tin.mp3") -> Any:
    data = {"file": SimpleUploadedFile(name, content, content_type="audio/mpeg")}
    return client.post(reverse("channels:recording", args=[row.pk]), data, follow=True)


def test_a_recording_is_kept_with_its_length(client: Any, teacher: User, bulletin: Posting):
    client.force_login(teacher)
    answer = _upload(client, bulletin, MP3)
    episode = Episode.objects.get()
    assert (episode.content_type, episode.size) == ("audio/mpeg", len(MP3))
    assert episode.seconds in (3, 4)
    assert "ban-tin.mp3" in words(parse(answer))


@pytest.mark.parametrize(
    "content",
    [b"<html><script>alert(1)</script></html>", b"ID3" + b"\0" * 40, b"OggS" + b"\0" * 80, b"\0\0\0\x18ftypheic"],
)
def test_what_is_no_recording_is_refused_in_a_sentence(client: Any, teacher: User, bulletin: Posting, content: bytes):
    client.force_login(teacher)
    assert "không phải bản ghi âm" in words(parse(_upload(client, bulletin, content)))
    assert not Episode.objects.exists()


def test_an_empty_file_is_refused_too(client: Any, teacher: User, bulletin: Posting):
    client.force_login(teacher)
    _upload(client, bulletin, b"")
    assert not Episode.objects.exists()


def test_the_podcast_has_what_players_demand(client: Any, teacher: User, bulletin: Posting):
    client.force_login(teacher)
    _upload(client, bulletin, MP3)
    feed = reverse("newsletter:podcast", args=[bulletin.channel_id])
    assert etree.fromstring(client.get(feed).content).findall(".//item") == []
    client.post(reverse("channels:confirm", args=[bulletin.pk]), {})
    assert Activity.objects.filter(kind="loudspeaker").count() == 1
    client.logout()
    tree = etree.fromstring(client.get(feed).content)
    enclosure = tree.find(".//item/enclosure")
    assert enclosure is not None
    assert (enclosure.get("type"), enclosure.get("length")) == ("audio/mpeg", str(len(MP3)))
    assert tree.findtext(f".//item/{ITUNES}duration") in ("3", "4")
    assert tree.findtext(f".//{ITUNES}author") == bulletin.channel.unit.name
    assert tree.find(f".//{ITUNES}category") is not None


def test_players_fetch_a_part_of_the_bytes(client: Any, teacher: User, bulletin: Posting):
    client.force_login(teacher)
    _upload(client, bulletin, MP3)
    address = reverse("newsletter:audio", args=[bulletin.key, "mp3"])
    client.logout()
    assert client.get(address).status_code == 404
    Posting.objects.update(state=PostingState.SENT, sent_at=timezone.now())
    whole = client.get(address)
    assert b"".join(whole.streaming_content) == MP3
    part = client.get(address, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, MP3[:2])
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(MP3)}"
    tail = client.get(address, headers={"Range": "bytes=-3"})
    assert tail.content == MP3[-3:]
    assert client.get(address, headers={"Range": f"bytes={len(MP3)}-"}).status_code == 416
    assert client.get(reverse("newsletter:audio", args=[bulletin.key, "ogg"])).status_code == 404
    bulletin.episode.file.storage.delete(bulletin.episode.file.name)
    for lost in (client.get(address), client.get(address, headers={"Range": "bytes=0-1"})):
        assert lost.status_code == 404
        assert "Kho lưu trữ không còn tệp này" in lost.content.decode()


def test_the_end_of_a_long_recording_is_given_in_one_part_of_bearable_size(monkeypatch: pytest.MonkeyPatch):
    from django.core.files.base import ContentFile
    from django.test import RequestFactory

    from lantoa.channels.views import serving

    monkeypatch.setattr(serving, "_MOST", 10)
    request = RequestFactory().get("/", headers={"Range": "bytes=-90"})
    answer: Any = serving.served(request, ContentFile(bytes(range(100))), "audio/mpeg", "a.mp3")
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 90-99/100")
    assert answer.content == bytes(range(90, 100))

"""The pack for posting by hand, and the few broadcasts of a Zalo account."""

import datetime as dt
import io
import zipfile

import pytest
from django.utils import timezone
from PIL import Image

from lantoa.accounts.factories import UserFactory
from lantoa.channels import broadcasts, packing
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting

pytestmark = pytest.mark.django_db


def test_the_pack_holds_the_text_the_pictures_in_size_and_a_code(photo: str):
    channel = ChannelFactory.make(type=ChannelType.PASTE, options={"picture_side": 400})
    pictures = [{"path": photo, "alt": "Sân trường"}, {"path": "news/none", "alt": ""}]
    posting = PostingFactory.make(channel=channel, title="Hướng dẫn", pictures=pictures)
    name, data = packing.zip_of(posting)
    assert name == "huong-dan.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert sorted(file.namelist()) == ["anh-1.jpg", "ma-qr.png", "ma-qr.svg", "mo-ta-anh.txt", "noi-dung.txt"]
        assert file.read("noi-dung.txt").decode("utf-8-sig") == f"{posting.text}\r\n\r\n{posting.link}"
        assert max(Image.open(io.BytesIO(file.read("anh-1.jpg"))).size) == 400
        assert "Không đọc được ảnh 2" in file.read("mo-ta-anh.txt").decode()
        assert b"<svg" in file.read("ma-qr.svg")


def test_text_and_link_fit_the_channel_together():
    channel = ChannelFactory.make(type=ChannelType.PASTE, options={"text": 100})
    posting = PostingFactory.make(channel=channel, text="Tuyển sinh trực tuyến " * 20)
    text = packing.text_of(posting)
    assert len(text) <= 100
    assert text.endswith(posting.link)


def test_broadcasts_of_the_month_are_counted_down():
    channel = ChannelFactory.make(type=ChannelType.ZALO, options={"broadcasts_a_month": 2})
    now = timezone.now().replace(day=15)
    ways = {"state": PostingState.SENT, "released_by": UserFactory.make(), "channel": channel}
    PostingFactory.make(**ways, sent_at=now, progress={"broadcast": "asked"})
    PostingFactory.make(**ways, sent_at=now, progress={})
    PostingFactory.make(**ways, sent_at=now - dt.timedelta(days=40), progress={"broadcast": "asked"})
    left = broadcasts.left_this_month(channel, now)
    assert (left.used, left.by_package, left.used_today, left.by_zalo) == (1, 1, True, None)


def test_what_serves_a_task_is_put_forward_first():
    channel = ChannelFactory.make(type=ChannelType.ZALO)
    old = PostingFactory.make(channel=channel)
    new = PostingFactory.make(channel=channel)
    Posting.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=3))
    assert broadcasts.candidates(channel) == [new, old]

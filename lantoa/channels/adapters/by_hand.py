"""Channels that a person carries out: a pack to paste, a script to read. Nothing is called; the posting waits for who
says where it is."""

from typing import Any, ClassVar

import httpx

from lantoa.channels import limits
from lantoa.channels.adapters.base import Adapter, Count, Preview
from lantoa.channels.adapters.outcomes import ByHand
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Posting
from lantoa.vietnamese.spoken import radio_script, seconds_of


class PasteAdapter(Adapter):
    type = ChannelType.PASTE
    labels: ClassVar = {"text": "Nội dung"}

    def rehearse(self, posting: Posting) -> list[dict[str, Any]]:
        return [{"step": "paste", "title": posting.title, "text": posting.text, "link": posting.link}]

    def send(self, posting: Posting, http: httpx.Client) -> ByHand:
        return ByHand("Tải gói nội dung, đăng lên kênh, rồi dán đường dẫn bài đã đăng để xác nhận.")


class RadioAdapter(Adapter):
    type = ChannelType.RADIO
    labels: ClassVar = {"title": "Tiêu đề"}

    def counts(self, posting: Posting) -> list[Count]:
        most = limits.limit(posting.channel, "seconds")
        return [*super().counts(posting), Count("seconds", "Thời lượng đọc (giây)", length_of(posting), most)]

    def check(self, posting: Posting) -> list[str]:
        found = [one for one in super().check(posting) if not one.startswith("Thời lượng")]
        most, length = limits.limit(posting.channel, "seconds"), length_of(posting)
        if most and length > most:
            found.append(f"Bài đọc mất khoảng {length} giây, bản tin dài nhất {most} giây. Rút ngắn nội dung.")
        return found

    def preview(self, posting: Posting) -> Preview:
        plain = super().preview(posting)
        return Preview(plain.title, script_of(posting), "", [], plain.counts, plain.parts)  # nobody reads a link aloud

    def rehearse(self, posting: Posting) -> list[dict[str, Any]]:
        return [{"step": "read", "text": script_of(posting), "seconds": length_of(posting)}]

    def send(self, posting: Posting, http: httpx.Client) -> ByHand:
        return ByHand("Thu âm hoặc đọc bài phát thanh theo bản đọc, rồi tải bản ghi âm lên hoặc xác nhận ngày phát.")


def script_of(posting: Posting) -> str:
    """The text as it is read aloud, numbers and dates in words."""
    return radio_script(posting.title, posting.text)


def length_of(posting: Posting) -> int:
    """About how many seconds reading takes."""
    return seconds_of(script_of(posting), words_a_minute=limits.limit(posting.channel, "words_a_minute"))

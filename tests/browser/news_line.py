"""What the whole line of a piece of news is about: its words, its channels, the servers that they lead to."""

from dataclasses import dataclass

import pytest

from lantoa.accounts.models import User
from lantoa.channels.models import Posting
from lantoa.organisations.models import Unit
from tests.browser.outside import Outside, worker_round

SCHOOL = "thpt-ntn"
TITLE = "Nhà trường làm thủ tục hành chính cùng phụ huynh ngay tại lớp"
ALT = "Phụ huynh và học sinh ngồi trước máy tính"
CHANNELS = {
    "facebook": "Trang Facebook của Sở",
    "zalo": "Zalo của Sở",
    "email": "Bản tin của Sở",
    "webhook": "Cổng của tỉnh",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An Bình with the department's plan of the year issued, and the servers of its channels."""

    people: dict[str, User]
    units: dict[str, Unit]
    servers: Outside
    caplog: pytest.LogCaptureFixture

    def round(self) -> None:
        worker_round(self.caplog)

    def on(self, channel: str) -> Posting:
        return Posting.objects.get(channel__name=CHANNELS[channel])

    def received(self) -> tuple[int, ...]:
        """What each of the four has been given so far."""
        servers = self.servers
        return (
            len(servers.graph.posts),
            len(servers.zalo.articles),
            sum(str(one.message["Subject"]).strip() == TITLE for one in servers.mail.received),
            len(servers.receiver.taken),
        )

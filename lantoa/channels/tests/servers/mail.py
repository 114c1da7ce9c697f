"""A real SMTP server on loopback (aiosmtpd): what arrived, whom it refuses, when it breaks off."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Post:
    """A mail as it arrived: `sender` and `receiver` are of the envelope."""

    sender: str
    receiver: str
    message: EmailMessage


@dataclass
class Mailbox:
    """`refused`: answered 550; `greylisted`: answered 451; `breaks`: the line is cut when such a mail is being taken,
    after it was taken where the value is True."""

    port: int = 0
    received: list[Post] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    greylisted: set[str] = field(default_factory=set)
    breaks: dict[str, bool] = field(default_factory=dict)

    def to(self, address: str) -> list[Post]:
        return [post for post in self.received if post.receiver == address]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.greylisted:
            return "451 4.7.1 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        parsed: Any = message_from_bytes(envelope.content, policy=policy.default)
        for receiver in envelope.rcpt_tos:
            is_taken = self.breaks.pop(receiver, None)
            if is_taken is not False:
                self.received.append(Post(envelope.mail_from, receiver, parsed))
            if is_taken is not None:
                server.transport.close()
        return "250 taken"


@contextmanager
def server() -> Iterator[Mailbox]:
    """Speak SMTP on a free port of 127.0.0.1 until the end of the block."""
    box = Mailbox()
    box.port = _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    """The controller must know its port beforehand."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

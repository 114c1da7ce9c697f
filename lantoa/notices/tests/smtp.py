"""A mail server on loopback, small enough to read: what it was sent, and refusals when asked for."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class Mailbox:
    """What arrived at `port`; addresses in `refused` are turned away."""

    port: int = 0
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def to(self, address: str) -> list[EmailMessage]:
        return [message for receiver, message in self.received if receiver == address]


@contextmanager
def server() -> Iterator[Mailbox]:
    """Speak SMTP (RFC 5321) on a free port of 127.0.0.1 until the end of the block."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            Session(self.rfile, self.wfile, box).run()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        box.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            listening.shutdown()


@dataclass
class Session:
    """One client."""

    lines: Any
    out: Any
    box: Mailbox
    receivers: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        self.out.write(f"{line}\r\n".encode())

    def run(self) -> None:
        self.say("220 loopback")
        while line := self.lines.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "RCPT":
                self._receiver(line[line.index("<") + 1 : line.index(">")])
            elif verb == "DATA":
                self._data()
            else:
                self.say("250 ok")

    def _receiver(self, address: str) -> None:
        if address in self.box.refused:
            self.say("550 no such mailbox")
            return
        self.receivers.append(address)
        self.say("250 ok")

    def _data(self) -> None:
        self.say("354 go on")
        body = b""
        while (line := self.lines.readline()) != b".\r\n":
            body += line
        message: Any = message_from_bytes(body, policy=policy.default)
        self.box.received += [(receiver, message) for receiver in self.receivers]
        self.receivers.clear()
        self.say("250 taken")

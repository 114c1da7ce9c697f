"""A real IMAP server on loopback (pymap, in a process of its own): one mailbox, into which tests put what came back."""

import contextlib
import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME, PASSWORD = "tralai", "mat khau/1"
_PATIENCE = 20  # seconds until the server must answer


@dataclass
class ImapBox:
    port: int

    @property
    def address(self) -> str:
        """As LANTOA_BOUNCE_MAILBOX names it."""
        return f"imap://{NAME}:mat%20khau%2F1@127.0.0.1:{self.port}/INBOX"

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=5) as box:
            box.login(NAME, PASSWORD)
            box.select("INBOX")
            yield box

    def put(self, *messages: bytes) -> None:
        """Let mails arrive."""
        with self.opened() as box:
            for message in messages:
                box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), message)

    def unseen(self) -> int:
        with self.opened() as box:
            return len(box.search(None, "UNSEEN")[1][0].split())

    def kept(self) -> int:
        with self.opened() as box:
            return len(box.search(None, "ALL")[1][0].split())


@contextmanager
def server() -> Iterator[ImapBox]:
    """Speak IMAP on a free port of 127.0.0.1 until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = str(Path(sys.executable).with_name("pymap"))
    ways = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-user", NAME]
    quiet = subprocess.DEVNULL
    running = subprocess.Popen([program, *ways, "--demo-password", PASSWORD], stdout=quiet, stderr=quiet)
    try:
        _wait(port)
        yield ImapBox(port)
    finally:
        running.terminate()
        running.wait(timeout=10)


def _wait(port: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError("the IMAP server did not start")

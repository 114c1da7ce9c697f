"""The world that a story writes to: Facebook, Zalo, a mail server and a receiver of webhooks on loopback; and the
worker that writes to them."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from lantoa.channels.tests.servers import mail
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.mail import Mailbox
from lantoa.channels.tests.servers.receiver import ReceiverServer
from lantoa.channels.tests.servers.zalo import ZaloServer
from lantoa.jobs.upkeep import tick


@dataclass(frozen=True, slots=True)
class Outside:
    graph: GraphServer
    zalo: ZaloServer
    receiver: ReceiverServer
    mail: Mailbox


@contextmanager
def outside(settings: Any, address: str) -> Iterator[Outside]:
    """The servers, and a site at `address` whose channels call them; Zalo asks for no wait between two looks."""
    with GraphServer() as graph, ZaloServer() as zalo, ReceiverServer() as receiver, mail.server() as box:
        settings.SITE_URL = address
        settings.CHANNELS_MAY_REACH_PRIVATE = True
        settings.CHANNEL_DEFAULTS = {
            "facebook": {"api": graph.url},
            "zalo": {"api": zalo.url, "oauth": zalo.url, "verify_after": 0},
        }
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield Outside(graph, zalo, receiver, box)


def worker_round(caplog: pytest.LogCaptureFixture) -> None:
    """What the worker does twice a minute (single tasks are done at once in tests); fails where a piece of it did."""
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        tick()
    failed = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
    assert not failed, failed


def link_in(box: Mailbox, receiver: str, beginning: str) -> str:
    """The path in the latest mail to `receiver` that begins so."""
    body = box.to(receiver)[-1].message.get_body(("plain",))
    assert body is not None
    found = re.search(rf"{re.escape(beginning)}\S+", body.get_content())
    assert found, body.get_content()
    return found.group()

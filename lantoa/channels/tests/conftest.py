import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lantoa.channels import limits
from lantoa.channels.tests.servers import mail
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.receiver import ReceiverServer
from lantoa.channels.tests.servers.zalo import ZaloServer


@pytest.fixture(autouse=True)
def loopback(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers of tests are on this machine, and nobody waits long for them."""
    settings.CHANNELS_MAY_REACH_PRIVATE = True
    monkeypatch.setattr(limits, "TIMEOUT", 0.6)


@pytest.fixture
def graph() -> Iterator[GraphServer]:
    with GraphServer() as server:
        yield server


@pytest.fixture
def zalo_server() -> Iterator[ZaloServer]:
    with ZaloServer() as server:
        yield server


@pytest.fixture
def receiver() -> Iterator[ReceiverServer]:
    with ReceiverServer() as server:
        yield server


@pytest.fixture
def post_office(settings: Any) -> Iterator[mail.Mailbox]:
    """Mail really leaves, by SMTP, to a server on loopback."""
    with mail.server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", box.port, 2
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box


@pytest.fixture
def photo() -> str:
    """The path of a picture in the storage."""
    out = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(out, "PNG")
    return default_storage.save("news/photo-for-tests", ContentFile(out.getvalue()))

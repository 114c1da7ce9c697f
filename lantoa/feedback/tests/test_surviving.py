"""What was acknowledged is there: a real server on loopback, killed in the middle of a flood of senders."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.pure  # it has a database of its own

_FOUND = """
import django
django.setup()
from lantoa.feedback import tokens
from lantoa.feedback.models import Case
for digest in Case.objects.values_list("token_digest", flat=True):
    print(digest)
"""
_STAMPS = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from lantoa.feedback import stamps
from lantoa.feedback.stamps import is_worked
for _ in range(600):
    stamp = stamps.make()
    print(stamp, next(n for n in range(10_000) if is_worked(stamp, str(n))))
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _python(source: str, environment: dict[str, str]) -> list[str]:
    made = subprocess.run([sys.executable, "-c", source], env=environment, check=True, capture_output=True, text=True)
    return made.stdout.splitlines()


def _wait(port: int) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}/phan-anh/gui/", timeout=30).status_code == 200:
                return
        time.sleep(0.2)
    raise TimeoutError("the server did not start")


def _kill_all(server: subprocess.Popen[bytes]) -> None:
    """kill -9 for the whole group at once: the arbiter could not even tell its workers."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(30)


def test_every_acknowledged_case_is_there_after_kill_9_during_load(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANTOA_", "DJANGO_"))}
    own = {"LANTOA_DATA_DIR": str(tmp_path), "LANTOA_PROXIES": "1", "LANTOA_FEEDBACK_WORK_BITS": "2"}
    environment = {**kept, **own, "LANTOA_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    stamped = [line.split() for line in _python(_STAMPS, environment)]
    port = _free_port()
    program = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2"]
    server = subprocess.Popen([*program, "--log-level=critical"], env=environment, start_new_session=True)
    acknowledged: list[str] = []
    stop = threading.Event()

    def send(place: int) -> None:
        with httpx.Client(timeout=20) as client:
            for number in range(place, len(stamped), 6):
                if stop.is_set():
                    return
                stamp, work = stamped[number]
                given = {"text": f"Lượt {number}: cổng trường ngập.", "stamp": stamp, "work": work}
                line = {"X-Forwarded-For": f"10.0.{number >> 8}.{number & 255}"}
                try:
                    answer = client.post(f"http://127.0.0.1:{port}/phan-anh/gui/", data=given, headers=line)
                except httpx.HTTPError:  # killed in the middle: not acknowledged
                    return
                assert answer.status_code == 302, answer.text[:300]
                found = re.search(r"/theo-doi/([^/]+)/", answer.headers["location"])
                assert found
                acknowledged.append(found[1])

    try:
        _wait(port)
        senders = [threading.Thread(target=send, args=(place,)) for place in range(6)]
        for sender in senders:
            sender.start()
        until = time.monotonic() + 120
        while len(acknowledged) < 60 and time.monotonic() < until:
            time.sleep(0.02)
        _kill_all(server)
        stop.set()
        for sender in senders:
            sender.join(30)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    from lantoa.feedback.tokens import digest

    there = set(_python(_FOUND, environment))
    assert len(acknowledged) >= 60
    assert {digest(token) for token in acknowledged} <= there

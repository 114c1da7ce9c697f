import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import psutil
import pytest
from django.core.management.base import CommandError

from lantoa.jobs.management.commands.serve import Command

pytestmark = pytest.mark.pure  # it has a database of its own
HANGS = 900  # seconds: no machine is as slow as that
Found = TypeVar("Found")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether the address answers as it should now."""
    try:
        return httpx.get(url).status_code == 200
    except httpx.HTTPError:
        return False


def wait_for(serving: "subprocess.Popen[bytes]", what: Callable[[], Found]) -> Found:
    """What is found in the end, however slow the machine is, as long as the server lives."""
    begun = time.monotonic()
    while not (found := what()):
        assert serving.poll() is None, "The server ended."
        assert time.monotonic() < begun + HANGS, "It hangs."
        time.sleep(0.3)
    return found


def workers(of: int) -> set[int]:
    """Process ids of the live workers below a server."""
    return {one.pid for one in psutil.Process(of).children(recursive=True) if is_worker(one)}


def is_worker(one: psutil.Process) -> bool:
    """Whether it lives and is a worker; one that ends while it is looked at is none."""
    try:
        return one.status() != psutil.STATUS_ZOMBIE and "worker" in one.cmdline()
    except psutil.NoSuchProcess:
        return False


def test_a_worker_that_dies_is_started_again_and_the_site_goes_on(tmp_path: Path) -> None:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANTOA_", "DJANGO_"))}
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    serving = subprocess.Popen(command, env={**kept, "LANTOA_DATA_DIR": str(tmp_path)})
    ready = f"http://127.0.0.1:{port}/readyz"
    try:
        wait_for(serving, lambda: answers(ready))
        first = wait_for(serving, lambda: workers(serving.pid))
        for one in first:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        wait_for(serving, lambda: workers(serving.pid) - first)
        wait_for(serving, lambda: answers(ready))
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(HANGS)
    assert not answers(ready)


@pytest.fixture
def handlers() -> Iterator[None]:
    """Signal handlers as they were."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, with a stand-in for each program that it starts."""
    command = Command()
    stand_ins = {"gunicorn": "raise SystemExit(3)", "django": "import time; time.sleep(60)"}
    monkeypatch.setattr(command, "_program", lambda module, *_: [sys.executable, "-c", stand_ins[module]])
    return command


def test_a_web_server_that_ends_by_itself_is_a_failure_to_whoever_started_it(serve: Command, handlers: None) -> None:
    before = set(psutil.Process().children())  # a browser of an earlier test, say
    with pytest.raises(CommandError, match="dừng"):
        serve.run_both({}, "gunicorn")
    assert set(psutil.Process().children()) <= before


def test_a_break_typed_at_the_terminal_reaches_the_worker_once_through_the_command(
    serve: Command, handlers: None
) -> None:
    """The terminal signals the whole foreground group, and the queue's worker takes a second signal for "at once"."""
    child = serve.start({}, "django")
    try:
        assert os.getpgid(child.pid) != os.getpgid(0)
    finally:
        child.kill()
        child.wait()

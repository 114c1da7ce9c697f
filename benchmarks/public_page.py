"""Requests a second of an anonymous article page against a bare Django view that returns the same bytes: both on the
same server program, alternating in one run, one fresh connection a request (docs/decisions/0026).

The bare view has no middleware, no database, no template: `HttpResponse(body)` behind Django's own handler.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.harness import Result

ROUNDS, SECONDS, CLIENTS, WORKERS = 7, 1.5, 8, 2
LIMIT = 1 / 0.8
_SEED = """
import django, json, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from django.utils import timezone
from lantoa.accounts.models import User
from lantoa.news.models import Article
from lantoa.organisations.models import Unit
unit = Unit.objects.create(name="Sở Giáo dục và Đào tạo", code="SO", kind="department")
person = User.objects.create_user("mot", full_name="Một Người")
body = "<p>" + "Nhà trường tổ chức hội đọc sách cho học sinh toàn trường. " * 100 + "</p>"
rows = [Article.objects.create(unit=unit, title=f"Hội đọc sách {n}", lead="Tóm tắt", body=body, created_by=person)
        for n in range(8)]
Article.objects.update(review_state="issued", published_at=timezone.now())
print(rows[0].public_url)
"""
_BARE = """
import os
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
BODY = open(os.environ["BARE_BODY"], "rb").read()
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-the-benchmark", MIDDLEWARE=[])
def view(request):
    return HttpResponse(BODY)
urlpatterns = [path("", view)]
application = get_wsgi_application()
"""


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="lantoa-bench-") as name:
        folder = Path(name)
        environment = _environment(folder)
        address = _python(_SEED, environment).strip().splitlines()[-1]
        with _server("config.wsgi", environment) as mine:
            body = _fetch(mine, address)
            (folder / "body").write_bytes(body)
            (folder / "bare_site.py").write_text(_BARE, encoding="utf-8")
            bare = {**os.environ, "BARE_BODY": str(folder / "body"), "PYTHONPATH": str(folder)}
            with _server("bare_site", bare) as floor:
                if _fetch(floor, "/") != body:
                    raise RuntimeError("the bare view does not return the same bytes")
                yield _compared(mine, address, floor, len(body))


def _compared(mine: int, address: str, floor: int, size: int) -> Result:
    for port, path in ((mine, address), (floor, "/")):
        _rate(port, path)  # warm
    ours, bare = [], []
    for _ in range(ROUNDS):
        ours.append(_rate(mine, address))
        bare.append(_rate(floor, "/"))
    rate, least = median(ours), median(bare)
    note = f"{rate:.0f} requests/s, bare {least:.0f}, {rate / least:.0%} of it, {size / 1024:.0f} KB"
    return Result("anonymous article page against a bare view", least / rate, LIMIT, note)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANTOA_", "DJANGO_"))}
    return {**kept, "LANTOA_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}


def _python(source: str, environment: dict[str, str]) -> str:
    made = subprocess.run([sys.executable, "-c", source], env=environment, check=True, capture_output=True, text=True)
    return made.stdout


@contextlib.contextmanager
def _server(application: str, environment: dict[str, str]) -> Iterator[int]:
    """gunicorn with sync workers on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", f"--workers={WORKERS}"]
    process = subprocess.Popen([*program, "--keep-alive=0", "--log-level=error"], env=environment)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _fetch(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} at {path}")
    return answer.read()


def _rate(port: int, path: str) -> float:
    """Answers a second that the clients get together."""
    counts = [0] * CLIENTS
    ends = time.perf_counter() + SECONDS

    def ask(place: int) -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
        while time.perf_counter() < ends:
            _exchange(port, request)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def _exchange(port: int, request: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(request)
        head: Any = line.recv(65536)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head[:60])
        while line.recv(65536):
            pass

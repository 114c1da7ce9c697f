"""Requests a second of taking feedback in, against a bare view that inserts one row: both on the same server program,
alternating in one run, one fresh connection a request.

The bare view has no middleware, no form, no limits: it inserts one row of one text column, committed, and answers. Ours
gets what browsers send: a form with name, telephone and address, a stamp that was worked on, every request from another
address of the network (through the proxy's header) to one of many units, so that all its limits are asked in earnest.
"""

import hashlib
import itertools
import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.harness import Result
from benchmarks.public_page import CLIENTS, _environment, _python, _server

ROUNDS, SECONDS, UNITS = 5, 1.5, 60
LIMIT = 1 / 0.5
BITS = 1  # what checking costs is the same for any number
_SEED = f"""
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from lantoa.organisations.models import Unit
top = Unit.objects.create(name="Sở Giáo dục và Đào tạo", code="SO", kind="department")
for number in range({UNITS}):
    Unit.objects.create(name=f"Trường Tiểu học số {{number}}", code=f"T{{number}}", kind="school", parent=top)
"""
_STAMPS = """
import django, sys
django.setup()
from lantoa.feedback import stamps
print("\\n".join(stamps.make() for _ in range(int(sys.argv[1]))))
"""
_BARE = """
import os
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-the-benchmark", MIDDLEWARE=[],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
    "NAME": os.environ["BARE_DATABASE"], "CONN_MAX_AGE": 600, "OPTIONS": {"transaction_mode": "IMMEDIATE",
    "timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"}}})
application = get_wsgi_application()
class Word(models.Model):
    text = models.TextField()
    class Meta:
        app_label = "bare"
        db_table = "word"
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS word (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL)")
def view(request):
    Word.objects.create(text=request.POST["text"])
    return HttpResponse("ok")
urlpatterns = [path("", view)]
"""


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="lantoa-bench-") as name:
        folder = Path(name)
        environment = {**_environment(folder), "LANTOA_PROXIES": "1", "LANTOA_FEEDBACK_WORK_BITS": str(BITS)}
        _python(_SEED, environment)
        stamps = _worked(int(900 * SECONDS * (ROUNDS + 1)), environment)
        (folder / "bare_site.py").write_text(_BARE, encoding="utf-8")
        bare = {**os.environ, "BARE_DATABASE": str(folder / "bare.sqlite3"), "PYTHONPATH": str(folder)}
        with _server("config.wsgi", environment) as mine, _server("bare_site", bare) as floor:
            yield _compared(mine, floor, stamps)
        kept = int(_python(_COUNT, environment))
        if kept != _sent[0]:
            raise RuntimeError(f"{_sent[0]} were acknowledged, {kept} are there")


_COUNT = """
import django
django.setup()
from lantoa.feedback.models import Case
print(Case.objects.count())
"""
_sent = [0]


def _worked(count: int, environment: dict[str, str]) -> list[tuple[str, int]]:
    """Stamps with the work that a browser would have done; a round ends when they are used up."""
    made = _python(_STAMPS.replace("int(sys.argv[1])", str(count)), environment).split()
    return [(stamp, _work(stamp)) for stamp in made]


def _work(stamp: str) -> int:
    started = hashlib.sha256(f"{stamp}:".encode())
    for number in itertools.count():
        tried = started.copy()
        tried.update(str(number).encode())
        if int.from_bytes(tried.digest()[:4], "big") >> (32 - BITS) == 0:
            return number
    raise AssertionError


def _compared(mine: int, floor: int, stamps: list[tuple[str, int]]) -> Result:
    numbers = itertools.count()
    waiting = iter(stamps)

    def ours() -> bytes | None:
        number, stamped = next(numbers), next(waiting, None)
        return _form(mine, number, *stamped) if stamped else None

    def bare() -> bytes | None:
        number = next(numbers)
        return _post(floor, "/", number, {"text": _text(number)})

    _rate(mine, ours, 302, 0.5)  # warm
    _rate(floor, bare, 200, 0.5)
    spent, least = [], []
    for _ in range(ROUNDS):
        spent.append(_rate(mine, ours, 302))
        least.append(_rate(floor, bare, 200))
    rate, best = median(spent), median(least)
    note = f"{rate:.0f} cases/s, bare insert {best:.0f}, {rate / best:.0%} of it"
    return Result("taking feedback in against a bare insert", best / rate, LIMIT, note)


def _text(number: int) -> str:
    return f"Lượt {number}: cổng trường ngập sau mưa, các cháu phải lội nước vào lớp. " * 4


def _form(port: int, number: int, stamp: str, work: int) -> bytes:
    sender = {"name": f"Người gửi {number}", "phone": f"09{number:08d}", "place": "Thôn Một", "email": ""}
    given = {"text": _text(number), "stamp": stamp, "work": work, "answer": "", "website": "", **sender}
    return _post(port, f"/phan-anh/gui/?dv={number % UNITS + 2}", number, given)


def _post(port: int, path: str, number: int, given: dict[str, Any]) -> bytes:
    body = urlencode(given).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _rate(port: int, request: Callable[[], bytes | None], status: int, seconds: float = SECONDS) -> float:
    """Answers a second that the clients get together."""
    counts, lock = [0] * CLIENTS, threading.Lock()
    ends = time.perf_counter() + seconds

    def ask(place: int) -> None:
        while time.perf_counter() < ends:
            with lock:
                asked = request()
            if asked is None:
                return
            _exchange(port, asked, status)
            counts[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = sum(counts)
    _sent[0] += total if status == 302 else 0
    return total / (time.perf_counter() - started)


def _exchange(port: int, request: bytes, status: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 180) as line:
        line.sendall(request)
        head = line.recv(65536)
        if not head.startswith(f"HTTP/1.1 {status}".encode()):
            raise RuntimeError(head[:200])
        while line.recv(65536):
            pass

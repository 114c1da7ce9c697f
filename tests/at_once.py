"""Two people at once: what one begins while the other's transaction is still open (PostgreSQL; SQLite lets one writer
in at a time)."""

import threading
import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection, transaction

_PATIENCE = 20.0  # seconds
ENGINE = str(settings.DATABASES["default"]["ENGINE"])

# A test needs rows that other connections see: `pytestmark = two_connections`.
two_connections = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not ENGINE.endswith("postgresql"), reason="hai kết nối cùng ghi: chỉ PostgreSQL (LANTOA_TEST_ENGINE=postgres)"
    ),
]


class _Other(threading.Thread):
    """The second person: an act on a connection of their own, and how it ended."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self.pid: int | None = None
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.pid = cursor.fetchone()[0]
            self._act()
        except Exception as fault:  # the test looks at it
            self.fault = fault
        finally:
            connection.close()


def while_open(first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do `first`; before it is committed another person begins `second`, which waits for it or is done. How that ended.

    What `second` acts on is to be read before, as a page was that stood open.
    """
    other = _Other(second)
    with transaction.atomic():
        first()
        other.start()
        _until(lambda: not other.is_alive() or _waits(other.pid))
    other.join(_PATIENCE)
    assert not other.is_alive(), "the two wait for each other"
    return other.fault


def _waits(pid: int | None) -> bool:
    if pid is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)

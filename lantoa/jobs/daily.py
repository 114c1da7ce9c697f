"""What is done once a day: rooms register duties in `AppConfig.ready`, the worker's upkeep does those that are due.

Several workers do a duty once: its `DailyRun` row is the lock. A duty whose hour passed while no worker ran is made up
the same day; one that failed, or whose worker died, is tried again after a while, so duties are idempotent.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from lantoa.jobs.models import DailyRun

log = logging.getLogger("lantoa.jobs")

AGAIN = dt.timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Duty:
    """`run(day)` from `hour` o'clock in Vietnam on."""

    name: str
    hour: int
    run: Callable[[dt.date], object]


_duties: dict[str, Duty] = {}


def register(name: str, *, hour: int, run: Callable[[dt.date], object]) -> None:
    """Have `run(day)` called once a day, from `hour` o'clock (0 to 23) on."""
    if not 0 <= hour <= 23:
        raise ValueError(f"an hour of the day: {hour}")
    _duties[name] = Duty(name, hour, run)


def forget(name: str) -> None:
    """Undo `register`."""
    _duties.pop(name, None)


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Do what is due and nobody has done; the names of duties done now."""
    moment = timezone.localtime(now)
    return [duty.name for duty in _duties.values() if moment.hour >= duty.hour and _run(duty, moment)]


def _run(duty: Duty, moment: dt.datetime) -> bool:
    if not _claim(duty, moment):
        return False
    rows = DailyRun.objects.filter(name=duty.name, day=moment.date())
    try:
        duty.run(moment.date())
    except Exception:
        log.exception("daily duty %s failed", duty.name)
        return False
    rows.update(finished_at=timezone.now())
    return True


def _claim(duty: Duty, moment: dt.datetime) -> bool:
    """Whether this worker is the one: of several that ask at once, one row changes for one of them."""
    row, is_new = DailyRun.objects.get_or_create(name=duty.name, day=moment.date())
    if is_new:
        DailyRun.objects.filter(pk=row.pk).update(at=moment)
        return True
    stale = Q(pk=row.pk, finished_at__isnull=True, at__lt=moment - AGAIN)
    return bool(DailyRun.objects.filter(stale).update(at=moment))

"""What the queue of background tasks lacks (django-tasks-db 0.13): a worker killed in mid-task leaves it "running" for
ever. Tasks are idempotent here, so such a one is simply made ready again, a few times."""

import datetime as dt
import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("lantoa.jobs")

TIME_LIMIT = dt.timedelta(minutes=15)
TRIES = 3
KEEP = dt.timedelta(days=30)

# Rooms above add a callable, so that what waits for a task that never ends can say so to people.
on_giving_up: list[Callable[[DBTaskResult[..., Any]], None]] = []


@transaction.atomic
def revive_stalled(now: dt.datetime | None = None) -> int:
    """Make tasks that have been running longer than any may ready again; give up on one that stalled `TRIES` times.

    Returns how many were made ready.
    """
    moment = now or timezone.now()
    stalled = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lt=moment - TIME_LIMIT
    )
    revived = 0
    for task in stalled:
        if len(task.worker_ids) >= TRIES:
            task.set_failed(TimeoutError(f"stalled {TRIES} times"))
            for listener in on_giving_up:
                listener(task)
            logger.error("gave up on task %s (%s)", task.id, task.task_path)
            continue
        DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.READY, started_at=None)
        revived += 1
    return revived


def forget_finished(now: dt.datetime | None = None) -> int:
    """Delete results that nobody will ask for any more; how many."""
    moment = now or timezone.now()
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=moment - KEEP).delete()
    return deleted


def forget_sessions() -> None:
    """Delete sessions that have ended: each visitor who signs in leaves one."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def tick() -> None:
    """One round of upkeep; never raises, so that one bad round does not end the worker, nor one piece the others."""
    for piece in (revive_stalled, forget_finished, forget_sessions):
        try:
            piece()
        except Exception:
            logger.exception("upkeep failed: %s", piece)

"""What the queue of background tasks lacks (django-tasks-db 0.13): a worker killed in mid-task leaves it "running" for
ever. Tasks are idempotent here, so such a one is simply made ready again, a few times."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("lantoa.jobs")

TIME_LIMIT = dt.timedelta(minutes=15)
TRIES = 3
KEEP = dt.timedelta(days=30)


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


def tick() -> None:
    """One round of upkeep; never raises, so that one bad round does not end the worker."""
    try:
        revive_stalled()
        forget_finished()
    except Exception:
        logger.exception("upkeep of background tasks failed")

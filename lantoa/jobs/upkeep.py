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

from lantoa.jobs import daily, running
from lantoa.jobs.models import JOB_PENDING, LongJob

logger = logging.getLogger("lantoa.jobs")

TIME_LIMIT = dt.timedelta(minutes=15)
TRIES = 3
KEEP = dt.timedelta(days=30)

# Rooms above add a callable, so that what waits for a task that never ends can say so to people.
on_giving_up: list[Callable[[DBTaskResult[..., Any]], None]] = []


@transaction.atomic
def revive_stalled(now: dt.datetime | None = None) -> int:
    """Make tasks that have been running longer than any may, and long jobs that give no sign of life, ready again; give
    up on one that stalled `TRIES` times.

    Returns how many were made ready.
    """
    moment = now or timezone.now()
    stalled = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lt=moment - dt.timedelta(seconds=running.SILENCE)
    )
    revived = 0
    for task in stalled:
        job = running.job_of(task)
        if not _is_dead(task, job, moment):
            continue
        if len(task.worker_ids) >= TRIES:
            task.set_failed(TimeoutError(f"stalled {TRIES} times"))
            for listener in on_giving_up:
                listener(task)
            logger.error("gave up on task %s (%s)", task.id, task.task_path)
            if job is not None and job.is_pending:
                job.fail(running.OUR_FAULT)
            continue
        DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.READY, started_at=None)
        revived += 1
    return revived


def _is_dead(task: "DBTaskResult[..., Any]", job: LongJob | None, moment: dt.datetime) -> bool:
    if job is not None:
        return not running.is_alive(job)
    return task.started_at is not None and task.started_at < moment - TIME_LIMIT


def forget_finished(now: dt.datetime | None = None) -> int:
    """Delete results that nobody will ask for any more; how many."""
    moment = now or timezone.now()
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=moment - KEEP).delete()
    return deleted


def forget_sessions() -> None:
    """Delete sessions that have ended: each visitor who signs in leaves one."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_old_jobs(now: dt.datetime | None = None) -> int:
    """Delete long jobs that ended long ago, with the files that they made; how many."""
    old = LongJob.objects.exclude(state__in=JOB_PENDING).filter(finished_at__lt=(now or timezone.now()) - KEEP)
    jobs = list(old)
    for job in jobs:
        if job.file:
            job.file.delete(save=False)
        job.delete()
    return len(jobs)


# Rooms add what the worker looks after now and then (mail that waits to be sent again) in `AppConfig.ready`.
rounds: list[Callable[[], object]] = []


def tick() -> None:
    """One round of upkeep; never raises, so that one bad round does not end the worker, nor one piece the others."""
    pieces: list[Callable[[], object]] = [revive_stalled, forget_finished, forget_sessions, forget_old_jobs]
    for piece in (*pieces, daily.run_due, *rounds):
        try:
            piece()
        except Exception:
            logger.exception("upkeep failed: %s", piece)

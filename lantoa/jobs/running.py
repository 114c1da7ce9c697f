"""Work of more than two seconds: started by a view, done by the worker, followed on its page.

    @running.work
    def write_volume(job: LongJob, *, period_id: int) -> str:
        ...
        job.tell(done, total)
        return "Đã ghép 700 báo cáo."

    job = running.start(write_volume, key=f"volume-{period.pk}", title="Ghép báo cáo", by=request.user,
                        noun="báo cáo", url=period.get_absolute_url(), period_id=period.pk)
    return redirect(job)

The work must be idempotent: after a worker was killed it runs again from the start. What a person can mend is raised as
ValidationError, or an error that has a `sentence`; anything else is our fault and is logged.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lantoa.jobs.models import LongJob

log = logging.getLogger("lantoa.jobs")

BEAT, SILENCE = 10.0, 90  # seconds: between two signs of life; after which a worker counts as dead
OUR_FAULT = "Hệ thống gặp lỗi khi làm việc này. Không có gì bị mất, hãy thử lại sau ít phút."

Work = TypeVar("Work", bound=Callable[..., Any])
_works: set[str] = set()


def work(function: Work) -> Work:
    """Let a function of a module (job, **arguments) -> sentence be started as a long job."""
    _works.add(_name(function))
    return function


def start(
    function: Callable[..., Any], *, key: str, title: str, by: Any, noun: str = "", url: str = "", **arguments: Any
) -> LongJob:
    """The job that does `function` in the background; where one with the same `key` is still under way, that one.

    `url` is where to go when it is done; `arguments` are what JSON holds.
    """
    path = _name(function)
    if path not in _works:
        raise TypeError(f"{path} must be marked with @running.work")
    pending = LongJob.objects.pending().filter(key=key)
    found = pending.first()
    if found:
        return found
    try:
        with transaction.atomic():
            job = LongJob.objects.create(key=key, title=title[:250], by=by, noun=noun, url=url)
            run.enqueue(job.pk, path, arguments)
    except IntegrityError:
        twin = pending.first()
        if twin is None:
            raise
        return twin
    job.refresh_from_db()
    return job


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


@task()
def run(job_id: int, path: str, arguments: dict[str, Any]) -> None:
    """The worker's side: run again after a crash it starts anew; what has ended stays as it ended."""
    job = LongJob.objects.select_related("by").filter(pk=job_id).first()
    if job is None or not job.is_pending:
        return
    function = import_string(path)
    if path not in _works:
        job.fail(OUR_FAULT)
        return
    job.begin()
    with _beating(job):
        _do(job, function, arguments)


def _do(job: LongJob, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
    try:
        sentence = function(job, **arguments)
    except ValidationError as error:
        job.fail(" ".join(error.messages))
    except PermissionDenied as error:
        job.fail(str(error) or "Vai trò hiện tại không có quyền làm việc này.")
    except Exception as error:
        said = getattr(error, "sentence", "")  # an error made for people, as UnreadableDocument
        if not said:
            log.exception("long job %s (%s) failed", job.pk, job.key)
        job.fail(said or OUR_FAULT)
    else:
        if job.is_pending:  # unless the work ended it itself
            job.finish(str(sentence or ""))


@contextlib.contextmanager
def _beating(job: LongJob) -> Iterator[None]:
    """Give a sign of life while the work goes on, so that upkeep tells a long job from a dead worker. It goes beside
    the database, which the work may hold in one long transaction."""
    stop = threading.Event()
    beats = threading.Thread(target=_beat, args=(job, stop), daemon=True)
    beats.start()
    try:
        yield
    finally:
        stop.set()
        beats.join()
        caches["progress"].delete(_beat_key(job))


def _beat(job: LongJob, stop: threading.Event) -> None:
    while True:
        caches["progress"].set(_beat_key(job), True, SILENCE)
        if stop.wait(BEAT):
            return


def is_alive(job: LongJob) -> bool:
    """Whether its worker gave a sign of life a short while ago."""
    return bool(caches["progress"].get(_beat_key(job)))


def _beat_key(job: LongJob) -> str:
    return f"beat-{job.pk}"


def job_of(row: "DBTaskResult[..., Any]") -> LongJob | None:
    """The long job that a task of the queue does; None: it is another kind of task."""
    if row.task_path != run.module_path:
        return None
    return LongJob.objects.filter(pk=row.args_kwargs["args"][0]).first()

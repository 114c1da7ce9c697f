import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from django.core.files import File

    from lantoa.accounts.models import User


class JobState(models.TextChoices):
    WAITING = "waiting", "Chờ chạy"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không làm được"


JOB_PENDING = frozenset({JobState.WAITING, JobState.RUNNING})


def result_path(job: "LongJob", filename: str) -> str:
    return f"results/{uuid.uuid4().hex}"


class LongJobQuerySet(models.QuerySet["LongJob"]):
    def visible_to(self, user: "User") -> "LongJobQuerySet":
        """A job is shown to the person who asked for it."""
        return self.filter(by=user)

    def pending(self) -> "LongJobQuerySet":
        return self.filter(state__in=JOB_PENDING)


class LongJob(models.Model):
    """Work that takes more than two seconds: done by the worker, followed on a page that survives a reload.

    `key` names the work ("issue-plan-12"): asked for twice while it runs, it runs once. `url` is where to go when it
    has ended; `file` what it made. `done` and `total` count what `noun` names ("đơn vị").
    """

    key = models.CharField(max_length=150, db_index=True)
    title = models.CharField("việc", max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=20, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    noun = models.CharField(max_length=60, blank=True)
    sentence = models.CharField("kết quả", max_length=500, blank=True)
    url = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to=result_path, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = LongJobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(state__in=sorted(JOB_PENDING)), name="long_job_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:progress", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.state in JOB_PENDING

    def begin(self) -> None:
        """The worker takes it up, for the first time or again after a crash."""
        self.state, self.started_at, self.done = JobState.RUNNING, timezone.now(), 0
        self.save(update_fields=["state", "started_at", "done"])

    def tell(self, done: int, total: int) -> None:
        """Say how far the work is; inside a transaction, beside the database, since nobody would see the row change."""
        self.done, self.total = done, total
        if connection.in_atomic_block:
            caches["progress"].set(self.key, (self.pk, done, total), 3600)
        else:
            LongJob.objects.filter(pk=self.pk).update(done=done, total=total)

    def look(self) -> None:
        """Take over how far a pending job is, where that was said beside the database."""
        said = caches["progress"].get(self.key) if self.is_pending else None
        if said and said[0] == self.pk:
            self.done, self.total = said[1:]

    def keep_file(self, content: "File[bytes]", name: str) -> None:
        """Keep what the work made under the name that people will see; `finish` puts it on record."""
        self.file.save(name, content, save=False)
        self.file_name = name[:255]

    def finish(self, sentence: str = "", *, url: str = "") -> None:
        self.done = self.total
        self._end(JobState.DONE, sentence, url=url or self.url)

    def fail(self, sentence: str) -> None:
        self._end(JobState.FAILED, sentence, url=self.url)

    def _end(self, state: JobState, sentence: str, *, url: str) -> None:
        self.state, self.sentence, self.url = state, sentence[:500], url
        self.finished_at = timezone.now()
        self.save(update_fields=["state", "sentence", "url", "finished_at", "file", "file_name", "done", "total"])


class DailyRun(models.Model):
    """That a daily duty was begun on a day: the row is the lock, so that several workers do it once."""

    name = models.CharField(max_length=80)
    day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "day"], name="daily_run_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.day:%d/%m/%Y}"

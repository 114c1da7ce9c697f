import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantoa.jobs import upkeep

pytestmark = pytest.mark.django_db


@task()
def hello() -> None:
    """Something to do."""


def stalled(*, minutes: int, tries: int = 1) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="lantoa.jobs.tests.test_upkeep.hello",
        args_kwargs={"args": [], "kwargs": {}},
        priority=0,
        queue_name="default",
        backend_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - dt.timedelta(minutes=minutes),
        worker_ids=[f"worker-{number}" for number in range(tries)],
    )


def test_a_task_whose_worker_was_killed_is_made_ready_again() -> None:
    row = stalled(minutes=20)
    assert upkeep.revive_stalled() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    assert row.started_at is None


def test_a_task_that_is_still_within_its_time_is_left_alone() -> None:
    row = stalled(minutes=2)
    assert upkeep.revive_stalled() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_a_task_that_stalls_again_and_again_is_given_up() -> None:
    row = stalled(minutes=20, tries=upkeep.TRIES)
    assert upkeep.revive_stalled() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED


def test_whoever_asked_for_a_task_hears_that_it_was_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[DBTaskResult] = []
    monkeypatch.setattr(upkeep, "on_giving_up", [heard.append])
    row = stalled(minutes=20, tries=upkeep.TRIES)
    upkeep.revive_stalled()
    assert heard == [row]


def test_sessions_that_ended_are_forgotten() -> None:
    now = timezone.now()
    for name, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=name, session_data="x", expire_date=now + dt.timedelta(days=days))
    upkeep.tick()
    assert [one.session_key for one in Session.objects.all()] == ["new"]


def test_one_piece_of_upkeep_that_fails_does_not_keep_the_others_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(now: dt.datetime | None = None) -> int:
        raise RuntimeError

    monkeypatch.setattr(upkeep, "revive_stalled", fail)
    row = stalled(minutes=20)
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - dt.timedelta(days=31)
    )
    upkeep.tick()
    assert not DBTaskResult.objects.exists()

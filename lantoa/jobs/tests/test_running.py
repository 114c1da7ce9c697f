from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.jobs import running, upkeep
from lantoa.jobs.models import JobState, LongJob
from lantoa.organisations.factories import UnitFactory
from tests.html import PageClient

pytestmark = pytest.mark.django_db

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
done: list[int] = []


@running.work
def count_to(job: LongJob, *, number: int) -> str:
    job.tell(number, number)
    done.append(number)
    return f"Đã đếm đến {number}."


@running.work
def write_a_file(job: LongJob) -> str:
    job.keep_file(ContentFile("kết quả".encode()), "bao-cao.txt")
    return "Đã ghi tệp."


@running.work
def ask_for_more(job: LongJob) -> str:
    raise ValidationError("Chọn ít nhất một đơn vị.")


@running.work
def break_down(job: LongJob) -> str:
    raise RuntimeError("secret detail")


@pytest.fixture(autouse=True)
def nothing_said_beside_the_database() -> None:
    running.caches["progress"].clear()


@pytest.fixture
def person() -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make())


def started(work: Any, person: User, **more: Any) -> LongJob:
    return running.start(work, key="k", title="Đếm", by=person, **more)


def test_a_job_ends_with_its_sentence_and_counts(person: User) -> None:
    job = started(count_to, person, number=3)
    assert (job.state, job.sentence, job.done, job.total) == (JobState.DONE, "Đã đếm đến 3.", 3, 3)


def test_the_same_work_asked_for_twice_runs_once(person: User, settings: Any) -> None:
    settings.TASKS = QUEUE
    first, second = (started(count_to, person, number=4) for _ in range(2))
    assert first == second
    assert DBTaskResult.objects.count() == 1
    running.run.func(first.pk, f"{__name__}.count_to", {"number": 4})
    assert started(count_to, person, number=4) != first


def test_what_the_person_can_mend_is_told_and_our_own_faults_keep_their_details(person: User) -> None:
    assert started(ask_for_more, person).sentence == "Chọn ít nhất một đơn vị."
    job = started(break_down, person)
    assert job.state == JobState.FAILED
    assert job.sentence == running.OUR_FAULT


def test_a_job_that_ended_is_not_run_again(person: User) -> None:
    job = started(count_to, person, number=5)
    done.clear()
    running.run.func(job.pk, f"{__name__}.count_to", {"number": 5})
    assert not done


def test_only_marked_functions_run(person: User, settings: Any) -> None:
    settings.TASKS = QUEUE
    with pytest.raises(TypeError):
        started(print, person)


def test_a_job_whose_worker_was_killed_runs_again_and_a_long_living_one_is_left_alone(
    person: User, settings: Any
) -> None:
    settings.TASKS = QUEUE
    job = started(count_to, person, number=6)
    job.begin()
    long_ago = timezone.now() - upkeep.TIME_LIMIT * 3
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a"])
    with running._beating(job):
        assert upkeep.revive_stalled() == 0
    assert upkeep.revive_stalled() == 1
    running.run.func(job.pk, f"{__name__}.count_to", {"number": 6})
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_job_given_up_says_so(person: User, settings: Any) -> None:
    settings.TASKS = QUEUE
    job = started(count_to, person, number=7)
    long_ago = timezone.now() - upkeep.TIME_LIMIT
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=long_ago, worker_ids=["a"] * upkeep.TRIES)
    upkeep.revive_stalled()
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_the_page_follows_a_job_to_its_result_for_its_asker_alone(client: Client, person: User, settings: Any) -> None:
    client.force_login(person)
    settings.TASKS = QUEUE
    job = started(write_a_file, person, url="/lam-viec/", noun="đơn vị")
    page = client.get(job.get_absolute_url())
    assert "Chờ chạy" in page.content.decode()
    assert "hx-get" in page.content.decode()
    job.tell(3, 10)
    assert "3/10" in client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    running.run.func(job.pk, f"{__name__}.write_a_file", {})
    text = client.get(job.get_absolute_url()).content.decode()
    assert "Đã ghi tệp." in text
    assert "hx-get" not in text
    answer = client.get(reverse("jobs:file", args=[job.pk]))
    assert b"".join(answer.streaming_content) == "kết quả".encode()  # type: ignore[attr-defined]
    assert "bao-cao.txt" in answer["Content-Disposition"]
    client.force_login(UserFactory.make())
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.get(reverse("jobs:file", args=[job.pk])).status_code == 404


def test_a_result_that_the_store_has_lost_is_said_on_the_page_of_its_job(client: PageClient, person: User) -> None:
    client.force_login(person)
    job = started(write_a_file, person, url="/lam-viec/")
    job.file.storage.delete(job.file.name)
    answer = client.get(reverse("jobs:file", args=[job.pk]))
    assert answer.status_code == 404
    assert "Kho lưu trữ không còn tệp bao-cao.txt. Làm lại việc này" in answer.content.decode()

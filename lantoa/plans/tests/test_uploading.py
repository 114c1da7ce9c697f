import uuid

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantoa.jobs import upkeep
from lantoa.organisations.factories import province
from lantoa.plans.enums import UploadState
from lantoa.plans.models import PlanUpload
from lantoa.plans.tests.building import Staff
from lantoa.plans.uploading import read_in_background

pytestmark = pytest.mark.django_db


def test_a_reading_whose_worker_dies_each_time_says_so_and_can_be_asked_for_again() -> None:
    staff = Staff(tree := province())
    upload = PlanUpload.objects.create(
        unit=tree.so, by=staff.office, form_key=uuid.uuid4(), file="scan.pdf", name="scan.pdf", state="reading"
    )
    DBTaskResult.objects.create(
        task_path=read_in_background.module_path,
        args_kwargs={"args": [upload.pk], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - 2 * upkeep.TIME_LIMIT,
        worker_ids=["worker"] * upkeep.TRIES,
    )
    upkeep.revive_stalled()
    upload.refresh_from_db()
    assert upload.state == UploadState.FAILED
    assert "hãy thử đọc lại" in upload.sentence

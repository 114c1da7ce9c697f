from typing import Any

from django.core.files.base import ContentFile

from lantoa.jobs.models import JobState, LongJob
from tests.permission_table import LOGIN, Row, World, everyone


def prepare(world: World) -> None:
    """A job that the school's officer asked for, ended, with a file."""
    job = LongJob(key="k", title="Ghép báo cáo", by=world.people["officer"], state=JobState.DONE)
    job.keep_file(ContentFile(b"x"), "x.txt")
    job.save()
    world.things["job"] = job


def job(world: World) -> dict[str, Any]:
    return {"pk": world.things["job"].pk}


ASKER = everyone(404, anonymous=LOGIN, officer=200)
ROWS = [
    Row("jobs:healthz", everyone(200)),
    Row("jobs:readyz", everyone(200)),
    Row("jobs:progress", ASKER, kwargs=job),
    Row("jobs:file", ASKER, kwargs=job),
]

"""The sheets with the codes of a survey as one PDF, a page a code; many of them by the worker, since people wait two
seconds at most. Set by typst from data, never from pasted markup."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.surveys.models import Link, Survey
from lantoa.ui import qr

AT_ONCE = 40  # sheets; each takes 10 to 20 ms of a processor
NOTHING = "Chưa có mã nào để in: mở khảo sát thì mỗi đơn vị được khảo sát có một mã."

Tell = Callable[[int, int], None]


def links_of(survey: Survey) -> Sequence[Link]:
    """Every code of the survey, in the order of the tree. Raises ValidationError where there is none."""
    found = list(survey.doors().select_related("unit", "survey"))
    if not found:
        raise ValidationError(NOTHING)
    return found


def name_of(survey: Survey) -> str:
    return f"ma-qr-{survey.slug}.pdf"


def pdf(survey: Survey, links: Sequence[Link], *, tell: Tell | None = None) -> bytes:
    """The sheets; `tell` hears how many of how many are drawn."""
    until = f" · đến hết {survey.closes_on:%d/%m/%Y}" if survey.closes_on else ""
    said = {"title": f"Mã QR – {survey}", "foot": f"{survey}{until}", "sheets": list(_sheets(links, tell))}
    made = typst.compile(_source(), sys_inputs={"said": json.dumps(said)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _sheets(links: Sequence[Link], tell: Tell | None) -> Iterator[dict[str, Any]]:
    for done, link in enumerate(links, 1):
        yield {
            "unit": link.unit.name,
            "counter": link.counter,
            "hotline": link.unit.hotline,
            "address": f"{settings.SITE_URL}{link.get_absolute_url()}",
            "code": qr.svg(link.qr_address).decode(),
        }
        if tell:
            tell(done, len(links))


@cache
def _source() -> bytes:
    return (Path(__file__).parent / "code_sheets.typ").read_bytes()


def start(survey: Survey, *, by: User) -> LongJob:
    """The job that prints all codes of the survey."""
    return running.start(
        write,
        key=f"survey-codes-{survey.pk}-{by.pk}",
        title=f"Tạo bản in mã QR: {survey}",
        by=by,
        noun="mã",
        url=reverse("surveys:links", args=[survey.pk]),
        survey_id=survey.pk,
    )


@running.work
def write(job: LongJob, *, survey_id: int) -> str:
    """The worker's side of `start`."""
    survey = Survey.objects.visible_to(job.by).get(pk=survey_id)
    links = links_of(survey)
    job.keep_file(ContentFile(pdf(survey, links, tell=job.tell)), name_of(survey))
    return f"Đã tạo bản in {len(links)} mã."

"""A document that somebody uploads becomes a plan: at once where it can be read at once, else in the background."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django_tasks import task

from lantoa.accounts.models import User
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.guard import open_guarded
from lantoa.documents.reading.plan import read_plan
from lantoa.jobs.stored_files import on_disk
from lantoa.organisations.models import Unit
from lantoa.plans.enums import UploadState
from lantoa.plans.importing import KeptFile, import_plan
from lantoa.plans.models import Plan, PlanUpload
from lantoa.plans.models.source import fingerprint
from lantoa.plans.models.upload import OUR_FAULT

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

log = logging.getLogger(__name__)


def take_upload(file: "UploadedFile[Any]", *, unit: Unit, by: User, form_key: UUID) -> PlanUpload:
    """Keep an uploaded document and start on it; one form sent twice gives the same upload."""
    existing = PlanUpload.objects.filter(form_key=form_key).first()
    if existing:
        return existing
    sha256 = fingerprint(file)
    twin = same_file(sha256, by)
    try:
        with transaction.atomic():
            upload = PlanUpload.objects.create(
                unit=unit, by=by, form_key=form_key, file=file, name=(file.name or "")[:255], sha256=sha256
            )
    except IntegrityError:
        return PlanUpload.objects.get(form_key=form_key)
    if twin:
        upload.turn_to(UploadState.DUPLICATE, plan=twin)
    else:
        start(upload)
    return upload


def same_file(sha256: str, user: User) -> Plan | None:
    """A plan that was read from this very file, where the person may see one."""
    return Plan.objects.visible_to(user).filter(source__sha256=sha256).order_by("-pk").first()


class TakesLong(Exception):
    """The reader began to work page by page: that is for the background."""


def start(upload: PlanUpload) -> None:
    """Read now what is quick; a scan, or a file that another program must convert first, goes to the background."""
    try:
        read_upload(upload, patient=False)
    except TakesLong:
        read_in_background.enqueue(upload.pk)
        upload.refresh_from_db()


@task()
def read_in_background(upload_id: int) -> None:
    """Read one upload; run again after a crash, it starts anew unless it is done."""
    upload = PlanUpload.objects.select_related("unit", "by").filter(pk=upload_id).first()
    if upload and upload.is_pending:
        read_upload(upload)


def tell_given_up(result: "DBTaskResult[..., Any]") -> None:
    """The background gave up on a reading: the page that waits for it says so and offers to read again."""
    if result.task_path != read_in_background.module_path:
        return
    upload = PlanUpload.objects.filter(pk__in=result.args_kwargs["args"]).first()
    if upload and upload.is_pending:
        upload.turn_to(UploadState.FAILED, sentence=OUR_FAULT)


def read_upload(upload: PlanUpload, *, patient: bool = True) -> None:
    """Open, understand, import; what goes wrong is a sentence on the upload, and nothing is half-imported.

    Raises TakesLong where `patient` is false and the reader reports page by page.
    """
    upload.turn_to(UploadState.READING)
    try:
        plan = _import(upload, patient=patient)
    except TakesLong:
        raise
    except UnreadableDocument as error:
        upload.turn_to(UploadState.FAILED, sentence=error.sentence[:500])
    except Exception:
        log.exception("reading upload %s failed", upload.pk)
        upload.turn_to(UploadState.FAILED, sentence=OUR_FAULT)
    else:
        upload.turn_to(UploadState.DONE, plan=plan)


def _import(upload: PlanUpload, *, patient: bool) -> Plan:
    def tell(done: int, total: int) -> None:
        if not patient:
            raise TakesLong
        _tell(upload, done, total)

    with on_disk(upload.file) as path:
        source = open_guarded(path, upload.name, tell)
    return import_plan(
        read_plan(source),
        source,
        unit=upload.unit,
        by=upload.by,
        file=KeptFile(upload.file.name or "", upload.name, upload.sha256),
        form_key=upload.form_key,
    )


def _tell(upload: PlanUpload, done: int, total: int) -> None:
    PlanUpload.objects.filter(pk=upload.pk).update(pages_done=done, pages=total)


def limit_in_mb() -> int:
    """How large an uploaded file may be."""
    return int(settings.UPLOAD_LIMIT) // (1024 * 1024)

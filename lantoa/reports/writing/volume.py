"""All reports of a period that were sent, bound into one volume: work for the background."""

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.volume import Bound, write_volume
from lantoa.documents.writing.wording import lower_first
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Unit
from lantoa.reports.models import Period, Report
from lantoa.reports.models.report import ReportQuerySet
from lantoa.reports.writing.document import file_name, printed, subject_of

Progress = Callable[[int], object]


def to_bind(period: Period, unit: Unit) -> ReportQuerySet:
    """The newest sent reports of the units below `unit`, in the order of the tree; nil ones have nothing to bind."""
    reports = Report.objects.sent().filter(period=period, is_nil=False)
    first, last = path_range(unit.path)
    below = reports.filter(unit__path__gte=first, unit__path__lt=last).exclude(unit=unit)
    return below.order_by("unit__path")


def write_bound(period: Period, unit: Unit, out: Path, *, progress: Progress | None = None) -> int:
    """Write the volume; how many reports it holds."""
    reports = to_bind(period, unit).select_related("period__template", "unit__parent", "receiver", "obligation")
    titles = list(reports.values_list("unit__name", flat=True))
    if not titles:
        raise ValidationError("Chưa có báo cáo nào được gửi trong kỳ này nên chưa có gì để đóng tập.")
    title = f"Tập báo cáo {period.template.title.lower()} {lower_first(period.name)}"
    return write_volume(title, _documents(reports), titles, out, progress=progress)


def _documents(reports: ReportQuerySet) -> Iterator[Bound]:
    """Each report's document, made when its turn comes."""
    for report in reports.iterator(chunk_size=50):
        file = io.BytesIO()
        write_report(printed(report), file)
        yield Bound(f"{subject_of(report)} của {report.unit.name}", file)


@running.work
def bind(job: LongJob, *, period_id: int, unit_id: int) -> str:
    """The volume as a long job: its file hangs on the job."""
    period = Period.objects.select_related("template").get(pk=period_id)
    unit = Unit.objects.get(pk=unit_id)
    total = to_bind(period, unit).count()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volume.docx"
        count = write_bound(period, unit, path, progress=lambda done: job.tell(done, total))
        job.file_name = f"tap-{file_name(Report(period=period, unit=unit), 'docx')}"
        with path.open("rb") as made:
            job.file.save(job.file_name, File(made), save=False)
    return f"Đã đóng {count} báo cáo thành một tập."

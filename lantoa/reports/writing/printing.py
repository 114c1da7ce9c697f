"""Printing a report, what changed since the last kept printing marked; keeping one."""

from pathlib import Path
from typing import IO

from django.db import transaction

from lantoa.accounts.models import User
from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.report_changes import Changes, differences, snapshot
from lantoa.documents.writing.report_content import ReportContent
from lantoa.documents.writing.report_workbook import write_workbook
from lantoa.reports.models import Report, ReportDocument
from lantoa.reports.writing.document import as_of, printed

Out = Path | str | IO[bytes]


def write_docx(report: Report, out: Out, *, marks_changes: bool = True, shows_origin: bool = False) -> None:
    """The report as .docx, as it reads now."""
    made = printed(report)
    changes = _changes(report, made) if marks_changes else None
    write_report(made, out, changes=changes, shows_origin=shows_origin)


def write_xlsx(report: Report, out: Out, *, marks_changes: bool = True) -> None:
    """The report's figures as .xlsx."""
    made = printed(report)
    write_workbook(made, out, changes=_changes(report, made) if marks_changes else None)


def changes_since(report: Report) -> Changes:
    """What the report says otherwise than its last kept printing; nothing where none was kept."""
    return _changes(report, printed(report))


@transaction.atomic
def keep(report: Report, *, by: User) -> ReportDocument:
    """Keep what the report says now, as of an issued or handed-over printing; the last one where nothing changed."""
    said = snapshot(printed(report))
    last = report.documents.first()
    if last is not None and last.snapshot == said:
        return last
    return ReportDocument.objects.create(report=report, made_by=by, snapshot=said)


def last_kept(report: Report) -> ReportDocument | None:
    """The newest kept printing of the report, failing that of the edition that it corrects."""
    one: Report | None = report
    while one is not None:
        found = one.documents.first()
        if found is not None:
            return found
        one = one.supersedes
    return None


def _changes(report: Report, made: ReportContent) -> Changes:
    kept = last_kept(report)
    return differences(kept.snapshot, made, as_of(kept.made_at)) if kept else Changes()

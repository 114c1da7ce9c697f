"""Printings that are kept, what changed since, and the volume of all units."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import InMemoryStorage

from lantoa.jobs.models import LongJob
from lantoa.organisations.factories import province
from lantoa.reports import filling
from lantoa.reports.factories import Season, log
from lantoa.reports.models import Inclusion, Report, ReportDocument
from lantoa.reports.writing import printing, volume
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 20, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.gdtx, tree.xa_dong, tree.thpt)


def take_in(season: Season, *units: object) -> Report:
    """Two articles of each unit, accepted and in the department's sum."""
    for unit in units:
        log(unit, 2)  # type: ignore[arg-type]
        report = season.report(unit)  # type: ignore[arg-type]
        filling.fill(report)
        Report.objects.filter(pk=report.pk).update(review_state=ReviewState.ACCEPTED)
        Inclusion.objects.create(report=season.report(season.tree.so), child=report)
    filling.fill(season.report(season.tree.so))
    return season.report(season.tree.so)


def test_a_late_unit_shows_in_the_next_printing(season: Season) -> None:
    report = take_in(season, season.tree.thpt)
    assert not printing.changes_since(report)
    printing.keep(report, by=season.office)
    assert not printing.changes_since(report)
    changes = printing.changes_since(take_in(season, season.tree.gdtx))
    assert changes.figures["TIN"] == "2"
    assert changes.units_in == ["Trung tâm GDTX tỉnh"]
    assert changes.since == "lập lúc 10:00 ngày 20/06/2026"


def test_keeping_twice_what_says_the_same_keeps_one(season: Season) -> None:
    report = take_in(season, season.tree.thpt)
    first = printing.keep(report, by=season.office)
    assert printing.keep(report, by=season.office) == first
    assert ReportDocument.objects.count() == 1


def test_a_correction_is_compared_with_the_edition_that_it_corrects(season: Season) -> None:
    report = take_in(season, season.tree.thpt)
    kept = printing.keep(report, by=season.office)
    newer = Report(period=report.period, unit=report.unit, edition=2, supersedes=report, correction_reason="Sai số")
    newer.save()
    assert printing.last_kept(newer) == kept


def test_document_and_workbook_are_written(season: Season) -> None:
    report = take_in(season, season.tree.thpt)
    document, book = io.BytesIO(), io.BytesIO()
    printing.write_docx(report, document)
    printing.write_xlsx(report, book)
    assert docx.Document(document).tables
    assert "Theo đơn vị" in openpyxl.load_workbook(book).sheetnames


def test_all_sent_reports_are_bound(season: Season, tmp_path: Path) -> None:
    take_in(season, season.tree.thpt, season.tree.gdtx)
    told: list[int] = []
    out = tmp_path / "volume.docx"
    assert volume.write_bound(season.period, season.tree.so, out, progress=told.append) == 2
    assert told == [1, 2]
    bound = docx.Document(str(out))
    said = "\n".join(table.cell(0, 0).text for table in bound.tables)
    assert "TRƯỜNG THPT NGUYỄN TRÃI" in said.replace("\n", " ")


def test_with_nothing_sent_there_is_no_volume(season: Season, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="chưa có gì để đóng tập"):
        volume.write_bound(season.period, season.tree.so, tmp_path / "volume.docx")


def test_the_job_keeps_the_volume(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(season, season.tree.thpt)
    monkeypatch.setattr(LongJob._meta.get_field("file"), "storage", InMemoryStorage())
    job = LongJob.objects.create(key=str(uuid.uuid4()), title="Đóng tập", by=season.office)
    said = volume.bind(job, period_id=season.period.pk, unit_id=season.tree.so.pk)
    assert said == "Đã đóng 1 báo cáo thành một tập."
    assert job.file_name.endswith(".docx")
    assert len(docx.Document(io.BytesIO(job.file.read())).sections) > 1

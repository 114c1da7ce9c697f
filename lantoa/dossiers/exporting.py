"""Every month of a year of many units as a spreadsheet: of a whole province by the worker."""

import zlib

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.dossiers.models import DossierFigures
from lantoa.dossiers.sheet import TABLE_COLUMNS, table_lines
from lantoa.dossiers.table import TableFilter, build
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.tabular.workbooks import write_xlsx

AT_ONCE = 2500  # months of units; each takes about 0.3 ms of a processor
_LONGEST_ADDRESS = 300  # that a job keeps


def rows_of(chosen: TableFilter) -> "QuerySet[DossierFigures]":
    """What the units of the filter entered in its year."""
    units = [row.unit.pk for row in build(chosen).rows]
    return DossierFigures.objects.of_year(chosen.year).filter(unit__in=units).select_related("unit")


def start(chosen: TableFilter, query: QueryDict, *, by: User) -> LongJob:
    """The job that writes the spreadsheet of the filter."""
    asked = query.urlencode()
    back = f"{reverse('dossiers:list')}?{asked}"
    return running.start(
        write,
        key=f"dossiers-{by.pk}-{zlib.crc32(asked.encode())}",
        title=f"Xuất số liệu hồ sơ năm {chosen.year}",
        by=by,
        url=back if len(back) <= _LONGEST_ADDRESS else reverse("dossiers:list"),
        query=asked,
    )


@running.work
def write(job: LongJob, *, query: str) -> str:
    """The worker's side of `start`."""
    access.demand_somewhere(job.by, Power.SEE)
    chosen = TableFilter(QueryDict(query), job.by)
    rows = list(rows_of(chosen))
    made = write_xlsx(TABLE_COLUMNS, table_lines(rows), title=f"Hồ sơ {chosen.year}")
    job.keep_file(ContentFile(made), f"ho-so-{chosen.year}.xlsx")
    return f"Đã xuất {len(rows)} dòng số liệu."

"""The register as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from lantoa.legal.models import LegalDocument
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.dates import short_date

COLUMNS = (
    Column("number", "Số, ký hiệu"),
    Column("kind", "Loại"),
    Column("title", "Trích yếu"),
    Column("issuer", "Cơ quan ban hành"),
    Column("issued_on", "Ngày ban hành"),
    Column("effective_on", "Ngày có hiệu lực"),
    Column("ends_on", "Ngày hết hiệu lực"),
    Column("effect", "Hiệu lực"),
    Column("replaced_by", "Thay bằng"),
    Column("status_note", "Ghi chú hiệu lực"),
)


def lines(documents: Iterable[LegalDocument]) -> Iterator[list[str]]:
    """A row for each document."""
    for one in documents:
        days = [short_date(day) if day else "" for day in (one.issued_on, one.effective_on, one.ends_on)]
        heir = one.replaced_by.number if one.replaced_by else ""
        yield [one.number, one.kind, one.title, one.issuer, *days, str(one.effect.label), heir, one.status_note]

"""What anyone may take and use: rows of what is public, as CSV for people and programs, as JSON, with a description of
every column."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from lantoa.tabular import sheets


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and what it means."""

    name: str
    meaning: str
    kind: Literal["string", "integer", "date", "datetime", "anyURI"] = "string"


@dataclass(frozen=True)
class DataSet:
    """`rows` give a value for each column, the first of which tells rows apart; `newest` is when they last changed."""

    slug: str
    title: str
    about: str
    licence: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[list[Any]]]
    count: Callable[[], int]
    newest: Callable[[], dt.datetime | None]

    def _newest_said(self) -> str | None:
        newest = self.newest()
        return timezone.localtime(newest).isoformat() if newest else None

    def metadata(self) -> dict[str, Any]:
        """What the data is, under which terms, in which columns, as of when."""
        return {
            "ten": self.title,
            "mo_ta": self.about,
            "giay_phep": self.licence,
            "ngon_ngu": "vi",
            "so_dong": self.count(),
            "moi_nhat": self._newest_said(),
            "lay_luc": timezone.localtime().isoformat(timespec="seconds"),
            "cot": [{"ten": column.name, "y_nghia": column.meaning} for column in self.columns],
        }

    def csv_metadata(self, publisher: str) -> dict[str, Any]:
        """The same beside the CSV, as programs look for it (W3C, Metadata Vocabulary for Tabular Data)."""
        columns = [
            {"name": one.name, "titles": one.name, "dc:description": one.meaning, "datatype": one.kind}
            for one in self.columns
        ]
        return {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
            "url": settings.SITE_URL + reverse("portal:data_csv", args=[self.slug]),
            "dc:title": self.title,
            "dc:description": self.about,
            "dc:license": self.licence,
            "dc:publisher": publisher,
            "dc:modified": self._newest_said(),
            "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
            "tableSchema": {"columns": columns, "primaryKey": self.columns[0].name},
        }

    def as_csv(self) -> bytes:
        """The rows as CSV; no cell can act as a formula where a spreadsheet opens it."""
        columns = [sheets.Column(column.name, column.name) for column in self.columns]
        return sheets.write_csv(columns, ([str(cell) for cell in row] for row in self.rows()))

    def as_json(self) -> Iterator[str]:
        """Metadata and rows as one JSON text, piece by piece."""
        head = json.dumps(self.metadata(), ensure_ascii=False)
        yield f'{head[:-1]}, "dong": [\n'
        names = [column.name for column in self.columns]
        for number, row in enumerate(self.rows()):
            yield (",\n" if number else "") + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        yield "\n]}\n"

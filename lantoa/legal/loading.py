"""The rows that the register starts with."""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction

from lantoa.legal.models import LegalDocument, number_key
from lantoa.legal.register import find_or_create
from lantoa.vietnamese.names import name_key

_TABLE = Path(__file__).parent / "data" / "legal_documents.csv"
_DAYS = ("issued_on", "effective_on", "ends_on")
_TEXTS = ("number", "title", "kind", "issuer", "status", "status_note", "certainty")


def load_register() -> int:
    """Bring in what comes with the project and is not there yet; how many documents were new.

    Can be run again at any time: a document that is there stays as people have kept it.
    """
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    known = {_identity(one) for one in LegalDocument.objects.all()}
    fresh: list[tuple[LegalDocument, str]] = []
    with transaction.atomic():
        for row in rows:
            document = LegalDocument(**{key: row[key] for key in _TEXTS}, **{key: _day(row[key]) for key in _DAYS})
            document.source = "danh mục đi kèm phần mềm"
            if (number_key(document.number), name_key(document.issuer), document.issued_on) not in known:
                document.save()
                fresh.append((document, row["replaced_by"]))
        for document, successor in fresh:
            _join_successor(document, successor)
    return len(fresh)


def _identity(document: LegalDocument) -> tuple[str, str, dt.date | None]:
    return document.number_key, document.issuer_key, document.issued_on


def _join_successor(document: LegalDocument, number: str) -> None:
    if number:
        document.replaced_by = find_or_create(number=number, source="danh mục đi kèm phần mềm").document
        document.save(update_fields=["replaced_by"])


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None

"""Documents of the register from a spreadsheet: what it would change, and the change itself once confirmed."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.legal.document_rows import TITLES, Line, Shelf, find_heir, find_rings, identity, read, shown
from lantoa.legal.keeping import demand_keeping
from lantoa.legal.sheet import COLUMNS, named
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Row


class DocumentImporter:
    """For one keeper of the register. A document is known by number, issuer and date together, as everywhere here."""

    kind = "legal_documents"
    columns = COLUMNS

    def __init__(self, by: User) -> None:
        self.by = by

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        shelf = Shelf(rows)
        lines = [read(row, shelf) for row in rows]
        _refuse_twins(lines)
        for line in lines:
            if line.is_new:
                shelf.put(line.document)
        for line in lines:
            find_heir(line, shelf)
        find_rings(lines)
        faults = sorted((fault for line in lines for fault in line.faults), key=lambda one: one.row)
        return ImportPlan(tuple(map(_change, lines)), tuple(faults))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Save what is new or changed, then who replaces whom; each on record."""
        lines: list[Line] = [one.payload for one in plan.changes if one.kind is not Kind.UNCHANGED]
        verbs = ["Thêm" if line.is_new else "Sửa" for line in lines]
        for line in lines:
            line.document.save()
        for line, verb in zip(lines, verbs, strict=True):
            if line.document.replaced_by != line.heir:
                line.document.replaced_by = line.heir
                line.document.save()
            text = f"{verb} {line.document.citation} từ bảng tính"
            record("legal_document_imported", by=self.by, on=line.document, text=text)


def _refuse_twins(lines: Sequence[Line]) -> None:
    """Two rows about one document, whether it is on record or new."""
    seen = dict[object, int]()
    for line in lines:
        key = line.document.pk or identity(line.document)
        first = seen.setdefault(key, line.row.number)
        if first != line.row.number:
            line.bad("number", f"Trùng văn bản với dòng {first}; giữ lại một dòng.")


def _change(line: Line) -> Change:
    after, old_heir = shown(line.document), line.document.replaced_by
    keys = [key for key in TITLES if key in after and line.before.get(key, "") != after[key]]
    fields = [FieldChange(TITLES[key], line.before.get(key, ""), after[key]) for key in keys]
    if line.heir != old_heir:
        fields.append(FieldChange(TITLES["replaced_by"], *(named(one) if one else "" for one in (old_heir, line.heir))))
    kind = Kind.NEW if line.is_new else Kind.CHANGED if fields else Kind.UNCHANGED
    return Change(line.row.number, line.document.citation, kind, tuple(fields), payload=line)


def _importer(request: HttpRequest) -> DocumentImporter:
    assert isinstance(request.user, User)
    demand_keeping(request.user)
    return DocumentImporter(request.user)


PAGES = ImportPages(
    importer=_importer,
    app="legal",
    name="document_import",
    title="Nhập văn bản từ bảng tính",
    noun="văn bản",
    lead="Thêm văn bản hoặc sửa hiệu lực nhiều văn bản một lần.",
    back="legal:list",
    back_label="Về danh mục văn bản",
)

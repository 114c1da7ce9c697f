"""Procedures from a spreadsheet: what it would change, and the change itself once confirmed. A row with the decision of
the version that holds, or of one to come, puts right what was written down; with another one it is a new version."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Model
from django.http import HttpRequest

from lantoa.accounts.models import User
from lantoa.procedures import finding
from lantoa.procedures.content import Content
from lantoa.procedures.keeping import NOT_CENTRAL, demand_keeping, may_keep
from lantoa.procedures.models import LifeEvent
from lantoa.procedures.sheet import COLUMNS
from lantoa.procedures.sheet_rows import TITLES, Catalogue, SheetLine, read
from lantoa.procedures.versions import add_version, change_version
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Row


class ProcedureImporter:
    """For one keeper of the catalogue. A procedure is known by code, level and name, as everywhere here."""

    kind = "procedures"
    columns = COLUMNS

    def __init__(self, by: User) -> None:
        self.by = by

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        catalogue = Catalogue(rows)
        lines = [read(row, catalogue) for row in rows]
        for line in lines:
            if not may_keep(self.by, line.procedure.level):
                line.bad("level", NOT_CENTRAL)
        _refuse_twins(lines)
        faults = sorted((fault for line in lines for fault in line.faults), key=lambda one: one.row)
        return ImportPlan(tuple(map(_change, lines)), tuple(faults), tuple(_doubled_codes(lines)))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Save what is new or changed; each on record, each found from now on."""
        for line in (one.payload for one in plan.changes if one.kind is not Kind.UNCHANGED):
            self._save(line)

    def _save(self, line: SheetLine) -> None:
        procedure, content = line.procedure, Content.of(line.version) if line.version else Content()
        content.fields = line.content.fields
        if line.is_new:
            procedure.save()
        if line.is_new_version:
            add_version(procedure, content, by=self.by)
        elif line.version is not None and line.fields.keys() != {"events"}:
            change_version(line.version, content, by=self.by)
        if line.events is not None:
            procedure.life_events.set(LifeEvent.objects.filter(name__in=line.events))
        finding.keep(procedure)


def _refuse_twins(lines: Sequence[SheetLine]) -> None:
    """Two rows about one procedure, whether it is on record or new."""
    seen = dict[object, int]()
    for line in lines:
        number = line.row.number
        first = min(seen.setdefault(identity, number) for identity in line.identities)
        if first != number:
            line.bad("code", f"Trùng thủ tục với dòng {first}; giữ lại một dòng.")


def _doubled_codes(lines: Sequence[SheetLine]) -> Iterator[str]:
    """Rows of one code that are two procedures, one of them new: right at two levels, else a slip of the hand."""
    by_code = defaultdict[str, list[SheetLine]](list)
    for line in lines:
        by_code[line.procedure.code].append(line)
    for code, same in by_code.items():
        if code and len(same) > 1 and any(line.is_new for line in same):
            rows = " và ".join(f"dòng {line.row.number}" for line in same)
            yield f"Mã {code} đứng ở {rows}: chỉ nhập khi đó là các thủ tục khác nhau dùng chung mã (ở hai cấp)."


def _change(line: SheetLine) -> Change:
    fields = tuple(FieldChange(TITLES[key], *pair) for key, pair in line.fields.items())
    kind = Kind.NEW if line.is_new else Kind.CHANGED if fields else Kind.UNCHANGED
    return Change(line.row.number, line.procedure.label, kind, fields, tuple(line.notes), payload=line)


def _importer(request: HttpRequest) -> ProcedureImporter:
    assert isinstance(request.user, User)
    demand_keeping(request.user)
    return ProcedureImporter(request.user)


PAGES = ImportPages(
    importer=_importer,
    app="procedures",
    name="sheet_import",
    title="Nhập thủ tục từ bảng tính",
    noun="thủ tục",
    lead="Thêm hoặc cập nhật nhiều thủ tục một lần. Trình tự, giấy tờ, căn cứ nhập bằng tệp của Cổng quốc gia.",
    back="procedures:list",
    back_label="Về danh mục thủ tục",
)

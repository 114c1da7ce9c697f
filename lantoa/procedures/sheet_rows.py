"""One row of the catalogue's spreadsheet, read against what the catalogue has."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.procedures.content import CONTENT_FIELDS, Content
from lantoa.procedures.enums import DecisionKind, Level, OnlineLevel, Source
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureVersion
from lantoa.procedures.models.procedure import TWIN
from lantoa.procedures.sheet import COLUMNS, NO, VERSION_DAYS, VERSION_FLAGS, VERSION_TEXTS, YES, shown
from lantoa.tabular.plan import Fault
from lantoa.tabular.sheets import LONGEST_CELL, Row
from lantoa.vietnamese.dates import parse_date, short_date
from lantoa.vietnamese.text import fold, squeeze

TITLES = {column.key: column.title for column in COLUMNS}
_LEVELS = {fold(str(one.label)): one.value for one in Level} | {
    "trung uong": "central",
    "cap bo": "central",
    "bo": "central",
    "tinh": "province",
    "xa": "commune",
    "phuong": "commune",
    "co so": "school",
    "truong": "school",
    "": "unknown",
}
_ONLINE = {fold(str(one.label)): one.value for one in OnlineLevel} | {
    "khong": "none",
    "chua": "none",
    "mot phan": "part",
}
PAST = "Quyết định này đã được quyết định khác thay; xuất lại bảng tính rồi sửa trên bản mới."
ABOLISHED = "Thủ tục này đã có quyết định bãi bỏ; mở trang của thủ tục để ghi phiên bản mới."
_DECISION = re.compile(
    r"(\d+\s*/\s*(?:\d{4}\s*/\s*)?QĐ\s*-\s*[\w&-]+)(?:.*?ngày\s+(\d{1,2}[/-]\d{1,2}[/-]\d{4}))?", re.I
)


class Catalogue:
    """The procedures that rows may mean, read in a few queries."""

    def __init__(self, rows: Sequence[Row]) -> None:
        codes = {row.get("code") for row in rows}
        found = Procedure.objects.filter(code__in=codes).prefetch_related("life_events", "versions")
        self._by_code: dict[str, list[Procedure]] = defaultdict(list)
        for one in found:
            self._by_code[one.code].append(one)
        self.event_names = {fold(one.name): one.name for one in LifeEvent.objects.all()}

    def meant(self, row: Row, level: str) -> Procedure | None:
        """The procedure of that code at that level; where several are, or the row has no code, the one of that name."""
        code = row.get("code")
        same = [one for one in self._by_code[code] if level in (one.level, Level.UNKNOWN)]
        named = [one for one in same if one.name_key == fold(row.get("name"))]
        found = named or (same if code else [])
        return found[0] if len(found) == 1 else None


@dataclass
class SheetLine:
    """A row understood: `version` is the one that it is compared with, `content` what is to be said (without ways,
    papers and bases, which no row tells), `fields` what differs (before, after)."""

    row: Row
    procedure: Procedure
    version: ProcedureVersion | None
    content: Content = field(default_factory=Content)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    events: list[str] | None = None
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_new_version: bool = False

    @property
    def is_new(self) -> bool:
        return self.procedure.pk is None

    @property
    def identities(self) -> list[object]:
        """What no two rows may share: the procedure on record, and what it would be known by."""
        named = (self.procedure.code, self.procedure.level, fold(self.content.fields.get("name", "")))
        return [named, self.procedure.pk] if self.procedure.pk else [named]

    def bad(self, key: str, reason: str) -> None:
        self.faults.append(Fault(self.row.number, TITLES[key], self.row.get(key), reason))


def read(row: Row, catalogue: Catalogue) -> SheetLine:
    """The row as a line; what is wrong with it stands in its `faults`."""
    level = _LEVELS.get(fold(row.get("level")))
    found = catalogue.meant(row, level or Level.UNKNOWN)
    procedure = found or Procedure(code=row.get("code"), level=level or Level.UNKNOWN, name=row.get("name"))
    versions = list(procedure.versions.all()) if found else []
    meant = _meant(row, versions)
    version = meant or next(iter(versions), None)
    line = SheetLine(row, procedure, version, is_new_version=meant is None)
    if level is None:
        line.bad("level", f"Ghi một trong: {'; '.join(Level.labels)}.")
    _fill(line)
    _events(line, catalogue)
    _compare(line)
    if line.is_new_version and any(_is_of(row, one) for one in versions):
        line.bad("decision_number", PAST)
    elif version is not None and version.is_abolition and line.fields:
        line.bad("code", ABOLISHED)
    else:
        _check(line)
    return line


def _meant(row: Row, versions: Sequence[ProcedureVersion]) -> ProcedureVersion | None:
    """The version that a row tells of: of the one that holds and those to come, the one of the row's decision and day,
    or of its decision alone. A row without a decision tells of what an export writes. None where the decision is
    another one."""
    coming = [one for one in versions if not one.has_begun]
    held = [*versions[len(coming) :][:1], *reversed(coming)]
    if row.instead_of("decision_number", ""):
        held = [one for one in held if _is_of(row, one)]
    of_day = [one for one in held if short_date(one.in_force_from) == row.get("in_force_from")]
    return next(iter(of_day or held), None)


def _is_of(row: Row, version: ProcedureVersion) -> bool:
    """Whether the row names the version's decision, however it is written."""
    said, kept = row.get("decision_number"), version.decision_number
    return bool(said and kept) and _bare_number(said) == _bare_number(kept)


def _bare_number(text: str) -> str:
    found = _DECISION.search(text)
    return re.sub(r"\s", "", fold(found[1] if found else text))


def _fill(line: SheetLine) -> None:
    fields, row, version = line.content.fields, line.row, line.version
    if version:
        fields |= {name: getattr(version, name) for name in (*CONTENT_FIELDS, "decision_number", "decision_issuer")}
        fields |= {name: None if line.is_new_version else getattr(version, name) for name in VERSION_DAYS}
    for name in VERSION_TEXTS:
        fields[name] = _text(line, name, str(fields.get(name, "")))
    said = _DECISION.search(row.get("decision_number"))
    if said and version and not line.is_new_version:
        fields["decision_number"] = version.decision_number
    elif said:
        fields["decision_number"] = squeeze(said[1])
    typed = {name: row.get(name) for name in VERSION_DAYS}
    typed["decided_on"] = typed["decided_on"] or (said[2] if said and said[2] else "")
    for name in VERSION_DAYS:
        fields[name] = _day(line, name, typed[name], fields.get(name))
    for name in VERSION_FLAGS:
        fields[name] = _flag(line, name, bool(fields.get(name)))
    online = _ONLINE.get(fold(row.get("online_level")))
    if row.get("online_level") and online is None:
        line.bad("online_level", f"Ghi một trong: {'; '.join(OnlineLevel.labels)}.")
    fields["online_level"] = online or fields.get("online_level", OnlineLevel.NONE)
    if fields["in_force_from"] is None:
        begins: dt.date = fields["decided_on"] or timezone.localdate()
        fields["in_force_from"] = begins
        line.notes.append(f"Chưa ghi ngày hiệu lực: lấy {short_date(begins)}")


def _text(line: SheetLine, name: str, old: str) -> str:
    """The cell's text; one that only lost its line breaks, or its end where cells are cut, is the old one."""
    typed = line.row.get(name)
    if typed and squeeze(old)[:LONGEST_CELL].strip() == typed.strip():
        return old
    if len(typed) >= LONGEST_CELL:
        line.bad(name, f"Ô dài quá {LONGEST_CELL} ký tự; nhập nội dung này ở trang của thủ tục.")
    return line.row.instead_of(name, old)


def _day(line: SheetLine, name: str, typed: str, old: dt.date | None) -> dt.date | None:
    try:
        return parse_date(typed.replace("-", "/")) if typed else old
    except ValueError as fault:
        line.bad(name, str(fault))
        return old


def _flag(line: SheetLine, name: str, old: bool) -> bool:
    typed = fold(line.row.get(name))
    if typed and typed not in (fold(YES), fold(NO), "x"):
        line.bad(name, f"Ghi {YES} hoặc {NO}.")
    return typed in (fold(YES), "x") if typed else old


def _events(line: SheetLine, catalogue: Catalogue) -> None:
    typed = list(dict.fromkeys(squeeze(one) for one in line.row.get("events").split(";") if one.strip()))
    if not typed:
        return
    unknown = [one for one in typed if fold(one) not in catalogue.event_names]
    if unknown:
        line.bad("events", f"Danh mục sự kiện chưa có: {'; '.join(unknown)}. Thêm ở mục Sự kiện trước.")
    line.events = [catalogue.event_names[fold(one)] for one in typed if fold(one) in catalogue.event_names]


def _compare(line: SheetLine) -> None:
    """What differs from the version that the row tells of, or from the last one where its decision is another."""
    old_events = sorted(one.name for one in line.procedure.life_events.all()) if not line.is_new else []
    events = old_events if line.events is None else sorted(line.events)
    before = shown(line.procedure, line.version, old_events) if line.version else {}
    after = shown(line.procedure, line.content.version(line.procedure), events)
    keys = [key for key in TITLES if before.get(key, "") != after[key] and (before or after[key] not in ("", NO))]
    line.fields = {key: (before.get(key, ""), after[key]) for key in keys}
    fields = line.content.fields
    if line.is_new_version:
        fields["decision_kind"] = DecisionKind.AMENDED if line.version else DecisionKind.ANNOUNCED
        fields["source"], fields["unsure"] = Source.SHEET, {}
        if line.version:
            line.notes.append("Quyết định khác lần trước: ghi thành phiên bản mới")


def _check(line: SheetLine) -> None:
    fields, last = line.content.fields, line.version
    if fields["decided_on"] and fields["in_force_from"] < fields["decided_on"]:
        line.bad("in_force_from", "Ngày có hiệu lực không thể trước ngày ban hành.")
    if last and line.is_new_version and fields["in_force_from"] < last.in_force_from:
        line.bad("in_force_from", f"Phiên bản trước có hiệu lực từ {short_date(last.in_force_from)}; ngày này sớm hơn.")
    if last and not line.is_new_version and "in_force_from" in line.fields:
        line.bad("in_force_from", "Cùng quyết định thì ngày hiệu lực giữ nguyên; sửa ở trang của thủ tục nếu ghi sai.")
    if not line.is_new and "name" in line.fields and line.procedure.has_twin(fields["name"]):
        line.bad("name", TWIN)
    try:
        line.content.version(line.procedure).clean_fields(exclude=["procedure", "added_by"])
    except ValidationError as fault:
        for key, reasons in fault.message_dict.items():
            line.bad(key if key in TITLES else "name", " ".join(reasons))

"""One row of the register's spreadsheet, read against what the register has: the document as the row wants it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from lantoa.legal.enums import NO_LONGER_IN_FORCE, LegalStatus
from lantoa.legal.models import LegalDocument, number_key
from lantoa.legal.numbers import issuer_of, kind_of
from lantoa.legal.register import among
from lantoa.legal.sheet import COLUMNS
from lantoa.tabular.plan import Fault
from lantoa.tabular.sheets import Row
from lantoa.vietnamese.dates import parse_date, short_date
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold

TITLES = {column.key: column.title for column in COLUMNS}
_TEXTS = ("number", "kind", "title", "issuer", "status_note", "source", "url")
_DAYS = ("issued_on", "effective_on", "ends_on")
_EFFECTS = {fold(str(one.label)): one for one in LegalStatus}
_CHECKED_HERE = ["issuer_key", "number_key", "folded", "replaced_by"]


class Shelf:
    """The documents that rows may mean, read in two queries and found by number, or by title where they have none."""

    def __init__(self, rows: Sequence[Row]) -> None:
        numbers = {number_key(row.get("number")) for row in rows}
        numbers |= {number_key(row.get("replaced_by").split(" – ")[0]) for row in rows}
        found = LegalDocument.objects.select_related("replaced_by").order_by("pk")
        self._by_number: dict[str, list[LegalDocument]] = defaultdict(list)
        self._by_title: dict[str, list[LegalDocument]] = defaultdict(list)
        for one in [*found.filter(number_key__in=numbers - {""}), *found.filter(number_key="")]:
            self.put(one)

    def put(self, document: LegalDocument) -> None:
        self._by_number[number_key(document.number)].append(document)
        self._by_title[fold(document.title)].append(document)

    def of_number(self, number: str) -> list[LegalDocument]:
        return self._by_number[number_key(number)] if number_key(number) else []

    def named(self, text: str) -> list[LegalDocument]:
        """The documents that a cell names by number or title, with or without its day."""
        name, _, day = text.rpartition(" – ") if " – " in text else (text, "", "")
        found = self.of_number(name) or self._by_title[fold(name)]
        return [one for one in found if day and one.issued_on and f"{one.issued_on:%d/%m/%Y}" == day.strip()] or found

    def meant(self, row: Row, issuer: str, issued_on: dt.date | None) -> tuple[LegalDocument | None, str]:
        """The document on record that a row is about, and why that is doubtful, if it is."""
        number = row.get("number")
        if not number:
            same = [one for one in self._by_title[fold(row.get("title"))] if one.issued_on == issued_on]
            return (same[0] if same else None), ""
        known = self.of_number(number)
        exact = [one for one in known if one.issuer_key == name_key(issuer) and one.issued_on == issued_on]
        if exact:
            return exact[0], ""
        found = among(known, number, issuer, issued_on)
        return (found.document, found.doubt) if found else (None, "")


@dataclass
class Line:
    """A row understood: `document` carries the new values, `before` what is shown of the old ones."""

    row: Row
    document: LegalDocument
    before: dict[str, str]
    heir: LegalDocument | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.document.pk is None

    def bad(self, key: str, reason: str) -> None:
        self.faults.append(Fault(self.row.number, TITLES[key], self.row.get(key), reason))


def read(row: Row, shelf: Shelf) -> Line:
    """The row as a line; what is wrong with it stands in its `faults`. The heir is found later, by `find_heir`."""
    days, wrong = _days(row)
    issuer = row.get("issuer") or issuer_of(row.get("number"))
    found, doubt = shelf.meant(row, issuer, days.get("issued_on"))
    document = found or LegalDocument()
    line = Line(row, document, shown(document) if found else {})
    for key, reason in wrong.items():
        line.bad(key, reason)
    if doubt:
        line.bad("number", f"{doubt} Sửa ở trang của văn bản nếu danh mục sai.")
    _fill(line, days)
    _set_effect(line)
    _check(line)
    return line


def _days(row: Row) -> tuple[dict[str, dt.date | None], dict[str, str]]:
    """The days that the cells give (None: to be emptied), and what is wrong with others."""
    days, wrong = dict[str, dt.date | None](), dict[str, str]()
    for key in filter(row.get, _DAYS):
        typed = row.instead_of(key, "")
        try:
            days[key] = parse_date(typed) if typed else None
        except ValueError as fault:
            wrong[key] = str(fault)
    return days, wrong


def _fill(line: Line, days: dict[str, dt.date | None]) -> None:
    document, row = line.document, line.row
    for key in _TEXTS:
        setattr(document, key, row.instead_of(key, getattr(document, key)))
    for key, day in days.items():
        setattr(document, key, day)
    document.kind = document.kind or kind_of(document.number, document.title)
    document.issuer = document.issuer or issuer_of(document.number)


def _set_effect(line: Line) -> None:
    """The status that a cell asks for, where it is another than today's; one that has ended is not brought back so."""
    typed = line.row.get("effect")
    status = _EFFECTS.get(fold(typed))
    if typed and status is None:
        line.bad("effect", f"Ghi một trong: {'; '.join(LegalStatus.labels)}.")
    if status is None or line.before.get("effect") == status.label:
        return
    if status in NO_LONGER_IN_FORCE:
        line.document.status = status
        if line.document.ends_on is None:
            line.bad("ends_on", "Văn bản không còn hiệu lực cần ngày hết hiệu lực.")
    elif line.document.is_dead:
        line.bad("effect", "Văn bản đã ghi hết hiệu lực; bỏ ghi ở trang của văn bản, hoặc sửa ngày hết hiệu lực.")
    else:
        line.document.status = status


def _check(line: Line) -> None:
    document = line.document
    issued, begins, ends = document.issued_on, document.effective_on, document.ends_on
    if issued and begins and begins < issued:
        line.bad("effective_on", "Ngày có hiệu lực không thể trước ngày ban hành.")
    if issued and ends and ends <= issued:
        line.bad("ends_on", "Ngày hết hiệu lực phải sau ngày ban hành.")
    try:
        document.clean_fields(exclude=_CHECKED_HERE)
    except ValidationError as fault:
        for key, reasons in fault.message_dict.items():
            line.bad(key if key in TITLES else "number", " ".join(reasons))


def find_heir(line: Line, shelf: Shelf) -> None:
    """The document that replaces this one: it stands in the register or in the file, and is exactly one."""
    typed, document = line.row.get("replaced_by"), line.document
    line.heir = document.replaced_by
    if typed:
        named = line.row.instead_of("replaced_by", "")
        found = shelf.named(named) if named else []
        line.heir = found[0] if len(found) == 1 else None
        if named and not found:
            line.bad("replaced_by", "Danh mục và bảng này chưa có văn bản đó; thêm văn bản hoặc sửa số.")
        elif len(found) > 1:
            line.bad("replaced_by", "Có nhiều văn bản mang số này; ghi thêm ngày: số – ngày/tháng/năm.")
    if line.faults:
        return
    was_replaced = line.before.get("effect") == LegalStatus.REPLACED.label
    if document.status == LegalStatus.REPLACED and line.heir is None and not was_replaced:
        line.bad("replaced_by", "Văn bản được thay thế cần số của văn bản thay thế.")
    elif line.heir is not None and line.heir != document.replaced_by:
        if not document.is_dead:
            line.bad("effect", "Văn bản có văn bản thay thế thì ghi “đã được thay thế” và ngày hết hiệu lực.")
        document.status = LegalStatus.REPLACED


def find_rings(lines: Iterable[Line]) -> None:
    """No document replaces itself, through however many others."""
    heirs = {_who(line.document): line.heir for line in lines}
    for line in lines:
        seen, here = set[int](), line.heir
        while here is not None and here != line.document and _who(here) not in seen:
            seen.add(_who(here))
            here = heirs.get(_who(here), here.replaced_by)
        if here is not None and here == line.document:
            line.bad("replaced_by", "Các văn bản này thay thế lẫn nhau; sửa cột “Thay bằng”.")


def _who(document: LegalDocument) -> int:
    return document.pk or -id(document)


def identity(document: LegalDocument) -> tuple[str, str, dt.date | None]:
    """What tells a document from others: number, or title where it has none, issuer and day."""
    name = number_key(document.number) or f"tên {fold(document.title)}"
    return name, name_key(document.issuer), document.issued_on


def shown(document: LegalDocument) -> dict[str, str]:
    """Every value of a document as people read it, by the columns' keys."""
    values = {key: str(getattr(document, key)) for key in _TEXTS}
    values |= {key: short_date(day) if (day := getattr(document, key)) else "" for key in _DAYS}
    return values | {"effect": str(document.effect.label)}

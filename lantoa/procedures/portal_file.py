"""Reads what the national portal gives out of a procedure (`ChiTietTTHC_<mã>.doc`, in truth often .docx): labels with
their text one under another, and tables for ways of filing, papers and legal bases. Pure: an opened document in, a
record out. Words are taken as they stand; fees and exemptions keep every line of theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lantoa.documents.source import Line, SourceDocument, Table
from lantoa.procedures.portal_tables import Rows, bases_of, kind_of_table, parts_of, ways_of
from lantoa.vietnamese.text import fold, squeeze

NOT_ONE = (
    "Tệp này không phải chi tiết thủ tục hành chính của Cổng Dịch vụ công quốc gia; mở trang của thủ tục trên Cổng, "
    "bấm tải tệp chi tiết (ChiTietTTHC) rồi chọn lại."
)
NOTHING = {"", "khong co thong tin", "khong co", "khong", "khong quy dinh", "chua co van ban"}
_EMPTY_FOR = NOTHING - {"khong"}
# In the order of the portal's file; a label may be written in several ways.
LABELS: dict[str, tuple[str, ...]] = {
    "code": ("ma thu tuc hanh chinh", "ma thu tuc", "ma so"),
    "decision_number": ("so quyet dinh cong bo", "so quyet dinh"),
    "name": ("ten thu tuc hanh chinh", "ten thu tuc"),
    "level": ("cap thuc hien",),
    "kind": ("loai thu tuc hanh chinh", "loai thu tuc"),
    "field": ("linh vuc",),
    "steps": ("trinh tu thuc hien",),
    "ways": ("cach thuc thuc hien",),
    "parts": ("thanh phan, so luong ho so", "thanh phan ho so"),
    "sets": ("so luong ho so", "so bo ho so"),
    "time_limit": ("thoi han giai quyet",),
    "fee": ("phi, le phi", "le phi"),
    "applicants": ("doi tuong thuc hien",),
    "acting_body": ("co quan truc tiep thuc hien", "co quan thuc hien"),
    "deciding_body": ("co quan co tham quyen quyet dinh", "co quan co tham quyen"),
    "receiving_address": ("dia chi tiep nhan ho so", "dia chi tiep nhan hs", "dia chi tiep nhan"),
    "authorised_body": ("co quan duoc uy quyen",),
    "coordinating_body": ("co quan phoi hop",),
    "results": ("ket qua thuc hien",),
    "bases": ("can cu phap ly",),
    "conditions": ("yeu cau hoac dieu kien thuc hien", "yeu cau, dieu kien thuc hien", "yeu cau, dieu kien"),
    "keywords": ("tu khoa",),
    "description": ("mo ta",),
    "other": ("thu tuc hanh chinh lien quan", "thu tuc lien quan", "ten mau don, to khai", "mau don, to khai"),
}
_ORDER = {key: place for place, key in enumerate(LABELS)}
_SHORT = ("code", "decision_number", "name", "level", "kind", "field", "sets")
_FEWEST = 5  # labels that make a file one of a procedure
_CODE = re.compile(r"\d\.\d{6}(?:\.[A-ZĐ]?\d{1,3}){0,3}")
_DECISION = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?QĐ\s*-\s*[\w&-]+", re.IGNORECASE)
_LEVELS = {"bo": "central", "trung uong": "central", "tinh": "province", "xa": "commune", "co so giao duc": "school"}


class NotAProcedure(ValueError):
    """The file is something else; `sentence` says so and what to do."""

    sentence = NOT_ONE


@dataclass
class PortalRecord:
    """`fields` by the names of ProcedureVersion, with `code` and `level`; `unsure` says of which of them a person
    should look, and why. Dates in `bases` are as printed."""

    fields: dict[str, str] = field(default_factory=dict)
    ways: list[dict[str, str]] = field(default_factory=list)
    parts: list[dict[str, str]] = field(default_factory=list)
    bases: list[dict[str, str]] = field(default_factory=list)
    unsure: dict[str, str] = field(default_factory=dict)


@dataclass
class _Piece:
    """A paragraph or a table, with the label that it bears at its head, if any."""

    text: str = ""
    rows: Rows | None = None
    label: str = ""
    rest: str = ""


def read_portal_file(document: SourceDocument) -> PortalRecord:
    """The procedure that the document tells of. Raises NotAProcedure where it tells of none."""
    pieces = list(_pieces(document))
    chosen = _labels(pieces)
    named = {pieces[place].label for place in chosen}
    if len(named - {"other"}) < _FEWEST or "name" not in named:
        raise NotAProcedure(NOT_ONE)
    sections: dict[str, list[_Piece]] = {}
    key = ""
    for place, piece in enumerate(pieces):
        if place in chosen:
            key = piece.label
            sections.setdefault(key, [])
            if piece.rest:
                sections[key].append(_Piece(piece.rest))
        elif key:
            sections[key].append(piece)
    return _record(sections)


def _pieces(document: SourceDocument) -> Iterator[_Piece]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield from (_labelled(text) for text in _lines(document.text[block.start : block.end]))
        else:
            yield from _of_table(document, block)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _of_table(document: SourceDocument, table: Table) -> Iterator[_Piece]:
    """A table as rows; one that only puts labels beside their text is taken apart."""
    rows: Rows = [
        [("\n".join(_lines(document[cell.span])) if cell else "") for cell in cells] for cells in table.grid()
    ]
    if kind_of_table(rows):
        yield _Piece(rows=rows)
        return
    for row in rows:
        first, *others = list(dict.fromkeys(row))
        label, rest = _label_of(_lines(first)[0]) if first else ("", "")
        if label and not rest and others:
            yield _Piece(first, label=label)
            yield from (_Piece(line) for cell in others for line in _lines(cell))
        else:
            yield from (_labelled(line) for cell in dict.fromkeys(row) for line in _lines(cell))


def _labelled(text: str) -> _Piece:
    label, rest = _label_of(text)
    return _Piece(text, label=label, rest=rest)


def _label_of(text: str) -> tuple[str, str]:
    """The label that a line begins with and what follows it on the line."""
    head, colon, rest = text.partition(":")
    bare = re.sub(r"^[\W\d]+", "", fold(head)) if len(head) < 60 else ""
    for key, names in LABELS.items():
        if bare in names:
            return (key, rest.strip()) if colon or not rest else ("", "")
    return "", ""


def _labels(pieces: list[_Piece]) -> set[int]:
    """Which lines that look like labels are some: the longest run of them in the file's own order, and of the others
    each that the run lacks. A step that begins with "Kết quả thực hiện:" is not one."""
    places = [place for place, piece in enumerate(pieces) if piece.label]
    best: dict[int, tuple[int, int]] = {}  # place: (length of the run that ends here, the place before)
    for place in places:
        before = [(best[one][0], one) for one in best if _ORDER[pieces[one].label] < _ORDER[pieces[place].label]]
        length, last = max(before, default=(0, -1))
        best[place] = (length + 1, last)
    run: list[int] = []
    here = max(best, key=lambda one: best[one][0], default=-1)
    while here >= 0:
        run.append(here)
        here = best[here][1]
    known = {pieces[one].label for one in run}
    extra = {pieces[one].label: one for one in reversed(places) if pieces[one].label not in known}
    return {*run, *extra.values()}


def _record(sections: dict[str, list[_Piece]]) -> PortalRecord:
    record = PortalRecord()
    for key, pieces in sections.items():
        if key not in ("ways", "parts", "bases", "other"):
            text = _text(pieces)
            record.fields[key] = squeeze(text) if key in _SHORT else text
    _read_rows(record, sections)
    _read_identity(record)
    _say_what_lacks(record)
    return record


def _text(pieces: list[_Piece]) -> str:
    lines = [piece.text if piece.rows is None else _flat(piece.rows) for piece in pieces]
    text = "\n".join(filter(None, lines)).strip()
    return "" if fold(text).strip(" .") in _EMPTY_FOR else text


def _flat(rows: Rows) -> str:
    return "\n".join(" | ".join(filter(None, dict.fromkeys(row))) for row in rows)


def _read_rows(record: PortalRecord, sections: dict[str, list[_Piece]]) -> None:
    """Tables wherever they stand: their heads say what they are."""
    case, notes = "", []
    for key, pieces in sections.items():
        for before, piece in pairwise([_Piece(), *pieces]):
            if piece.rows is None:
                notes += [piece.text] if key == "ways" else []
                continue
            kind = kind_of_table(piece.rows)
            if kind == "ways":
                record.ways += ways_of(piece.rows, record.unsure)
            elif kind == "bases":
                record.bases += bases_of(piece.rows)
            elif kind == "parts":
                case = _case(before) if before.rows is None else case
                record.parts += parts_of(piece.rows, case)
    filing = "\n".join(notes)
    record.fields["filing"] = "" if fold(filing).strip(" .") in NOTHING else filing
    record.fields["exemptions"] = _exemptions(record)
    if not record.parts:
        _parts_in_lines(record, sections.get("parts", []))


def _case(before: _Piece) -> str:
    """For whom the papers of the table below are; "Bao gồm" says nothing of it."""
    text = re.sub(r"^[\W\d]+|[\s:]+$", "", before.text)
    return "" if fold(text) in {"bao gom", "ho so gom", "thanh phan ho so", "ho so bao gom"} else text


def _parts_in_lines(record: PortalRecord, pieces: list[_Piece]) -> None:
    lines = [piece.text for piece in pieces if piece.text and fold(piece.text).strip(" .") not in NOTHING]
    names = [re.sub(r"^(?:[-–+*•]|\d{1,2}[.)]|[a-zđ]\))\s*", "", line).strip(" ;.") for line in lines]
    record.parts = [{"name": name, "case": ""} for name in names if name and not name.endswith(":")]
    if record.parts:
        record.unsure["parts"] = "Giấy tờ không nằm trong bảng: mỗi dòng được lấy làm một giấy tờ; xem lại."


def _exemptions(record: PortalRecord) -> str:
    """Every line on fees that speaks of being let off, word for word."""
    said = [record.fields.get("fee", ""), *(f"{way['fee']}\n{way['description']}" for way in record.ways)]
    lines = [line for text in said for line in _lines(text) if re.search(r"\b(?:miễn|giảm)\b", line, re.IGNORECASE)]
    return "\n".join(dict.fromkeys(lines))


def _read_identity(record: PortalRecord) -> None:
    fields, unsure = record.fields, record.unsure
    code, decision = _CODE.search(fields.get("code", "")), _DECISION.search(fields.get("decision_number", ""))
    if code:
        fields["code"] = code[0]
    else:
        unsure["code"] = "Không đọc được mã thủ tục (dạng 1.234567); điền theo trang của thủ tục."
    if decision:
        fields["decision_number"] = squeeze(decision[0])
    elif fields.get("decision_number"):
        unsure["decision_number"] = f"Số quyết định ghi “{fields['decision_number'][:60]}”; xem lại."
    said = fold(fields.get("level", ""))
    levels = {value for word, value in _LEVELS.items() if re.search(rf"\b{word}\b", said)}
    fields["level"] = levels.pop() if len(levels) == 1 else "unknown"
    if fields["level"] == "unknown":
        unsure["level"] = f"Cấp thực hiện ghi “{said or 'trống'}”; chọn một cấp."


_NEEDED = {
    "steps": "trình tự",
    "applicants": "đối tượng",
    "deciding_body": "cơ quan có thẩm quyền",
    "results": "kết quả",
}


def _say_what_lacks(record: PortalRecord) -> None:
    for key, words in _NEEDED.items():
        if not record.fields.get(key):
            record.unsure[key] = f"Tệp không có {words}."
    if not record.ways:
        record.unsure.setdefault("ways", "Tệp không có bảng cách thức thực hiện: điền thời hạn, phí từng cách nộp.")
    if not record.parts:
        record.unsure["parts"] = "Tệp không có thành phần hồ sơ."
    if not record.bases:
        record.unsure["bases"] = "Tệp không có bảng căn cứ pháp lý."

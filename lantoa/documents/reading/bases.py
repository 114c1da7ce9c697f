"""The documents that the plan rests on. Reads the paragraphs ahead of section I, writes LegalBasis.

CONTRACT, "Head": one entry per document, also where one "Căn cứ" names several; "Theo đề nghị" and "Xét" give none.
"""

import re
from collections.abc import Iterable, Iterator

from lantoa.documents.plan import LegalBasis
from lantoa.documents.reading.citations import find_numbers
from lantoa.documents.reading.issuer import builder
from lantoa.documents.reading.joining import Flow, Layout, Paragraph
from lantoa.documents.reading.joining import paragraph as to_paragraph
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.text import UPPER
from lantoa.vietnamese.timing import find_days

_OPENING = re.compile(
    r"(?:Căn cứ(?: theo| vào)?|CĂN CỨ|Thực hiện|Thi hành|Triển khai(?: thực hiện)?|Theo|Tiếp tục thực hiện"
    r"|Trên cơ sở)\s*:?\s+(?!đề nghị|đề xuất)"
)
_LEADS_IN = re.compile(r"(?:Căn cứ|CĂN CỨ|Thực hiện|Thi hành)(?:\s+[^.;:]{1,60})?\s*:$")  # "Căn cứ các văn bản sau:"
_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Thông tư(?: liên tịch)?|Kế hoạch"
    r"|Chương trình|Công văn|Công điện|Hướng dẫn|Đề án|Thông báo|Kết luận|Quy định|Quy chế|Điều lệ"
    r"|Văn bản(?: hợp nhất)?|Báo cáo"
    r"|Chiến lược|Quy hoạch|Thông tri|Hợp đồng|Giấy|Lệnh|Sắc lệnh|Văn kiện)"
)
_DOCUMENT = re.compile(rf"(?:(?:các|những|một số)\s+)?{_KIND}(?!\w)", re.IGNORECASE)
_SPLIT = re.compile(
    rf";\s*(?:và\s+)?|\.\s+(?=[{UPPER}])|(?:,|\s+và|,\s*và)\s+(?={_KIND}\s+(?:số\s+)?\d)|\s+(?=Căn cứ\s)"
    rf"|,\s*(?=căn cứ\s)",
    re.DOTALL,
)
_MAIN = re.compile(
    r"\s+(?:(?:tiến hành|tổ chức)\s+)?(?:xây dựng|ban hành|lập|đề ra|triển khai|tổ chức|thực hiện|thông báo|yêu cầu"
    r"|đề nghị|hướng dẫn)\b"
)
_ABOUT_MARK = re.compile(r"\s*(?:,\s*)?(?:về\s+việc|v/v|về)\s*:?\s+", re.IGNORECASE)
_ABOUT_VERB = re.compile(
    r"(?:\s+|,\s*)(?=(?:[Bb]an hành|[Qq]uy định|sửa đổi|[Hh]ướng dẫn|[Pp]hê duyệt|thực hiện|triển khai|đẩy mạnh"
    r"|tăng cường|thông qua"
    r"|công bố|tuyên truyền|cải cách|kiểm soát|giao|bãi bỏ|bổ sung|thay thế|giai đoạn|phát động)\b)|\s*(?=[“\"])"
)
_ISSUER = re.compile(r"\s*(?:,\s*)?\bcủa\s+")
_NEW_START = re.compile(
    r"\(?(?:Căn cứ|CĂN CỨ|Thực hiện|Thi hành|Triển khai|Tiếp tục|Theo|Xét|Để|Nhằm|Trên cơ sở|Hưởng ứng|Phát huy|Nay)\b"
)
_ABOUT = re.compile(r"\b(?:về|v/v)\b", re.IGNORECASE)
_KIND_AND_NUMBER = re.compile(rf"{_KIND}\s+(?:số\s*:?\s*)?\d")
_NEXT_NUMBER = re.compile(r"(?:và\s+)?số\s*:?\s*\d")  # "các Quyết định của UBND tỉnh: số 1…; số 2…"
_ISSUER_AHEAD = re.compile(r"\bcủa\s+(?P<issuer>[^:;]{2,120}?)\s*[:,]?\s*(?:số\s*)?$")
_AND_ANOTHER = re.compile(r"\s*(?:và\b|,\s)")
_DATE_ONLY = re.compile(
    r"[\s,()]*(?:(?:được\s+)?(?:ký\s+"
    r"|ban hành\s+)?ngày\s+[\d/.\s-]+(?:tháng[\d\s]+)?(?:năm[\d\s]+)?)?[\s,()]*$"
)
_DATE_LEAD = re.compile(r"\s*,?\s*(?:ngày|ký ngày|ban hành ngày)?\s*$")


def whole_bases(flow: Iterable[Flow], layout: Layout) -> list[Paragraph]:
    """The paragraphs of the preamble; a basis whose line broke before a capital ("huyện Phú | Hòa") is closed up."""
    found: list[Paragraph] = []
    for piece in flow:
        if not isinstance(piece, Paragraph):
            continue
        if found and _breaks_off(found[-1]) and _goes_on_from_basis(piece, layout):
            found[-1] = to_paragraph([*found[-1].lines, *piece.lines])
        else:
            found.append(piece)
    return found


def _breaks_off(before: Paragraph) -> bool:
    return bool(_OPENING.match(before.text)) and before.text[-1] not in ";.:,…”" and not before.lines[-1].whole


def _goes_on_from_basis(after: Paragraph, layout: Layout) -> bool:
    line = after.lines[0]
    if after.mark or line.whole or line.heading or after.text.isupper() or (layout.blank_breaks and line.blanks):
        return False
    building = builder(after.passage)
    return not _NEW_START.match(after.text) and (building is None or building.start != after.passage.start)


def read_bases(paragraphs: Iterable[Passage], *, listed: bool = False) -> list[LegalBasis]:
    """The bases in order; `listed`: the paragraphs are a list of documents without "Căn cứ" ahead of each."""
    bases: list[LegalBasis] = []
    for paragraph in paragraphs:
        if _LEADS_IN.match(paragraph.text):
            listed = True
            continue
        if not listed and not _OPENING.match(paragraph.text):
            continue
        joined = False
        for clause, end in _clauses(paragraph):
            opening = _OPENING.match(clause.text) or re.match(r"(?i)(?:căn cứ|thực hiện)\s+", clause.text)
            rest = clause.cut(opening.end()) if opening else clause
            named = _DOCUMENT.match(rest.text) or (bases and _NEXT_NUMBER.match(rest.text))
            if not named or re.match(r"Theo đề nghị|Xét", clause.text):
                continue
            basis = _basis(rest)
            if not _DOCUMENT.match(rest.text):
                basis.issuer = basis.issuer or bases[-1].issuer
            if joined and bases[-1].issuer is None and bases[-1].about is None:
                bases[-1].issuer, bases[-1].about = basis.issuer, basis.about
            bases.append(basis)
            joined = _AND_ANOTHER.match(paragraph.text, end) is not None
    return bases


def _clauses(paragraph: Passage) -> Iterator[tuple[Passage, int]]:
    """Clauses with their ends, cut where a next document begins: not within what one is about, nor in quotes."""
    start = 0
    for cut in _SPLIT.finditer(paragraph.text):
        sort = cut[0].strip()[:1]
        head = paragraph.text[start : cut.start()]
        if head.count("“") > head.count("”") or (sort in ",v" and _goes_on_in_about(head, paragraph.text[cut.end() :])):
            continue
        if sort == "." and re.search(r"\b(?:TP|TX|P|Q|H|T)$", head):
            continue
        clause = paragraph.cut(start, cut.start())
        if clause:
            yield clause, cut.start()
        start = cut.end()
    rest = paragraph.cut(start)
    if rest:
        yield rest, len(paragraph.text)


def _goes_on_in_about(head: str, rest: str) -> bool:
    """Whether "và Quyết định số …" still says what the document of `head` is about, not what the next one is."""
    about = _ABOUT.search(head)
    if not about or rest[:8].lower().startswith("căn cứ"):
        return False
    names_another = _KIND_AND_NUMBER.search(head, about.end())
    next_about = _ABOUT.search(re.split(rf";|\.\s+(?=[{UPPER}])", rest, maxsplit=1)[0])
    return bool(names_another) or not next_about


def _basis(clause: Passage) -> LegalBasis:
    """One document's entry, without the main clause that goes on after it (", Sở X xây dựng Kế hoạch …")."""
    clause = _without_main(clause)
    number = next(find_numbers(clause.text), None)
    if number and _inside_about(clause.text[: number.start]):
        number = None
    about_at = _about_start(clause.text, number.end if number else 0)
    day = next((day for day in find_days(clause.text) if day.year and day.at < about_at), None)
    date = day.first(0) if day else None
    issuer, end = _issuer(clause, number.end if number else 0)
    ahead = _ISSUER_AHEAD.search(clause.text[: number.start]) if number and not issuer else None
    if ahead and opens_unit(ahead["issuer"]):
        issuer = clause.cut(*ahead.span("issuer"))
    if number is None:
        about = _named(clause, day.at if day else None, issuer)
    else:
        about = _about(clause, max(number.end, end, day.to if day else 0))
    return LegalBasis(
        number.value if number else None,
        date.isoformat() if date else None,
        issuer.text or None if issuer else None,
        about.without_end_marks().text or None,
        clause.spans(),
    )


def _inside_about(head: str) -> bool:
    return bool(_ABOUT.search(head))


def _without_main(clause: Passage) -> Passage:
    for comma in re.finditer(rf",\s+(?=[{UPPER}])", clause.text):
        rest = clause.text[comma.end() : comma.end() + 400]
        verb = _MAIN.search(rest)
        if opens_unit(rest) and verb and len(rest[: verb.start()].split()) <= 16:
            return clause.cut(0, comma.start())
    return clause


def _about_start(text: str, start: int) -> int:
    found = _ABOUT_MARK.search(text, start)
    return found.start() if found else len(text)


def _issuer(clause: Passage, start: int) -> tuple[Passage | None, int]:
    """The unit after "của", up to what the document is about; and where it ends."""
    limit = _about_start(clause.text, start)
    found = _ISSUER.search(clause.text, start, limit)
    if found and start and not _DATE_ONLY.match(clause.text[start : found.start()]):
        return None, start
    if not found or not opens_unit(clause.text[found.end() :]):
        return None, start
    end = limit
    verb = _ABOUT_VERB.search(clause.text, found.end() + 1, limit)
    if verb:
        end = verb.start()
    day = re.search(r",?\s*(?:ký\s+)?ngày\s+\d", clause.text[found.end() : end])
    if day:
        end = found.end() + day.start()
    return clause.cut(found.end(), end).without_end_marks(), end


def _about(clause: Passage, start: int) -> Passage:
    rest = clause.cut(start)
    lead = _ABOUT_MARK.match(rest.text) or re.match(r"[,\s]+", rest.text)
    rest = rest.cut(lead.end()) if lead else rest
    again = _ABOUT_MARK.match(rest.text)
    return rest.cut(again.end()) if again else rest


def _named(clause: Passage, day_at: int | None, issuer: Passage | None) -> Passage:
    """The name of a document without a number, up to its date and issuer."""
    end = len(clause.text)
    if day_at is not None:
        lead = _DATE_LEAD.search(clause.text[:day_at])
        end = lead.start() if lead else day_at
    if issuer:
        found = _ISSUER.search(clause.text)
        end = min(end, found.start()) if found else end
    return clause.cut(0, end)

"""The documents that the plan rests on. Reads the paragraphs ahead of section I, writes LegalBasis.

CONTRACT, "Head": one entry per document, also where one "Căn cứ" names several; "Theo đề nghị" and "Xét" give none.
"""

import re
from collections.abc import Iterable, Iterator

from lantoa.documents.plan import LegalBasis
from lantoa.documents.reading.citations import find_numbers
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.timing import find_days

_OPENING = re.compile(
    r"(?:Căn cứ(?: theo| vào)?|CĂN CỨ|Thực hiện|Thi hành|Triển khai(?: thực hiện)?|Theo|Tiếp tục thực hiện"
    r"|Trên cơ sở)\s*:?\s+(?!đề nghị|đề xuất)"
)
_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Thông tư(?: liên tịch)?|Kế hoạch"
    r"|Chương trình|Công văn|Công điện|Hướng dẫn|Đề án|Thông báo|Kết luận|Quy định|Quy chế|Điều lệ"
    r"|Văn bản(?: hợp nhất)?|Báo cáo"
    r"|Chiến lược|Quy hoạch|Thông tri|Hợp đồng|Giấy|Lệnh|Sắc lệnh|Văn kiện)"
)
_DOCUMENT = re.compile(rf"(?:(?:các|những|một số)\s+)?{_KIND}(?!\w)", re.IGNORECASE)
_SPLIT = re.compile(
    rf";\s*(?:và\s+)?|\.\s+(?=[A-ZĐÀ-Ỹ])|(?:,|\s+và|,\s*và)\s+(?={_KIND}\s+(?:số\s+)?\d)|\s+(?=Căn cứ\s)"
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
_DATE_LEAD = re.compile(r"\s*,?\s*(?:ngày|ký ngày|ban hành ngày)?\s*$")


def read_bases(paragraphs: Iterable[Passage]) -> tuple[list[LegalBasis], list[Passage]]:
    """The bases, and the clauses of the same paragraphs that are none (the sentence that builds the plan)."""
    bases: list[LegalBasis] = []
    others: list[Passage] = []
    for paragraph in paragraphs:
        resting = bool(_OPENING.match(paragraph.text))
        joined = False
        for clause in _clauses(paragraph):
            opening = _OPENING.match(clause.text) or re.match(r"(?i)(?:căn cứ|thực hiện)\s+", clause.text)
            rest = clause.cut(opening.end()) if opening else clause
            if resting and _DOCUMENT.match(rest.text) and not re.match(r"Theo đề nghị|Xét", clause.text):
                basis, left = _basis(rest)
                if bases and joined and bases[-1].issuer is None and bases[-1].about is None:
                    bases[-1].issuer, bases[-1].about = basis.issuer, basis.about
                bases.append(basis)
                joined = paragraph.text[paragraph.text.find(clause.text) + len(clause.text) :].lstrip()[:2] in {
                    "và",
                    ", ",
                }
                others += [left] if left else []
            else:
                others.append(clause)
    return bases, others


def _clauses(paragraph: Passage) -> Iterator[Passage]:
    """The paragraph cut where a next document begins: never inside of what a document is about, nor in quotes."""
    start = 0
    for cut in _SPLIT.finditer(paragraph.text):
        sort = cut[0].strip()[:1]
        head = paragraph.text[start : cut.start()]
        inside = re.search(r"\b(?:về|v/v)\b", head)
        if head.count("“") > head.count("”") or (
            sort in ",v" and inside and "căn cứ" not in paragraph.text[cut.end() :][:8].lower()
        ):
            continue
        if sort == "." and re.search(r"\b(?:TP|TX|P|Q|H|T)$", head):
            continue
        clause = paragraph.cut(start, cut.start())
        if clause:
            yield clause
        start = cut.end()
    rest = paragraph.cut(start)
    if rest:
        yield rest


def _basis(clause: Passage) -> tuple[LegalBasis, Passage | None]:
    """One document's entry, and the main clause that goes on after it (", Sở X xây dựng Kế hoạch …")."""
    clause, left = _without_main(clause)
    number = next(find_numbers(clause.text), None)
    if number and _inside_about(clause.text[: number.start]):
        number = None
    days = [day for day in find_days(clause.text) if day.year]
    first_about = _about_start(clause.text, number.end if number else 0)
    day = next((day for day in days if day.at < first_about), None)
    date = day.first(0) if day else None
    issuer, end = _issuer(clause, number.end if number else 0)
    kind = _DOCUMENT.match(clause.text)
    if number is None:
        about = _named(clause, day.at if day else None, issuer)
    else:
        after = max(number.end, end, day.to if day and day.at < first_about else 0)
        about = _about(clause, after)
    name = about.without_end_marks().text or None
    if name is None and number is None and kind:
        name = kind[0]
    spans = clause.spans()
    return (
        LegalBasis(
            number.value if number else None,
            date.isoformat() if date else None,
            issuer.text or None if issuer else None,
            name,
            spans,
        ),
        left,
    )


def _inside_about(head: str) -> bool:
    return bool(re.search(r"\bvề\b|\bv/v\b", head, re.IGNORECASE))


def _without_main(clause: Passage) -> tuple[Passage, Passage | None]:
    for comma in re.finditer(r",\s+(?=[A-ZĐÀ-Ỹ])", clause.text):
        rest = clause.text[comma.end() :]
        verb = _MAIN.search(rest)
        if (
            opens_unit(rest)
            and verb
            and "," not in rest[: verb.start()].replace(", ", "", 0)
            and len(rest[: verb.start()].split()) <= 16
        ):
            return clause.cut(0, comma.start()), clause.cut(comma.end())
    return clause, None


def _about_start(text: str, start: int) -> int:
    found = _ABOUT_MARK.search(text, start)
    return found.start() if found else len(text)


def _issuer(clause: Passage, start: int) -> tuple[Passage | None, int]:
    """The unit after "của", up to what the document is about; and where it ends."""
    limit = _about_start(clause.text, start)
    found = _ISSUER.search(clause.text, start, limit)
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

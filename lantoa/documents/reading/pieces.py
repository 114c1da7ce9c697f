"""A cell's list of products or of units cut into its pieces (CONTRACT, `tasks`)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lantoa.documents.reading.marks import BULLETS, split_mark
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.units import opens_unit
from lantoa.vietnamese.text import UPPER

_INNER_MARK = re.compile(rf"(?:(?<=[;:.,…])\s*|^)[{re.escape(BULLETS)}]\s*(?=[^\s\d])")
_BOTH_BODIES = re.compile(
    r"(?:văn phòng|vp|đoàn|ban)\s+(?:[\w\s]*?)(?:hđnd|hội đồng nhân dân|đbqh|đại biểu quốc hội)$", re.IGNORECASE
)
_LEVELS_ONLY = re.compile(
    r"(?:(?:các|và|cấp)\s+)*(?:huyện|thị xã|thành phố|xã|phường|thị trấn|quận|tp|tx|tt|đặc khu|tỉnh|thôn|bản|khu phố)"
    r"(?:\s+(?:trong|trên|thuộc|trực thuộc|của)\b.*|\s+(?:huyện|xã|phường|thành phố|thị xã|liên quan|thị trấn))?$",
    re.IGNORECASE,
)
_QUANTIFIER = re.compile(r"(?:các|những|toàn thể|tất cả|một số|các\s+cấp)\s+", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:phòng|ban|sở|ngành|cơ quan|đơn vị|tổ|đoàn thể|bộ phận|trường|cơ sở|tổ chức|cá nhân|trung tâm|hội|địa phương"
    r"|doanh nghiệp)(?:\s+(?:ban|chuyên môn|ngành|đoàn thể|học))?",
    re.IGNORECASE,
)


def without_marks(paragraphs: Sequence[Passage]) -> Passage:
    """The cell on one line, list marks in it gone."""
    return join(part for paragraph in paragraphs for part in _unmarked(paragraph))


def _unmarked(paragraph: Passage) -> Iterator[Passage]:
    start = 0
    for mark in _INNER_MARK.finditer(paragraph.text):
        yield paragraph.cut(start, mark.start())
        start = mark.end()
    yield paragraph.cut(start)


def products(paragraphs: Sequence[Passage]) -> list[Passage]:
    """Cut at commas, semicolons, list marks and paragraphs, not within brackets."""
    pieces = [piece for part in _listed(paragraphs) for piece in _split(part, rf"[,;]\s*|(?<=\w)\.\s+(?=[{UPPER}])")]
    return [piece for piece in (one.without_end_marks() for one in pieces) if re.search(r"\w", piece.text)]


def _listed(paragraphs: Iterable[Passage]) -> Iterator[Passage]:
    for paragraph in paragraphs:
        for part in _unmarked(paragraph):
            mark, rest = split_mark(part)
            yield rest if mark and mark.kind in {"bullet", "letter"} else part


def _split(passage: Passage, pattern: str) -> Iterator[Passage]:
    """Cut at the pattern, save inside of brackets and quotes."""
    start = 0
    for found in re.finditer(pattern, passage.text):
        head = passage.text[: found.start()]
        if head.count("(") > head.count(")") or head.count("“") > head.count("”"):
            continue
        yield passage.cut(start, found.start())
        start = found.end()
    yield passage.cut(start)


def units(paragraphs: Sequence[Passage]) -> list[Passage]:
    """Units cut at commas, semicolons, list marks, paragraphs and at "và" between two; no half of a name by itself."""
    found: list[Passage] = []
    for part in _listed(paragraphs):
        bounds: list[tuple[int, int]] = []
        for piece in _unit_bounds(part):
            bounds = _with_piece(part, bounds, piece)
        found += [part.cut(*bound).without_end_marks() for bound in bounds]
    return [piece for piece in found if re.search(r"\w", piece.text)]


def _unit_bounds(part: Passage) -> Iterator[tuple[int, int]]:
    start = 0
    for found in re.finditer(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+", part.text):
        head = part.text[: found.start()]
        if head.count("(") > head.count(")"):
            continue
        if found[0].strip() == "và" and not _joins_units(part.text[start : found.start()], part.text[found.end() :]):
            continue
        yield start, found.start()
        start = found.end()
    yield start, len(part.text)


def _joins_units(before: str, after: str) -> bool:
    if _BOTH_BODIES.search(before) or not opens_unit(after) or _LEVELS_ONLY.match(after):
        return False
    return opens_unit(before) and not _shares_its_end(before, after)


def _with_piece(part: Passage, bounds: list[tuple[int, int]], piece: tuple[int, int]) -> list[tuple[int, int]]:
    text = part.text[piece[0] : piece[1]]
    apart = (
        bounds and ";" in part.text[bounds[-1][1] : piece[0]] and text[:1].isupper() and not _LEVELS_ONLY.match(text)
    )
    if bounds and not apart and not _stands_alone(part.text[bounds[-1][0] : bounds[-1][1]], text):
        return [*bounds[:-1], (bounds[-1][0], piece[1])]
    return [*bounds, piece]


def _stands_alone(before: str, text: str) -> bool:
    """Whether a piece is a unit by itself: "trực thuộc Sở", "thị xã", "ban" are not."""
    if not opens_unit(text) or _LEVELS_ONLY.match(text):
        return False
    return not _shares_its_end(before, text)


def _shares_its_end(before: str, text: str) -> bool:
    """ "các phòng, ban thuộc Sở": nouns of one list that share what follows."""
    last = re.split(r"\s*,\s*", before)[-1]
    bare = _QUANTIFIER.sub("", last)
    return bool(_GENERIC.fullmatch(bare)) and not _QUANTIFIER.match(text) and text[:1].islower()


_SHARED = (
    re.compile(
        r"(?P<lead>.+?)\s*\(?\s*(?:là đơn vị |làm )?chủ trì\)?\s*(?:[,;]\s*"
        r"|\s+)?(?:(?:và\s+)?tham mưu[^,;]*[,;]\s*)?(?:và\s+)?phối hợp\s*(?:với|cùng"
        r"|thực hiện cùng)?\s*:?\s*(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:(?:đơn vị|cơ quan)\s+)?chủ trì\s*:\s*(?P<lead>.+?)\s*[;,.\-+–]*\s*(?:(?:đơn vị"
        r"|cơ quan)\s+)?phối hợp(?:\s+với)?\s*:\s*(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<lead>.+?)\s*\(?chủ trì\)?\s*[;,.]\s*(?P<rest>.+?)\s*\(?phối hợp\)?(?:\s+thực hiện)?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"(?P<lead>.+?)\s*[,;]?\s+phối hợp\s+(?:với|cùng)\s*:?\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL),
    re.compile(r"(?:(?:đơn vị|cơ quan)\s+)?chủ trì\s*:\s*(?P<lead>.+)(?P<rest>)$", re.IGNORECASE | re.DOTALL),
    re.compile(r"(?P<lead>.+?)\s*\(?chủ trì(?:\s+thực hiện)?\)?(?P<rest>)$", re.IGNORECASE | re.DOTALL),
)


_HELPERS = re.compile(
    r"(?P<lead>[^;,]+?)\s*[;,]\s*(?P<rest>.+?)\s*\(?phối hợp\)?(?:\s+thực hiện)?$", re.IGNORECASE | re.DOTALL
)


def lead_and_rest(paragraphs: Sequence[Passage]) -> tuple[Passage, list[Passage]]:
    """One column for both: "X chủ trì, tham mưu, phối hợp với A, B" gives X and A, B."""
    whole = without_marks(paragraphs)
    for pattern in (*_SHARED, _HELPERS):
        found = pattern.match(whole.text)
        if found and len(found["lead"]) < 160:
            lead = whole.cut(*found.span("lead")).without_end_marks()
            return lead, units([whole.cut(*found.span("rest"))])
    return whole.without_end_marks(), []

"""A table of which only the words are left, one cell after the other. Reads printed lines, writes Grids.

The head gives the columns, the numbers in sequence give the rows; within a row each column's words open as its kind
of content does (a unit, a time, a product), and the best division of the row into its columns is taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantoa.documents.reading.columns import role_of, roles_of
from lantoa.documents.reading.lines import Grid, GridCell, Piece, Printed
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.units import opens_unit

_HEAD_NOUN = re.compile(
    r"(?:s\.?t\.?t|tt|số tt|nội dung|nhiệm vụ|hoạt động|công việc|tên|sản phẩm|kết quả|cơ quan|đơn vị|bộ phận|phòng"
    r"|chủ trì|phối hợp|thời gian|thời hạn"
    r"|thời điểm|tiến độ|hình thức|phương thức|kênh|kinh phí|ghi chú|địa điểm|đối tượng|người|phụ trách|số lượng"
    r"|hoàn thành|dự kiến|lãnh đạo|trách nhiệm|phân công|ngày)(?!\w)",
    re.IGNORECASE,
)
_OPENINGS = {
    "products": r"(?:kế hoạch|công văn|báo cáo|tin\b|bài|văn bản|hội nghị|quyết định|tài liệu|chương trình|chuyên mục"
    r"|tờ|danh mục|hồ sơ|thông báo|clip|video|ảnh"
    r"|cuộc thi|lớp|các (?:tin|bài|văn bản|tài liệu|hội nghị)|sản phẩm|hình ảnh|biên bản|bộ|nghị quyết|phóng sự|chuyên"
    r"|bảng|pa|hướng dẫn|tờ trình|đề án|giấy|quy)",
    "channel": r"(?:tin\b|trên|thông qua|qua|cổng|trang|hội nghị|tổ chức|đăng|tuyên truyền|tập huấn|phát|niêm yết|pa"
    r"|tờ|lồng ghép|mạng|website|loa|sinh hoạt|cuộc thi"
    r"|các (?:hội|cuộc|hình|phương)|bài|viết|bằng|hình thức|công khai|văn bản|họp|trực tiếp|báo|truyền|băng|zalo"
    r"|facebook|đối thoại|bản tin)",
    "timing": r"(?:thường|quý|tháng|trước|theo|từ|hằng|hàng|định|cả|trong|năm|ngày|sau|chậm|\d|khi|hoàn|liên|đầu|cuối"
    r"|đến|các tháng|tuần)",
    "": r"\S",
}
_OPENS = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _OPENINGS.items()}
_OPEN_ENDED = re.compile(
    r"(?:,|-|\(|\b(?:và|của|các|về|theo|cho|với|thuộc|trong|đến|trên|tại|để|bằng|là|những|từ|do"
    r"|hoặc|được|không|có|giữa|qua|như|cơ|đơn|cải|thành|tỉnh))$",
    re.IGNORECASE,
)
_SKIP = -2.5


@dataclass(slots=True)
class _Word:
    passage: Passage
    opens_line: bool
    broken: bool = False  # a repeated head stood before it

    @property
    def text(self) -> str:
        return self.passage.text


def grids_in(pieces: Sequence[Piece]) -> list[Grid]:
    """The tables that lie in plain lines, where the region has no table by the file's own word."""
    lines = [piece for piece in pieces if isinstance(piece, Printed)]
    words = [
        _Word(line.passage.cut(*found.span()), found.start() == 0)
        for line in lines
        for found in re.finditer(r"\S+", line.text)
    ]
    at = _find_head(words)
    if at is None:
        return []
    start, end = at
    heads = _split_head(words[start:end])
    if len(heads) < 3:
        return []
    loose = sum(len(line.text.split()) for line in lines) < 1.6 * len(lines) or _long_lines(lines)
    body = _without_heads(words[end:], [word.text.casefold() for word in words[start:end]])
    return [_grid(heads, body, loose=loose)]


def _long_lines(lines: Sequence[Printed]) -> bool:
    """Lines so long that they hold several cells."""
    return sum(len(line.text.split()) for line in lines) > 14 * len(lines)


def _find_head(words: Sequence[_Word]) -> tuple[int, int] | None:
    """The words from "TT" up to the first row's number."""
    for start, word in enumerate(words):
        if not re.fullmatch(r"(?:s\.?t\.?t\.?|tt|số)", word.text, re.IGNORECASE):
            continue
        if word.text.casefold() == "số" and (
            start + 1 >= len(words) or words[start + 1].text.casefold() not in {"tt", "thứ"}
        ):
            continue
        for end in range(start + 3, min(start + 45, len(words))):
            if re.fullmatch(r"0?1[.)]?|I[.)]?|A[.)]?", words[end].text):
                return start, end
    return None


def _split_head(words: Sequence[_Word]) -> list[Passage]:
    """The head's words cut into the heads of the columns: as many known ones as there can be, each opening as one."""
    shouting = all(word.text.isupper() for word in words)
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - 9), end):
            text = " ".join(word.text for word in words[start:end])
            options.append((best[start][0] + _head_score(text, shouting), [*best[start][1], start]))
        best.append(max(options))
    starts = best[-1][1]
    bounds = [*starts, len(words)]
    return [join(word.passage for word in words[a:b]) for a, b in pairwise(bounds)]


def _head_score(text: str, shouting: bool) -> float:
    known = role_of(text) is not None
    opens = bool(_HEAD_NOUN.match(text)) and (text[0].isupper() or shouting)
    inner = len(
        re.findall(
            r"(?<=\s)(?:Cơ quan|Đơn vị|Thời gian|Hình thức|Sản phẩm|Kết quả|Ghi chú|Kinh phí|Nội dung"
            r"|Nhiệm vụ)",
            text,
        )
    )
    return (3.0 if known else -3.0) + (2.0 if opens else -4.0) - 4.0 * inner


def _without_heads(words: list[_Word], head: list[str]) -> list[_Word]:
    """The words without the head that each page repeats."""
    found: list[_Word] = []
    at, broken = 0, False
    while at < len(words):
        if (
            words[at].text.casefold() == head[0]
            and [word.text.casefold() for word in words[at : at + len(head)]] == head
        ):
            at, broken = at + len(head), True
            continue
        words[at].broken, broken = broken, False
        found.append(words[at])
        at += 1
    return found


def _grid(heads: list[Passage], words: list[_Word], *, loose: bool) -> Grid:
    roles = roles_of([head.text for head in heads])
    parts = _rows(words)
    first = [_divide(part, roles, loose, Counter()) for _, part in parts]
    habits = Counter(
        (role, " ".join(word.text for word in cell[:2]))
        for cells in first
        for role, cell in zip(roles[1:], cells, strict=True)
        if cell
    )
    rows: list[list[GridCell | None]] = [[GridCell([head], 0, column) for column, head in enumerate(heads)]]
    for number, part in parts:
        cells = _divide(part, roles, loose, habits)
        passages = [number.passage, *(join(word.passage for word in cell) for cell in cells)]
        rows.append([GridCell([one] if one else [], len(rows), column) for column, one in enumerate(passages)])
    start = heads[0].start
    return Grid(rows, start, len(heads))


def _rows(words: list[_Word]) -> list[tuple[_Word, list[_Word]]]:
    """The row numbers in sequence, each with the words up to the next one."""
    starts = _number_chain(words)
    bounds = [*starts, len(words)]
    return [(words[a], words[a + 1 : b]) for a, b in pairwise(bounds)]


def _number_chain(words: Sequence[_Word]) -> list[int]:
    """The places of 1, 2, 3 …: of several that could be the next, the one that looks most like a row's number."""
    places: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        if re.fullmatch(r"\d{1,3}[.)]?", word.text):
            places.setdefault(int(word.text.rstrip(".)")), []).append(at)
    best: dict[int, tuple[float, int | None]] = {at: (_number_score(words, at), None) for at in places.get(1, [])}
    chain_end = max(best, key=lambda at: best[at][0], default=None)
    number = 1
    while number + 1 in places and number < 300:
        follow: dict[int, tuple[float, int | None]] = {}
        for at in places[number + 1]:
            options = [(best[a][0], a) for a in places[number] if a < at and a in best]
            if options:
                score, before = max(options)
                follow[at] = (score + _number_score(words, at), before)
        follow = {at: one for at, one in follow.items() if _number_score(words, at) > 0}
        if not follow:
            break
        best.update(follow)
        number += 1
        chain_end = max(follow, key=lambda at: follow[at][0])
    found: list[int] = []
    while chain_end is not None:
        found.append(chain_end)
        chain_end = best[chain_end][1]
    return found[::-1]


def _number_score(words: Sequence[_Word], at: int) -> float:
    after = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    score = 1.0 if words[at].opens_line else -1.0
    score += 1.0 if after[:1].isupper() else -2.0
    score -= (
        3.0
        if re.fullmatch(
            r"(?:tháng|quý|năm|độ|lớp|số|ngày|từ|đến|mức|cấp|-|/|khoản|điều|và|Quý|Tháng|khối|trước)",
            before,
            re.IGNORECASE,
        )
        else 0.0
    )
    alone = at + 1 >= len(words) or words[at + 1].opens_line
    return score + (1.0 if alone else 0.0)


def _divide(
    words: list[_Word], roles: Sequence[str], loose: bool, habits: Counter[tuple[str, str]]
) -> list[list[_Word]]:
    """The row's words divided among the columns after the number: the best way by how each column's content opens."""
    wanted = list(roles[1:])
    size = len(words)
    allowed = [at == size or loose or words[at].opens_line for at in range(size + 1)]
    scores = [[float("-inf")] * (size + 1) for _ in range(len(wanted) + 1)]
    cut_from = [[0] * (size + 1) for _ in range(len(wanted) + 1)]
    scores[0][0] = 0.0
    opening = _scorer(words, habits)
    for column, role in enumerate(wanted):
        reach = 16 if role == "timing" else size
        _fill(scores, cut_from, column, role, allowed, opening, reach)
    cells: list[list[_Word]] = []
    end = size
    for column in range(len(wanted), 0, -1):
        start = cut_from[column][end]
        cells.append(words[start:end])
        end = start
    return cells[::-1]


def _fill(
    scores: list[list[float]],
    cut_from: list[list[int]],
    column: int,
    role: str,
    allowed: Sequence[bool],
    opening: Callable[[str, int], float],
    reach: int,
) -> None:
    before, after, origin = scores[column], scores[column + 1], cut_from[column + 1]
    starts: list[tuple[float, int]] = []
    for end in range(len(allowed)):
        if not allowed[end]:
            continue
        after[end], origin[end] = before[end] + _SKIP, end
        near = [one for one in starts if end - one[1] <= reach] if reach < len(allowed) else starts[:1]
        if near and max(near)[0] > after[end]:
            after[end], origin[end] = max(near)
        if before[end] > float("-inf") and end < len(allowed) - 1:
            score = before[end] + opening(role, end)
            if reach < len(allowed):
                starts.append((score, end))
            elif not starts or score > starts[0][0]:
                starts = [(score, end)]


def _scorer(words: Sequence[_Word], habits: Counter[tuple[str, str]]) -> Callable[[str, int], float]:
    def opening(role: str, at: int) -> float:
        ahead = " ".join(word.text for word in words[at : at + 5])
        score = 1.0 if ahead[:1].isupper() or ahead[:1].isdigit() else -2.0
        if at:
            before = words[at - 1].text
            score += 1.5 if before.endswith((".", "…")) else -3.0 if _OPEN_ENDED.search(before) else 0.0
        seen = habits[(role, " ".join(word.text for word in words[at : at + 2]))]
        return score + _role_score(role, ahead) + (min(2.0, 0.5 * (seen - 1)) if seen > 1 else 0.0)

    return opening


def _role_score(role: str, ahead: str) -> float:
    if role in {"lead", "coordinating", "lead+coordinating"}:
        return 3.0 if opens_unit(ahead) else -2.5
    if role in {"", "task"}:
        return 0.0
    return 2.5 if _OPENS[role].match(ahead) else -2.0

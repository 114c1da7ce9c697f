"""A row of words divided among its columns. Reads words and the columns' keys, writes the words of each cell.

The best way is taken by how each kind of content opens: a unit, a time, a product, a channel.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from lantoa.documents.reading.shredded_words import Word, text_of
from lantoa.documents.reading.units import opens_unit

Habits = Counter[tuple[str, str]]
_State = tuple[int, int]  # a cell begins at this word, in this column
_Ways = dict[_State, tuple[float, _State | None]]

_OPENINGS = {
    "products": r"(?:\d+ \w+|kế hoạch|công văn|báo cáo|tin\b|bài|văn bản|hội nghị|quyết định|tài liệu|chương trình"
    r"|chuyên mục"
    r"|tờ|danh mục|hồ sơ|thông báo|clip|video|ảnh"
    r"|cuộc thi|lớp|các (?:tin|bài|văn bản|tài liệu|hội nghị)|sản phẩm|hình ảnh|biên bản|bộ|nghị quyết|phóng sự|chuyên"
    r"|bảng|pa|hướng dẫn|tờ trình|đề án|giấy|quy)",
    "channel": r"(?:tin\b|trên|thông qua|qua|cổng|trang|hội nghị|tổ chức|đăng|tuyên truyền|tập huấn|phát|niêm yết|pa"
    r"|tờ|lồng ghép|mạng|website|loa|sinh hoạt|cuộc thi"
    r"|in|các (?:hội|cuộc|hình|phương)|bài|viết|bằng|hình thức|công khai|văn bản|họp|trực tiếp|báo|truyền|băng|zalo"
    r"|facebook|đối thoại|bản tin)",
    "timing": r"(?:thường xuyên|quý|tháng|trước|theo|từ(?= (?:ngày|tháng|quý|đầu|\d))|hằng|hàng|định kỳ|định kì|cả năm"
    r"|trong (?:năm|quý|tháng|tuần|ngày|cả|các)|năm|ngày|sau khi|chậm nhất|\d+ (?:tháng|lần|quý)|\d+/\d+(?:/\d+)?|khi"
    r"|hoàn thành"
    r"|liên tục|đầu năm|cuối năm|đến|các tháng|tuần|ngay sau)",
}
_OPENS = {role: re.compile(rf"{pattern}(?!\w)", re.IGNORECASE) for role, pattern in _OPENINGS.items()}
_OPEN_ENDED = re.compile(
    r"(?:,|-|\(|\b(?:và|của|các|về|theo|cho|với|(?<!trực )thuộc|trong|đến|trên|tại|để|bằng|là|những|từ|do"
    r"|hoặc|được|không|có|giữa|qua|như|cơ|đơn|cải|thành|tỉnh|ngày|tháng|năm|quý|trước|sau|khi|hằng|hàng|[Tt]hường|Cả"
    r"|ban|hành|trung|số|lớp|dịch|thủ))$",
    re.IGNORECASE,
)
_TIMING_WORDS = 16
_LONGEST_CELL = 70


UNREACHED = float("-inf")


def divide(words: Sequence[Word], roles: Sequence[str], habits: Habits) -> list[list[Word]]:
    """The words of one row divided among `roles`; what a page break cut off goes on in the same columns."""
    breaks = [at for at, word in enumerate(words) if word.broken and at]
    cells: list[list[Word]] = [[] for _ in roles]
    for start, end in pairwise([0, *breaks, len(words)]):
        for cell, more in zip(cells, _divided(words[start:end], roles, habits), strict=True):
            cell.extend(more)
    return cells if _holds_more_than_task(cells, roles) else [list(words) if role == "task" else [] for role in roles]


def _holds_more_than_task(cells: Sequence[list[Word]], roles: Sequence[str]) -> bool:
    """Whether a unit or a time was found: without either, the row has only its task."""
    telling = [cell for cell, role in zip(cells, roles, strict=True) if role in _UNIT_ROLES or role == "timing"]
    return not telling or any(telling)


def _divided(words: Sequence[Word], roles: Sequence[str], habits: Habits) -> list[list[Word]]:
    size = len(words)
    allowed = [at == size or words[at].opens_line for at in range(size + 1)]
    scores = [[UNREACHED] * (size + 1) for _ in range(len(roles) + 1)]
    origins = [[0] * (size + 1) for _ in range(len(roles) + 1)]
    scores[0][0] = 0.0
    opening = _scorer(words, habits)
    for column, role in enumerate(roles):
        reach = _TIMING_WORDS if role == "timing" else size
        after, origin = scores[column + 1], origins[column + 1]
        _fill(scores[column], after, origin, allowed, partial(opening, role), _skip(role), reach)
    cells: list[list[Word]] = []
    end = size
    for column in range(len(roles), 0, -1):
        start = origins[column][end]
        cells.append(list(words[start:end]))
        end = start
    return cells[::-1]


def _skip(role: str) -> float:
    """What an empty cell costs: a column of notes mostly has them."""
    return -0.5 if role == "" else -6.0 if role == "task" else -2.5


def _fill(
    before: list[float],
    after: list[float],
    origin: list[int],
    allowed: Sequence[bool],
    opening: Callable[[int], float],
    skip: float,
    reach: int,
) -> None:
    """The best scores with one column more: it ends at each place, and began at one not more than `reach` before."""
    starts: deque[tuple[float, int]] = deque()  # the best first, each later one worse: only these can still win
    for end in range(len(allowed)):
        if not allowed[end]:
            continue
        after[end], origin[end] = before[end] + skip, end
        while starts and end - starts[0][1] > reach:
            starts.popleft()
        if starts and starts[0][0] > after[end]:
            after[end], origin[end] = starts[0]
        if before[end] > UNREACHED and end < len(allowed) - 1:
            score = before[end] + opening(end)
            while starts and starts[-1][0] <= score:
                starts.pop()
            starts.append((score, end))


def divide_into_rows(words: Sequence[Word], roles: Sequence[str]) -> list[list[list[Word]]]:
    """Rows of a table without numbers: the columns come round again and again in their order."""
    size, count = len(words), len(roles)
    opening = _scorer(words, Counter())
    places = [at for at in range(size) if words[at].opens_line]
    best: _Ways = {}
    windows = [_Window(_TIMING_WORDS if role == "timing" else size) for role in roles]
    costs = [[_cost(other, column, roles) for other in range(count)] for column in range(count)]
    for rank, at in enumerate(places):
        ways = [(way, other) for other, window in enumerate(windows) if (way := window.best(rank, at))]
        for column, role in enumerate(roles):
            options: list[tuple[float, int, _State | None]] = [
                (score + costs[column][other], -earlier, (earlier, other)) for (score, earlier), other in ways
            ]
            if rank == 0:
                options.append((sum(_skip(one) for one in roles[:column]), 0, None))
            if options:
                score, _, origin = max(options, key=lambda one: one[:2])
                best[(at, column)] = (score + opening(role, at), origin)
                windows[column].add(best[(at, column)][0], rank, at)
    return _rows_along(best, words, places, count)


def _cost(other: int, column: int, roles: Sequence[str]) -> float:
    """What it costs to go on in `column` after `other`: the cells left empty between them, and a new row."""
    between = range(other + 1, column) if other < column else [*range(other + 1, len(roles)), *range(column)]
    return sum(_skip(roles[one]) for one in between) - (0.5 if other >= column else 0.0)


class _Window:
    """The best start of a cell in one column among the last places, however many there are."""

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._starts: deque[tuple[float, int, int]] = deque()

    def best(self, rank: int, at: int) -> tuple[float, int] | None:
        """The score and the word of the best start not too far before the place `rank`, the word `at`."""
        starts = self._starts
        while starts and (rank - starts[0][1] > _LONGEST_CELL or at - starts[0][2] > self._reach):
            starts.popleft()
        return (starts[0][0], starts[0][2]) if starts else None

    def add(self, score: float, rank: int, at: int) -> None:
        while self._starts and self._starts[-1][0] < score:
            self._starts.pop()
        self._starts.append((score, rank, at))


def _rows_along(
    best: _Ways,
    words: Sequence[Word],
    places: list[int],
    count: int,
) -> list[list[list[Word]]]:
    near = set(places[-_LONGEST_CELL:])
    ends = [state for state in best if state[0] in near]
    state = max(ends, key=lambda one: best[one][0], default=None)
    ends_at = len(words)
    path: list[tuple[int, int, int]] = []
    while state is not None:
        path.append((state[0], ends_at, state[1]))
        ends_at, state = state[0], best[state][1]
    rows: list[list[list[Word]]] = []
    last = count
    for start, end, column in reversed(path):
        if column <= last:
            rows.append([[] for _ in range(count)])
        rows[-1][column] = list(words[start:end])
        last = column
    return rows


def _scorer(words: Sequence[Word], habits: Habits) -> Callable[[str, int], float]:
    def opening(role: str, at: int) -> float:
        ahead = text_of(words[at : at + 5])
        capital = ahead[:1].isupper() or ahead[:1].isdigit() or ahead[:1] in '“"'
        score = 1.0 if capital or at == 0 else -2.5
        if at:
            before = text_of(words[max(0, at - 2) : at])
            score += _after(before, capital=capital)
            score -= 3.0 if role in _UNIT_ROLES and _WANTS_MORE.search(before) else 0.0
        seen = habits[(role, text_of(words[at : at + 2]))]
        habit = min(2.0, 0.5 * (seen - 1)) if seen > 1 else 0.0
        return score + _role_score(role, ahead, capital=capital) + habit

    return opening


_UNIT_ROLES = {"lead", "coordinating", "lead+coordinating"}
# A noun that is no unit without what follows it: "Văn phòng | Sở", "Trung tâm | GDTX".
_WANTS_MORE = re.compile(
    r"(?:Văn phòng|Thanh tra|Trung tâm|Giám đốc|Bộ phận|Chi cục|Lãnh đạo|Thủ trưởng|Phòng|Ban|Tổ|Trường|Hội|Khối|Chi"
    r"|Các)$"
)


def _after(before: str, *, capital: bool) -> float:
    """What the two words before say of a cell that would begin here."""
    if before.endswith((".", "…")):
        return 1.5
    if before.endswith(";"):
        return -1.0 if capital else -3.5
    return -3.5 if _OPEN_ENDED.search(before) else 0.0


def _role_score(role: str, ahead: str, *, capital: bool) -> float:
    if role in _UNIT_ROLES:
        return 3.0 if opens_unit(ahead) else -4.0
    if role == "":
        return -1.0
    if role == "task":
        return -1.0 if _OPENS["timing"].match(ahead) else 0.0
    if _OPENS[role].match(ahead):
        return 2.5 if capital or role == "timing" else 1.0
    return -5.0 if role == "timing" else -3.0

"""The head of a table of which only the words are left. Reads words, writes where the head stands and its columns."""

import re
from collections.abc import Sequence
from itertools import pairwise

from lantoa.documents.reading.columns import is_task_table, role_of, roles_of
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.shredded_words import Word

_HEAD_NOUN = re.compile(
    r"(?:s\.?t\.?t|tt|số tt|nội dung|nhiệm vụ|hoạt động|công việc|tên|sản phẩm|kết quả|cơ quan|đơn vị|bộ phận|phòng"
    r"|chủ trì|phối hợp|thời gian|thời hạn"
    r"|thời điểm|tiến độ|hình thức|phương thức|kênh|kinh phí|ghi chú|địa điểm|đối tượng|người|phụ trách|số lượng"
    r"|hoàn thành|dự kiến|lãnh đạo|trách nhiệm|phân công|ngày)(?!\w)",
    re.IGNORECASE,
)
_INNER_HEAD = re.compile(
    r"(?<=\s)(?:Cơ quan|Đơn vị|Thời gian|Hình thức|Sản phẩm|Kết quả|Ghi chú|Kinh phí|Nội dung|Nhiệm vụ)"
)
_HALF = re.compile(r"(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|phối hợp)", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:cơ quan|đơn vị|phân công)(?:[,/ ]+(?:cơ quan|đơn vị|bộ phận))?(?:\s+thực hiện|\s+nhiệm vụ)?",
    re.IGNORECASE,
)
_FIRST_ROW = re.compile(r"0?1[.)]?|I[.)]?|A[.)]?")
_LONGEST_HEAD = 9  # words of one column's head


def find_head(words: Sequence[Word]) -> tuple[int, int, list[Passage]] | None:
    """Where the head begins, where the words after it do, and the heads of its columns."""
    numbered = _numbered_head(words)
    if numbered:
        start, end = numbered
        heads = _halves_in_place(_split(words[start:end]))
        return (start, end, heads) if len(heads) >= 3 else None
    return _unnumbered_head(words)


def _numbered_head(words: Sequence[Word]) -> tuple[int, int] | None:
    """The words from "TT" up to the first row's number."""
    for start, word in enumerate(words):
        if not re.fullmatch(r"(?:s\.?t\.?t\.?|tt|số)", word.text, re.IGNORECASE):
            continue
        after = words[start + 1].text.casefold() if start + 1 < len(words) else ""
        if word.text.casefold() == "số" and after not in {"tt", "thứ"}:
            continue
        for end in range(start + 3, min(start + 45, len(words))):
            if _FIRST_ROW.fullmatch(words[end].text):
                return start, end
    return None


def _split(words: Sequence[Word]) -> list[Passage]:
    """The head's words cut into the heads of the columns: as many known ones as there can be, each opening as one."""
    shouting = all(word.text.isupper() for word in words)
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(max(0, end - _LONGEST_HEAD), end):
            score = best[start][0] + _score(words[start:end], shouting)
            options.append((score, [*best[start][1], start]))
        best.append(max(options))
    bounds = [*best[-1][1], len(words)]
    return [join(word.passage for word in words[a:b]) for a, b in pairwise(bounds)]


def _halves_in_place(heads: list[Passage]) -> list[Passage]:
    """The lower row of a head comes after the upper one: "Chủ trì", "Phối hợp" belong where "Đơn vị thực hiện" is."""
    halves = [head for head in heads if _HALF.fullmatch(head.text)]
    whole = next((at for at, head in enumerate(heads) if _WHOLE.fullmatch(head.text)), None)
    if len(halves) != 2 or whole is None or heads[-2:] != halves or whole >= len(heads) - 2:
        return heads
    return [*heads[:whole], *halves, *heads[whole + 1 : -2]]


def _score(words: Sequence[Word], shouting: bool) -> float:
    text = " ".join(word.text for word in words)
    known = role_of(text) is not None
    opens = bool(_HEAD_NOUN.match(text)) and (text[0].isupper() or shouting)
    return (3.0 if known else -3.0) + (2.0 if opens else -4.0) - 4.0 * len(_INNER_HEAD.findall(text))


def _unnumbered_head(words: Sequence[Word]) -> tuple[int, int, list[Passage]] | None:
    """A run of known heads without a column of numbers; the longest run, each head as short as it can be."""
    for start, word in enumerate(words):
        ahead = " ".join(one.text for one in words[start : start + 3])
        if not word.first or not word.text[0].isupper() or not _HEAD_NOUN.match(ahead):
            continue
        bounds = _run_of_heads(words, start)
        heads = [join(one.passage for one in words[a:b]) for a, b in pairwise(bounds)]
        if len(heads) >= 3 and is_task_table(roles_of([head.text for head in heads])):
            return start, bounds[-1], heads
    return None


def _run_of_heads(words: Sequence[Word], start: int) -> list[int]:
    shouting = words[start].text.isupper()
    best: dict[int, list[int]] = {start: [start]}
    for at in range(start, min(start + 40, len(words))):
        if at not in best:
            continue
        for end in range(at + 1, min(at + _LONGEST_HEAD, len(words)) + 1):
            opens_next = end == len(words) or words[end].first
            if re.search(r"[.,;:]$|\d", words[end - 1].text):
                break
            if opens_next and _score(words[at:end], shouting) >= 5.0 and len(best[at]) >= len(best.get(end, [])):
                best[end] = [*best[at], end]
    return max(best.values(), key=lambda bounds: (len(bounds), -bounds[-1]))

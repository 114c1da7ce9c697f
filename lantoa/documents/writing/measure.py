"""How wide a text prints in Times New Roman, so that the form's rules get the length that the decree gives them.

The widths are those of the standard Times metrics; an accented letter is as wide as its base letter.
"""

import re
import unicodedata
from itertools import pairwise

from pdfminer.fontmetrics import FONT_METRICS

_MM_PER_POINT = 25.4 / 72
_FALLBACK = 500  # thousandths of the size: an unknown sign counts as half a square


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Millimetres that `text` takes on one line at `size` points."""
    widths = FONT_METRICS["Times-Bold" if bold else "Times-Roman"][1]
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    total = sum(widths.get(char, _FALLBACK) for char in bare if not unicodedata.combining(char))
    return total * size / 1000 * _MM_PER_POINT


def broken_lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """`text` in the fewest lines that fit `room` millimetres: even ones, cut where a phrase begins."""
    words = text.split(" ")
    filled = _filled(words, room, size, bold)
    if len(filled) == 1 or len(words) > _MOST_WORDS:
        return filled
    widths = [text_width(word, size, bold=bold) for word in words]
    return _evenly(words, widths, text_width(" ", size), room, len(filled)) or filled


_MOST_WORDS = 60  # more is no title

# A line may well begin with one of these; it should not end with one.
_OPENERS = {"năm", "của", "về", "và", "trên", "tại", "theo"}
# Words of two syllables that titles of official documents are full of; a line does not cut them.
_COMPOUND = re.compile(
    "tuyên truyền|truyền thông|cải cách|hành chính|thực hiện|triển khai|nhiệm vụ|nội dung|hình thức|"
    "giáo dục|đào tạo|kế hoạch|thủ tục|chuyển đổi|công tác|thông tin|pháp luật|phổ biến|trọng tâm|"
    "địa bàn|đơn vị|cơ quan|tổ chức|thời gian|phối hợp|chủ trì|sản phẩm|dịch vụ|trực tuyến|công chức|"
    "viên chức|danh mục|chương trình|phụ lục|chính quyền|điện tử|nhân dân|thành phố|đặc khu|giai đoạn|"
    "đối tượng|kết quả|báo cáo|chỉ tiêu|kinh phí|hoạt động|trung học|tiểu học|cơ sở|phổ thông|mầm non|"
    "trung tâm|văn hóa|xã hội|văn phòng|hoàn thành|cấp xã|cấp tỉnh|nội trú|bán trú|dân tộc|bảo đảm|mục đích|yêu cầu"
)


def _evenly(words: list[str], widths: list[float], space: float, room: float, lines: int) -> list[str]:
    """The cheapest way to put `words` on so many lines; none where a word is wider than the room.

    `best[count]` is the cost of the first `count` words on the lines so far, and where these lines end.
    """
    ideal = (sum(widths) + space * (len(words) - lines)) / lines
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(lines):
        longer: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            width = -space
            for end in range(start + 1, len(words) + 1):
                width += widths[end - 1] + space
                if width > room:
                    break
                total = cost + abs(width - ideal) + _cut_cost(words, end)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*ends, end])
        best = longer
    if len(words) not in best:
        return []
    return [" ".join(words[start:end]) for start, end in pairwise([0, *best[len(words)][1]])]


def _cut_cost(words: list[str], end: int) -> float:
    """Millimetres of unevenness that a cut before word `end` is worth: a bad cut costs, a good one saves."""
    if end == len(words):
        return 0.0
    last, first = words[end - 1], words[end]
    cost = 40.0 if last.lower() in _OPENERS or _COMPOUND.fullmatch(f"{last} {first}".lower()) else 0.0
    cost += 25 if last.istitle() and not first.isdigit() else 0
    cost += 80 if _cuts_date(last, first) else 0
    cost -= 25 if first.lower() in _OPENERS or (last.islower() and first.istitle()) else 0
    return cost


def _cuts_date(last: str, first: str) -> bool:
    """A day, a month and a year stand on one line, the blanks for them too."""
    ends, begins = (not last.strip() or last[-1:].isdigit()), (not first.strip() or first[:1].isdigit())
    return (ends and first in ("tháng", "năm")) or (begins and last in ("ngày", "tháng", "năm"))


def _filled(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    """Lines filled greedily; a word wider than the room stands alone."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

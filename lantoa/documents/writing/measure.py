"""How wide a text prints in Times New Roman, so that the form's rules get the length that the decree gives them.

The widths are those of the standard Times metrics; an accented letter is as wide as its base letter.
"""

import re
import unicodedata
from collections.abc import Iterator
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
    fewest = len(_filled(words, room, size, bold))
    if fewest == 1:
        return [text]
    best = min(_cuts(words, room, size, bold, fewest), key=lambda lines: _cost(lines, size, bold), default=None)
    return best or _filled(words, room, size, bold)


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


def _cuts(words: list[str], room: float, size: float, bold: bool, lines: int) -> Iterator[list[str]]:
    """Every way to put `words` on so many lines that fit."""
    if lines == 1:
        if text_width(" ".join(words), size, bold=bold) <= room:
            yield [" ".join(words)]
        return
    for count in range(1, len(words)):
        first = " ".join(words[:count])
        if text_width(first, size, bold=bold) > room:
            return
        if text_width(" ".join(words[count:]), size, bold=bold) <= room * (lines - 1):
            yield from ([first, *rest] for rest in _cuts(words[count:], room, size, bold, lines - 1))


def _cost(lines: list[str], size: float, bold: bool) -> float:
    """Millimetres of unevenness, plus what each bad cut is worth, minus what each good one is."""
    widths = [text_width(line, size, bold=bold) for line in lines]
    cost = max(widths) - min(widths)
    for before, after in pairwise(lines):
        last, first = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
        cost += 40 if last.lower() in _OPENERS or _COMPOUND.fullmatch(f"{last} {first}".lower()) else 0
        cost += 25 if last.istitle() and not first.isdigit() and not text_is_capitals(before) else 0
        cost += 80 if first == "năm" and last[-1].isdigit() else 0  # within a date
        cost -= 25 if first.lower() in _OPENERS or (last.islower() and first.istitle()) else 0
    return cost


def text_is_capitals(text: str) -> bool:
    return text == text.upper()


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

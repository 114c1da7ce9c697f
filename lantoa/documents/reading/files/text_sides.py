"""Parts lines that stand side by side in a text printed with spaces: the letterhead, recipients beside the signature.

As in a PDF, the left block is read first, then the right one. Only these two places of a document are parted: both are
known by what they say (Nghị định 30/2020/NĐ-CP, Phụ lục I), and no other text is touched.
"""

import re
from collections.abc import Iterator

_MOTTO = re.compile(r"  (?:CỘNG H[ÒO]|Cộng h[òo]a xã hội|Độc lập\s?[-–])")
_RECIPIENTS = re.compile(r" {0,12}Nơi nhận\s?:? {2,}\S")
_DATE = re.compile(r"ngày.{0,20}tháng.{0,20}năm")
_NEXT = re.compile(r"\s*(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|QUYẾT ĐỊNH|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|CÔNG VĂN)\b")
_BLANKS = re.compile(" +")
_NARROWEST = 2
_MOST_LINES = 40
_MOST_WHITE = 8  # empty lines where the signature and the seal stand

Stripe = tuple[int, int]


def one_after_the_other(lines: list[str]) -> list[str]:
    """The lines, those of two blocks side by side put one block after the other."""
    read: list[str] = []
    place = 0
    while place < len(lines):
        end, gutter = _block(lines, place)
        if end == place:
            read.append(lines[place])
            place += 1
            continue
        read += _sides(lines[place:end], gutter)
        place = end
    return read


def _sides(lines: list[str], gutter: int) -> Iterator[str]:
    yield from (line[:gutter].rstrip() for line in lines if line[:gutter].strip())
    right = [line[gutter:].strip() for line in lines]
    first = next(place for place, text in enumerate(right) if text)
    last = max(place for place, text in enumerate(right) if text)
    yield from right[first : last + 1]


def _block(lines: list[str], start: int) -> tuple[int, int]:
    """Where the two blocks that begin at a line end, and the first place of the right one; `start` where none begin."""
    line = lines[start]
    if "  " not in line.strip() or "\t" in line:
        return start, 0
    is_head = _MOTTO.search(line.lstrip()) is not None
    if not is_head and not _RECIPIENTS.match(line):
        return start, 0
    indent, width = len(line) - len(line.lstrip()), len(line)
    stripes = [found.span() for found in _BLANKS.finditer(line, indent) if found.end() - found.start() >= _NARROWEST]
    stripe = max(stripes, key=lambda gap: gap[1] - gap[0])
    end, stripe = _grown(lines, start, (stripe[0], min(stripe[1], width)), is_head=is_head)
    return (end, stripe[1]) if end > start + 1 else (start, 0)


def _grown(lines: list[str], start: int, stripe: Stripe, *, is_head: bool) -> tuple[int, Stripe]:
    """How far down the white stripe between the blocks goes."""
    end, white, is_dated = start + 1, 0, False
    for place in range(start + 1, min(start + _MOST_LINES, len(lines))):
        line = lines[place]
        if not line.strip():
            white += 1
            if white > (1 if is_head else _MOST_WHITE):
                break
            continue
        narrowed = _narrowed(line, stripe)
        is_left_only = not line[stripe[1] :].strip()
        if narrowed is None or _NEXT.match(line) or (is_left_only and (white or is_dated)):
            break
        is_dated = is_dated or (is_head and _DATE.search(line) is not None)
        end, stripe, white = place + 1, narrowed, 0
    return end, stripe


def _narrowed(line: str, stripe: Stripe) -> Stripe | None:
    """What a line leaves white of the stripe; None where it writes over it."""
    low, high = stripe
    text = line.ljust(high)
    inside = [(max(low, found.start()), min(high, found.end())) for found in _BLANKS.finditer(text)]
    widest = max(inside, key=lambda gap: gap[1] - gap[0], default=(0, 0))
    return widest if widest[1] - widest[0] >= _NARROWEST else None

"""Products of a task: as documents list them, cut at commas, and as one hands them over: "tin, bài" is one."""

import re
from collections.abc import Iterable, Sequence

from lantoa.vietnamese.text import fold

# Two words for one kind of thing, said in one breath in such plans; what ends the first piece, what begins the second.
# The first stands bare or after a verb or a number: "bản tin", "thông tin" are other things.
_BARE = r"(?:^|(?:^|\s)(?:dang|viet|lam|in|treo|phat|cap|cac|so|luong|hinh|\d+)\s)"
_ALIKE = (
    (r"tin", r"bai\b"),
    (r"bang ron", r"khau hieu\b"),
    (r"(?:pa ?no|pa-no)", r"ap[ -]?phich\b"),
    (r"to roi", r"to gap\b"),
    (r"to gap", r"to roi\b"),
    (r"chuyen trang", r"chuyen muc\b"),
    (r"anh", r"(?:video|clip)\b"),
)
_PAIRS = tuple((re.compile(f"{_BARE}{first}$"), re.compile(second)) for first, second in _ALIKE)
_COMMA = re.compile(r",\s*")


def whole(pieces: Sequence[str]) -> list[str]:
    """The pieces of a list with two words for one kind of thing put together again."""
    found: list[str] = []
    for piece in pieces:
        if found and _is_pair(found[-1], piece):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def pieces(products: Iterable[str]) -> list[str]:
    """The same as the contract of readings has them: cut within such a pair too."""
    return [piece for product in products for piece in _cut(product)]


def _is_pair(before: str, after: str) -> bool:
    first, second = fold(before), fold(after)
    return any(ends.search(first) and begins.match(second) for ends, begins in _PAIRS)


def _cut(product: str) -> list[str]:
    for comma in _COMMA.finditer(product):
        before, after = product[: comma.start()], product[comma.end() :]
        if _is_pair(before, after):
            return [before, after]
    return [product]

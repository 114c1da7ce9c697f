"""Products of a task: as documents list them, cut at commas, and as one hands them over: "tin, bài" is one."""

import re
from collections.abc import Iterable, Sequence

from lantoa.vietnamese.text import fold

_NEWS = re.compile(r"(?:^|(?:^|\s)(?:dang|viet|cac|so|luong|\d+)\s)tin$")  # not "bản tin", "thông tin"
_ARTICLES = re.compile(r"bai\b")
_PAIR = re.compile(r",\s*(?=bài\b)", re.IGNORECASE)


def whole(pieces: Sequence[str]) -> list[str]:
    """The pieces of a list with "tin" and "bài" put together again."""
    found: list[str] = []
    for piece in pieces:
        if found and _NEWS.search(fold(found[-1])) and _ARTICLES.match(fold(piece)):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def pieces(products: Iterable[str]) -> list[str]:
    """The same as the contract of readings has them: cut within such a pair too."""
    return [piece for product in products for piece in _cut(product)]


def _cut(product: str) -> list[str]:
    parts = _PAIR.split(product, maxsplit=1)
    return parts if len(parts) == 2 and _NEWS.search(fold(parts[0])) else [product]

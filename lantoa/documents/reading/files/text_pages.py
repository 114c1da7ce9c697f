"""Parts a dump of printed pages at its form feeds and takes off what belongs to the paper: page numbers, running heads.

Where a dump has lost its form feeds, numbers that stand alone and count up a page's worth of text apart are the pages'.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

_NUMBER = re.compile(
    r"[-–—]?\s?(\d{1,3})\s?[-–—]?|(?:trang|page)\s{1,3}(\d{1,3})(?:\s?/\s?\d{1,3})?|(\d{1,3})/\d{1,3}", re.I
)
_HEAD_OF_TABLE = re.compile(r"s?\.?t\.?t\b|số (?:tt|thứ tự)\b|\S+(?: \S+){0,6} {2,}\S+(?: \S+){0,6} {2,}\S", re.I)
_ITS_NUMBER = re.compile(
    r"(?<=  )\d{1,3}$|(?<=trang )\d{1,3}|^\d{1,3}(?=  )|(?<=\|)\s?\d{1,3}$|^\d{1,3}\s?(?=\|)", re.I
)
_A_PAGE = 900  # letters that stand between two page numbers at least
_FEWEST_REPEATS = 3
_WORDS_A_LINE = 3.5  # fewer on average: the columns of a table or single words, whose numbers count rows

Page = list[str]


def pages_of(text: str) -> list[Page]:
    """The printed lines of each page, white ones included; one page where the text has no form feeds."""
    pages = [page.split("\n") for page in text.split("\f")]
    if len(pages) == 1:
        return [_without(pages[0], _numbers_in_sequence(pages[0]))]
    pages = [page for page in pages if any(line.strip() for line in page)]
    return _without_running(_without_numbers(pages))


def _without(page: Page, places: set[int]) -> Page:
    return [line for place, line in enumerate(page) if place not in places]


def _number(line: str) -> int | None:
    """The page number that is all of a line."""
    text = line.strip()
    found = _NUMBER.fullmatch(text) if len(text) < 20 else None
    return int(next(filter(None, found.groups()))) if found else None


def _outermost(page: Page) -> Iterator[int]:
    """The places of a page's first and last printed lines."""
    printed = [place for place, line in enumerate(page) if line.strip()]
    yield from {printed[0], printed[-1]} if printed else ()


def _without_numbers(pages: list[Page]) -> list[Page]:
    """Pages without the numbers at their heads or feet that count as the pages do."""
    found = [
        (sheet, place, number)
        for sheet, page in enumerate(pages)
        for place in _outermost(page)
        if (number := _number(page[place])) is not None
    ]
    ahead = Counter(number - sheet for sheet, _, number in found)
    ours = [(sheet, place) for sheet, place, number in found if number - sheet == 1 or ahead[number - sheet] > 1]
    return [_without(page, {place for at, place in ours if at == sheet}) for sheet, page in enumerate(pages)]


def _without_running(pages: list[Page]) -> list[Page]:
    """Pages without the lines that most of them begin or end with, their number aside; heads of tables are none."""
    for _ in range(2):  # a running head has two lines at most
        seen = Counter(_look(page[place]) for page in pages for place in _outermost(page))
        running = {look for look, times in seen.items() if times >= max(_FEWEST_REPEATS, 0.6 * len(pages))} - {""}
        if not running:
            break
        pages = [
            _without(page, {place for place in _outermost(page) if _look(page[place]) in running}) for page in pages
        ]
    return pages


def _look(line: str) -> str:
    """What is alike in a line that runs from page to page; nothing for one that cannot."""
    text = line.strip()
    is_item = re.match(r"[-–+*•]|\(?\w{1,4}[.)]\s", text)
    if len(text) > 150 or is_item or _HEAD_OF_TABLE.match(text) or not any(char.isalpha() for char in text):
        return ""
    return " ".join(_ITS_NUMBER.sub("#", text).split())


def _numbers_in_sequence(lines: Page) -> set[int]:
    """The places of numbers that count pages in a text without form feeds."""
    words = [len(line.split()) for line in lines if line.strip()]
    if not words or sum(words) < _WORDS_A_LINE * len(words):
        return set()
    chain: list[tuple[int, int]] = []
    letters, since, numbers = 0, 0, 0
    for place, line in enumerate(lines):
        number = _number(line)
        letters += len(line.strip())
        numbers += number is not None
        expected = (chain[-1][1] + 1,) if chain else (1, 2)
        if number in expected and letters - since >= (0 if number == 1 and not since else _A_PAGE):
            chain.append((place, number or 0))
            since = letters
    is_all = len(chain) == numbers  # numbers of rows stand among them otherwise
    return {place for place, _ in chain} if is_all and _counts_pages(lines, chain) else set()


def _counts_pages(lines: Page, chain: list[tuple[int, int]]) -> bool:
    """Whether a chain of numbers counts pages: it goes on, or its one number cuts a sentence."""
    if len(chain) > 1:
        return all(later - earlier > 1 for (earlier, _), (later, _) in pairwise(chain))
    if not chain:
        return False
    after = next((line.strip() for line in lines[chain[0][0] + 1 :] if line.strip()), "")
    return after[:1].islower()

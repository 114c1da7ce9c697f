"""What people call the levels and papers of schooling, and what documents call them: one table, folded words.

Levels: Luật Giáo dục 43/2019/QH14, Điều 6 khoản 2 (mầm non of nhà trẻ and mẫu giáo; phổ thông of tiểu học, trung học cơ
sở, trung học phổ thông); their classes: Điều 28 khoản 1; văn bằng: Điều 12. "Cấp 1" to "cấp 3", "bổ túc" and the verbs
are what people say: no document defines them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lantoa.vietnamese.text import fold

Phrase = tuple[str, ...]

# What stands on a line means the same.
_SAME = (
    ("mầm non", "mẫu giáo", "nhà trẻ"),
    ("tiểu học", "cấp 1", "cấp I"),
    ("trung học cơ sở", "THCS", "cấp 2", "cấp II"),
    ("trung học phổ thông", "THPT", "cấp 3", "cấp III"),
    ("giáo dục thường xuyên", "GDTX", "bổ túc"),
    ("văn bằng", "bằng tốt nghiệp", "bằng cấp"),
    ("cấp lại", "làm lại", "xin lại"),
    ("tư thục", "trường tư", "dân lập"),
)
# A class belongs to a level: who asks for the class means the level, too, but not the other way round.
_CLASSES = {"tiểu học": range(1, 6), "trung học cơ sở": range(6, 10), "trung học phổ thông": range(10, 13)}
_NUMBERS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


class Term(NamedTuple):
    """What one thing of a question may be found by: all of `pieces`, as they were typed, or any of `others`."""

    pieces: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()


def _phrase(text: str) -> Phrase:
    return tuple(fold(text).split())


def _table() -> dict[Phrase, tuple[Phrase, ...]]:
    """For each phrase the others that mean the same."""
    lines = [tuple(map(_phrase, line)) for line in _SAME]
    return {phrase: tuple(one for one in line if one != phrase) for line in lines for phrase in line}


def _classes() -> dict[Phrase, tuple[Phrase, ...]]:
    """For each class, in digits and in words, its level by every name."""
    same = _table()
    return {
        _phrase(f"lớp {said}"): (_phrase(level), *same[_phrase(level)])
        for level, numbers in _CLASSES.items()
        for number in numbers
        for said in (str(number), _NUMBERS[number])
    }


SAME = _table()
WIDE = SAME | _classes()
_LONGEST = max(map(len, WIDE))


def terms(pieces: Sequence[Phrase], *, wide: bool) -> list[Term]:
    """The pieces in their order, those that together have another name as one; `wide`: a class also by its level. A
    piece that somebody quoted means what it says."""
    return list(_terms(pieces, WIDE if wide else SAME))


def _terms(pieces: Sequence[Phrase], known: dict[Phrase, tuple[Phrase, ...]]) -> Iterator[Term]:
    place = 0
    while place < len(pieces):
        run = _run(pieces[place : place + _LONGEST], known)
        others = known[tuple(word for piece in run for word in piece)] if run else ()
        yield Term(tuple(run or pieces[place : place + 1]), others)
        place += len(run) or 1


def _run(pieces: Sequence[Phrase], known: dict[Phrase, tuple[Phrase, ...]]) -> Sequence[Phrase]:
    """As many of the first pieces as have another name; none where they have none."""
    single = next((place for place, piece in enumerate(pieces) if len(piece) > 1), len(pieces))
    for length in range(single, 0, -1):
        if tuple(piece[0] for piece in pieces[:length]) in known:
            return pieces[:length]
    return ()

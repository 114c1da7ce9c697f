"""A text that a converter shredded into one-word lines, put back into logical lines. Reads pieces, writes pieces.

Nothing of the layout is left there, so only the language says where a line ends: marks of lists, the fixed phrases of
an official document, and the change between capitals and small letters.
"""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.reading.lines import Piece, Printed
from lantoa.documents.reading.marks import BULLETS
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.units import is_unit_name, verb_at

_WINDOW = 30
_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|\d{1,2}\.\d{1,2})[.)]$|[a-zđ]\)$|[IVX]{1,5}[./]$")
_SENTENCE_END = re.compile(r"[.;:!?,]$|\./\.$")
_COMPOUND = re.compile(
    r"(?:Độc lập|Tự do|Lao động|[Kk]inh tế|[Vv]ăn hóa|[Vv]ăn hoá|[Cc]hính trị|Văn phòng|GDNN"
    r"|Giáo dục nghề nghiệp|Dân số|Kế hoạch|Bà Rịa)$"
)
_STARTERS = frozenset(
    "các toàn chủ phối xây tổ triển tham căn thực tiếp tăng đẩy chịu hướng theo là kinh thường cán gồm bao tất mỗi"
    " kịp nghiêm chỉ tuyên đăng trong từ do đối".split()
)


def relined(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with every stretch of one-word lines put together into lines."""
    single = [
        isinstance(piece, Printed) and not piece.whole and piece.cell is None and " " not in piece.text
        for piece in pieces
    ]
    if sum(single) < 60:
        return pieces
    found: list[Piece] = []
    run: list[Printed] = []
    for piece, shredded in zip(pieces, _smoothed(single), strict=True):
        if shredded and isinstance(piece, Printed):
            run.append(piece)
            continue
        found += _lines(run)
        run = []
        found.append(piece)
    return found + list(_lines(run))


def _smoothed(single: Sequence[bool]) -> Iterator[bool]:
    """Whether a piece stands among one-word lines: nearly all about it are."""
    total, sums = 0, [0]
    for one in single:
        total += one
        sums.append(total)
    for at in range(len(single)):
        low, high = max(0, at - _WINDOW), min(len(single), at + _WINDOW + 1)
        yield sums[high] - sums[low] > 0.8 * (high - low)


def _lines(run: Sequence[Printed]) -> list[Piece]:
    if not run:
        return []
    words = [word for line in run for word in _words(line.passage)]
    lines: list[list[Passage]] = []
    for at, word in enumerate(words):
        if not lines or _breaks(words, at, lines[-1]):
            lines.append([])
        lines[-1].append(word)
    return [piece for line in lines for piece in _logical(line)]


def _words(passage: Passage) -> Iterator[Passage]:
    for found in re.finditer(r"\S+", passage.text):
        yield passage.cut(found.start(), found.end())


def _logical(line: list[Passage]) -> list[Piece]:
    """A line, cut once more where a numbered title ran into its text."""
    cut = _title_end(line)
    parts = [line[:cut], line[cut:]] if cut else [line]
    return [Printed(join(part), whole=True) for part in parts]


def _breaks(words: Sequence[Passage], at: int, line: Sequence[Passage]) -> bool:
    word, before = words[at].text, words[at - 1].text
    after = words[at + 1].text if at + 1 < len(words) else ""
    if before.endswith("./.") or _opens_landmark(words, at):
        return True
    if word in BULLETS and len(word) == 1:
        return _is_bullet(word, before, after, line)
    if _NUMBER.match(word):
        return (after[:1].isupper() or word[-1] == ")") and not _reads_on(before, line)
    return _case_changes(words, at, line)


def _reads_on(before: str, line: Sequence[Passage]) -> bool:
    return before.lower() in {"số", "năm", "tháng", "ngày", "khoản", "điều", "mục", "lớp", "độ", "và"} and len(line) > 1


def _is_bullet(word: str, before: str, after: str, line: Sequence[Passage]) -> bool:
    text = " ".join(part.text for part in line[-3:])
    if not after or (
        word in "-–" and _COMPOUND.search(text) and after[:1].isupper() and not _SENTENCE_END.search(before)
    ):
        return False
    if _SENTENCE_END.search(before):
        return True
    return after[:1].isupper() and (bool(_NUMBER.match(line[0].text)) or word not in "-–") and len(line) <= 30


_LANDMARKS = re.compile(
    r"CỘNG HÒA XÃ|CỘNG HOÀ XÃ|Độc lập -|Số:|SỐ:|Nơi nhận:|KẾ HOẠCH |PHỤ LỤC|Phụ lục (?:[IVX\d]+ )?[A-ZĐÀ-Ỹ]{2}"
    r"|Trên đây là|Căn cứ |Thực hiện (?:Kế|Quyết|Công|Chỉ|Chương|Nghị)"
    r"|(?:KT|TM|TL|TUQ)\. |\(Kèm theo|\(Ban hành|\(Chi tiết|\(Có phụ|[A-ZĐ]\S+ [A-ZĐ]\S+, ngày "
    r"|[A-ZĐ]\S+ [A-ZĐ]\S+ [A-ZĐ]\S+, ngày "
)


def _opens_landmark(words: Sequence[Passage], at: int) -> bool:
    word = words[at].text
    if not (word[0].isupper() or word[0] == "("):
        return False
    ahead = " ".join(part.text for part in words[at : at + 4]) + " "
    found = _LANDMARKS.match(ahead)
    if not found:
        return False
    before = words[at - 1].text
    if found[0].startswith(("Căn cứ", "Thực hiện")):
        return bool(_SENTENCE_END.search(before) or re.fullmatch(r"20\d\d", before) or before.isupper())
    if found[0] == "KẾ HOẠCH ":
        return not before.isupper() or "/" in before or before in {"HẠNH", "PHÚC"}
    return (
        not found[0].endswith(", ngày ")
        or not words[at - 1].text[0].isupper()
        or "/" in before
        or before in {"phúc", "Phúc"}
    )


def _case_changes(words: Sequence[Passage], at: int, line: Sequence[Passage]) -> bool:
    """Capitals begin or end here: two words of capitals at least on the one side."""
    word, before = words[at].text, words[at - 1].text
    run = 0
    while at + run < len(words) and run < 3 and _capitals(words[at + run].text):
        run += 1
    marked = _NUMBER.match(line[0].text) is not None and len(line) == 1
    if run >= 2 and not _capitals(before) and not marked:
        return any(not char.isascii() for part in words[at : at + run] for char in part.text)
    ended = _capitals(before) and len([part for part in line if _capitals(part.text)]) >= 2
    return (
        ended
        and not _capitals(word)
        and word[0].isupper()
        and all(_capitals(part.text) or not part.text[0].isalpha() or _NUMBER.match(part.text) for part in line)
    )


def _capitals(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)


def _title_end(line: Sequence[Passage]) -> int:
    """How many words of "1. Đối tượng tuyên truyền Toàn thể cán bộ …" are the title (0: none, or the whole)."""
    if len(line) < 5 or not _NUMBER.match(line[0].text):
        return 0
    first = line[1].text.lower()
    for at in range(2, min(len(line) - 2, 26)):
        word, before = line[at].text, line[at - 1].text
        if before.endswith(":"):
            return 0
        if (
            not word[0].isupper()
            or _SENTENCE_END.search(before)
            or before.lower() in {"các", "của", "và", "thuộc", "thành", "tỉnh"}
        ):
            continue
        title = " ".join(part.text for part in line[1:at])
        rest = " ".join(part.text for part in line[at : at + 14])
        again = line[at].text.lower() == first and line[at + 1].text.lower() == line[2].text.lower()
        named = is_unit_name(title) or len(title.split()) <= 5
        if named and (
            again
            or word.lower() in _STARTERS
            or (line[at].text + line[at + 1].text).lower() in title.lower().replace(" ", "")
        ):
            return at if again or verb_at(" " + rest) >= 0 or not is_unit_name(title) else 0
    return 0

"""A text that a converter shredded into one-word lines, put back into logical lines. Reads pieces, writes pieces.

Nothing of the layout is left there, so only the language says where a line ends: marks of lists, the fixed phrases of
an official document, and the change between capitals and small letters.
"""

import re
from collections.abc import Iterator, Sequence

from lantoa.documents.reading.headings import is_name
from lantoa.documents.reading.lines import Piece, Printed
from lantoa.documents.reading.marks import BULLETS
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.regions import ROLE
from lantoa.documents.reading.units import is_unit_name, opens_unit, verb_at
from lantoa.vietnamese.text import UPPER

_WINDOW = 30
_LONGEST_SHOUT = 60  # words of a title in capitals
_PROXY = re.compile(r"(?:KT|TM|TL|TUQ|Q)\.$")
_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|\d{1,2}\.\d{1,2})[.)]$|\d{1,2}/$|[a-zđ]\)$|[A-E]\.$|[IVX]{1,5}[./]$")
_DASHED = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?)(?P<end>[-–:])$")
_SENTENCE_END = re.compile(r"[.;:!?,]$|\./\.$")
# A dash between two capitals that belongs to one name.
_COMPOUND = re.compile(
    r"(?:Độc lập - Tự|Tự do - Hạnh|Lao động - Thương|Tài chính - Kế|Kế hoạch - Tài|Văn (?:hóa|hoá) - (?:Xã|Thông|Thể"
    r"|Nghệ)"
    r"|Văn phòng - (?:Sở|UBND|HĐND|Thống|Tổng)|GDNN - GDTX|nghiệp - Giáo|Dân số - Kế|Kinh tế - (?:Xã|Hạ|Kỹ|Kế)"
    r"|Bà Rịa - Vũng"
    r"|Chính trị - Xã|Tổ chức - (?:Hành|Cán)|Hành chính - (?:Tổng|Quản|Tổ|Tiếp)|Nông - Lâm|Địa chính - Xây"
    r"|Công đoàn - )"
)
_SENTENCE_OPENERS = (
    "các toàn chủ phối xây tổ triển tham căn thực tiếp tăng đẩy chịu hướng theo là kinh thường cán gồm bao tất",
    "mỗi kịp nghiêm chỉ tuyên đăng trong từ do đối mở thẩm phổ niêm bố lập tổng rà đảm bảo cử cung viết duy",
    "cập nghiên nâng đôn kiểm giám vận huy lồng giúp trực đầu ban gửi báo biên quán truyền thống định phát",
    "quản công tạo khi nội để ngoài",
)
_STARTERS = frozenset(word for line in _SENTENCE_OPENERS for word in line.split())
_UNIT_NOUN = {"phòng", "ban", "tổ", "bộ", "phận", "tâm", "cục", "viện", "khoa", "đội", "nhóm", "trường", "sở", "giao"}
_PLAIN_TOPIC = re.compile(
    r"(?:Mục đích|Mục tiêu|Yêu cầu|Đối tượng|Nội dung|Hình thức|Thời gian|Kinh phí|Phạm vi|Địa điểm)"
    r"(?: tuyên truyền| truyền thông| chung| cụ thể| thực hiện)?$"
)


def relined(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with every stretch of one-word lines put together into lines."""
    single = [isinstance(piece, Printed) and piece.cell is None and " " not in piece.text for piece in pieces]
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
    return [Printed(join(part), whole=True, relined=True) for part in parts]


def _breaks(words: Sequence[Passage], at: int, line: Sequence[Passage]) -> bool:
    word, before = words[at].text, words[at - 1].text
    after = words[at + 1].text if at + 1 < len(words) else ""
    if before.endswith("./.") or _opens_landmark(words, at):
        return True
    if word in BULLETS and len(word) == 1:
        return _is_bullet(word, before, after, line)
    if _NUMBER.match(word):
        opens = after[:1].isupper() or word[-1] == ")"
        return opens and not _reads_on(before, line) and (word[0] not in "ABCDE" or after.isupper())
    dashed = _DASHED.match(word)
    if dashed and after[:1].isupper() and (dashed["end"] != ":" or before.isupper() or _SENTENCE_END.search(before)):
        return not _reads_on(before, line)
    return _case_changes(words, at, line)


def _reads_on(before: str, line: Sequence[Passage]) -> bool:
    return before.lower() in {"số", "năm", "tháng", "ngày", "khoản", "điều", "mục", "lớp", "độ", "và"} and len(line) > 1


def _is_bullet(word: str, before: str, after: str, line: Sequence[Passage]) -> bool:
    around = " ".join([*(part.text for part in line[-2:]), "-", after])
    if not after or (word in "-–" and _COMPOUND.search(around)):
        return False
    if _SENTENCE_END.search(before) or "://" in before:
        return True
    return after[:1].isupper() and (bool(_NUMBER.match(line[0].text)) or word not in "-–") and len(line) <= 30


_ASKS = re.compile(r"[^.,;:]{4,70} (?:đề nghị|yêu cầu) (?:các|thủ trưởng|Thủ trưởng|toàn)")
_LANDMARKS = re.compile(
    r"Yêu cầu (?:các|Thủ|thủ)|Đề nghị (?:các|Thủ|thủ)|Nhận được (?:Kế|kế)|Trong quá trình|CỘNG HÒA XÃ|CỘNG HOÀ XÃ"
    rf"|Độc lập -|Số:|SỐ:|Nơi nhận:|KẾ HOẠCH |PHỤ LỤC|Phụ lục (?:[IVX\d]+ )?[{UPPER}]{{2}}"
    r"|Trên đây là|Căn cứ (?:Bộ luật|Luật|Nghị|Quyết|Thông|Kế|Công|Chỉ|Chương|Hiến|Pháp)|Căn cứ "
    r"|Triển khai (?:thực hiện |Kế|Quyết|Công|Chỉ|Chương|Nghị)|Thực hiện (?:Kế|Quyết|Công|Chỉ|Chương|Nghị)"
    rf"|(?:KT|TM|TL|TUQ)\. |\(Kèm theo|\(Ban hành|\(Chi tiết|\(Có phụ|[{UPPER}]\S+ [{UPPER}]\S+, ngày "
    rf"|[{UPPER}]\S+ [{UPPER}]\S+ [{UPPER}]\S+, ngày "
)


def _opens_landmark(words: Sequence[Passage], at: int) -> bool:
    word, before = words[at].text, words[at - 1].text
    if not (word[0].isupper() or word[0] == "("):
        return False
    ahead = " ".join(part.text for part in words[at : at + 4]) + " "
    if ROLE.match(ahead) and before.endswith((".", ":")) and not _PROXY.match(before):
        return True
    if before.endswith(".") and opens_unit(ahead) and _ASKS.match(" ".join(part.text for part in words[at : at + 16])):
        return True
    found = _LANDMARKS.match(ahead)
    return found is not None and _may_follow(found[0], before)


def _may_follow(landmark: str, before: str) -> bool:
    """Whether the words of a landmark open a line after `before`, or are only words of a sentence."""
    if landmark.startswith(("Yêu cầu", "Đề nghị", "Nhận được", "Trong quá")):
        return before.endswith((".", ";"))
    if landmark.startswith("Triển khai"):
        return bool(re.fullmatch(r"20\d\d", before) or before.isupper())
    if landmark.startswith("Căn cứ ") and landmark[-1] != " ":  # a sentence writes it with a small letter
        return True
    if landmark.startswith(("Căn cứ", "Thực hiện")):
        return bool(_SENTENCE_END.search(before) or re.fullmatch(r"20\d\d", before) or before.isupper())
    if landmark == "KẾ HOẠCH ":
        return not before.isupper() or "/" in before or before in {"HẠNH", "PHÚC"}
    return not landmark.endswith(", ngày ") or not before[0].isupper() or "/" in before or before.lower() == "phúc"


def _case_changes(words: Sequence[Passage], at: int, line: Sequence[Passage]) -> bool:
    """Capitals begin or end here: two words of capitals at least on the one side."""
    word, before = words[at].text, words[at - 1].text
    if "ký)" in before:
        return True
    run = 0
    while at + run < len(words) and run < 3 and _capitals(words[at + run].text):
        run += 1
    marked = _NUMBER.match(line[0].text) is not None and len(line) == 1
    if run >= 2 and not _capitals(before) and not marked:
        return word[-1].isalpha() and any(not char.isascii() for part in words[at : at + 2] for char in part.text)
    if len(line) > _LONGEST_SHOUT:
        return False
    shouting = [part for part in line if _capitals(part.text)]
    if not _capitals(before) or len(shouting) < 2 or _capitals(word) or not (word[0].isupper() or word[0] == "("):
        return False
    return all(_capitals(part.text) or not part.text[0].isalpha() or _NUMBER.match(part.text) for part in line)


def _capitals(word: str) -> bool:
    """A word in capitals; a document's number is none."""
    letters = [char for char in word if char.isalpha()]
    return (
        bool(letters)
        and all(char.isupper() for char in letters)
        and "/" not in word
        and not any(char.isdigit() for char in word)
    )


def _title_end(line: Sequence[Passage]) -> int:
    """How many words of "1. Đối tượng tuyên truyền Toàn thể cán bộ …" are the title (0: none, or the whole)."""
    if len(line) < 5 or not _NUMBER.match(line[0].text) or not re.match(r"[\dIVX]", line[0].text):
        return 0
    for at in range(2, min(len(line) - 2, 26)):
        if line[at - 1].text.endswith(":"):
            return 0
        if _may_open_text(line, at) and _ends_title(line, at):
            return at
    return 0


def _may_open_text(line: Sequence[Passage], at: int) -> bool:
    word, before = line[at].text, line[at - 1].text
    if not word[0].isupper() or _SENTENCE_END.search(before) or before in BULLETS:
        return False
    return before.lower() not in {"các", "của", "và", "thuộc", "thành", "tỉnh", "huyện", "xã", *_UNIT_NOUN} or (
        before.lower() in {"phòng", "sở", "trường", "phận"} and at > 2
    )


def _ends_title(line: Sequence[Passage], at: int) -> bool:
    word = line[at].text.lower()
    pair = f"{word} {line[at + 1].text.lower()}"
    title = " ".join(part.text for part in line[1:at])
    if _PLAIN_TOPIC.match(title) or (word in {"các", "toàn", "định"} and is_name(title)):
        return True
    if pair in title.lower() and is_unit_name(title):
        return True
    if word not in _STARTERS or pair in {"chỉ số", "tổ chức", "kế hoạch", "công nghệ", "công thương", "giám đốc"}:
        return False
    rest = " ".join(part.text for part in line[at : at + 14])
    return is_unit_name(title) and (verb_at(" " + rest) >= 0 or word in {"mỗi", "là", "mở", "thẩm", "phổ", "bố", "cử"})

"""Countable promises. Reads the body's items, writes Figure (CONTRACT, `figures`).

A number in digits is a figure unless the words about it make it a period, a date, a level, a name or an anniversary.
Its unit is the noun phrase behind it, up to the words that say what it does or whose it is.
"""

import re
from collections.abc import Iterable, Iterator

from lantoa.documents.plan import Figure
from lantoa.documents.reading.citations import HAS_DIGIT, find_numbers
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.sentences import sentences
from lantoa.vietnamese.text import LOWER
from lantoa.vietnamese.timing import find_days

_NUMBER = re.compile(
    r"(?<![\w/.,:@-])(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?=\s*%|\s|$|[,;)])(?P<percent>\s*%)?"
)
_URL = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+")
# A number behind one of these words is a name, a level or a place in a row.
_NAMING = re.compile(
    r"(?:lớp|mức độ|mức|cấp độ|cấp|khối|số|điều|khoản|điểm|(?<!danh )(?<!chuyên )(?<!hạng )mục|phần|chương|phụ lục|mẫu"
    r"|biểu|bậc|hạng|loại|phiên bản"
    r"|iso|tcvn|tháng|năm|ngày|quý"
    r"|giai đoạn|kỳ|đợt|lần|lần thứ|thứ|khóa|khoá|phiên|tuần|tuổi|từ|tầng|phòng số|quốc lộ|đường|tổ|thôn|ấp|khu phố"
    r"|nhóm|tiêu chí|chỉ tiêu|covid|vneid|web"
    r"|[IVX]+\.|đề án|nghị định|nghị quyết|quyết định|thông tư|kế hoạch|chỉ thị|luật|bước|trang|hình|bảng|5g|công nghệ"
    r"|đt|điện thoại|fax|hotline|top)\s*$",
    re.IGNORECASE,
)
# "mỗi tuần 02 lượt", "hằng tháng 04 tin": so many in each period, not the period's number.
_PER_PERIOD = re.compile(
    r"(?:mỗi|hằng|hàng|từng|một)\s+(?:tháng|năm|ngày|quý|kỳ|đợt|tuần|khóa|khoá)\s*$", re.IGNORECASE
)
_AMONG = re.compile(r"(?:thuộc|trong|vào|nằm trong|là)\s+(?:nhóm|top|tốp)\s*$", re.IGNORECASE)  # "nhóm 10 tỉnh"
_PERIOD = re.compile(
    r"(?:tháng|năm|ngày|giờ|phút|giây|tuần|quý|học kỳ|thế kỷ|nhiệm kỳ|tuổi|h\b|cửa\b|cấp\b|chiều\b|lần thứ|thập kỷ"
    r"|chữ\b)",
    re.IGNORECASE,
)
_UNIT_END = re.compile(
    r"\s*(?:[;.:()\[\]“”\"/…]|,|\b(?:thuộc|trực thuộc|dẫn đầu|đứng đầu"
    r"|của|về|để|tại|trên|trong|được|cho|đã|đạt|có|là|từ|đến|theo|do|với|nhằm|khi"
    r"|mà|hoặc|trở lên|mỗi|một|hằng|hàng"
    r"|đăng|phản ánh|(?<!góc )(?<!điểm )(?<!đội )(?<!tổ )(?<!bảng )tuyên truyền"
    r"|phục vụ|bằng|qua|thông qua|ở|vào|không|đáp ứng|bảo đảm|đảm bảo|thực hiện|tham gia"
    r"|triển khai|hoàn thành|cần|phải|sẽ|đang"
    r"|gồm|bao gồm|trước|sau|và|cũng|đều|nêu|chưa|còn|so với|như|quy định|liên quan|phát|tiếp nhận|giải quyết|cung cấp"
    r"|giới thiệu|dự|tham dự|đủ|hướng dẫn(?=\s+\w)"
    r"|trực tiếp|xây dựng|biết|sử dụng|hiểu"
    r"|nắm|tổ chức|lồng ghép|tính|dành|dưới|hài lòng|ký|cam kết|số hóa|kể|chuyên về|gắn|công khai|niêm yết|cấp)\b|\s\d"
    r"|$)",
    re.IGNORECASE,
)
_NOUN_AFTER_COMMA = re.compile(
    rf"\s*,\s*(?P<noun>[{LOWER}]+(?:\s+[{LOWER}]+){{0,2}})\s*(?=[,;.:/)]|\b(?:về|để|tại|trên|trong|tuyên|của|thuộc|mỗi"
    r"|được|cho|phản|và)\b|$)"
)
_AND_NOUN = re.compile(r"\s+và\s+(?=(?:tin|bài|phóng sự|video|clip)\b)")
# Left over where a name's number was cut off: "80 học sinh lớp 10".
_TRAILING = re.compile(r"\s+(?:lớp|khối|cấp|loại|năm học|số|đợt)$")
_COUNT_NOUNS = (
    r"tin|bài|bài viết|phóng sự|video|clip|chuyên mục|ảnh|tin tức|infographic|lượt|tờ rơi|tờ gấp|pa nô|áp phích"
    r"|băng rôn|buổi|xã|phường|thị trấn|huyện|thôn|trường|câu lạc bộ|mô hình|sáng kiến|khẩu hiệu|tài liệu|văn bản"
    r"|báo cáo|kế hoạch|cuộc|lớp|hội nghị|chuyên đề|tiểu phẩm|đơn vị|cơ quan|tổ chức|cá nhân|cán bộ"
    r"|công chức|viên chức|giáo viên|học sinh|nhân viên|người lao động|tỉnh|thành phố|sở|ban(?! hành)|ngành"
)


def read_figures(passages: Iterable[Passage]) -> list[Figure]:
    return [figure for passage in passages for sentence in sentences(passage) for figure in _in_sentence(sentence)]


def _in_sentence(sentence: Passage) -> Iterator[Figure]:
    text = sentence.text
    if not HAS_DIGIT.search(text):
        return
    whole = sentence.without_end_marks()
    barred = [(number.start, number.end) for number in find_numbers(text)] + [
        (day.at, day.to) for day in find_days(text)
    ]
    barred += [url.span() for url in _URL.finditer(text)]
    for found in _NUMBER.finditer(text):
        start, end = found.span("n")
        if any(a <= start < b for a, b in barred) or _is_named(text, start, end, bool(found["percent"])):
            continue
        unit = "%" if found["percent"] else _unit(text, found.end())
        if unit:
            yield Figure(_value(found["n"]), unit, whole.text, sentence.cut(start, found.end()).spans())


def _is_named(text: str, start: int, end: int, percent: bool) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if (
        re.search(r"[–-]\s*$", before)
        and re.search(r"\d\s*[–-]\s*$", before)
        and re.fullmatch(r"(?:19|20)\d\d", text[start:end])
    ):
        return True
    if percent:
        return False
    if _AMONG.search(before) and _counted(after):
        return False
    if (_NAMING.search(before[-20:]) and not _PER_PERIOD.search(before)) or _PERIOD.match(after.lstrip()):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d", text[start:end]) and not _counted(after)) or bool(
        re.match(r"\s*[–-]\s*\d", after) and _PERIOD.search(after[:16])
    )


def _counted(after: str) -> bool:
    return bool(re.match(rf"\s+(?:{_COUNT_NOUNS})\b", after, re.IGNORECASE))


def _unit(text: str, at: int) -> str:
    """The noun phrase from `at` on; nouns that a comma joins stand together ("tin, bài")."""
    if text[at : at + 1] in {",", ";", ")"}:
        return ""
    start = at
    while True:
        stop = _UNIT_END.search(text, at)
        end = stop.start() if stop else len(text)
        more = re.compile(rf"\s*,\s*(?=(?:{_COUNT_NOUNS})\b)", re.IGNORECASE).match(text, end) or _AND_NOUN.match(
            text, end
        )
        if not more or end == start:
            break
        at = more.end()
    unit = _TRAILING.sub("", " ".join(text[start:end].split()).strip(" ,"))
    return unit if unit[:1].isalpha() and len(unit.split()) <= 12 else ""


def _value(digits: str) -> int | float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    number = float(digits) if "." in digits else int(digits)
    return int(number) if number == int(number) else number

"""How the decree words what an official document repeats: dates, numbers of documents, names of their types."""

import re
import unicodedata

# Nghị định 30/2020/NĐ-CP, Phụ lục III mục I; below the line: symbols of other law and of the Party's documents.
TYPE_NAMES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "CĐ": "Công điện",
    # ---
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "KL": "Kết luận",
    "CTrPH": "Chương trình phối hợp",
}
_SYMBOL = re.compile(r"[0-9/\-](?P<type>[^\W\d_]+)[-/]")
_SMALL_WORDS = {"và", "của", "các", "về", "cho", "trên", "ở"}
_SCHOOL = re.compile(r"^Trường\s+(?=(?:Mầm non|Mẫu giáo|Tiểu học|Trung học|Phổ thông|MN|TH|THCS|THPT|PT)(?:\W|$))")
PLACE = re.compile(r"\s(?=(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+[^\W\d_a-z])")


def type_name(number: str) -> str | None:
    """The type that the symbol of a document says: "45/KH-UBND" is a Kế hoạch; None where it says none (công văn)."""
    for found in _SYMBOL.finditer(number):
        if found["type"] in TYPE_NAMES:
            return TYPE_NAMES[found["type"]]
    return None


def cited(number: str) -> str:
    """A document as a sentence names it: "Kế hoạch số 45/KH-UBND", "Công văn số 12/UBND-VX"."""
    return f"{type_name(number) or _untyped(number)} số {number}"


def _untyped(number: str) -> str:
    """A number without a type is a công văn's ("12/UBND-VX"), save those of the National Assembly."""
    return "Công văn" if re.fullmatch(r"\d+/[^\W\d][^/\d]*", number) else "Văn bản"


def full_date(iso: str) -> str:
    """ "2022-01-04" as "ngày 04 tháng 01 năm 2022": days below 10 and months 1, 2 take a leading zero, others do not.

    A part that is not known is a blank to write in: "2023-02" gives "ngày      tháng 02 năm 2023".
    """
    year, month, day = ([*iso.split("-"), "", ""] if iso else ["", "", ""])[:3]
    return f"ngày {_day(day)} tháng {_month(month)} năm {year or BLANK}"


BLANK = "\u00a0" * 6  # not ordinary spaces, which would be folded into one


def _day(day: str) -> str:
    return f"{int(day):02d}" if day else BLANK


def _month(month: str) -> str:
    if not month:
        return BLANK
    return f"{int(month):02d}" if int(month) < 3 else str(int(month))


def symbol_of(issuer: str | None, kind: str = "KH") -> str:
    """The usual symbol of an issuer's documents, offered where the number is still blank: "KH-SGDĐT".

    It is the initials of the name, a school's without its T ("KH-THLVT") and a word in capitals whole; the head of a
    body may have set another (Điều 8), which the caller then gives.
    """
    if not issuer:
        return f"{kind}-"
    name = re.sub(r"^Ủy ban nhân dân\b.*", "Ủy ban nhân dân", issuer)
    words = re.findall(r"[^\W\d_]+", _SCHOOL.sub("", PLACE.split(name)[0]))
    initials = "".join(word if word.isupper() else word[0].upper() for word in words if word not in _SMALL_WORDS)
    return f"{kind}-" + "".join(unicodedata.normalize("NFD", letter)[0] for letter in initials)


def lower_first(text: str) -> str:
    """`text` as it goes on within a sentence; a word in capitals (CCHC) keeps them."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


_UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def writable(text: str) -> str:
    """`text` without the signs that no XML file can hold."""
    return _UNWRITABLE.sub("", text)


def ended(text: str, sign: str = ".") -> str:
    """`text` with `sign` at its end, unless it has one already, trails off, or ends in an address."""
    last = text.rsplit(" ", 1)[-1]
    if not text or text[-1] in ".;:,…!?" or "://" in last or "@" in last:
        return text
    return text + sign

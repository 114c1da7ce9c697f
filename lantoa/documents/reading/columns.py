"""What each column of a table holds. Reads the printed heads, writes the keys of TaskRow that they fill."""

import re
from collections.abc import Sequence

_ROLES = (
    ("no", r"(?:s\.?t\.?t\.?|t\.?t\.?|số tt|số thứ tự|số|#|no)"),
    ("lead+coordinating", r".*chủ trì.*phối hợp.*"),
    ("coordinating", r".*phối hợp.*"),
    ("products", r"(?!.*(?:thời gian|thời hạn|tiến độ))(?:sản phẩm|kết quả|đầu ra)\b.*"),
    ("timing", r".*(?:thời gian|tiến độ|thời hạn|thời điểm|hoàn thành|lộ trình).*"),
    ("products", r".*(?:sản phẩm|đầu ra|minh chứng|kết quả|văn bản ban hành).*"),
    ("lead", r".*(?:chủ trì|phụ trách|chịu trách nhiệm|tham mưu|đầu mối).*"),
    ("channel", r".*(?:hình thức|phương thức|kênh|phương pháp|cách thức).*"),
    (
        "",
        r".*(?:kinh phí|ghi chú|địa điểm|số lượng|đối tượng|thành phần|dự toán|chỉ tiêu|mục tiêu|căn cứ|đơn vị tính"
        r"|đvt|số tiền|thành tiền).*",
    ),
    ("task", r".*(?:nội dung|nhiệm vụ|hoạt động|công việc|việc thực hiện|tên việc|đầu việc|giải pháp|chủ đề).*"),
    (
        "lead",
        r"(?:các )?(?:đơn vị|cơ quan|bộ phận|người|tổ chức|cá nhân|phòng|tập thể|lực lượng)\b.*|(?:thực hiện"
        r"|phân công.*|trách nhiệm.*|chủ thể.*)",
    ),
)
_PATTERNS = [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES]


def role_of(header: str) -> str | None:
    """The key that a printed head stands for: "" for a column without a field, None for no known head."""
    text = " ".join(header.split()).strip(" .:*()")
    if not text or len(text) > 90:
        return None
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def roles_of(headers: Sequence[str]) -> list[str]:
    """The keys of a table's columns, each at most once; an unknown or second column of a kind fills nothing."""
    found: list[str] = []
    for header in headers:
        role = role_of(header) or ""
        found.append("" if role and role in found else role)
    if "task" not in found:
        found = _task_by_another_name(headers, found)
    if "lead" in found and "coordinating" not in found and "lead+coordinating" not in found:
        found[found.index("lead")] = "lead+coordinating"
    return found


def _task_by_another_name(headers: Sequence[str], found: list[str]) -> list[str]:
    """A table with a number and a unit but no "Nội dung": the first column that is still free says what is done."""
    for place, (header, role) in enumerate(zip(headers, found, strict=True)):
        if header and not role and place and found[0] == "no" and role_of(header) is None:
            return [*found[:place], "task", *found[place + 1 :]]
    return found


def is_header(cells: Sequence[str]) -> bool:
    """A row that heads a table of tasks: most of its cells are known heads, one of them says what is done."""
    filled = [cell for cell in cells if cell.strip()]
    known = [role_of(cell) for cell in filled]
    sure = [role for role in known if role is not None]
    if len(filled) < 2 or len(sure) < max(2, 0.6 * len(filled)) or any(len(cell) > 90 for cell in filled):
        return False
    return "task" in sure or ("no" in sure and len(sure) >= 3)


def is_task_table(roles: Sequence[str]) -> bool:
    return "task" in roles and bool(
        {"lead", "lead+coordinating", "timing", "products", "coordinating", "channel"} & set(roles)
    )


def is_numbering(cells: Sequence[str]) -> bool:
    """The row of column numbers under some heads: (1) (2) (3), or A B 1 2."""
    filled = [cell.strip(" ().[]") for cell in cells if cell.strip()]
    if len(filled) < 3 or not all(len(cell) <= 5 for cell in filled):
        return False
    digits = [cell for cell in filled if re.fullmatch(r"\d{1,2}(?:=.*)?", cell)]
    return (
        len(digits) >= len(filled) - 2
        and len(digits) >= 2
        and all(re.fullmatch(r"\d{1,2}.*|[A-D]", cell) for cell in filled)
    )

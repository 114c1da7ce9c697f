"""What could not be read, or looks wrong. Reads the stages' results, writes Vietnamese sentences."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from lantoa.documents.plan import TaskRow
from lantoa.documents.reading.citations import find_numbers, same_number
from lantoa.documents.reading.headings import Heading
from lantoa.documents.reading.items import Item
from lantoa.documents.reading.joining import Paragraph
from lantoa.documents.reading.letterhead import Letterhead
from lantoa.documents.reading.lines import Grid
from lantoa.documents.reading.marks import ordinal
from lantoa.documents.reading.passage import Passage
from lantoa.documents.reading.tables import TaskTable

_VAGUE_TERM = re.compile(
    r"theo (?:đúng )?(?:thời gian|thời hạn|tiến độ) quy định|đúng (?:thời gian|thời hạn"
    r"|hạn) quy định",
    re.IGNORECASE,
)
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_HOLES = (
    ("products", "sản phẩm"),
    ("channel", "hình thức"),
    ("lead", "cơ quan chủ trì"),
    ("coordinating", "phối hợp"),
    ("timing", "thời gian"),
)


def head_warnings(head: Letterhead, place: str | None) -> Iterator[str]:
    if not head.present:
        yield "Văn bản không có phần đầu: không đọc được số, nơi và ngày ban hành"
        return
    if head.number_line and not head.number:
        yield f"Số văn bản để trống: {head.number_line.text}"
    elif not head.number_line:
        yield "Phần đầu văn bản không có số, ký hiệu"
    if head.blank_date:
        yield f"Ngày ban hành để trống, {head.blank_date}"
    elif not head.date_line:
        yield "Phần đầu văn bản không có nơi và ngày ban hành"
    if place and head.place and place != head.place.text:
        yield f'Địa danh in "{head.place.text}", đọc là "{place}"'


def tree_warnings(roots: Sequence[Heading]) -> Iterator[str]:
    """Labels that come twice or leave one out, in each list of headings of one kind."""
    yield from _sequence(roots, "Văn bản")
    for root in roots:
        for heading in root.walk():
            where = f"Mục {heading.label}" if heading.label else f"Mục {heading.title.text}"
            contents = [heading.content, *(child.content for child in heading.children)]
            items = [one for content in contents for one in content if isinstance(one, Paragraph) and one.mark]
            yield from _sequence(heading.children, where, {ordinal(one.mark) for one in items if one.mark})


def _sequence(headings: Sequence[Heading], where: str, items: Set[int] = frozenset()) -> Iterator[str]:
    """`items`: the numbers that are no headings, but items among them."""
    numbered = [(ordinal(one.mark), one) for one in headings if one.mark]
    kinds = {one.mark.kind for _, one in numbered if one.mark}
    if len(kinds) != 1 or kinds == {"letter"}:
        return
    values = [value for value, _ in numbered]
    if not values or values == list(range(1, len(values) + 1)):
        return
    faults = []
    for value in sorted({value for value in values if values.count(value) > 1}):
        same = [one for number, one in numbered if number == value]
        faults.append(
            f"có {_count(len(same))} mục cùng số {same[0].label} ({', '.join(one.title.text for one in same)})"
        )
    missing = [value for value in range(1, max(values) + 1) if value not in values and value not in items]
    if missing and max(values) < 100:
        faults.append(f"thiếu số {', '.join(_label(value, numbered[0][1]) for value in missing)}")
    if not faults and values != sorted(values):
        faults.append("có số mục không theo thứ tự")
    if faults:
        yield f"{where} {', '.join(faults)}"


def _count(number: int) -> str:
    return {2: "hai", 3: "ba", 4: "bốn"}.get(number, str(number))


def _label(value: int, like: Heading) -> str:
    if like.mark and like.mark.kind == "roman":
        return "".join(sign * count for sign, count in _roman(value))
    return str(value)


def _roman(value: int) -> Iterator[tuple[str, int]]:
    for sign, worth in (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        yield sign, value // worth
        value %= worth


def table_warnings(grids: Sequence[Grid]) -> Iterator[str]:
    if any(grid.debris for grid in grids):
        yield (
            "Bảng trong văn bản đã mất cột khi chuyển thành chữ thường, không biết ô nào thuộc dòng nào nên không đọc"
            " việc nào từ bảng; hãy tải lên tệp .docx hoặc .pdf gốc"
        )
    if any(grid.guessed for grid in grids):
        yield (
            "Các ô của bảng in liền nhau trên một dòng, ranh giới giữa các ô chỉ là phỏng đoán; hãy soát lại sản phẩm,"
            " đơn vị chủ trì, phối hợp và thời gian của từng việc, hoặc tải lên tệp .docx gốc"
        )


def task_warnings(tasks: Sequence[TaskRow], tables: Sequence[TaskTable]) -> Iterator[str]:
    keys = {part for table in tables for role in table.roles for part in role.split("+")}
    for at, row in enumerate(tasks, 1):
        holes = [name for key, name in _HOLES if key in keys and _is_hole(row, key, tables)]
        if holes:
            yield f"Phụ lục, dòng {row.no or at}: để trống {_listed(holes)}"
    numbers = [int(row.no) for row in tasks if row.no and row.no.isdigit()]
    for before, after in pairwise(numbers):
        if after not in {before, before + 1, 1}:
            yield f"Phụ lục: số thứ tự nhảy từ {before} sang {after}"


def _is_hole(row: TaskRow, key: str, tables: Sequence[TaskTable]) -> bool:
    if key == "timing":
        return row.timing.kind == "none"
    if key == "coordinating" and not any(key in table.roles for table in tables):
        return row.lead is None
    return not getattr(row, key)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def report_warnings(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        vague = _VAGUE_TERM.search(item.text)
        if vague and _REPORT.search(item.text):
            yield f'Báo cáo không ghi kỳ hạn: "{vague[0]}"'


def number_warnings(number: str | None, lines: Sequence[Passage]) -> Iterator[str]:
    """An appendix that gives the plan's own number otherwise than the letterhead does."""
    if not number:
        return
    for line in lines:
        if "kèm theo" not in line.text.lower():
            continue
        for found in find_numbers(line.text):
            if found.value != number and (same_number(found.value, number) or _tail(found.value) == _tail(number)):
                yield f"Phụ lục ghi số kế hoạch {found.value}, khác số {number} ở đầu văn bản"


def _tail(number: str) -> str:
    return number.split("/", 1)[1].casefold()

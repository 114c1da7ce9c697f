"""The work list as a spreadsheet: what was said of and done with each case, never who sent it."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from lantoa.feedback.models import Case
from lantoa.feedback.standing import standing
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.private_data import find_private, masked

COLUMNS = [
    Column("code", "Mã"),
    Column("received", "Ngày nhận"),
    Column("source", "Nguồn"),
    Column("kind", "Loại"),
    Column("subject", "Tóm tắt"),
    Column("unit", "Đơn vị đang giữ"),
    Column("state", "Tình trạng"),
    Column("due", "Hạn trả lời"),
    Column("stand", "So với hạn"),
    Column("closed", "Ngày kết thúc"),
]


def lines(rows: Iterable[Case]) -> Iterator[list[str]]:
    """A line for each case. Subjects are the sender's words with what looks private taken out."""
    today = timezone.localdate()
    for row in rows:
        closed = f"{timezone.localtime(row.closed_at):%d/%m/%Y}" if row.closed_at else ""
        yield [
            row.code,
            f"{row.received_on:%d/%m/%Y}",
            row.get_source_display(),
            row.get_kind_display() if row.kind else "Chưa phân loại",
            unnamed(row.subject),
            row.holder.name if row.holder else "",
            row.get_state_display(),
            f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
            standing(row, today).word,
            closed,
        ]


def unnamed(text: str) -> str:
    """Words without what looks private in them."""
    return masked(text, find_private(text))

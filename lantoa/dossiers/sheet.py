"""Figures as rows of a spreadsheet: what is exported can be brought in again."""

from collections.abc import Iterable, Iterator

from lantoa.dossiers.models import FIGURES, DossierFigures
from lantoa.tabular.sheets import Column, Value

BLANKS = "Ô số để trống: tháng đã nhập thì giữ số đang có, tháng chưa nhập thì là 0."
_NUMBER = "Số nguyên; để trống: giữ số đang có, tháng chưa nhập thì là 0."
_HINTS = {"received": "Số nguyên; phải có ở tháng chưa nhập, trừ khi ghi “có” ở cột Không phát sinh."}
IMPORT_COLUMNS = (
    Column("unit", "Mã đơn vị", "Mã hoặc tên đơn vị.", "thpt-ntn", is_required=True),
    Column("month", "Tháng", "Tháng/năm.", "10/2026", is_required=True),
    Column("field", "Lĩnh vực", "Để trống nếu là số chung của mọi lĩnh vực.", ""),
    Column("nil", "Không phát sinh", "Ghi “có” nếu tháng đó không có hồ sơ nào.", ""),
    *(
        Column(
            name,
            str(DossierFigures._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            _HINTS.get(name, _NUMBER),
            "12" if name in ("received", "on_time") else "0",
        )
        for name in FIGURES
    ),
    Column("reason", "Lý do đính chính", "Bắt buộc nếu tháng đó đã có số liệu và số trong bảng khác đi.", ""),
)
TABLE_COLUMNS = (IMPORT_COLUMNS[0], Column("name", "Đơn vị"), *IMPORT_COLUMNS[1:-1])


def table_lines(rows: Iterable[DossierFigures]) -> Iterator[list[Value]]:
    """A line for each row, by unit and month."""
    for row in sorted(rows, key=lambda one: (one.unit.sort_key, one.unit_id, one.month, one.field)):
        nil = "có" if row.is_nil else ""
        yield [row.unit.code, row.unit.name, f"{row.month:%m/%Y}", row.field, nil, *row.values().values()]

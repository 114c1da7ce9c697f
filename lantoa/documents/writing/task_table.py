"""The task table of a plan, whatever columns it has: what each cell says, for paper and for a spreadsheet alike."""

from collections.abc import Callable, Sequence

from lantoa.documents import products
from lantoa.documents.plan import PlanReading, TaskColumn, TaskRow

HEADERS = {
    "no": "STT",
    "task": "Nhiệm vụ",
    "products": "Sản phẩm",
    "channel": "Hình thức thực hiện",
    "lead": "Cơ quan chủ trì",
    "coordinating": "Cơ quan phối hợp",
    "lead+coordinating": "Đơn vị thực hiện",
    "timing": "Thời gian thực hiện",
}
CENTRED = {"no", "timing"}


def columns_of(plan: PlanReading) -> list[TaskColumn]:
    """The plan's own columns; a plan that has none yet gets a column for every field that some row fills."""
    if plan.appendix.columns:
        return plan.appendix.columns
    keys = ["no", "task", "products", "channel", "lead", "coordinating", "timing"]
    return [TaskColumn(key, HEADERS[key]) for key in keys if key == "task" or _is_filled(plan.tasks, key)]


def cell_in(row: TaskRow, column: TaskColumn) -> list[str]:
    """The paragraphs of the row's cell in a column, one that the contract does not know too."""
    return cell_of(row, column.key) if column.key else _maybe(row.other.get(column.header))


def cell_of(row: TaskRow, key: str) -> list[str]:
    """The paragraphs of the cell that `key` names; a column that no field fills is empty."""
    write = _CELLS.get(key)
    return write(row) if write else []


def _is_filled(rows: Sequence[TaskRow], key: str) -> bool:
    return any(any(cell_of(row, key)) for row in rows)


def _listed(values: Sequence[str]) -> list[str]:
    """Names of a list in one cell; where one of them has a comma of its own, semicolons part them."""
    if not values:
        return []
    return [("; " if any("," in value for value in values) else ", ").join(values)]


def _lead_and_coordinating(row: TaskRow) -> list[str]:
    with_whom = "".join(_listed(row.coordinating))
    if row.lead and with_whom:
        return [f"{row.lead} chủ trì, phối hợp với {with_whom}"]
    if row.lead:
        return [row.lead]
    return [f"Phối hợp với {with_whom}"] if with_whom else []


def _maybe(value: str | None) -> list[str]:
    return [value] if value else []


_CELLS: dict[str, Callable[[TaskRow], list[str]]] = {
    "no": lambda row: _maybe(row.no),
    "task": lambda row: _maybe(row.task),
    "products": lambda row: _listed(products.whole(row.products)),
    "channel": lambda row: _maybe(row.channel),
    "lead": lambda row: _maybe(row.lead),
    "coordinating": lambda row: _listed(row.coordinating),
    "lead+coordinating": _lead_and_coordinating,
    "timing": lambda row: _maybe(row.timing.raw),
}

"""Imports point down the floors of the house (docs/architecture.md): each floor imports only from floors below it,
rooms of one floor only along the arrows drawn here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

HOUSE = Path(__file__).resolve().parent.parent / "lantoa"

FLOORS = [
    {"vietnamese", "documents", "ui", "jobs", "tabular", "search", "vault"},
    {"organisations", "accounts", "review", "audit", "notices"},
    {"legal", "procedures"},
    {"plans", "ledger", "reports", "oversight"},
    {"news", "channels", "feedback", "surveys", "displays", "dossiers", "disclosure"}
    | {"contests", "events", "materials", "recognition", "indices"},
    {"portal", "workspace", "api"},
    {"demo"},
]
# Who may import whom on one floor.
ARROWS = {
    ("documents", "vietnamese"),
    ("search", "vietnamese"),
    ("tabular", "documents"),
    ("tabular", "vietnamese"),
    ("tabular", "ui"),
    ("tabular", "jobs"),
    ("audit", "organisations"),
    ("accounts", "organisations"),
    ("accounts", "audit"),
    ("review", "accounts"),
    ("review", "organisations"),
    ("review", "audit"),
    ("review", "notices"),
    ("notices", "accounts"),
    ("notices", "organisations"),
    ("procedures", "legal"),
    ("plans", "ledger"),
    ("reports", "ledger"),
    ("oversight", "ledger"),
    ("news", "channels"),
}
# Access is asked by everyone, so by the room below it too: `visible_to` in organisations calls accounts.access inside
# the function. Nothing else is allowed upwards; think twice before a line is added here.
UPWARDS = {("organisations", "lantoa.accounts.access"), ("organisations", "lantoa.accounts.enums")}
PURE = {"vietnamese", "documents"}
NOT_PURE = ("django", "allauth", "import_export")


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(HOUSE.rglob("*.py")):
        parts = path.relative_to(HOUSE).parts
        if len(parts) > 1 and not {"tests", "migrations"} & set(parts) and path.name != "factories.py":
            yield parts[0], path


def _imports(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Line, what is imported, and whether only for the type checker."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}", id(node) in for_types
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name, id(node) in for_types


def _floor(room: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), -1)


def _is_allowed(room: str, target: str) -> bool:
    other = target.split(".")[1]
    if other == room or _floor(other) < _floor(room) or (room, other) in ARROWS:
        return True
    return any(room == who and target.startswith(what) for who, what in UPWARDS)


def test_every_room_has_a_floor():
    rooms = {room for room, _ in _modules()}
    assert not {room for room in rooms if _floor(room) < 0}, "Say in FLOORS where the new room stands."


def test_imports_point_down_the_floors():
    wrong = [
        f"{path.relative_to(HOUSE.parent)}:{line} imports {target}"
        for room, path in _modules()
        for line, target, only_types in _imports(path)
        if target.startswith("lantoa.") and not only_types and not _is_allowed(room, target)
    ]
    assert not wrong, (
        "A room imports only from floors below it, or along an arrow of design. Let the room above call this one, or "
        "register with it (as lantoa/workspace/menu.py fills lantoa/ui/menu.py):\n" + "\n".join(wrong)
    )


def test_reading_and_writing_documents_needs_no_django():
    wrong = [
        f"{path.relative_to(HOUSE.parent)}:{line} imports {target}"
        for room, path in _modules()
        for line, target, _ in _imports(path)
        if room in PURE and target.split(".")[0] in NOT_PURE
    ]
    assert not wrong, "vietnamese and documents are pure Python:\n" + "\n".join(wrong)


def test_imports_are_absolute():
    wrong = [
        f"{path.relative_to(HOUSE.parent)}:{node.lineno}"
        for _, path in _modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong, "Write imports in full, from lantoa.:\n" + "\n".join(wrong)

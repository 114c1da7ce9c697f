"""Nothing grows past what one can read at a sitting: over a limit, cut it, or say why in EXCUSED."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"*.py": 400, "*.html": 120, "*.css": 250, "*.js": 100}
LONGEST_FUNCTION = 40
# Path → why it may be longer.
EXCUSED: dict[str, str] = {}


def _files(pattern: str) -> Iterator[Path]:
    for folder in ("lantoa", "config"):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if not {"migrations", "tests"} & set(path.parts):
                yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("pattern", LIMITS)
def test_files_are_short(pattern: str):
    long = {
        _name(path): lines
        for path in _files(pattern)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LIMITS[pattern] and _name(path) not in EXCUSED
    }
    assert not long, f"At most {LIMITS[pattern]} lines; cut by subject (examples: lantoa/ui/static/ui/css): {long}"


def test_functions_are_short():
    long = [
        f"{_name(path)}:{node.lineno} {node.name} ({node.end_lineno - node.lineno + 1})"
        for path in _files("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long, f"At most {LONGEST_FUNCTION} lines in a function; name the steps:\n" + "\n".join(long)


def test_tests_stay_readable_too():
    long = [
        _name(path)
        for folder in ("lantoa", "tests")
        for path in (ROOT / folder).rglob("test_*.py")
        if path.read_text(encoding="utf-8").count("\n") > 500
    ]
    assert not long, f"At most 500 lines; one file per act or page: {long}"


def test_excuses_are_still_needed():
    assert all((ROOT / name).exists() for name in EXCUSED)

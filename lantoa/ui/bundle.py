"""All styles as one file: on one bar of signal sixteen requests are sixteen waits. The sources stay one file a
component and are joined, tokens first, when static files are looked for or collected; nothing built is kept in the
tree."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "ui/lantoa.css"
FOLDER = Path(__file__).resolve().parent / "static" / "ui" / "css"
PARTS = (
    "tokens",
    "reset",
    "base",
    "layout",
    "button",
    "field",
    "suggest",
    "file-words",
    "facts",
    "table",
    "list-work",
    "status",
    "notice",
    "navigation",
    "dialog",
    "shell",
    "public",
    "utilities",
    "print",
)


def joined() -> str:
    """The styles, tokens (which set the order of layers) first."""
    return "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)


class BundleFinder(BaseFinder):
    """Finds `ui/lantoa.css`, written anew where a part of it changed."""

    def __init__(self, app_names: Iterable[str] | None = None) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "build")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return [] if find_all else None
        found = str(self._written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._written()
        yield NAME, self.storage

    def _written(self) -> Path:
        target, text = Path(self.storage.path(NAME)), joined()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(target)  # another process may be reading it
        return target

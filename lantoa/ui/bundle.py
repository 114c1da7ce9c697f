"""All styles as one file: on one bar of signal sixteen requests are sixteen waits. The sources stay one file a
component and are joined, tokens first, when static files are looked for or collected; nothing built is kept in the
tree."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "ui/lantoa.css"
READING_NAME = "ui/reading.css"
FOLDER = Path(__file__).resolve().parent / "static" / "ui" / "css"
PARTS = (
    "tokens",
    "reset",
    "base",
    "layout",
    "button",
    "field",
    "one-line",
    "hour",
    "suggest",
    "file-words",
    "facts",
    "table",
    "grid",
    "list-work",
    "status",
    "notice",
    "navigation",
    "more",
    "dialog",
    "shell",
    "public",
    "utilities",
    "print",
)
# What pages that are only read need of it: an article is to weigh little on an old phone.
READING = (
    "tokens",
    "reset",
    "base",
    "layout",
    "button",
    "field",
    "facts",
    "status",
    "notice",
    "navigation",
    "public",
    "utilities",
    "print",
)
BUNDLES = {NAME: PARTS, READING_NAME: READING}


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


def joined(parts: Iterable[str] = PARTS) -> str:
    """The styles, tokens (which set the order of layers) first, without what only those who write them read: comments
    and indents are a third of what an old phone would load."""
    whole = "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in parts)
    return _INDENT.sub("\n", _COMMENT.sub("", whole)).strip() + "\n"


class BundleFinder(BaseFinder):
    """Finds the joined files, written anew where a part of them changed."""

    def __init__(self, app_names: Iterable[str] | None = None) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "build")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in BUNDLES:
            return [] if find_all else None
        found = str(self._written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in BUNDLES:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        target, text = Path(self.storage.path(name)), joined(BUNDLES[name])
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(target)  # another process may be reading it
        return target

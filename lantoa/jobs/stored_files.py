"""Uploaded files for readers that want a path."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models.fields.files import FieldFile


@contextlib.contextmanager
def on_disk(file: FieldFile) -> Iterator[Path]:
    """The file as a path for the time of reading; one in a storage elsewhere is copied. Raises OSError where the
    storage does not give it."""
    try:
        yield Path(file.path)
        return
    except NotImplementedError:
        pass
    with tempfile.NamedTemporaryFile() as copy, file.open("rb") as stored:
        chunks: Any = stored.chunks()
        for chunk in chunks:
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)

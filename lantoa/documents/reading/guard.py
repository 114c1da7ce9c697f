"""Reads files from outside in a process of their own, with limits on memory and time.

A hostile or merely absurd file can then cost a sentence, never the server. What was read comes back as JSON, which
unlike pickle cannot run anything.
"""

import json
import logging
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO, Any

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.opening import DAMAGED, Progress, open_document
from lantoa.documents.source import Block, Cell, Line, SourceDocument, Span, Table

logger = logging.getLogger(__name__)

SECONDS = 4.0  # for reading; with the command's own start and answer it stays below 5
SLOW_SECONDS = 120.0  # between two signs of life of OCR or of a converter
_DATA_BYTES = 200 << 20
_ADDRESS_BYTES = 2 << 30
_TOO_LONG = "Tệp này đọc quá lâu nên đã dừng; hãy tách văn bản thành các tệp nhỏ hơn rồi tải lên lại."
_TOO_MUCH = "Tệp này cần quá nhiều bộ nhớ để đọc nên đã dừng; hãy lưu lại văn bản thành tệp mới gọn hơn rồi tải lên."


def open_guarded(path: Path, name: str | None = None, on_progress: Progress | None = None) -> SourceDocument:
    """As `opening.open_document`, in a process that may fail alone."""
    root = str(Path(__file__).resolve().parents[3])
    child = subprocess.Popen(
        [sys.executable, "-m", "lantoa.documents.reading.guard", str(path), name or path.name],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))},
        start_new_session=True,
    )
    try:
        for message in _messages(child):
            if "progress" in message:
                if on_progress:
                    on_progress(*message["progress"])
            elif "sentence" in message:
                if message.get("cause"):
                    logger.error("A reader failed on %s\n%s", name or path.name, message["cause"])
                raise UnreadableDocument(message["sentence"])
            else:
                return _from_json(message["document"])
    finally:
        _end(child)
    raise UnreadableDocument(_TOO_MUCH)


def _messages(child: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any]]:
    """What the child tells, each line in time or a sentence."""
    assert child.stdout
    lines: Queue[bytes] = Queue()
    Thread(target=_listen, args=(child.stdout, lines), daemon=True).start()
    until = monotonic() + SECONDS
    while True:
        try:
            line = lines.get(timeout=max(0.0, until - monotonic()))
        except Empty as error:
            raise UnreadableDocument(_TOO_LONG) from error
        if not line:
            return
        until = monotonic() + SLOW_SECONDS
        yield json.loads(line)


def _listen(stream: IO[bytes], lines: "Queue[bytes]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(b"")


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Stop the child and the programs that it started."""
    if child.poll() is None:
        try:
            os.killpg(child.pid, 9)
        except (AttributeError, ProcessLookupError):
            child.kill()
    child.wait()


def _to_json(document: SourceDocument) -> dict[str, Any]:
    return {
        "text": document.text,
        "kind": document.kind,
        "warnings": document.warnings,
        "blocks": [_block_to_json(block) for block in document.blocks],
    }


def _block_to_json(block: Block) -> dict[str, Any]:
    values = {name: getattr(block, name) for name in block.__slots__}
    if isinstance(block, Table):
        values["cells"] = [[getattr(cell, name) for name in _CELL] + [_pairs(cell)] for cell in block.cells]
    return values


_CELL = ("start", "end", "row", "column", "row_span", "column_span")


def _pairs(cell: Cell) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in cell.paragraphs]


def _from_json(values: dict[str, Any]) -> SourceDocument:
    blocks = [_block_from_json(block) for block in values["blocks"]]
    return SourceDocument(values["text"], blocks, values["kind"], values["warnings"])


def _block_from_json(values: dict[str, Any]) -> Block:
    if "cells" not in values:
        return Line(**values)
    cells = [_cell_from_json(*cell) for cell in values.pop("cells")]
    return Table(cells=cells, **values)


def _cell_from_json(*values: Any) -> Cell:
    *numbers, paragraphs = values
    return Cell(**dict(zip(_CELL, numbers, strict=True)), paragraphs=[Span(*pair) for pair in paragraphs])


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows: the time limit alone holds there
        return
    for kind, most in ((resource.RLIMIT_DATA, _DATA_BYTES), (resource.RLIMIT_AS, _ADDRESS_BYTES)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        document = open_document(path, name, lambda done, total: _say({"progress": [done, total]}))
        return {"document": _to_json(document)}
    except UnreadableDocument as error:
        return {"sentence": error.sentence, "cause": _cause(error)}
    except (MemoryError, RecursionError):
        return {"sentence": _TOO_MUCH}


def _cause(error: UnreadableDocument) -> str:
    """The traceback of a fault of a reader; nothing where the file is to blame, which a reader says itself."""
    return "".join(traceback.format_exception(error.__cause__)[-8:]) if error.sentence == DAMAGED else ""


if __name__ == "__main__":
    _limit()
    _say(_read(Path(sys.argv[1]), sys.argv[2]))

"""Reads Word's old binary files and RTF through LibreOffice, antiword or catdoc, whichever is installed."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import kinds, tools
from lantoa.documents.reading.files.builder import Decode, RawCell, TextBuilder
from lantoa.documents.reading.files.docx import read_docx
from lantoa.documents.source import Line, SourceDocument, Span, Table

Progress = Callable[[int, int], None]

_SECONDS = 60
_CELL_END = re.compile(r"(?<! ) *\| *")  # antiword draws tables with strokes
_ROW = re.compile(r"\|.*\|$")
_ANTIWORD = ("-w", "0", "-m", "UTF-8.txt")
_FIB_MAGICS = (b"\xec\xa5", b"\xdc\xa5")  # Word 97 and later, Word 6 and 95
_ENCRYPTED = 0x0100  # [MS-DOC] 2.5.2 FibBase, fEncrypted, in the word at offset 0x0A
_LOCKED = "Tệp .doc có mật khẩu mở; hãy gỡ mật khẩu trong Word rồi tải lên lại."
_INSTALL = (
    "Tệp Word đời cũ (.doc, .rtf) cần LibreOffice, antiword hoặc catdoc trên máy chủ để đọc; "
    "hãy nhờ quản trị cài, hoặc lưu văn bản thành .docx rồi tải lên."
)
_BROKEN = "Tệp Word đời cũ này bị hỏng nên không đọc được; hãy mở bằng Word, lưu thành .docx rồi tải lên."


def read_word97(path: Path, decode: Decode | None = None, on_progress: Progress | None = None) -> SourceDocument:
    """The text of a .doc or .rtf file: with tables where LibreOffice is installed, else as plain lines."""
    content = path.read_bytes()
    if _is_locked(content):
        raise UnreadableDocument(_LOCKED)
    if on_progress:
        on_progress(0, 1)
    is_rtf = content[:64].lstrip().startswith(b"{\\rtf")
    document = _through_libreoffice(path, decode, is_rtf=is_rtf)
    if document and not is_rtf:
        _mend_last_table(document, path, decode)
    document = document or _through_text(path, decode, is_rtf=is_rtf)
    document.kind = "doc"
    return document


def _is_locked(content: bytes) -> bool:
    """Whether Word's own header says that the text is encrypted, wherever in the file the header lies."""
    header = kinds.stream_start(content, "WordDocument")
    if header is None or content[header : header + 2] not in _FIB_MAGICS:
        return False
    return bool(int.from_bytes(content[header + 10 : header + 12], "little") & _ENCRYPTED)


def _through_libreoffice(path: Path, decode: Decode | None, *, is_rtf: bool) -> SourceDocument | None:
    program = tools.find("soffice") or tools.find("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "source.rtf" if is_rtf else "source.doc")
        copy.write_bytes(path.read_bytes())
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, str(copy)]
        tools.run(command, seconds=_SECONDS)
        made = copy.with_suffix(".docx")
        return read_docx(made, decode) if made.exists() else None


def _mend_last_table(document: SourceDocument, path: Path, decode: Decode | None) -> None:
    """Give back its cells to a table that ends the file: LibreOffice runs them together where no paragraph follows."""
    last, program = document.blocks[-1] if document.blocks else None, tools.find("antiword")
    if not isinstance(last, Line) or program is None:
        return
    text = (tools.run([program, *_ANTIWORD, str(path)], seconds=_SECONDS) or b"").decode("utf-8", "replace")
    rows = list(takewhile(_ROW.match, reversed(text.rstrip().splitlines())))[::-1]
    builder = TextBuilder(decode)
    cells = [row.strip().strip("|").split("|") for row in rows]
    builder.table(RawCell(row, place, [text]) for row, texts in enumerate(cells) for place, text in enumerate(texts))
    table = builder.document("doc")
    if rows and _letters(table.text) == _letters(document[last.span]):
        document.text = document.text[: last.start] + table.text
        document.blocks[-1:] = [_moved(block, last.start) for block in table.blocks if isinstance(block, Table)]


def _letters(text: str) -> str:
    return "".join(text.split())


def _moved(table: Table, by: int) -> Table:
    cells = [
        replace(
            cell,
            start=cell.start + by,
            end=cell.end + by,
            paragraphs=[Span(span.start + by, span.end + by) for span in cell.paragraphs],
        )
        for cell in table.cells
    ]
    return replace(table, start=table.start + by, end=table.end + by, cells=cells)


def _through_text(path: Path, decode: Decode | None, *, is_rtf: bool) -> SourceDocument:
    """Lines as the converter breaks them: long ones, so a line is a paragraph."""
    found = False
    for name, *options in (("antiword", *_ANTIWORD), ("catdoc", "-w", "-d", "utf-8")):
        program = tools.find(name)
        if program is None or (is_rtf and name == "antiword"):
            continue
        found = True
        text = (tools.run([program, *options, str(path)], seconds=_SECONDS) or b"").decode("utf-8", "replace")
        if text.strip():
            builder = TextBuilder(decode)
            builder.warnings.append("Bảng trong tệp .doc có thể mất cột vì máy chủ không có LibreOffice; hãy soát lại.")
            for line in text.splitlines():
                builder.line(_CELL_END.sub("\t", line), whole=True)
            return builder.document("doc")
    raise UnreadableDocument(_BROKEN if found else _INSTALL)

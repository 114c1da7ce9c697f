"""Many documents bound into one volume: each keeps its pages, headers, footers, numbering, pictures and styles.

One document is in memory at a time and its parts go straight into the new file, so that hundreds of reports take no
more memory than one. docxcompose was looked at: it holds everything in memory and drops the headers and footers of what
it appends.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from lxml import etree

from lantoa.documents.writing import page, styles
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.measure import broken_lines
from lantoa.documents.writing.ooxml import element
from lantoa.documents.writing.parts import add_text
from lantoa.documents.writing.volume_merge import Binding, Source, bookmark_of
from lantoa.documents.writing.wording import writable

Progress = Callable[[int], object]
_HEADING = "MỤC LỤC"


@dataclass(frozen=True, slots=True)
class Bound:
    """A document of the volume: the line in its contents, and the file."""

    title: str
    file: Path | IO[bytes]


class Unbindable(ValueError):
    """A file that cannot go into a volume; the text is one sentence for the person who put it there."""


def write_volume(
    title: str,
    documents: Iterable[Bound],
    titles: Iterable[str],
    out: Path | str | IO[bytes],
    *,
    progress: Progress | None = None,
) -> int:
    """Bind `documents` to `out` as .docx behind a list of contents (`titles`, in the same order); how many they were.

    `documents` is read one by one, so it may make each file when its turn comes; `progress` is told the number done.
    Pages are numbered through the volume, as its contents give them. Who opens it works the numbers out: only a program
    that lays pages out knows them (`updateFields`; Word asks first).
    """
    count = 0

    def save(file: IO[bytes]) -> None:
        nonlocal count
        with tempfile.TemporaryFile() as body, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            binding = Binding(package, cast(IO[bytes], body))
            with tempfile.SpooledTemporaryFile(max_size=1 << 20) as front:
                _front(title, list(titles)).save(front)
                binding.begin(Source(front))
            for document in documents:
                binding.add(_opened(document))
                count += 1
                if progress:
                    progress(count)
            binding.end()

    save_whole(save, out)
    return count


def _opened(document: Bound) -> Source:
    try:
        return Source(document.file)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError) as error:
        raise Unbindable(f"Không đóng tập được “{document.title}”: tệp không phải .docx hoặc bị hỏng.") from error


def _front(title: str, titles: list[str]) -> Document:
    """The volume's title and its contents; each line leads to its document and gives its page."""
    document = page.blank_document()
    page.set_properties(document, title=title, author="")
    compat = document.settings.element.find(qn("w:compat"))
    assert compat is not None
    compat.addprevious(element("updateFields", val="true"))
    room = page.text_room(document.sections[0])
    add_text(document, "\n".join(broken_lines(title.upper(), room * 0.9, styles.KIND.size, bold=True)), styles.KIND)
    add_text(document, _HEADING, styles.CAPTION)
    for number, line in enumerate(titles):
        _contents_line(document, number, line, room)
    return document


def _contents_line(document: Document, number: int, line: str, room: float) -> None:
    """ "1. Báo cáo … của Trường A ....... 12"."""
    paragraph = add_text(document, "", styles.CONTENTS)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    link = element("hyperlink", anchor=bookmark_of(number), history=1)
    paragraph._p.append(link)
    run = element("r")
    text = element("t")
    text.text = writable(f"{number + 1}. {line}")
    run.extend([text, element("tab")])
    link.append(run)
    link.extend(_page_of(number))


def _page_of(number: int) -> Iterator[BaseOxmlElement]:
    """The field that gives the page on which the document begins; a dash until somebody works it out."""
    instruction, result = element("instrText"), element("t")
    instruction.text, result.text = f"PAGEREF {bookmark_of(number)} \\h", "–"
    marks = (element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    begin, separate, end = marks
    for part in (begin, instruction, separate, result, end):
        run = element("r")
        run.append(part)
        yield run

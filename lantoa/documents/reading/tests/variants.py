"""What becomes of a plan's text on its way through converters: each function gives the same plan, otherwise shredded.

A plan of `plans/` is written one paragraph to a line, table rows with tabs.
"""

import re
import textwrap
import unicodedata
from collections.abc import Callable


def as_written(text: str) -> str:
    return text


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def spaced(text: str) -> str:
    """An empty line after every paragraph."""
    return re.sub(r"\n(?!\n)", "\n\n", text)


def wrapped(width: int, blank: str = "") -> Callable[[str], str]:
    """Printed lines of `width` characters, tables kept; `blank` lines between all of them as some PDF tools give."""

    def change(text: str) -> str:
        lines: list[str] = []
        for paragraph in text.splitlines():
            kept = "\t" in paragraph or paragraph.startswith(("#", "**"))
            lines += [paragraph] if kept else textwrap.wrap(paragraph, width) or [""]
        return _joined(lines, blank)

    change.__name__ = f"wrapped_{width}{'_spaced' if blank else ''}"
    return change


def _joined(lines: list[str], blank: str) -> str:
    out: list[str] = []
    for line in lines:
        out.append(line)
        if blank and "\t" not in line:
            out.append(blank.strip("\n") if blank != "\n" else "")
    return "\n".join(out) + "\n"


def shredded_cells(text: str) -> str:
    """The body wrapped, each cell of a table broken into short lines, empty lines between all."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        if "\t" in paragraph:
            for cell in paragraph.split("\t"):
                lines += textwrap.wrap(cell, 18)
        else:
            lines += textwrap.wrap(paragraph, 80)
    return "\n\n".join(lines) + "\n"


def one_word_lines(text: str) -> str:
    return "\n\n".join(text.split()) + "\n"


def one_word_cells(text: str) -> str:
    """Only the cells of tables broken into single words."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += paragraph.split() if "\t" in paragraph else textwrap.wrap(paragraph, 80)
    return "\n\n".join(lines) + "\n"


def marked_up(text: str) -> str:
    """Marks of Markdown as scanning services add them: headings, bold, HTML in the head of a table."""
    out: list[str] = []
    head_seen = False
    for paragraph in text.splitlines():
        if "\t" in paragraph and not head_seen:
            head_seen = True
            out.append("\t".join(f"<b>{cell}</b>" for cell in paragraph.split("\t")))
        elif re.match(r"[IVX]+\. |[A-C]\. ", paragraph) and "\t" not in paragraph:
            out += ["", f"## **{paragraph}**", ""]
        elif paragraph == "KẾ HOẠCH":
            out += ["", "# **KẾ HOẠCH**", ""]
        elif paragraph.startswith("Nơi nhận"):
            out += ["", f"***{paragraph}***", ""]
        elif paragraph.isupper() and "\t" not in paragraph:
            out += ["", f"**{paragraph}**", ""]
        else:
            out += [paragraph] if "\t" in paragraph else ["", paragraph, ""]
    return "\n".join(out) + "\n"


def side_by_side(text: str) -> str:
    """The two sides of the letterhead on the same lines."""
    if "Độc lập" not in text or "\nKẾ HOẠCH\n" not in text:
        return text
    lines = text.splitlines()
    at = lines.index("KẾ HOẠCH")
    left = [line for line in lines[:at] if not re.match(r"CỘNG H|Độc lập|.*, ngày ", line)]
    right = [line for line in lines[:at] if re.match(r"CỘNG H|Độc lập|.*, ngày ", line)]
    rows = [f"{a}      {b}" for a, b in zip(left, right, strict=False)]
    return "\n".join([*rows, *lines[at:]]) + "\n"


def with_link_dumps(text: str) -> str:
    """A page break with the page's links dumped into every third long paragraph."""
    out: list[str] = []
    for number, paragraph in enumerate(text.splitlines()):
        words = paragraph.split(" ")
        if number % 3 == 0 and len(words) > 14 and "\t" not in paragraph:
            out += [
                " ".join(words[:10]),
                "",
                "mailto:hopthu@example.vn",
                "https://example.vn/trang",
                "",
                " ".join(words[10:]),
            ]
        else:
            out.append(paragraph)
    return "\n".join(out) + "\n"


def page_cut_table(text: str) -> str:
    """The table's head printed again after every second row, with an empty line before it."""
    out: list[str] = []
    head: str | None = None
    rows = 0
    for paragraph in text.splitlines():
        if "\t" not in paragraph:
            head = None
        elif head is None:
            head, rows = paragraph, 0
        else:
            rows += 1
            if rows > 1 and rows % 2:
                out += ["", head]
        out.append(paragraph)
    return "\n".join(out) + "\n"


def piped(text: str) -> str:
    """Tables with the pipes of Markdown."""
    out: list[str] = []
    inside = False
    for paragraph in text.splitlines():
        if "\t" in paragraph:
            cells = paragraph.split("\t")
            out += [] if inside else [""]
            out.append("| " + " | ".join(cells) + " |")
            if not inside:
                out.append("|" + "---|" * len(cells))
            inside = True
        else:
            out += ["", paragraph]
            inside = False
    return "\n".join(out) + "\n"


ALL: tuple[Callable[[str], str], ...] = (
    as_written,
    decomposed,
    spaced,
    wrapped(60),
    wrapped(80),
    wrapped(100),
    wrapped(80, "\n"),
    wrapped(95, "\n"),
    shredded_cells,
    one_word_cells,
    one_word_lines,
    marked_up,
    side_by_side,
    with_link_dumps,
    page_cut_table,
    piped,
)

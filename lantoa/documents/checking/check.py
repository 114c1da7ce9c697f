"""Checks a Word file against the form of Nghị định 30/2020/NĐ-CP."""

from pathlib import Path

from lantoa.documents.checking.body_rules import check_body
from lantoa.documents.checking.element_rules import check_elements
from lantoa.documents.checking.finding import Finding
from lantoa.documents.checking.opened import open_for_checking
from lantoa.documents.checking.page_rules import check_pages
from lantoa.documents.checking.side_rules import check_sides


def check_document(path: Path | str) -> list[Finding]:
    """The faults of a .docx, each with its rule and how to mend it; none where the form is kept.

    UnreadableDocument where the file is no Word file that can be used.
    """
    opened = open_for_checking(Path(path))
    return [*check_pages(opened), *check_elements(opened), *check_body(opened), *check_sides(opened)]

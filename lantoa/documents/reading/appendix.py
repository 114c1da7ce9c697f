"""The head of the appendix: its label, title and note. Reads the pieces after the signature, writes Appendix."""

from collections.abc import Sequence

from lantoa.documents.plan import Appendix
from lantoa.documents.reading.columns import role_of
from lantoa.documents.reading.lines import Grid, Piece
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.regions import APPENDIX
from lantoa.documents.reading.tables import TaskTable

_LONGEST = 12  # lines: title and note together


def read_appendix_head(pieces: Sequence[Piece], tables: Sequence[TaskTable]) -> Appendix:
    appendix = Appendix(columns=list(tables[0].columns) if tables else [])
    title: list[Passage] = []
    note: list[Passage] = []
    for piece in pieces[:_LONGEST]:
        if isinstance(piece, Grid) or role_of(piece.text) in {"no"}:
            break
        opening = APPENDIX.match(piece.text)
        if opening and not title:
            appendix.label = piece.text[: opening.start("rest")].strip(" .:") or appendix.label
            rest = piece.passage.cut(opening.start("rest"))
            title += [rest] if rest else []
        elif piece.text.startswith("(") or (note and not note[-1].text.endswith(")")):
            note.append(piece.passage)
        elif not note:
            title.append(piece.passage)
    appendix.title = join(title).without_end_marks().text
    appendix.note = join(note).text
    return appendix

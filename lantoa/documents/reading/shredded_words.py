"""The words of lines that were once a table. Reads printed lines, writes Words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.documents.reading.lines import Printed
from lantoa.documents.reading.passage import Passage


@dataclass(slots=True)
class Word:
    """A word; `opens_line` where a cell may begin with it, `first` and `alone` as far as its line can tell."""

    text: str
    of: Passage
    at: int
    opens_line: bool
    first: bool
    alone: bool
    line: int  # which of the lines it stands in
    broken: bool = False  # a repeated head stood before it

    @property
    def passage(self) -> Passage:
        return self.of.cut(self.at, self.at + len(self.text))


def words_of(lines: Sequence[Printed]) -> list[Word]:
    """The lines' words; of lines of single words, or of such that hold several cells, any word may open a cell."""
    count = sum(len(line.text.split()) for line in lines)
    single = count < 1.6 * len(lines) or any(line.relined for line in lines)
    loose = single or count > 14 * len(lines) or _run_on(lines)
    words: list[Word] = []
    for number, line in enumerate(lines):
        found = list(re.finditer(r"\S+", line.text))
        for place, word in enumerate(found):
            words.append(
                Word(
                    word[0],
                    line.passage,
                    word.start(),
                    loose or place == 0,
                    single or place == 0,
                    loose or len(found) == 1,
                    number,
                )
            )
    return words


def _run_on(lines: Sequence[Printed]) -> bool:
    """Whether most rows open with their number and go on over the full width: their cells end anywhere in a line."""
    lengths = sorted(len(line.text) for line in lines)
    full = 0.8 * lengths[int(len(lengths) * 0.9)]
    rows = [len(line.text) for line in lines if _ROW.match(line.text)]
    return full > 40 and len(rows) > 1 and sum(length > full for length in rows) > len(rows) / 2


_ROW = re.compile(r"\d{1,3}[.)]?\s+[^\W\d_]")


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)

"""Words as the index holds them: letters and digits alone, without accents and case, đ as d.

Folding keeps every character in its place, so that what is found in the folded text is marked in the text that people
wrote, without looking for it a second time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.search import synonyms
from lantoa.search.synonyms import Phrase, Term
from lantoa.vietnamese.text import fold, squeeze

MOST_WORDS = 12  # of a question, those within quotes counted
_LONGEST = 200  # characters of a question
_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]')


class _Letters(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        bare = fold(chr(code))
        self[code] = bare if len(bare) == 1 and (bare.isalpha() or bare.isdecimal()) else " "
        return self[code]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """`text` folded, character for character: what is no letter or digit is a space."""
    return text.translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks for: pieces that all must be found, a quoted phrase being one piece of several words. Whatever
    else is typed (operators, brackets, a quote that is never closed) is no more than a gap between words.

    `terms` are the pieces with what else they are called. `is_open`: the last word may be the beginning of one, as
    while it is being typed. `accented` holds the words as they were typed, where they were typed with accents.
    """

    pieces: tuple[Phrase, ...]
    terms: tuple[Term, ...]
    is_open: bool = False
    accented: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for piece in self.pieces for word in piece)

    @property
    def pairs(self) -> list[str]:
        """Words that stand side by side in the question: in Vietnamese, mostly one word of two syllables."""
        return [f"{first} {second}" for first, second in zip(self.words, self.words[1:], strict=False)]

    def __bool__(self) -> bool:
        return bool(self.pieces)


def asked(typed: str, *, is_open: bool = False, wide: bool = False) -> Question:
    """The question in what a person typed; `wide`: a class of school also stands for its level."""
    text = squeeze(typed.replace("\0", " ")[:_LONGEST])
    pieces: list[Phrase] = []
    for place, part in enumerate(_QUOTED.split(text)):
        words = tuple(folded(part).split())
        pieces += ([words] if words else []) if place % 2 else [(word,) for word in words]
    kept = _first(dict.fromkeys(pieces))
    ends_open = is_open and kept[-1:] == pieces[-1:] and bool(folded(text[-1:]).strip())
    terms = [Term((piece,)) for piece in kept] if is_open else _terms(pieces, kept, wide=wide)
    return Question(tuple(kept), tuple(terms), ends_open, _accented(text))


def _terms(pieces: list[Phrase], kept: list[Phrase], *, wide: bool) -> list[Term]:
    """What the pieces that are kept are called besides, each once; one that stands alone, too, is asked for itself."""
    found = dict.fromkeys(synonyms.terms(pieces, wide=wide))
    called = [term for term in found if term.others and all(piece in kept for piece in term.pieces)]
    alone = {piece for term in found if term not in called for piece in term.pieces}
    return called + [Term((piece,)) for piece in kept if piece in alone]


def _first(pieces: Iterable[Phrase]) -> list[Phrase]:
    """As many of the pieces as hold MOST_WORDS words."""
    kept: list[Phrase] = []
    left = MOST_WORDS
    for piece in pieces:
        if cut := piece[:left]:
            kept.append(cut)
        left -= len(cut)
    return kept


def _accented(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(word for word in words if folded(word) != word)

"""Vietnamese text as data: one normal form, one folding for search, one order of the alphabet."""

import re
import unicodedata

# The letters for a regular expression's character class. A range of Unicode would not do: it mixes capital and small
# letters, with Greek and Cyrillic between them.
_MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LOWER = f"a-z{_MARKED}"
UPPER = f"A-Z{_MARKED.upper()}"

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_LONGEST_SEARCH = 200
_SPACES = re.compile(r"\s+")
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANKS = {letter: str(30 + place) for place, letter in enumerate(_ALPHABET)}
# Tone order of the dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng (combining marks after NFD).
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """`text` in the one form that the database holds: NFC, without zero-width characters or soft hyphens."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def squeeze(text: str) -> str:
    """`text` in NFC with every run of white space (line breaks too) as one space."""
    return _SPACES.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """`text` without accents and case, đ as d: what search columns hold and what queries are turned into."""
    return squeeze(_bare(text).replace("đ", "d").replace("Đ", "d").lower())


def search_words(typed: str) -> list[str]:
    """What a search column must hold, word by word: no more words than a database takes in one question."""
    return fold(typed[:_LONGEST_SEARCH].replace("\0", " ")).split()


def sort_key(text: str) -> str:
    """A key that sorts as Vietnamese dictionaries do: letters first, the tones of the words only between equals.

    Numbers sort by value ("Trường 2" before "Trường 10"); case and punctuation do not count. The key holds nothing but
    ASCII digits, so that a column of it sorts alike on SQLite and on PostgreSQL, whatever collation the database has.
    """
    pieces = _PIECES.findall(nfc(text).lower())
    return "1".join(map(_piece_key, pieces)) + "0" + "".join(map(_tone_of, pieces))


def person_sort_key(full_name: str) -> str:
    """A key that sorts people as Vietnamese lists do: by given name (the last word), then by the words before it."""
    *before, given = squeeze(full_name).split(" ")
    return "0".join(map(sort_key, [given, *before]))


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")


def _piece_key(piece: str) -> str:
    """The rank of a word or number; no code is the beginning of another, so that keys compare code by code."""
    if piece[0].isdecimal():
        number = str(int(piece[:60]))
        return f"2{len(number):02d}{number}"
    return "".join(map(_letter_key, piece))


def _letter_key(char: str) -> str:
    letter = unicodedata.normalize("NFC", "".join(m for m in unicodedata.normalize("NFD", char) if m not in _TONES))
    rank = _LETTER_RANKS.get(letter) or _LETTER_RANKS.get(_bare(letter))
    return rank or f"9{ord(letter[0]):07d}"


def _tone_of(piece: str) -> str:
    """The rank of a word's tone, wherever the mark stands (hoà, hòa)."""
    return next((_TONES[mark] for mark in unicodedata.normalize("NFD", piece) if mark in _TONES), "0")

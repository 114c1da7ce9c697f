"""Vietnamese text as data: one normal form, one folding for search, one order of the alphabet."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone order of the dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng (combining marks after NFD).
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_KEY = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}


def nfc(text: str) -> str:
    """`text` in the one form that the database holds: NFC, without zero-width characters or soft hyphens."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)


_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))


def squeeze(text: str) -> str:
    """`text` in NFC with every run of white space (line breaks too) as one space."""
    return _SPACES.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """`text` without accents and case, đ as d: what search columns hold and what queries are turned into."""
    bare = "".join(char for char in unicodedata.normalize("NFD", nfc(text)) if unicodedata.category(char) != "Mn")
    return squeeze(bare.replace("đ", "d").replace("Đ", "d").lower())


def sort_key(text: str) -> str:
    """An ASCII-comparable key that sorts as Vietnamese dictionaries do: letters first, tones only between equals.

    Kept in a column, so that SQLite and PostgreSQL agree without a collation of their own.
    """
    letters, tones = [], []
    for char in nfc(text).lower():
        letter, tone = _split_tone(char)
        if letter in _LETTER_KEY:
            letters.append("~" + _LETTER_KEY[letter])
            tones.append(tone)
        elif char.isdigit():
            letters.append("0" + char)
        elif char.isspace():
            letters.append(" ")
    return _pad_numbers("".join(letters)) + "\x1f" + "".join(tones)


def person_sort_key(full_name: str) -> str:
    """A key that sorts people as Vietnamese lists do: by given name (the last word), then the names before it."""
    words = squeeze(full_name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def _split_tone(char: str) -> tuple[str, str]:
    """A letter without its tone mark (ế → ê) and the rank of that tone."""
    marks = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    shape = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", shape), tone


def _pad_numbers(key: str) -> str:
    """Digits padded so that "Trường 2" comes before "Trường 10"."""
    return re.sub(r"(?:0\d)+", lambda run: "0" + run[0][1::2].zfill(8), key)

"""Accents that a text has lost, and accents that say another name: Tân Lập is not Tân Lạp."""

import re

from lantoa.organisations.models import Unit
from lantoa.vietnamese.names import name_key, similar, spell_out
from lantoa.vietnamese.text import fold, squeeze

_WORD = re.compile(r"\w+")


def may_name(text: str, unit: Unit) -> bool:
    """Whether the accents of `text` allow the unit's name of the same key: each word has the name's, or lost its own.

    A name that shares the key only in part (without its province) is not looked at.
    """
    key = name_key(text)
    names = [name for name in (unit.name, unit.short_name) if name and name_key(name) == key]
    return not names or any(_accents_agree(text, name) for name in names)


def _accents_agree(text: str, name: str) -> bool:
    if similar(text, name) == 1.0:
        return True
    typed, known = _words(text), _words(name)
    if len(typed) != len(known):
        return True  # spelt too differently to compare word by word
    return all(fold(one) == one or similar(one, other) == 1.0 for one, other in zip(typed, known, strict=True))


def _words(text: str) -> list[str]:
    words = [word for word in _WORD.findall(squeeze(spell_out(text)).lower()) if word != "và"]
    return words[1:] if words[:1] == ["trường"] else words

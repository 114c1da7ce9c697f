"""What somebody may have meant whose words are not in the index: one letter wrong, two exchanged, a gap left out, or
the keys of a typing method (Telex, VNI) that was switched off."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lantoa.search import engine, sources
from lantoa.search.models import KnownWord
from lantoa.search.words import asked

_LONGEST = 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TELEX = re.compile(r"[sfrxjwz]|(?<=d)d|(?<=a)a|(?<=e)e|(?<=o)o")
_MOST_UNKNOWN = 4  # words; more of them are another language, not slips
_MOST = 12  # questions that are tried
_NEAREST = 4  # words that are tried in the place of one


def learn(words: Iterable[str]) -> None:
    """Keep words that may be offered later. Numbers are not: any is as good as another."""
    fresh = {word for word in words if 1 < len(word) <= _LONGEST and not any(map(str.isdecimal, word))}
    KnownWord.objects.bulk_create(map(KnownWord, sorted(fresh)), ignore_conflicts=True, batch_size=500)


def meant(typed: str) -> str:
    """The words nearest to those typed that do find something, as an entry writes them; "" where there are none."""
    words = asked(typed).words
    known = _known(words)
    unknown = {word for word in words if word not in known and not word.isdecimal()}
    if not unknown or len(unknown) > _MOST_UNKNOWN:
        return ""
    near = {word: _near(word)[:_NEAREST] for word in unknown}
    guesses = _guesses([near.get(word, [word]) for word in words])[:_MOST]
    kinds = [source.kind for source in sources.known()]
    numbers = {guess: sum(engine.counts(asked(" ".join(guess)), kinds).values()) for guess in guesses if guess != words}
    best = max(numbers, key=lambda guess: numbers[guess], default=())
    return _as_written(best) if best and numbers[best] else ""


def _as_written(guess: Sequence[str]) -> str:
    """The words with the accents of the entry that answers them best, where they stand side by side in it."""
    plain = " ".join(guess)
    best = engine.ranked(asked(plain), first=0, most=1)
    for entry in engine.beginnings([one.pk for one in best]):
        for text, bare in ((entry.title, entry.title_folded), (entry.text, entry.folded)):
            found = re.search(rf"(?<![^ ]){' +'.join(plain.split())}(?![^ ])", bare)
            if found:
                return text[slice(*found.span())].lower()
    return plain


def _guesses(choices: list[list[str]]) -> list[tuple[str, ...]]:
    """The likeliest word in every place, then each other word in its place, likelier ones first: as many as there are
    words to choose from, never all their combinations. None where a place has no word."""
    if not all(choices):
        return []
    likeliest = tuple(first for first, *_ in choices)
    others = [(rank, place, word) for place, words in enumerate(choices) for rank, word in enumerate(words) if rank]
    return [likeliest, *((*likeliest[:place], word, *likeliest[place + 1 :]) for _, place, word in sorted(others))]


def _near(word: str) -> list[str]:
    """Known words one slip away, likelier slips first."""
    ordered = list(dict.fromkeys(_slips(word)))
    known = _known(part for one in ordered for part in one.split())
    return [one for one in ordered if one.strip() and all(part in known for part in one.split())]


def _slips(word: str) -> Iterator[str]:
    """What one slip may have made of another word into this one."""
    yield re.sub(r"\d", "", word)
    yield _TELEX.sub("", word)
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + after[1:] for before, after in cuts if after)
    yield from (before + letter + after for before, after in cuts for letter in _LETTERS)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in _LETTERS)
    yield from (f"{before} {after}" for before, after in cuts if before and after)


def _known(words: Iterable[str]) -> set[str]:
    asked_for = {word for word in words if 0 < len(word) <= _LONGEST}
    return set(KnownWord.objects.filter(word__in=asked_for).values_list("word", flat=True))

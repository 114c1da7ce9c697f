"""Which groups may be told of. Pure: no database.

Small groups are hidden, and with them as many others as needed so that no small group comes out by subtraction: the
total without the other parts, a unit without its sub-units, one filter against another ("complementary suppression").

People lie in *cells* that do not overlap (a unit's own visitors in a quarter). What may be told are figures of *sets*
of cells (a unit with all below it, in a quarter or in all). From told figures of sets, however added and subtracted,
only figures of *blocks* can come out: cells that lie in exactly the same told sets can never be told apart. So the
rule is: every block that lies in a told set holds nobody, or at least `threshold` people. That is stricter than linear
algebra asks and can be seen at a glance; what is to be told is given up, smallest loss first, until it holds.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from lantoa.vietnamese.numbers import format_number

Cell = TypeVar("Cell", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
Signature = frozenset[Key]


def choose(
    people: Mapping[Cell, int],
    sets: Mapping[Key, Iterable[Cell]],
    threshold: int,
    *,
    told: Iterable[Key] = (),
) -> set[Key]:
    """The keys of `sets` that may be told. `told`: keys of sets that were told already and cannot be taken back; alone
    they must keep the rule. The same question always gives the same answer."""
    inside = {key: {cell for cell in cells if people.get(cell)} for key, cells in sets.items()}
    size = {key: sum(people[cell] for cell in cells) for key, cells in inside.items()}
    fixed = set(told)
    chosen = {key for key in sets if key in fixed or size[key] >= threshold}

    while small := _small_blocks(people, {key: inside[key] for key in chosen}, threshold):
        given_up: set[Key] = set()
        blocks = _blocks({key: inside[key] for key in chosen})
        for signature in small:
            if not signature & given_up:
                given_up |= _give_up(signature, blocks, chosen - fixed, size)
        if not given_up:
            raise ValueError("What was told already tells of a group below the threshold.")
        chosen -= given_up
    return chosen


def is_safe(people: Mapping[Cell, int], sets: Mapping[Key, Iterable[Cell]], threshold: int) -> bool:
    """Whether these sets may all be told."""
    return not _small_blocks(people, {key: set(cells) for key, cells in sets.items()}, threshold)


def _blocks(sets: Mapping[Key, set[Cell]]) -> dict[Signature[Key], list[Cell]]:
    """The cells of told sets, by the sets that they lie in."""
    lies_in: dict[Cell, set[Key]] = defaultdict(set)
    for key, cells in sets.items():
        for cell in cells:
            lies_in[cell].add(key)
    found: dict[Signature[Key], list[Cell]] = defaultdict(list)
    for cell, keys in lies_in.items():
        found[frozenset(keys)].append(cell)
    return found


def _small_blocks(people: Mapping[Cell, int], sets: Mapping[Key, set[Cell]], threshold: int) -> list[Signature[Key]]:
    found = [
        signature
        for signature, cells in _blocks(sets).items()
        if 0 < sum(people.get(cell, 0) for cell in cells) < threshold
    ]
    return sorted(found, key=lambda signature: (-len(signature), sorted(map(repr, signature))))


def _give_up(
    signature: Signature[Key], signatures: Iterable[Signature[Key]], free: set[Key], size: Mapping[Key, int]
) -> Signature[Key]:
    """The sets to give up so that the small block melts into another one, or is told of no more: the least loss."""
    ways = [other ^ signature for other in (*signatures, frozenset[Key]()) if other != signature]
    possible = [way for way in ways if way <= free]
    loss = [(sum(size[key] for key in way), sorted(map(repr, way)), way) for way in possible]
    return min(loss, key=lambda one: one[:2])[2] if loss else frozenset()


def whole_words(numbers: Iterable[int], threshold: int) -> str:
    """How many sheets came in of all groups whose own numbers are told beside it (`sheets_words`): where one of them is
    few, only what the told ones make at least, for the rest would follow by subtraction."""
    held = list(numbers)
    told = sum(number for number in held if number >= threshold)
    if all(number == 0 or number >= threshold for number in held) or not told:
        return sheets_words(sum(held), threshold)
    return f"ít nhất {format_number(told)}"


def sheets_words(number: int, threshold: int) -> str:
    """How many sheets came in; of few only that they are few: a number that grows by one tells who was there."""
    return f"dưới {threshold}" if 0 < number < threshold else format_number(number)

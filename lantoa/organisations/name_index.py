"""The names of a whole tree at hand: read once, asked for every name of a plan without another query."""

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from lantoa.organisations.enums import UnitKind
from lantoa.organisations.lineage import Lineage
from lantoa.organisations.models import Unit, UnitName
from lantoa.vietnamese.names import name_key, similar

_COMPARED = 40  # units whose names are compared with one that nobody bears
_COMMITTEE = "uy ban nhan dan "
# Words that say nothing about which unit is meant.
_WEAK = frozenset(name_key("các trường phòng sở ban thuộc trực đơn vị ủy nhân dân xã phường tỉnh trung tâm").split())


class NameIndex:
    """Units of the owner's tree by the keys of their names, present and former, valid on a day or not."""

    def __init__(self, owner: Unit, on: dt.date) -> None:
        self.owner, self.on = owner, on
        self.lineage = Lineage(on)
        root = owner.path.split("/")[1]
        self.units = {unit.pk: unit for unit in Unit.objects.filter(path__gte=f"/{root}/", path__lt=f"/{root}0")}
        self.line = [owner, *(self.units[pk] for pk in reversed(owner.ancestor_ids()))]
        self.place = self._place()
        self._valid: dict[str, list[Unit]] = defaultdict(list)
        self._ended: dict[str, list[Unit]] = defaultdict(list)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for unit in self.units.values():
            self._add(unit, self.keys_of(unit))
        self._add_former_names()

    def _place(self) -> str:
        """The province's own name, which units of it leave out or put in ("Sở GDĐT", "Sở GDĐT tỉnh An Bình")."""
        for unit in self.line:
            if unit.kind == UnitKind.PROVINCE_COMMITTEE:
                words = unit.name_key.removeprefix(_COMMITTEE).split()
                return " ".join(words[2 if words[:2] == ["thanh", "pho"] else 1 :])
        return ""

    def keys_of(self, unit: Unit) -> set[str]:
        """The keys that name a unit: name and short name, with and without the province, a commune by its place."""
        keys = {unit.name_key, name_key(unit.short_name) if unit.short_name else ""}
        if unit.kind == UnitKind.COMMUNE_COMMITTEE:
            keys.add(unit.name_key.removeprefix(_COMMITTEE))
        return {bare for key in keys for bare in (key, self.without_place(key)) if bare}

    def without_place(self, key: str) -> str:
        """A key without the province's name at its end."""
        if not self.place or not key.endswith(f" {self.place}"):
            return key
        bare = key.removesuffix(f" {self.place}")
        return bare.removesuffix(" tinh").removesuffix(" thanh pho")

    def _add(self, unit: Unit, keys: Iterable[str]) -> None:
        shelf = self._valid if unit.is_valid_on(self.on) else self._ended
        for key in keys:
            if unit not in shelf[key]:
                shelf[key].append(unit)
            if shelf is self._valid:
                for word in set(key.split()) - _WEAK:
                    self._by_word[word].add(unit.pk)

    def _add_former_names(self) -> None:
        names = UnitName.objects.filter(unit__in=self.units) if len(self.units) < 500 else UnitName.objects.all()
        for unit_id, name in names.values_list("unit_id", "name"):
            unit = self.units.get(unit_id)
            if unit is not None and name != unit.name:
                key = name_key(name)
                self._ended[key].append(unit)

    def valid(self, key: str) -> list[Unit]:
        """The units that bear this name on the day."""
        return self._valid.get(key) or self._valid.get(self.without_place(key)) or []

    def former(self, key: str) -> list[Unit]:
        """The units that bore this name earlier."""
        return self._ended.get(key) or self._ended.get(self.without_place(key)) or []

    def heirs(self, unit: Unit) -> list[Unit]:
        """The units of the tree that carry the unit's work on the day."""
        found = (self.units.get(pk) for pk in self.lineage.heirs(unit.pk))
        return [heir for heir in found if heir is not None and heir.is_valid_on(self.on)]

    def children(self, unit: Unit) -> list[Unit]:
        return self._children.get(unit.pk, [])

    @cached_property
    def _children(self) -> dict[int, list[Unit]]:
        found: dict[int, list[Unit]] = defaultdict(list)
        for one in self.units.values():
            if one.parent_id and one.is_valid_on(self.on):
                found[one.parent_id].append(one)
        return found

    def like(self, text: str, *, at_least: float = 0.6, most: int = 6) -> list[tuple[float, Unit]]:
        """The units whose names are nearest to a text, the nearest first.

        Only those with the rarest words in common are compared letter by letter: that is what takes time.
        """
        near = self._sharing(text)
        nearest = heapq.nsmallest(_COMPARED, near, key=lambda pk: (-near[pk], len(self.units[pk].name), pk))
        ranked = sorted(((similar(text, self.units[pk].name), pk) for pk in nearest), reverse=True)
        return [(score, self.units[pk]) for score, pk in ranked[:most] if score >= at_least]

    def _sharing(self, text: str) -> dict[int, float]:
        """Units by the weight of the words that they share with a text, rare ones weighing more. Once the rarer words
        have found enough units, the common ones ("tiểu học") only add to those: half of a tree shares them."""
        near: dict[int, float] = defaultdict(float)
        words = {word: self._by_word.get(word, set()) for word in set(name_key(text).split()) - _WEAK}
        for sharing in sorted(words.values(), key=len):
            weight = 1.0 / (1 + len(sharing)) ** 0.5
            known = sharing if len(near) < _COMPARED else sharing & near.keys()
            for pk in known:
                near[pk] += weight
        return near

"""Names in a plan's text become units of the tree: what people said before, the exact name, the name that the context
makes plain, the usual groups, known outside bodies. Nothing is guessed: what fits several units, or none, is asked,
with candidates and reasons.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.db.models import TextChoices

from lantoa.organisations import context_names, events, spelling
from lantoa.organisations.models import Unit, UnitAlias, UnitGroup
from lantoa.organisations.name_index import NameIndex
from lantoa.organisations.outside import outside_note
from lantoa.organisations.standard_groups import read_group, rule_of, standard_group
from lantoa.vietnamese.names import name_key, similar
from lantoa.vietnamese.text import fold, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

REFORM = dt.date(2025, 7, 1)  # Luật 72/2025/QH15: no districts from this day
_HINT_DISTRICT = (
    "Từ 01/7/2025 không còn cấp huyện và phòng giáo dục và đào tạo. Chọn UBND các xã, phường hoặc Phòng "
    "Văn hóa - Xã hội làm thay việc này."
)
_HINT_VAGUE = "Cụm từ này không nói rõ là những đơn vị nào. Chọn nhóm hoặc từng đơn vị."
_HINT_SEVERAL = "Có nhiều đơn vị cùng tên. Chọn đúng đơn vị."
_HINT_ACCENTS = "Có đơn vị mang tên chỉ khác dấu. Chọn đơn vị đó nếu văn bản ghi nhầm dấu."
_HINT_ENDED = "Đơn vị mang tên này đã thôi hoạt động và không có đơn vị nào tiếp nối. Chọn đơn vị làm thay."
_HINT_DIVIDED = "Đơn vị mang tên này đã chia, tách. Chọn đơn vị tiếp nối."
_HINT_EMPTY = "Hiện không có đơn vị nào thuộc nhóm này. Chọn nhóm hoặc đơn vị khác."
_HINT_UNKNOWN = "Chưa thấy đơn vị nào mang tên này."
# Hints that say that nobody bears the name any more: a unit of a like name is another one.
HINTS_OF_ENDED = frozenset({_HINT_DISTRICT, _HINT_ENDED, _HINT_DIVIDED, _HINT_EMPTY})
REMEMBERED = "đã nhận ra lần trước"  # how a name is known that a person explained before
_LOOSE = "(?:co quan|don vi|ca nhan|to chuc|bo phan)"
_VAGUE = re.compile(rf"\blien quan\b|^(?:cac |nhung )*{_LOOSE}(?: (?:cac )?{_LOOSE})*$")
_DISTRICT = re.compile(r"\b(?:huyện|thị xã|thị trấn|quận)\b", re.IGNORECASE)
_DISTRICT_OFFICE = "phong giao duc dao tao"
_LEAD_IN = re.compile(r"^[\s\-–+•*]*(?:(?:giao|đề nghị|yêu cầu|đối với)\s+)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;\n/]\s*|\s+(?:và|cùng)\s+")
_SHARED_HEAD = re.compile(
    r"^(?:các\s+|những\s+)?(phòng|trường(?:\s+(?:THPT|THCS|TH|MN|mầm non|tiểu học))?|sở)\b", re.IGNORECASE
)
_LONGEST_RUN = 8
_LONGEST_ALIKE = 200  # letters; what is longer is no name, and near to none


Thing = TypeVar("Thing", Unit, UnitGroup)


class MatchState(TextChoices):
    """The same values as the states of a plan's mention."""

    MATCHED = "matched", "Đã nhận ra"
    UNMATCHED = "unmatched", "Chưa rõ là đơn vị nào"
    OUTSIDE = "outside", "Cơ quan ngoài hệ thống"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit, or a usual group by its standard key, that a name may mean."""

    label: str
    reason: str
    unit: Unit | None = None
    group_key: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means. Unmatched, it may still hold `units` and `groups` of the parts that were recognised, and
    `unknown` says which parts were not."""

    text: str
    state: MatchState
    units: tuple[Unit, ...] = ()
    groups: tuple[UnitGroup, ...] = ()
    how: str = ""
    hint: str = ""
    candidates: tuple[Candidate, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What one part of a text means."""

    units: list[Unit] = field(default_factory=list)
    groups: list[UnitGroup] = field(default_factory=list)
    is_outside: bool = False
    how: str = ""
    hint: str = ""
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        return bool(self.units or self.groups or self.is_outside)


class Matcher:
    """Matches any number of names against the tree around `owner` on a day; the tree is read once.

    `match` may make a usual group of `owner` that is not there yet: call it where writing is allowed.
    """

    def __init__(self, owner: Unit, on: dt.date) -> None:
        self.owner, self.on = owner, on
        self.index = NameIndex(owner, on)
        self._aliases = self._read_aliases()
        above = [unit.pk for unit in self.index.line]
        groups = UnitGroup.objects.filter(owner__in=above)
        nearest_last = sorted(groups, key=lambda group: -above.index(group.owner_id))
        self._groups = {group.key: group for group in nearest_last}
        self._standard: dict[str, UnitGroup] = {g.standard: g for g in nearest_last if g.owner_id == owner.pk}
        self._known: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """What `text` means: one name or several."""
        clean = _clean(text)
        if clean not in self._known:
            self._known[clean] = self._match(clean)
        return replace(self._known[clean], text=text)

    def _match(self, text: str) -> Match:
        if not text:
            return Match(text, MatchState.UNMATCHED, hint=_HINT_UNKNOWN)
        whole = self._one(text)
        if whole.is_known:
            return _matched(text, [whole])
        parts = list(self._parts(text))
        if parts and all(found.is_known for _, found in parts):
            return _matched(text, [found for _, found in parts])
        return self._unmatched(text, whole, parts)

    def _parts(self, text: str) -> Iterator[tuple[str, _Found]]:
        """The names of a list, each the longest run of pieces that means something."""
        pieces, ends = _pieces(text)
        start, head = 0, ""
        while start < len(pieces):
            stop, found = self._longest(text, pieces, ends, start, head)
            part = text[pieces[start] : ends[stop - 1]]
            if shared := _SHARED_HEAD.match(part):
                head = shared[1]
            yield part, found
            start = stop

    def _longest(self, text: str, begins: list[int], ends: list[int], start: int, head: str) -> tuple[int, _Found]:
        for stop in range(min(len(begins), start + _LONGEST_RUN), start, -1):
            part = text[begins[start] : ends[stop - 1]]
            if part == text:
                continue
            found = self._one(part)
            if not found.is_known and head and not _SHARED_HEAD.match(part):
                found = self._one(f"{head} {part}")
            if found.is_known:
                return stop, found
        return start + 1, self._one(text[begins[start] : ends[start]])

    def _one(self, text: str) -> _Found:
        """One name: remembered, exact, by context, a group, an outside body; else why not."""
        bare = re.sub(r"\s*\([^)]*\)\s*$", "", text).strip()
        hinted = _Found()
        for name in dict.fromkeys((text, bare, re.sub(r"^(?:các|những)\s+", "", bare, flags=re.IGNORECASE))):
            key = name_key(name)
            if not key:
                continue
            for ask in (self._remembered, self._exact, self._by_context, self._by_place, self._group, self._former):
                found = ask(name, key)
                if found.is_known:
                    return found
                hinted = hinted if hinted.hint else found
        is_list = bool(_SEPARATOR.search(bare))
        if not hinted.hint and (note := outside_note(name_key(bare), is_list=is_list)):
            return _Found(is_outside=True, how=f"ngoài hệ thống: {note}")
        return hinted

    def _remembered(self, name: str, key: str) -> _Found:
        alias = self._aliases.get(key[:300])
        if alias is None:
            return _Found()
        units = [heir for unit in alias.units.all() for heir in self._today(unit)]
        return _Found(units, list(alias.groups.all()), alias.is_outside, REMEMBERED)

    def _today(self, unit: Unit) -> list[Unit]:
        return [unit] if unit.is_valid_on(self.on) else self.index.heirs(unit)

    def _exact(self, name: str, key: str) -> _Found:
        return self._choose(name, self.index.valid(key), "đúng tên")

    def _choose(self, name: str, units: list[Unit], how: str) -> _Found:
        """The one unit among those of a name: the only one, the one nearest to the owner, the one of these accents."""
        fitting = [unit for unit in units if spelling.may_name(name, unit)]
        if units and not fitting:
            reasons = [Candidate(self._label(unit), "chỉ khác dấu", unit, score=0.98) for unit in units[:8]]
            return _Found(hint=_HINT_ACCENTS, candidates=reasons)
        nearest = self._nearest(fitting)
        if len(nearest) > 1:
            nearest = [unit for unit in nearest if similar(name, unit.name) == 1.0] or nearest
        if len(nearest) == 1:
            return _Found([nearest[0]], how=how)
        if not nearest:
            return _Found()
        reasons = [Candidate(self._label(unit), f"trùng tên, {how}", unit, score=1.0) for unit in nearest[:8]]
        return _Found(hint=_HINT_SEVERAL, candidates=reasons)

    def _nearest(self, units: list[Unit]) -> list[Unit]:
        """The units of the first circle around the owner that has any: itself, directly below, all below, then the
        same around each unit above."""
        if self.owner in units:
            return [self.owner]
        for centre in self.index.line:
            for circle in (
                [unit for unit in units if unit.parent_id == centre.pk],
                [unit for unit in units if unit.is_under(centre)],
            ):
                if circle:
                    return circle
        return units

    def _label(self, unit: Unit) -> str:
        above = self.index.units.get(unit.parent_id or 0)
        where = unit.area or (above.label if above else "")
        return f"{unit.name} ({where})" if where else unit.name

    def _by_context(self, name: str, key: str) -> _Found:
        unit = context_names.by_role(key, self.index)
        if unit is not None:
            return _Found([unit], how=f"{unit.name}: theo đơn vị ban hành")
        return self._choose(name, context_names.divisions_named(key, self.index), "đơn vị thuộc nơi ban hành")

    def _by_place(self, name: str, key: str) -> _Found:
        return self._choose(name, context_names.with_place(key, self.index), "đúng tên và địa bàn")

    def _group(self, name: str, key: str) -> _Found:
        if key in self._groups:
            return _Found(groups=[self._groups[key]], how="nhóm đã có")
        keys = read_group(name)
        there = [one for one in keys if self._has_units(one)]
        if keys and len(there) == len(keys):
            return _Found(groups=[self._standard_group(one) for one in there], how="nhóm theo quy tắc")
        if not keys:
            return _Found()
        is_district = any("district" in one for one in keys) and self.on >= REFORM
        return _Found(hint=_HINT_DISTRICT if is_district else _HINT_EMPTY, candidates=self._usual(is_district))

    def _has_units(self, key: str) -> bool:
        rule = rule_of(key)
        return any(rule.means(unit, self.owner) and unit.is_valid_on(self.on) for unit in self.index.units.values())

    def _standard_group(self, key: str) -> UnitGroup:
        if key not in self._standard:
            self._standard[key] = standard_group(self.owner, key)
        return self._standard[key]

    def _former(self, name: str, key: str) -> _Found:
        former = self.index.former(key)
        if not former:
            return _Found()
        heirs = list({heir.pk: heir for unit in former for heir in self._today(unit)}.values())
        if len(heirs) == 1:
            return _Found(heirs, how=f"tên cũ; nay là {heirs[0].name}")
        reasons = [Candidate(self._label(heir), "đơn vị tiếp nối", heir, score=1.0) for heir in heirs]
        return _Found(hint=_HINT_DIVIDED if heirs else _HINT_ENDED, candidates=reasons)

    def _unmatched(self, text: str, whole: _Found, parts: list[tuple[str, _Found]]) -> Match:
        unknown = [(part, found) for part, found in parts if not found.is_known] or [(text, whole)]
        candidates = [*whole.candidates, *(one for _, found in unknown for one in found.candidates)]
        for part in [part for part, _ in unknown[:4] if len(part) <= _LONGEST_ALIKE]:
            candidates += [
                Candidate(self._label(unit), "tên gần giống", unit, score=round(score, 2))
                for score, unit in self.index.like(part)
            ]
        key = name_key(text)
        is_vague = bool(_VAGUE.search(key))
        hint = whole.hint or next((found.hint for _, found in unknown if found.hint), "")
        if not hint and self.on >= REFORM and (_DISTRICT.search(text) or _DISTRICT_OFFICE in key):
            hint, candidates = _HINT_DISTRICT, [*candidates, *self._usual(True)]
        if not hint and is_vague:
            hint, candidates = _HINT_VAGUE, [*candidates, *self._usual(False)]
        known = [found for _, found in parts if found.is_known]
        return Match(
            text,
            MatchState.UNMATCHED,
            _once(unit for found in known for unit in found.units),
            _once(group for found in known for group in found.groups),
            hint=hint or _HINT_UNKNOWN,
            candidates=_best(candidates),
            unknown=tuple(part for part, _ in unknown),
        )

    def _usual(self, is_district: bool) -> list[Candidate]:
        """Usual groups that a vague or outdated phrase may mean."""
        keys = ("subtree/communes", "subtree/commune_divisions") if is_district else _VAGUE_GROUPS
        found = [key for key in keys if self._has_units(key)]
        return [Candidate(rule_of(key).name, "nhóm thường dùng", group_key=key, score=0.5) for key in found]

    def _read_aliases(self) -> dict[str, UnitAlias]:
        above = [unit.pk for unit in self.index.line]
        aliases = UnitAlias.objects.filter(owner__in=above).prefetch_related("units", "groups")
        return {one.key: one for one in sorted(aliases, key=lambda alias: -above.index(alias.owner_id))}


_VAGUE_GROUPS = ("children/divisions", "children/attached", "children/belonging", "subtree/communes", "subtree/all")


def remember(
    owner: Unit,
    text: str,
    *,
    units: Iterable[Unit] = (),
    groups: Iterable[UnitGroup] = (),
    is_outside: bool = False,
    by: "User | None",
) -> UnitAlias:
    """Keep what a person said a name means, so that the next plan of `owner` or of a unit below is not asked again."""
    chosen, chosen_groups = list(units), list(groups)
    with transaction.atomic():
        alias, _ = UnitAlias.objects.update_or_create(
            owner=owner, key=name_key(text)[:300], defaults={"text": text, "is_outside": is_outside}
        )
        alias.units.set(chosen)
        alias.groups.set(chosen_groups)
        meant = ", ".join([*(unit.name for unit in chosen), *(group.name for group in chosen_groups)])
        said = f"“{alias.text}” là {meant or 'cơ quan ngoài hệ thống'}"
        events.tell(events.Change("name_remembered", said, by, alias, owner))
    return alias


def _clean(text: str) -> str:
    return squeeze(_LEAD_IN.sub("", squeeze(text))).strip(" ;,.:-–")


def _pieces(text: str) -> tuple[list[int], list[int]]:
    """Where the pieces between separators begin and end."""
    begins, ends = [0], []
    for found in _SEPARATOR.finditer(text):
        ends.append(found.start())
        begins.append(found.end())
    ends.append(len(text))
    kept = [(begin, end) for begin, end in zip(begins, ends, strict=True) if fold(text[begin:end])]
    return [begin for begin, _ in kept], [end for _, end in kept]


def _matched(text: str, found: list[_Found]) -> Match:
    units = _once(unit for one in found for unit in one.units)
    groups = _once(group for one in found for group in one.groups)
    state = MatchState.MATCHED if units or groups else MatchState.OUTSIDE
    return Match(text, state, units, groups, how="; ".join(dict.fromkeys(one.how for one in found)))


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple({thing.pk: thing for thing in things}.values())


def _best(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Each unit or group once, the likeliest first."""
    best: dict[tuple[int | None, str], Candidate] = {}
    for one in candidates:
        best.setdefault((one.unit.pk if one.unit else None, one.group_key), one)
    return tuple(sorted(best.values(), key=lambda one: -one.score)[:8])

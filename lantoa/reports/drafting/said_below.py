"""What several units say for themselves (difficulties, proposals) as one list: the same words of several units stand
once, with how many units say them and which."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lantoa.reports.drafting.wording import counted, listed, with_rest
from lantoa.vietnamese.text import fold

_MOST_ITEMS, _MOST_NAMES = 15, 12
_LONG = 160  # words of one unit that are longer stand behind its name
_BULLET = re.compile(r"^[-–+•*]\s+")
_DUE = re.compile(r"\s*\((?:\d+ (?:đơn vị|lần), )?hạn [\d/]+\)$")
_REST = re.compile(r"^\d+ (việc|nhiệm vụ|kế hoạch|báo cáo|đề nghị|nội dung) khác$")
# An item as this module wrote it for the level below.
_JOINED = re.compile(r"^(?P<text>.+): (?P<count>\d+) đơn vị \((?P<names>.+)\)$")
_AND_MORE = re.compile(r"(?:, )?và \d+ đơn vị khác$")
# Leads that drafts begin with at every level, and how the sum begins the same list; "": words of the units' own.
_OWN_WORDS = "Nội dung các đơn vị nêu:"
_LEADS = {
    "nhiệm vụ quá hạn chưa hoàn thành": "Nhiệm vụ quá hạn chưa hoàn thành tại các đơn vị:",
    "kế hoạch quá hạn chưa ban hành": "Kế hoạch quá hạn chưa ban hành tại các đơn vị:",
    "báo cáo quá hạn chưa gửi": "Báo cáo quá hạn chưa gửi tại các đơn vị:",
    _OWN_WORDS.lower().rstrip(":"): "",
    "việc chưa hoàn thành đúng hạn": "Việc chưa hoàn thành đúng hạn tại các đơn vị:",
    "đề nghị xác nhận hoàn thành bị trả lại": "Đề nghị xác nhận hoàn thành bị trả lại tại các đơn vị:",
}

# A lead with the one point that it leads in.
_ONE = re.compile(rf"^(?:Riêng .+ có|Có) 01 (?P<what>{'|'.join(map(re.escape, _LEADS))}): (?P<item>.+?)[ .;]*$")


@dataclass(slots=True)
class Said:
    """The same words of `count` units; not all of them need be among `names`."""

    text: str
    count: int = 0
    names: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """ "Ban hành kế hoạch: 04 đơn vị (…)"; long words of one unit behind its name."""
        if self.count == 1 and (len(self.text) > _LONG or ". " in self.text):
            return f"{self.names[0]}: {self.text}"
        shown = self.names[:_MOST_NAMES]
        rest = self.count - len(shown)
        names = ", ".join(shown) + (f" và {counted(rest)} đơn vị khác" if rest > 0 else "")
        return f"{self.text}: {counted(self.count)} đơn vị ({names})"

    def stands_in(self, text: str) -> bool:
        """Whether a text says this as one of its points, whoever and however many were named with it then."""
        point = fold(self.text)
        said = (_BULLET.sub("", line.strip()).rstrip(" .;") for line in text.splitlines())
        bare = (fold(joined["text"] if (joined := _JOINED.match(one)) else one) for one in said)
        return any(one == point or one.endswith(f": {point}") for one in bare)


def merged(texts: Iterable[tuple[str, str]], *, is_led: bool = True) -> str:
    """The texts of units, (name, text) each, as lists by what leads them in; what most units say first. Their own words
    come last, and are led in too where a list or another text stands before them (`is_led` False)."""
    found: dict[str, tuple[str, dict[str, Said]]] = {}
    for unit, text in texts:
        for lead, item in _items(text):
            _, said = found.setdefault(fold(lead), (lead, {}))
            _add(said, item, unit)
    ordered = sorted(found.values(), key=lambda one: not one[0])
    lists = [(lead or ("" if is_led and len(ordered) == 1 else _OWN_WORDS), said) for lead, said in ordered]
    return "\n".join(part for lead, said in lists for part in (lead, _list(list(said.values()))) if part)


def points_of(items: Iterable[tuple[str, str]]) -> list[Said]:
    """Points of units, (name, point) each, the same words once with who says them; what most say first."""
    said: dict[str, Said] = {}
    for unit, item in items:
        _add(said, _plain(item), unit)
    return sorted(said.values(), key=lambda one: -one.count)


def _items(text: str) -> Iterator[tuple[str, str]]:
    """Each point with the line that leads it in ("" where it stands for itself)."""
    lead = ""
    for line in (line.strip() for line in text.splitlines()):
        bare = _BULLET.sub("", line).rstrip(" .;")
        if not bare:
            lead = "" if not line else lead
        elif line.endswith(":") and bare == line:
            lead = next((joint for known, joint in _LEADS.items() if known in line.lower()), line)
        elif found := _ONE.match(line):
            yield next(joint for known, joint in _LEADS.items() if known == found["what"]), _plain(found["item"])
        else:
            lead = lead if _BULLET.match(line) else ""
            yield lead, _plain(bare)


def _plain(item: str) -> str:
    """Without what differs from unit to unit though the matter is the same: the due day, how many more there are."""
    return _REST.sub(lambda found: f"{found[1].capitalize()} khác", _DUE.sub("", item))


def _add(said: dict[str, Said], item: str, unit: str) -> None:
    joined = _JOINED.match(item)
    text = joined["text"] if joined else item
    names = _AND_MORE.sub("", joined["names"]).split(", ") if joined else [unit]
    one = said.setdefault(fold(text), Said(text))
    fresh = [name for name in names if name and name not in one.names]
    if joined:
        one.count += int(joined["count"])
    else:
        one.count += len(fresh)
    one.names += fresh


def _list(said: list[Said]) -> str:
    ordered = sorted(said, key=lambda one: -one.count)
    lines = [one.line for one in ordered[:_MOST_ITEMS]]
    return listed(with_rest(lines, len(said), "nội dung"))

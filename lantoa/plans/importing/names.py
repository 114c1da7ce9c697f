"""Names of units in a plan's text: each asked once for the whole plan, whatever the number of rows it stands in."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from lantoa.organisations.matching import REMEMBERED, Match, Matcher, MatchState
from lantoa.plans.enums import MentionState
from lantoa.plans.models import Plan, UnitMention
from lantoa.vietnamese.names import name_key

_EACH = re.compile(r"(?:mỗi|từng)\s+(?:một\s+)?", re.IGNORECASE)


class Names:
    """Gives the mention of a name, made and matched to the tree when it is first met."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._known = {mention.key: mention for mention in plan.mentions.all()}
        self._matches: dict[str, Match] = {}

    @cached_property
    def matcher(self) -> Matcher:
        """Reads the whole tree: only where a name is new."""
        return Matcher(self.plan.unit, self.plan.named_on)

    def look_up(self, texts: Iterable[str]) -> None:
        """Match the names that the plan does not know yet, each once. It may take seconds: call it before the
        transaction that writes the mentions."""
        for text in texts:
            key = _key(text)
            if key and key not in self._known and key not in self._matches:
                self._matches[key] = self._match(text)

    def mention(self, text: str | None) -> UnitMention | None:
        """The mention of `text`; none for a name that is no name."""
        key = _key(text or "")
        if not text or not key:
            return None
        if key not in self._known:
            self._known[key] = self._make(text, key)
        return self._known[key]

    def _match(self, text: str) -> Match:
        """ "Mỗi trường", "từng trường" are the schools; what a person said of those very words goes first."""
        found = self.matcher.match(text)
        if not _EACH.match(text) or found.how == REMEMBERED:
            return found
        return replace(self.matcher.match(_EACH.sub("Các ", text)), text=text)

    def matches_of(self, texts: Iterable[str]) -> list[Match]:
        """What names mean that are no mentions of the plan."""
        return [self._match(text) for text in texts]

    def _make(self, text: str, key: str) -> UnitMention:
        match = self._matches.get(key) or self._match(text)
        state = MentionState(match.state.value)
        values = {"text": text, "state": state, "asked": asked_of(match)}
        mention, is_new = UnitMention.objects.get_or_create(plan=self.plan, key=key, defaults=values)
        if is_new and state == MentionState.MATCHED:
            mention.units.set(match.units)
            mention.groups.set(match.groups)
        return mention


def _key(text: str) -> str:
    return name_key(text)[:400]


def asked_of(match: Match) -> dict[str, Any]:
    """What the matching had to say, for the question that a person will be asked."""
    if match.state != MatchState.UNMATCHED:
        return {"how": match.how}
    return {
        "hint": match.hint,
        "units": [unit.pk for unit in match.units],
        "groups": [group.pk for group in match.groups],
        "known": [str(one) for one in (*match.units, *match.groups)],
        "unknown": list(match.unknown),
        "candidates": [
            {
                "label": one.label,
                "reason": one.reason,
                "unit": one.unit.pk if one.unit else None,
                "group": one.group_key,
                "score": one.score,
            }
            for one in match.candidates
        ],
    }

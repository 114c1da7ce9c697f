"""What a name of a plan's text may mean, as answers on the screen: units, and usual groups with their sizes."""

from dataclasses import dataclass

from lantoa.organisations.models import UnitGroup
from lantoa.organisations.standard_groups import rule_of
from lantoa.plans.importing.rules import is_anybody
from lantoa.plans.models import Plan, UnitMention

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One candidate: `field` and `value` are what its button sends."""

    label: str
    reason: str
    field: str
    value: str


def answers_of(mention: UnitMention) -> list[Answer]:
    """The first candidates that the matching found."""
    return [_answer(mention.plan, one) for one in mention.asked.get("candidates", [])[:SHOWN]]


def _answer(plan: Plan, candidate: dict[str, object]) -> Answer:
    label, reason, unit = str(candidate["label"]), str(candidate["reason"]), candidate["unit"]
    if unit:
        return Answer(label, reason, "don_vi", str(unit))
    key = str(candidate["group"])
    return Answer(label, f"{_size(plan, key)}, {reason}", "nhom_chuan", key)


def _size(plan: Plan, key: str) -> str:
    """ "12 đơn vị": of the unit's own group of that key, or of the one that would be made."""
    group = UnitGroup.objects.filter(owner=plan.unit_id, standard=key).first()
    if group is None:
        rule = rule_of(key)
        group = UnitGroup(
            owner=plan.unit,
            reach=rule.reach,
            kinds=list(rule.kinds),
            school_levels=list(rule.levels),
            name_has=rule.name_has,
        )
    return size_of(group, plan)


def size_of(group: UnitGroup, plan: Plan) -> str:
    """How many units a group has on the day whose tree the plan's names mean."""
    count = group.resolve(on=plan.named_on).count()
    return f"{count} đơn vị" if count else "hiện không có đơn vị nào"


def may_mean_everybody(mention: UnitMention) -> bool:
    """Whether the phrase names no kind of units, so that it may be everybody who gets the plan: "Các đơn vị"."""
    return is_anybody(mention.text)

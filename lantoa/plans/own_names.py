"""What a unit's own plan is called: the title of the plan above, said of the unit itself."""

import re

from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan

_PLACE = re.compile(r"\s(?:tỉnh|thành phố|xã|phường|đặc khu)\s.+$", re.IGNORECASE)


def names_of_issuer(plan: Plan) -> list[str]:
    """How the plan may name who issues it: as printed, in full, in short, each with the place and without; the longest
    first."""
    unit = plan.unit
    place = _PLACE.search(unit.name)
    tails = ("", place.group(), re.sub(r"^\s\S+", "", place.group())) if place else ("",)
    bare = {plan.issuer_text, unit.name, unit.short_name, _PLACE.sub("", unit.name)} - {""}
    return sorted({name + tail for name in bare for tail in tails}, key=lambda name: (-len(name), name))


def own_words(text: str, names: list[str], unit: Unit) -> str:
    """The text with the unit's name where the issuer's stood (a whole name only: not a part of a longer word)."""
    issuer = "|".join(re.escape(name) for name in names)
    return re.sub(rf"(?<!\w)(?:{issuer})(?!\w)", lambda _: unit.name, text, flags=re.IGNORECASE)

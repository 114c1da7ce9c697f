"""What stands around the body of a unit's own plan: the sentences of its bases, who signs, a word under a heading whose
text spoke for the unit above. A draft prints as a whole document before anybody typed."""

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Any

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership
from lantoa.documents.writing.wording import lower_first
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import signer
from lantoa.plans.enums import BodyPart
from lantoa.plans.models import Plan, PlanBasis, PlanParagraph, PlanSection
from lantoa.plans.preamble import sentence_of

_LEFT_OUT = "Phần này trong kế hoạch cấp trên nói việc của nơi ban hành. Ghi phần của đơn vị, hoặc xóa mục."


def opening(draft: Plan, bases: Sequence[PlanBasis]) -> list[PlanParagraph]:
    """Unsaved: a sentence for each basis, which it knows from now on, then the one that leads into the plan."""
    rows = []
    for basis in bases:
        basis.paragraph = PlanParagraph(
            plan=draft, part=BodyPart.PREAMBLE, order=basis.order, text=f"{sentence_of(basis)};"
        )
        rows.append(basis.paragraph)
    text = f"{draft.unit.name} ban hành Kế hoạch {lower_first(draft.title)} như sau:"
    return [*rows, PlanParagraph(plan=draft, part=BodyPart.PREAMBLE, order=len(rows), text=text)]


def signatures(units: Collection[Unit]) -> dict[int, dict[str, str]]:
    """Who signs for each unit, by its id: the head with the title that the register gives; where the unit has none, or
    several, the title alone."""
    heads: dict[int, list[Membership]] = {}
    held = Membership.objects.current().filter(role=Role.HEAD, unit__in=units, user__is_active=True)
    for one in held.select_related("user"):
        heads.setdefault(one.unit_id, []).append(one)
    return {unit.pk: _signature(unit, heads.get(unit.pk, [])) for unit in units}


def _signature(unit: Unit, heads: list[Membership]) -> dict[str, str]:
    [head] = heads if len(heads) == 1 else [None]
    behalf, title = signer(unit, head.title if head else "")
    name = head.user.full_name if head else ""
    return {"signer_on_behalf": behalf, "signer_role": title, "signer_name": name}


def emptied(
    sections: Sequence[PlanSection], *, before: Sequence[PlanParagraph], after: Sequence[PlanParagraph]
) -> dict[int, bool]:
    """Headings that go into the drafts while all that stood below them stays with the plan above, by id; whether
    duties of units stood there. `sections` in printed order; `before`, `after`: the texts of the plan, of its drafts.
    """
    had, have = {one.section_id for one in before}, {one.section_id for one in after}
    found: dict[int, bool] = {}
    for place, section in enumerate(sections):
        below = list(takewhile(lambda one: not 0 < one.depth <= section.depth, sections[place + 1 :]))  # noqa: B023
        stays = section.pk in have or any(not one.duty_of_id for one in below)
        if not section.duty_of_id and not stays and (below or section.pk in had):
            found[section.pk] = any(one.duty_of_id for one in below)
    return found


def word_under(section: PlanSection, has_duties: bool) -> list[PlanParagraph]:
    """What a draft's emptied heading says: that the unit does its work, where duties stood; else a question on it."""
    if not has_duties:
        section.doubt = _LEFT_OUT
        return []
    draft: Any = section.plan
    text = f"{draft.unit.name} tổ chức thực hiện các nhiệm vụ được giao trong Kế hoạch này."
    return [PlanParagraph(plan=draft, section=section, part=BodyPart.BODY, order=section.order, text=text)]

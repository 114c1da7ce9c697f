"""Everybody who gets a plan: whom its rows name, and whom "Nơi nhận" lists."""

import re

from django.db import transaction

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.matching import MatchState
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.organisations.standard_groups import standard_group
from lantoa.plans.enums import MentionState
from lantoa.plans.holding import hold
from lantoa.plans.importing.names import Names
from lantoa.plans.models import Plan, ReportingRule, UnitMention
from lantoa.plans.sheet import Sheet
from lantoa.vietnamese.names import name_key

NAME = "Mọi đơn vị nhận kế hoạch"
_HOW = "đơn vị có việc trong kế hoạch và đơn vị ở nơi nhận"
_NOTE = re.compile(r"\s*\([^)]*\)|^[-–+\s]*(?:như trên|như điều \w+)\b|[;.,]+$", re.IGNORECASE)
_KEPT = re.compile(r"lưu\b", re.IGNORECASE)


def everybody_reports(rule: ReportingRule, *, by: User) -> None:
    """Let every unit that gets the plan owe a report; the answer to "Các đơn vị báo cáo …"."""
    plan = rule.plan
    units, groups = _receivers(plan)
    with transaction.atomic():
        hold(plan)
        mention, _ = UnitMention.objects.get_or_create(plan=plan, key=name_key(NAME), defaults={"text": NAME})
        _match(mention, units, groups)
        rule.reporters.set([mention])
        rule.settle()
        record("plan_row_settled", by=by, on=plan, unit=plan.unit, text=f"{rule}: {NAME} đều gửi")


def everybody_meant(mention: UnitMention, *, by: User) -> None:
    """A phrase like "Các đơn vị" means everybody who gets this plan; of this plan only, so it is not remembered."""
    plan = mention.plan
    units, groups = _receivers(plan)
    with transaction.atomic():
        hold(plan)
        _match(mention, units, groups)
        record(
            "plan_name_settled", by=by, on=plan, unit=plan.unit, text=f"“{mention.text}” là {NAME[0].lower()}{NAME[1:]}"
        )


def _match(mention: UnitMention, units: list[Unit], groups: list[UnitGroup]) -> None:
    mention.state = MentionState.MATCHED
    mention.asked = {**mention.asked, "how": _HOW}
    mention.save(update_fields=["state", "asked"])
    mention.units.set(units)
    mention.groups.set(groups)


def _receivers(plan: Plan) -> tuple[list[Unit], list[UnitGroup]]:
    sheet = Sheet(plan)
    used = [one for one in sheet.mentions if sheet.uses.get(one.pk) and one.state == MentionState.MATCHED]
    units = {unit.pk: unit for one in used for unit in one.units.all()}
    groups = {group.pk: group for one in used for group in one.groups.all()}
    for match in Names(plan).matches_of(_listed(plan)):
        if match.state == MatchState.MATCHED:
            units |= {unit.pk: unit for unit in match.units}
            groups |= {group.pk: group for group in match.groups}
    below = [unit for unit in units.values() if unit.is_under(plan.unit) and unit.pk != plan.unit_id]
    if not below and not groups:
        return [], [standard_group(plan.unit, "subtree/all")]
    return below, list(groups.values())


def _listed(plan: Plan) -> list[str]:
    """The names of "Nơi nhận", without notes and "Lưu: VT"."""
    lines = (_NOTE.sub("", line).strip() for line in plan.recipients)
    return [line for line in lines if line and not _KEPT.match(line)]

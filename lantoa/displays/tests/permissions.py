"""Who may open what hangs where: who sees into the unit reads, who writes for it confirms, offices set rules."""

from typing import Any

from lantoa.displays.factories import DisplayFactory, PostingRuleFactory
from lantoa.organisations.factories import UnitGroupFactory
from tests.permission_table import Row, World, signed_in


def prepare(world: World) -> None:
    world.things["rule"] = PostingRuleFactory.make(owner=world.top, group=UnitGroupFactory.make(owner=world.top))
    world.things["display"] = DisplayFactory.make(unit=world.own)


def _rule(world: World) -> dict[str, Any]:
    return {"pk": world.things["rule"].pk}


def _unit(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk}


def _cell(world: World) -> dict[str, Any]:
    return {"unit_pk": world.own.pk, "pk": world.things["display"].procedure_id}


_OTHERS = {"other_officer": 404, "other_head": 404}


def writers(status: int) -> dict[str, int | str]:
    return signed_in(status, editor=403, leader=403, admin=403, admin_above=403, **_OTHERS)


def offices(status: int) -> dict[str, int | str]:
    return signed_in(403, office=status, office_above=status)


def keepers(status: int) -> dict[str, int | str]:
    """The rule belongs to the unit at the top."""
    return signed_in(403, office_above=status)


ROWS = [
    Row("displays:list", signed_in(200)),
    Row("displays:grid", signed_in(200)),
    Row("displays:urge", offices(302), method="POST"),
    Row("displays:urge", signed_in(405)),
    Row("displays:rules", signed_in(200)),
    Row("displays:rule_new", offices(200)),
    Row("displays:rule_new", offices(422), method="POST"),
    Row("displays:rule_edit", keepers(200), kwargs=_rule),
    Row("displays:rule_edit", keepers(422), method="POST", kwargs=_rule),
    Row("displays:rule_delete", keepers(302), method="POST", kwargs=_rule),
    Row("displays:rule_delete", signed_in(405), kwargs=_rule),
    Row("displays:confirm", writers(200), kwargs=_unit),
    Row("displays:confirm", writers(422), method="POST", kwargs=_unit),
    Row("displays:sheet", signed_in(200, **_OTHERS), kwargs=_unit),
    Row("displays:print", signed_in(302, **_OTHERS), method="POST", kwargs=_unit),
    Row("displays:print", signed_in(405), kwargs=_unit),
    Row("displays:cell", signed_in(200, **_OTHERS), kwargs=_cell),
]

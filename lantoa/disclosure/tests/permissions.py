"""Who may open what must be public: everybody reads the portal's pages; units keep their own evidence and ways in,
offices keep the list."""

from typing import Any

from lantoa.disclosure.factories import DisclosedFactory, DisclosureItemFactory
from lantoa.organisations.factories import UnitGroupFactory
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    group = UnitGroupFactory.make(owner=world.top)
    world.things["item"] = DisclosureItemFactory.make(owner=world.top, group=group)
    world.things["disclosed"] = DisclosedFactory.make(item=world.things["item"], unit=world.own, link="", file="x/y")


def _item(world: World) -> dict[str, Any]:
    return {"pk": world.things["item"].pk}


def _pair(world: World) -> dict[str, Any]:
    return {"pk": world.things["item"].pk, "unit_pk": world.own.pk}


def _row(world: World) -> dict[str, Any]:
    return {"pk": world.things["disclosed"].pk}


def _unit(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk}


def _code(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk, "what": "phan-anh", "form": "svg"}


def _no_key(world: World) -> dict[str, Any]:
    return {"key": "00000000-0000-4000-8000-000000000000"}


_OTHERS = {"other_officer": 404, "other_head": 404}


def writers(status: int) -> dict[str, int | str]:
    return signed_in(status, editor=403, leader=403, admin=403, admin_above=403, **_OTHERS)


def offices(status: int) -> dict[str, int | str]:
    return signed_in(403, office=status, office_above=status)


def keepers(status: int) -> dict[str, int | str]:
    """Who keeps the list of the unit at the top."""
    return signed_in(403, office_above=status)


ROWS = [
    Row("disclosure:list", signed_in(200)),
    Row("disclosure:grid", signed_in(200)),
    Row("disclosure:items", signed_in(200)),
    Row("disclosure:item", signed_in(200), kwargs=_item),
    Row("disclosure:item_new", offices(200)),
    Row("disclosure:item_new", offices(422), method="POST"),
    Row("disclosure:item_edit", keepers(200), kwargs=_item),
    Row("disclosure:item_edit", keepers(422), method="POST", kwargs=_item),
    Row("disclosure:item_retire", keepers(302), method="POST", kwargs=_item),
    Row("disclosure:item_retire", signed_in(405), kwargs=_item),
    Row("disclosure:begin", offices(302), method="POST"),
    Row("disclosure:publish", writers(200), kwargs=_pair),
    Row("disclosure:publish", writers(422), method="POST", kwargs=_pair),
    Row("disclosure:withdraw", writers(200), kwargs=_row),
    Row("disclosure:withdraw", writers(422), method="POST", kwargs=_row),
    Row("disclosure:contacts", signed_in(200)),
    Row("disclosure:contacts_export", signed_in(200)),
    Row("disclosure:check", signed_in(302, editor=403, leader=403, admin=403, admin_above=403), method="POST"),
    Row("disclosure:mend", writers(200), kwargs=_unit),
    Row("disclosure:mend", writers(422), method="POST", kwargs=_unit, data={"email": "không phải thư"}),
    Row("disclosure:sheet", signed_in(200, **_OTHERS), kwargs=_unit),
    Row("disclosure:code", signed_in(200, **_OTHERS), kwargs=_code),
    Row("disclosure_public:index", everyone(200)),
    Row("disclosure_public:unit", everyone(200), kwargs=_unit),
    Row("disclosure_public:file", everyone(404), kwargs=_no_key),
]

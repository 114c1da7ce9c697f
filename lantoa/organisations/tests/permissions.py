"""Who may open the pages of units and groups."""

import datetime as dt
from typing import Any

from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.succession import rename
from lantoa.tabular.models import PendingImport
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    """`child` stands under the own unit and was renamed; `group` is the own unit's; an import waits."""
    child = UnitFactory.make(parent=world.own)
    world.things["child"] = child
    world.things["act"] = rename(child, "Tổ Văn phòng", on=dt.date(2026, 1, 5), decision="", by=None)[0].act
    world.things["group"] = UnitGroupFactory.make(owner=world.own)
    row = [2, {"code": "MOI", "name": "Đơn vị mới", "kind": "trường", "parent": world.own.code}]
    world.things["import"] = PendingImport.objects.create(
        kind="units", owner=world.people["admin"], file_name="don-vi.csv", rows=[row]
    )


def _own(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk}


def _child(world: World) -> dict[str, Any]:
    return {"pk": world.things["child"].pk}


def _change(world: World) -> dict[str, Any]:
    return {**_child(world), "kind": "dissolve"}


def _group(world: World) -> dict[str, Any]:
    return {"pk": world.things["group"].pk}


def _import(world: World) -> dict[str, Any]:
    return {"pk": world.things["import"].pk}


def administrators(status: int, *, others: int = 403) -> dict[str, int | str]:
    return signed_in(others, admin=status, admin_above=status)


def offices(status: int, *, others: int = 403, **special: int) -> dict[str, int | str]:
    return signed_in(others, office=status, office_above=status, **special)


# Own contacts: who keeps what the unit shows, and those who administer it from above.
_CONTACTS = signed_in(403, officer=200, head=200, office=200, office_above=200, admin_above=200)
_NOT_SEEN = {"other_officer": 404, "other_head": 404}

ROWS = [
    Row("organisations:list", signed_in(200)),
    Row("organisations:export", signed_in(200)),
    Row("organisations:suggest", signed_in(200)),
    Row("organisations:detail", signed_in(200), kwargs=_own),
    Row("organisations:new", administrators(200)),
    Row("organisations:new", administrators(422), method="POST"),
    Row("organisations:edit", administrators(200), kwargs=_child),
    Row("organisations:edit", signed_in(403, admin_above=200), kwargs=_own),
    Row("organisations:contacts", _CONTACTS, kwargs=_own),
    Row("organisations:change", administrators(200), kwargs=_child),
    Row("organisations:change", signed_in(403, admin_above=200), kwargs=_own),
    Row("organisations:change_record", administrators(422), method="POST", kwargs=_change),
    Row("organisations:change_record", everyone(405, anonymous="login"), kwargs=_change),
    Row(
        "organisations:change_undo",
        administrators(302),
        method="POST",
        kwargs=lambda world: {"act": world.things["act"]},
    ),
    Row("organisations:unit_import", administrators(200)),
    Row("organisations:unit_import_template", administrators(200)),
    Row("organisations:unit_import_preview", signed_in(403, admin=200, admin_above=404), kwargs=_import),
    Row("organisations:unit_import_confirm", signed_in(403, admin=302, admin_above=404), method="POST", kwargs=_import),
    Row("organisations:groups", signed_in(200)),
    Row("organisations:group", signed_in(200, **_NOT_SEEN), kwargs=_group),
    Row("organisations:group_new", offices(200)),
    Row("organisations:group_new", offices(422), method="POST"),
    Row("organisations:group_preview", offices(200)),
    Row("organisations:group_edit", offices(200, **_NOT_SEEN), kwargs=_group),
    Row("organisations:group_delete", offices(302, **_NOT_SEEN), method="POST", kwargs=_group),
]

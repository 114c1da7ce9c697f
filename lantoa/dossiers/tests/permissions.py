"""Who may open figures of dossiers: those who see into the unit read, those who write for it enter, those who plan for
it say who enters."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lantoa.dossiers.factories import DossierFiguresFactory
from lantoa.tabular.models import PendingImport
from tests.permission_table import Row, World, signed_in


def prepare(world: World) -> None:
    month = dt.date(timezone.localdate().year - 1, 3, 1)
    world.things["figures"] = DossierFiguresFactory.make(unit=world.own, month=month)
    world.things["figures_import"] = PendingImport.objects.create(
        kind="dossier_figures", owner=world.people["officer"], file_name="ho-so.xlsx", rows=[[2, {"unit": "x"}]]
    )


def _unit(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk}


def _month(world: World) -> dict[str, Any]:
    return {"pk": world.own.pk, "year": timezone.localdate().year - 1, "month": 4}


def _row(world: World) -> dict[str, Any]:
    return {"pk": world.things["figures"].pk}


def _import(world: World) -> dict[str, Any]:
    return {"pk": world.things["figures_import"].pk}


_OTHERS = {"other_officer": 404, "other_head": 404}
_SEEING = signed_in(200, **_OTHERS)


def writers(status: int) -> dict[str, int | str]:
    return signed_in(status, editor=403, leader=403, admin=403, admin_above=403, **_OTHERS)


def importers(status: int) -> dict[str, int | str]:
    return signed_in(status, editor=403, leader=403, admin=403, admin_above=403)


ROWS = [
    Row("dossiers:list", signed_in(200)),
    Row("dossiers:export", signed_in(200)),
    Row("dossiers:export_all", signed_in(302), method="POST"),
    Row("dossiers:export_all", signed_in(405)),
    Row("dossiers:remind", signed_in(403, office=302, office_above=302), method="POST"),
    Row("dossiers:remind", signed_in(405)),
    Row("dossiers:unit", _SEEING, kwargs=_unit),
    Row("dossiers:month", _SEEING, kwargs=_month),
    Row("dossiers:month", writers(422), method="POST", kwargs=_month),
    Row("dossiers:nil", writers(302), method="POST", kwargs=_month),
    Row("dossiers:nil", signed_in(405), kwargs=_month),
    Row("dossiers:remove", writers(200), kwargs=_row),
    Row("dossiers:remove", writers(422), method="POST", kwargs=_row),
    Row("dossiers:targets", _SEEING, kwargs=_unit),
    Row(
        "dossiers:targets",
        signed_in(403, head=302, office=302, office_above=302, **_OTHERS),
        method="POST",
        kwargs=_unit,
    ),
    Row("dossiers:scheme", signed_in(403, office=200, office_above=200, **_OTHERS), kwargs=_unit),
    Row("dossiers:scheme", signed_in(403, office=422, office_above=422, **_OTHERS), method="POST", kwargs=_unit),
    Row("dossiers:figures_import", importers(200)),
    Row("dossiers:figures_import_template", importers(200)),
    Row("dossiers:figures_import_preview", importers(404) | {"officer": 200}, kwargs=_import),
    Row("dossiers:figures_import_confirm", importers(404) | {"officer": 302}, method="POST", kwargs=_import),
]

"""Who may open the pages of procedures: anyone reads, everyone who works in a unit sees the catalogue, offices and
administrators at the top keep it."""

from typing import Any

from lantoa.procedures.factories import (
    FormFileFactory,
    LifeEventFactory,
    ProcedureQuestionFactory,
    ProcedureVersionFactory,
    ProcessDocumentFactory,
    procedure_in_force,
)
from lantoa.procedures.models import PortalReading
from lantoa.tabular.models import PendingImport
from tests.permission_table import Row, World, everyone, signed_in

_READ = {"fields": {"name": "Chuyển trường", "code": "2.002481"}, "ways": [], "parts": [], "bases": []}


def prepare(world: World) -> None:
    procedure = world.things["procedure"] = procedure_in_force()
    world.things["waiting"] = ProcedureVersionFactory.make(
        procedure=procedure, number=2, in_force_from="2999-01-01", took_effect_at=None
    )
    world.things["event"] = LifeEventFactory.make()
    world.things["question"] = ProcedureQuestionFactory.make(procedure=procedure)
    world.things["form"] = FormFileFactory.make(procedure=procedure)
    world.things["process"] = ProcessDocumentFactory.make(procedure=procedure)
    keeper = world.people["admin_above"]
    world.things["reading"] = PortalReading.objects.create(owner=keeper, file_name="ChiTietTTHC.doc", read=_READ)
    row = [2, {"code": "2.002481", "name": "Chuyển trường", "level": "xã"}]
    world.things["import"] = PendingImport.objects.create(
        kind="procedures", owner=keeper, file_name="thu-tuc.csv", rows=[row]
    )


def _of(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _key(name: str) -> Any:
    return lambda world: {"key": world.things[name].key}


def _public(world: World) -> dict[str, Any]:
    return {"slug": world.things["procedure"].slug, "pk": world.things["procedure"].pk}


def keepers(status: int) -> dict[str, int | str]:
    """Who plans or administers over all: the catalogue speaks for every unit."""
    return signed_in(403, office_above=status, admin_above=status)


def owner(status: int) -> dict[str, int | str]:
    return keepers(404) | {"admin_above": status}


_TYPED = {"file": ""}
ROWS = [
    Row("procedures_public:list", everyone(200)),
    Row("procedures_public:short", everyone(302), kwargs=_of("procedure")),
    Row("procedures_public:detail", everyone(200), kwargs=_public),
    Row("procedures_public:checklist", everyone(200), kwargs=_of("procedure")),
    Row("procedures_public:qr", everyone(200), kwargs=_of("procedure")),
    Row("procedures_public:form", everyone(200), kwargs=_key("form")),
    Row("procedures_public:process", everyone(200), kwargs=_key("process")),
    Row("procedures:list", signed_in(200)),
    Row("procedures:export", signed_in(200)),
    Row("procedures:detail", signed_in(200), kwargs=_of("procedure")),
    Row("procedures:form_file", signed_in(200), kwargs=_of("form")),
    Row("procedures:process_file", signed_in(200), kwargs=_of("process")),
    Row("procedures:events", signed_in(200)),
    Row("procedures:new", keepers(200)),
    Row("procedures:new", keepers(422), method="POST"),
    Row("procedures:edit", keepers(200), kwargs=_of("procedure")),
    Row("procedures:edit", keepers(422), method="POST", kwargs=_of("procedure")),
    Row("procedures:amend", keepers(200), kwargs=_of("procedure")),
    Row("procedures:amend", keepers(422), method="POST", kwargs=_of("procedure")),
    Row("procedures:correct", keepers(200), kwargs=_of("waiting")),
    Row("procedures:correct", keepers(422), method="POST", kwargs=_of("waiting")),
    Row("procedures:withdraw", keepers(302), method="POST", kwargs=_of("waiting")),
    Row("procedures:abolish", keepers(200), kwargs=_of("procedure")),
    Row("procedures:abolish", keepers(422), method="POST", kwargs=_of("procedure")),
    Row("procedures:new_event", keepers(200)),
    Row("procedures:new_event", keepers(422), method="POST"),
    Row("procedures:edit_event", keepers(200), kwargs=_of("event")),
    Row("procedures:edit_event", keepers(422), method="POST", kwargs=_of("event")),
    Row("procedures:remove_event", keepers(302), method="POST", kwargs=_of("event")),
    Row("procedures:add_question", keepers(200), kwargs=_of("procedure")),
    Row("procedures:add_question", keepers(422), method="POST", kwargs=_of("procedure")),
    Row("procedures:edit_question", keepers(200), kwargs=_of("question")),
    Row("procedures:edit_question", keepers(422), method="POST", kwargs=_of("question")),
    Row("procedures:remove_question", keepers(302), method="POST", kwargs=_of("question")),
    Row("procedures:add_form", keepers(200), kwargs=_of("procedure")),
    Row("procedures:add_form", keepers(422), method="POST", kwargs=_of("procedure"), data=_TYPED),
    Row("procedures:remove_form", keepers(302), method="POST", kwargs=_of("form")),
    Row("procedures:add_process", keepers(200), kwargs=_of("procedure")),
    Row("procedures:add_process", keepers(422), method="POST", kwargs=_of("procedure"), data=_TYPED),
    Row("procedures:stop_process", keepers(302), method="POST", kwargs=_of("process")),
    Row("procedures:portal_file", keepers(200)),
    Row("procedures:portal_file", keepers(422), method="POST", data=_TYPED),
    Row("procedures:portal_reading", owner(200), kwargs=_of("reading")),
    Row("procedures:portal_reading", owner(422), method="POST", kwargs=_of("reading")),
    Row("procedures:sheet_import", keepers(200)),
    Row("procedures:sheet_import_template", keepers(200)),
    Row("procedures:sheet_import_preview", owner(200), kwargs=_of("import")),
    Row("procedures:sheet_import_confirm", owner(302), method="POST", kwargs=_of("import")),
]

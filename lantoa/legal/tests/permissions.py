"""Who may open the pages of the register: everyone who works in a unit reads, offices and administrators keep it."""

from typing import Any

from lantoa.legal.factories import DocumentFileFactory, LegalDocumentFactory
from lantoa.tabular.models import PendingImport
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    world.things["document"] = LegalDocumentFactory.make()
    world.things["file"] = DocumentFileFactory.make(document__public=True)
    world.things["hidden"] = DocumentFileFactory.make(document=world.things["document"])
    row = [2, {"number": "1/2026/QĐ-UBND", "title": "Về một việc", "issuer": "UBND tỉnh An Bình"}]
    world.things["import"] = PendingImport.objects.create(
        kind="legal_documents", owner=world.people["admin"], file_name="van-ban.csv", rows=[row]
    )


def _pk(world: World) -> dict[str, Any]:
    return {"pk": world.things["document"].pk}


def _import(world: World) -> dict[str, Any]:
    return {"pk": world.things["import"].pk}


def _public(world: World) -> dict[str, Any]:
    return {"pk": world.things["file"].document_id}


def _file(world: World) -> dict[str, Any]:
    return {"pk": world.things["file"].pk}


def _key(world: World) -> dict[str, Any]:
    return {"key": world.things["file"].key}


def _hidden(world: World) -> dict[str, Any]:
    return {"key": world.things["hidden"].key}


def publishers(status: int) -> dict[str, int | str]:
    """Who plans or administers over all: the bookcase speaks for everyone."""
    return signed_in(403, office_above=status, admin_above=status)


def keepers(status: int) -> dict[str, int | str]:
    return signed_in(403, office=status, office_above=status, admin=status, admin_above=status)


ROWS = [
    Row("legal:list", signed_in(200)),
    Row("legal:export", signed_in(200)),
    Row("legal:detail", signed_in(200), kwargs=_pk),
    Row("legal:document_import", keepers(200)),
    Row("legal:document_import_template", keepers(200)),
    Row("legal:document_import_preview", keepers(404) | {"admin": 200}, kwargs=_import),
    Row("legal:document_import_confirm", keepers(404) | {"admin": 302}, method="POST", kwargs=_import),
    Row("legal:new", keepers(200)),
    Row("legal:new", keepers(422), method="POST"),
    Row("legal:edit", keepers(200), kwargs=_pk),
    Row("legal:edit", keepers(422), method="POST", kwargs=_pk),
    Row("legal:end", keepers(200), kwargs=_pk),
    Row("legal:end", keepers(422), method="POST", kwargs=_pk),
    Row("legal:revive", keepers(302), method="POST", kwargs=_pk),
    Row("legal:revive", signed_in(405), kwargs=_pk),
    Row("legal:publish", publishers(302), method="POST", kwargs=_pk),
    Row("legal:publish", signed_in(405), kwargs=_pk),
    Row("legal:unpublish", publishers(302), method="POST", kwargs=_public),
    Row("legal:add_file", publishers(200), kwargs=_pk),
    Row("legal:add_file", publishers(422), method="POST", kwargs=_pk),
    Row("legal:file", signed_in(200), kwargs=_file),
    Row("legal:remove_file", publishers(302), method="POST", kwargs=_file),
    Row("bookcase:list", everyone(200)),
    Row("bookcase:detail", everyone(200), kwargs=_public),
    Row("bookcase:detail", everyone(404), kwargs=_pk),
    Row("bookcase:qr", everyone(200), kwargs=_public),
    Row("bookcase:qr", everyone(404), kwargs=_pk),
    Row("bookcase:reading", everyone(200), kwargs=_key),
    Row("bookcase:reading", everyone(404), kwargs=_hidden),
    Row("bookcase:file", everyone(200), kwargs=_key),
    Row("bookcase:file", everyone(404), kwargs=_hidden),
]

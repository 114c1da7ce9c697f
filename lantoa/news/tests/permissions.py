from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.news import files
from lantoa.news.factories import BODY, CategoryFactory, CategoryStepFactory, SpecialPageFactory
from lantoa.news.models import Article
from lantoa.news.tests import desk_permissions, public_permissions
from lantoa.news.tests.desk import picture
from lantoa.news.writing import Text, save, start
from tests.permission_table import Row, World, signed_in

# Who acts in the unit: officers, heads, offices and editors write; heads and editors put before readers.
OUTSIDE = {"other_officer": 404, "other_head": 404}
WRITERS = {"officer": 200, "head": 200, "office": 200, "editor": 200, "office_above": 200}


def _article(world: World, name: str, **more: Any) -> Article:
    by = world.people["officer"]
    article = start(world.own, title=f"Bài {name}", by=by, category=world.things["category"])
    save(article, Text(f"Bài {name}", "Tóm tắt", BODY), version=article.version, by=by)
    Article.objects.filter(pk=article.pk).update(**more)
    world.things[name] = article
    return article


def prepare(world: World) -> None:
    """An article in each state, with a picture and a document; a category with a step, a special page."""
    world.things["category"] = CategoryFactory.make()
    looked = CategoryFactory.make()
    world.things["step"] = CategoryStepFactory.make(category=looked)
    world.things["special"] = SpecialPageFactory.make()
    draft = _article(world, "news_draft")
    uploads = [picture(), SimpleUploadedFile("a.pdf", b"%PDF-1.7")]
    world.things["photo"], world.things["paper"] = files.add(draft, uploads, by=draft.created_by)[0]
    files.describe(world.things["photo"], alt="Sân trường", caption="", is_decorative=False)
    _article(world, "news_sent").submit(by=world.people["officer"])
    _article(world, "news_approved", review_state="approved")
    now = timezone.now()
    _article(world, "news_out", review_state="issued", published_at=now, published_by=world.people["head"])
    public_permissions.prepare(world)
    desk_permissions.prepare(world)


def _of(name: str, **more: str) -> Callable[[World], dict[str, Any]]:
    def kwargs(world: World) -> dict[str, Any]:
        return {"pk": world.things[name].pk, **{key: world.things[value].pk for key, value in more.items()}}

    return kwargs


def _writes(status: int, **others: int) -> dict[str, int | str]:
    """Those who write for the unit get `status`; who only sees it 403, outsiders 404."""
    return signed_in(403, **{**dict.fromkeys(WRITERS, status), **OUTSIDE, **others})


def _publishes(status: int) -> dict[str, int | str]:
    return signed_in(403, head=status, editor=status, **OUTSIDE)


def _sees(status: int = 200) -> dict[str, int | str]:
    return signed_in(status, **OUTSIDE)


def _text(name: str) -> Callable[[World], dict[str, Any]]:
    def data(world: World) -> dict[str, Any]:
        article = Article.objects.get(pk=world.things[name].pk)
        filed = {"category": article.category_id or "", "tags": ""}
        return {"version": article.version, "title": "Tin", "lead": "", "body": BODY, **filed}

    return data


_TOP = signed_in(403, admin_above=200)
_TOP_POST = signed_in(403, admin_above=302)

ROWS = [
    Row("news:list", signed_in(200)),
    Row("news:tags", signed_in(200)),
    Row(
        "news:new",
        signed_in(200, leader=403, admin=403, admin_above=403),
    ),
    Row("news:new", signed_in(422, leader=403, admin=403, admin_above=403), method="POST", data={"unit": "x"}),
    Row("news:detail", _sees(), kwargs=_of("news_draft")),
    Row("news:preview", _sees(), kwargs=_of("news_draft")),
    Row("news:picture", _sees(), kwargs=lambda world: {"key": world.things["photo"].key, "size": "vua"}),
    Row("news:document", _sees(), kwargs=lambda world: {"key": world.things["paper"].key}),
    Row("news:edit", _writes(200), kwargs=_of("news_draft")),
    Row("news:edit", _writes(302), method="POST", kwargs=_of("news_draft"), data=_text("news_draft")),
    Row("news:autosave", _writes(200), method="POST", kwargs=_of("news_draft"), data=_text("news_draft")),
    Row("news:upload", _writes(302), method="POST", kwargs=_of("news_draft")),
    Row("news:file_drop", _writes(302), method="POST", kwargs=_of("news_draft", file_pk="paper")),
    Row("news:versions", _sees(), kwargs=_of("news_draft")),
    Row("news:version", _sees(), kwargs=lambda world: {"pk": world.things["news_draft"].pk, "number": 2}),
    Row(
        "news:restore",
        _writes(302),
        method="POST",
        kwargs=lambda world: {"pk": world.things["news_draft"].pk, "number": 1},
    ),
    Row("news:delete", _writes(302), method="POST", kwargs=_of("news_draft")),
    Row("news:submit", _writes(200), kwargs=_of("news_draft")),
    Row("news:submit", _writes(302), method="POST", kwargs=_of("news_draft")),
    Row("news:take_back", _writes(302), method="POST", kwargs=_of("news_sent")),
    Row("news:approve", signed_in(403, head=302, **OUTSIDE), method="POST", kwargs=_of("news_sent")),
    Row("news:send_back", signed_in(403, head=200, **OUTSIDE), kwargs=_of("news_sent")),
    Row(
        "news:send_back",
        signed_in(403, head=302, **OUTSIDE),
        method="POST",
        kwargs=_of("news_sent"),
        data={"note": "Sửa"},
    ),
    Row("news:claim", signed_in(403, head=302, **OUTSIDE), method="POST", kwargs=_of("news_sent")),
    Row("news:release", signed_in(403, head=302, **OUTSIDE), method="POST", kwargs=_of("news_sent")),
    Row("news:publish", _publishes(302), method="POST", kwargs=_of("news_approved")),
    Row("news:schedule", _writes(200), kwargs=_of("news_approved")),
    Row("news:schedule", _writes(302), method="POST", kwargs=_of("news_approved")),
    Row("news:urgent", _publishes(200), kwargs=_of("news_draft")),
    Row("news:urgent", _publishes(302), method="POST", kwargs=_of("news_draft"), data={"note": "Bão"}),
    Row("news:correct", _publishes(200), kwargs=_of("news_out")),
    Row(
        "news:correct",
        _publishes(302),
        method="POST",
        kwargs=_of("news_out"),
        data=lambda world: {**_text("news_out")(world), "notice": "Sửa số"},
    ),
    Row("news:withdraw", _publishes(200), kwargs=_of("news_out")),
    Row("news:withdraw", _publishes(302), method="POST", kwargs=_of("news_out"), data={"note": "Sai"}),
    Row("news:write_again", _writes(302), method="POST", kwargs=_of("news_out")),
    Row("news:dates", _writes(200), kwargs=_of("news_out")),
    Row("news:dates", _writes(302), method="POST", kwargs=_of("news_out")),
    Row("news:categories", _TOP),
    Row("news:categories_usual", _TOP_POST, method="POST"),
    Row("news:category_new", _TOP),
    Row("news:category", _TOP, kwargs=_of("category")),
    Row(
        "news:step_add",
        _TOP_POST,
        method="POST",
        kwargs=_of("category"),
        data={"buoc-name": "Biên tập", "buoc-role": "editor"},
    ),
    Row(
        "news:step_drop",
        _TOP_POST,
        method="POST",
        kwargs=lambda world: {"pk": world.things["step"].category_id, "step_pk": world.things["step"].pk},
    ),
    Row(
        "news:step_move",
        _TOP_POST,
        method="POST",
        kwargs=lambda world: {"pk": world.things["step"].category_id, "step_pk": world.things["step"].pk},
        data={"huong": "len"},
    ),
    Row("news:specials", _TOP),
    Row("news:documents", _TOP),
    Row("news:special_new", _TOP),
    Row("news:special", _TOP, kwargs=_of("special")),
    *public_permissions.ROWS,
    *desk_permissions.ROWS,
]

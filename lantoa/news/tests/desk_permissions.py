"""Who may open what of articles sent up: the school's people see, the editors above decide."""

from typing import Any

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news import faulting, offering
from lantoa.news.factories import ArticleFactory
from lantoa.news.models import Article
from tests.permission_table import Row, World, signed_in

OUTSIDE: dict[str, int | str] = {"other_officer": 404, "other_head": 404}


def prepare(world: World) -> None:
    """An article of the school that waits for the editors of the department, one that stands on its page, one at
    home."""
    editor = UserFactory.make(role=Role.EDITOR, role__unit=world.top)
    by = world.people["officer"]
    for name in ("at_home", "offered", "taken"):
        article = ArticleFactory.make(
            unit=world.own, created_by=by, published=True, slug=f"bai-{name.replace('_', '-')}"
        )
        world.things[f"news_{name}"] = article
        if name != "at_home":
            world.things[f"offer_{name}"] = offering.offer(article, by=by)
    offering.accept(world.things["offer_taken"], by=editor)
    world.things["news_fault"] = faulting.report(world.things["news_taken"], text="Sai số liệu")


def _of(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _text(world: World) -> dict[str, Any]:
    article = Article.objects.get(pk=world.things["news_offered"].pk)
    return {"version": article.version, "title": "Tin", "lead": "", "body": article.body}


def _writers(status: int) -> dict[str, int | str]:
    return dict.fromkeys(("officer", "head", "office", "editor", "office_above"), status)


_SEES = signed_in(200, **OUTSIDE)
_NOBODY = signed_in(403, **OUTSIDE)  # none of the table's people edits the department's page
_WRITES = signed_in(302, leader=403, admin=403, admin_above=403, **OUTSIDE)
_OFFERED, _TAKEN = _of("offer_offered"), _of("offer_taken")

ROWS = [
    Row("news:offers", signed_in(200)),
    Row("news:offer", _SEES, kwargs=_OFFERED),
    Row("news:offer_send", {**_WRITES, **_writers(200)}, kwargs=_of("news_at_home")),
    Row("news:offer_send", _WRITES, method="POST", kwargs=_of("news_at_home")),
    Row("news:offer_take_back", _WRITES, method="POST", kwargs=_OFFERED),
    Row("news:offer_claim", _NOBODY, method="POST", kwargs=_OFFERED),
    Row("news:offer_release", _NOBODY, method="POST", kwargs=_OFFERED),
    Row("news:offer_mend", _NOBODY, kwargs=_OFFERED),
    Row("news:offer_mend", _NOBODY, method="POST", kwargs=_OFFERED, data=_text),
    Row("news:offer_accept", _NOBODY, method="POST", kwargs=_OFFERED),
    Row("news:offer_feature", _NOBODY, method="POST", kwargs=_TAKEN),
    Row("news:offer_return", _NOBODY, method="POST", kwargs=_OFFERED, data={"note": "Sửa"}),
    Row("news:offer_remove", _NOBODY, method="POST", kwargs=_TAKEN, data={"note": "Trùng"}),
    Row("news:targets", signed_in(200)),
    Row("news:target_put", signed_in(200, leader=403, admin=403, admin_above=403)),
    Row("news:target_put", signed_in(422, leader=403, admin=403, admin_above=403), method="POST", data={"unit": "x"}),
    Row("news:faults", signed_in(200)),
    Row("news:fault", _SEES, kwargs=_of("news_fault")),
    Row("news:fault", _WRITES, method="POST", kwargs=_of("news_fault"), data={"state": "mended", "answer": "Đã sửa"}),
]

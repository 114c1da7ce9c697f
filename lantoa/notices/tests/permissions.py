from typing import Any

from lantoa.notices.factories import NoticeFactory
from tests.permission_table import LOGIN, Row, World, everyone


def prepare(world: World) -> None:
    """Something that the school's officer was told."""
    world.things["notice"] = NoticeFactory.make(user=world.people["officer"])


def notice(world: World) -> dict[str, Any]:
    return {"pk": world.things["notice"].pk}


OWN = everyone(404, anonymous=LOGIN, officer=302)
ROWS = [
    Row("notices:list", everyone(200, anonymous=LOGIN)),
    Row("notices:reading_all", everyone(302, anonymous=LOGIN), method="POST"),
    Row("notices:mail_choice", everyone(200, anonymous=LOGIN)),
    Row("notices:mail_choice", everyone(302, anonymous=LOGIN), method="POST"),
    Row("notices:opening", OWN, method="POST", kwargs=notice),
    Row("notices:reading", OWN, method="POST", kwargs=notice),
]

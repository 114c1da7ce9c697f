"""A school, its people and pictures, for the tests of this room."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.news.factories import BODY
from lantoa.news.models import Article
from lantoa.news.writing import Around, Text, save, start
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit


@dataclass
class School:
    """A department with an editor over a school with a teacher and a head."""

    top: Unit
    unit: Unit
    teacher: User
    head: User
    editor: User


def school() -> School:
    top = UnitFactory.make(department=True)
    unit = UnitFactory.make(upper=True, parent=top)
    people = [
        UserFactory.make(role=role, role__unit=where)
        for role, where in ((Role.OFFICER, unit), (Role.HEAD, unit), (Role.EDITOR, top))
    ]
    return School(top, unit, *people)


def written(at: School, title: str = "Ngày hội đọc sách", body: str = BODY, **around: Any) -> Article:
    """A draft of the school, whole enough to be submitted."""
    article = start(at.unit, title=title, by=at.teacher)
    return save(article, Text(title, "Tóm tắt.", body), version=article.version, by=at.teacher, around=Around(**around))


def picture(name: str = "anh.jpg", size: tuple[int, int] = (1600, 1200), kind: str = "JPEG", **more: Any) -> Any:
    """An upload of a drawn picture."""
    out = io.BytesIO()
    image = Image.new("RGB", size, "#3a7d5c")
    image.paste("#f2b90c", (10, 10, size[0] // 2, size[1] // 2))
    image.save(out, kind, **more)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")

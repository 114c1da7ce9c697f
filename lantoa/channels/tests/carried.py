"""Something that channels carry, for the tests of this room: a unit stands for the text."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.channels import sources
from lantoa.channels.models import Channel
from lantoa.channels.sources import Kind, Source
from lantoa.organisations.models import Unit

KIND = "thu"
TITLE = "Hướng dẫn nộp hồ sơ tuyển sinh trực tuyến"
LEAD = "Cha mẹ học sinh nộp hồ sơ qua Cổng dịch vụ công từ ngày 01/6."


@contextmanager
def carried(unit: Unit, why_not: str = "", **more: Any) -> Iterator[Source]:
    """For the length of a test the unit is a text that its people may put on channels."""
    link = "https://cong.example.vn/tin-tuc/tuyen-sinh-1"
    source = Source(KIND, unit, unit, TITLE, "/lam-viec/", LEAD, f"{LEAD}\nMang theo học bạ.", link, **more)

    def find(user: User, pk: int) -> Source | None:
        return source if pk == unit.pk and access.may(user, Power.SEE, unit) else None

    sources.register(Kind(KIND, Unit, find, lambda thing: why_not))
    try:
        yield source
    finally:
        del sources.kinds[KIND]


@dataclass
class Story:
    """A unit as a text that may be withdrawn: `answers` are given first, one by one, then `why_not`."""

    unit: Unit
    why_not: str = ""
    opens_at: dt.datetime | None = None
    answers: list[str] = field(default_factory=list)

    def asked(self, _: object) -> str:
        return self.answers.pop(0) if self.answers else self.why_not

    def head(self, channel: Channel) -> User:
        return UserFactory.make(role=Role.HEAD, role__unit=channel.unit)


@contextmanager
def telling(unit: Unit) -> Iterator[Story]:
    """For the length of a test the unit is a text whose fate the test decides."""
    story = Story(unit)

    def readable() -> Any:
        return Unit.objects.none() if story.why_not else Unit.objects.all()

    def recalled() -> Any:
        return Unit.objects.exclude(pk__in=readable())

    ways = (lambda user, pk: None, story.asked, lambda thing: story.opens_at, readable, recalled)
    sources.register(Kind(KIND, Unit, *ways))
    try:
        yield story
    finally:
        del sources.kinds[KIND]

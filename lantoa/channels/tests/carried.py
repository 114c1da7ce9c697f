"""Something that channels carry, for the tests of this room: a unit stands for the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels import sources
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

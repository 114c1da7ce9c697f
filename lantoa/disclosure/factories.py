# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt

import factory

from lantoa.accounts.factories import UserFactory
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.organisations.factories import Factory, UnitFactory


class DisclosureItemFactory(Factory[DisclosureItem]):
    """An item that its owner alone makes public."""

    class Meta:
        model = DisclosureItem

    owner = factory.SubFactory(UnitFactory, department=True)
    title = factory.Sequence(lambda n: f"Quyết toán ngân sách năm thứ {n}")
    basis = "Luật Tiếp cận thông tin, Điều 17"


class DisclosedFactory(Factory[Disclosed]):
    class Meta:
        model = Disclosed

    item = factory.SubFactory(DisclosureItemFactory)
    unit = factory.SelfAttribute("item.owner")
    on = dt.date(2026, 3, 1)
    title = "Quyết toán đã được duyệt"
    link = "/tin-tuc/quyet-toan-1/"
    added_by = factory.SubFactory(UserFactory)

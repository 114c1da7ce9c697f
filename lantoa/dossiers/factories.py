# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt
from decimal import Decimal

import factory

from lantoa.accounts.factories import UserFactory
from lantoa.dossiers.models import DossierFigures, DossierTarget
from lantoa.organisations.factories import Factory, UnitFactory


class DossierFiguresFactory(Factory[DossierFigures]):
    """A month whose figures agree: ten came, eight are settled, one of them late."""

    class Meta:
        model = DossierFigures

    unit = factory.SubFactory(UnitFactory, upper=True)
    month = dt.date(2026, 10, 1)
    received, online = 10, 6
    on_time, late = 7, 1
    pending_in_time = 2
    with_fee, paid_online = 5, 4
    by_post, digitised = 1, 8
    entered_by = factory.SubFactory(UserFactory)

    class Params:
        nil = factory.Trait(
            is_nil=True,
            received=0,
            online=0,
            on_time=0,
            late=0,
            pending_in_time=0,
            with_fee=0,
            paid_online=0,
            by_post=0,
            digitised=0,
        )


class DossierTargetFactory(Factory[DossierTarget]):
    class Meta:
        model = DossierTarget

    unit = factory.SubFactory(UnitFactory, department=True)
    year = 2026
    online, on_time = Decimal(80), Decimal(95)

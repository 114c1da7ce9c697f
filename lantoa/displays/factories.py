# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt

import factory

from lantoa.displays.models import Display, PostingRule
from lantoa.organisations.factories import Factory, UnitFactory, UnitGroupFactory
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import ProcedureVersionFactory


class DisplayFactory(Factory[Display]):
    """What hangs is the version that holds."""

    class Meta:
        model = Display

    unit = factory.SubFactory(UnitFactory, commune=True)
    version = factory.SubFactory(ProcedureVersionFactory)
    procedure = factory.SelfAttribute("version.procedure")
    posted_on = dt.date(2026, 2, 1)


class PostingRuleFactory(Factory[PostingRule]):
    """Every procedure of communes, at every unit of the group."""

    class Meta:
        model = PostingRule

    owner = factory.SubFactory(UnitFactory, department=True)
    name = factory.Sequence(lambda n: f"Quy định {n}")
    group = factory.SubFactory(UnitGroupFactory, owner=factory.SelfAttribute("..owner"))
    level = Level.COMMUNE

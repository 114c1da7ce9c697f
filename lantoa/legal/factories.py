# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt

import factory

from lantoa.legal.enums import LegalStatus
from lantoa.legal.models import LegalDocument
from lantoa.organisations.factories import Factory


class LegalDocumentFactory(Factory[LegalDocument]):
    class Meta:
        model = LegalDocument

    number = factory.Sequence(lambda n: f"{n + 100}/2024/NĐ-CP")
    kind = "Nghị định"
    title = factory.Sequence(lambda n: f"Về việc thứ {n}")
    issuer = "Chính phủ"
    issued_on = dt.date(2024, 3, 1)
    status = LegalStatus.IN_FORCE

    class Params:
        replaced = factory.Trait(
            status=LegalStatus.REPLACED,
            ends_on=dt.date(2025, 7, 1),
            replaced_by=factory.SubFactory("lantoa.legal.factories.LegalDocumentFactory"),
        )

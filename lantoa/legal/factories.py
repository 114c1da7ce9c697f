# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt

import factory

from lantoa.accounts.factories import UserFactory
from lantoa.legal.enums import FileFormat, LegalStatus, ReadingState
from lantoa.legal.models import DocumentFile, LegalDocument
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
        public = factory.Trait(is_public=True, public_since=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
        leaflet = factory.Trait(number="", kind="Tờ rơi", issuer="", issued_on=None, status=LegalStatus.UNKNOWN)
        replaced = factory.Trait(
            status=LegalStatus.REPLACED,
            ends_on=dt.date(2025, 7, 1),
            replaced_by=factory.SubFactory("lantoa.legal.factories.LegalDocumentFactory"),
        )


class DocumentFileFactory(Factory[DocumentFile]):
    class Meta:
        model = DocumentFile

    document = factory.SubFactory(LegalDocumentFactory, public=True)
    name = factory.Sequence(lambda n: f"van-ban-{n}.pdf")
    format = FileFormat.PDF
    file = factory.django.FileField(data=b"%PDF-1.4\n", filename="file")
    size = 9
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    state = ReadingState.READ
    text = "Chương I\nĐiều 1. Phạm vi\nVăn bản này quy định về công tác văn thư."
    added_by = factory.SubFactory(UserFactory)

# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt
from typing import Any

import factory

from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import Factory
from lantoa.procedures.enums import DecisionKind, Level, OnlineLevel, Way
from lantoa.procedures.models import (
    DossierPart,
    FilingWay,
    FormFile,
    LifeEvent,
    Procedure,
    ProcedureQuestion,
    ProcedureVersion,
    ProcessDocument,
)


class LifeEventFactory(Factory[LifeEvent]):
    class Meta:
        model = LifeEvent

    name = factory.Sequence(lambda n: f"Sự kiện {n}")
    slug = factory.Sequence(lambda n: f"su-kien-{n}")


class ProcedureFactory(Factory[Procedure]):
    """An identity alone: nothing of it is in force until it has a version (`ProcedureVersionFactory`)."""

    class Meta:
        model = Procedure

    code = factory.Sequence(lambda n: f"9.{n:06d}")
    level = Level.COMMUNE
    name = factory.Sequence(lambda n: f"Chuyển trường đối với học sinh thứ {n}")
    field = "Giáo dục trung học"


class ProcedureVersionFactory(Factory[ProcedureVersion]):
    class Meta:
        model = ProcedureVersion

    procedure = factory.SubFactory(ProcedureFactory)
    number = 1
    decision_number = factory.Sequence(lambda n: f"{n + 100}/QĐ-UBND")
    decision_issuer = "Chủ tịch UBND tỉnh An Bình"
    decided_on = dt.date(2026, 1, 5)
    in_force_from = dt.date(2026, 1, 10)
    took_effect_at = dt.datetime(2026, 1, 10, tzinfo=dt.UTC)
    name = factory.SelfAttribute("procedure.name")
    field = factory.SelfAttribute("procedure.field")
    steps = "Bước 1: Cha mẹ nộp đơn.\nBước 2: Nhà trường trả lời."
    sets = "01 bộ"
    applicants = "Cha, mẹ hoặc người giám hộ"
    deciding_body = "Ủy ban nhân dân cấp xã"
    receiving_address = "Trung tâm Phục vụ hành chính công"
    results = "Giấy giới thiệu chuyển trường"
    online_level = OnlineLevel.WHOLE
    online_url = "https://dichvucong.gov.vn/"

    class Params:
        abolition = factory.Trait(decision_kind=DecisionKind.ABOLISHED, number=9, steps="", online_url="")
        amended = factory.Trait(decision_kind=DecisionKind.AMENDED, number=2)


class FilingWayFactory(Factory[FilingWay]):
    class Meta:
        model = FilingWay

    version = factory.SubFactory(ProcedureVersionFactory)
    way = Way.DIRECT
    time_limit = "03 ngày làm việc"
    fee = "Không"


class DossierPartFactory(Factory[DossierPart]):
    class Meta:
        model = DossierPart

    version = factory.SubFactory(ProcedureVersionFactory)
    name = "Đơn xin chuyển trường"
    originals = 1


class FormFileFactory(Factory[FormFile]):
    class Meta:
        model = FormFile

    procedure = factory.SubFactory(ProcedureFactory)
    name = "Mẫu đơn.pdf"
    content_type = "application/pdf"
    file = factory.django.FileField(data=b"%PDF-1.4\n", filename="file")
    size = 9
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    added_by = factory.SubFactory(UserFactory)


class ProcessDocumentFactory(FormFileFactory):
    class Meta:
        model = ProcessDocument

    code = "QT-01"
    title = "Quy trình giải quyết chuyển trường"
    name = "QT-01.pdf"


class ProcedureQuestionFactory(Factory[ProcedureQuestion]):
    class Meta:
        model = ProcedureQuestion

    procedure = factory.SubFactory(ProcedureFactory)
    question = "Chuyển trường giữa năm học có được không?"
    answer = "Được, khi có lý do chính đáng và trường chuyển đến đồng ý."
    added_by = factory.SubFactory(UserFactory)


def procedure_in_force(**fields: Any) -> Procedure:
    """A procedure with one version that holds: `fields` are the version's, `code`, `level`, `name` the identity's."""
    own = {key: fields.pop(key) for key in ("code", "level", "name", "field") if key in fields}
    procedure = ProcedureFactory.make(**own)
    version = ProcedureVersionFactory.make(procedure=procedure, **fields)
    FilingWayFactory.make(version=version)
    DossierPartFactory.make(version=version)
    return procedure

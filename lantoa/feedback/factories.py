# mypy: disable-error-code="attr-defined, no-untyped-call, untyped-decorator, misc"
import datetime as dt
import hashlib
import uuid

import factory
from django.utils import timezone

from lantoa.accounts.factories import UserFactory
from lantoa.feedback.enums import CaseKind, CaseState, FileKind, StepKind
from lantoa.feedback.models import (
    Answer,
    AnswerTemplate,
    Case,
    CaseFile,
    HandlingRule,
    Hop,
    Publication,
    Rating,
    Request,
    Step,
)
from lantoa.organisations.factories import Factory, UnitFactory
from lantoa.review.enums import ReviewState


class CaseFactory(Factory[Case]):
    """`CaseFactory(known=True, handling=True, holder=…)`: a sender who gave name and contact, a state of its course."""

    class Meta:
        model = Case

    code = factory.Sequence(lambda n: f"PA-{n // 10000:04d}-{n % 10000:04d}")
    token_digest = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())
    subject = factory.Sequence(lambda n: f"Trường thu khoản ngoài quy định {n}")
    text = "Lớp con tôi học phải nộp một khoản mà không có thông báo bằng văn bản."
    holder = factory.SubFactory(UnitFactory, primary=True)
    addressed_unit = factory.SelfAttribute("holder")

    class Params:
        known = factory.Trait(
            sender_name="Nguyễn Thị Mẫu",
            sender_phone="0900000001",
            sender_email="mau@hop-thu.example.vn",
            sender_address="Thôn Một, xã An Lạc",
        )
        handling = factory.Trait(
            state=CaseState.HANDLING, kind=CaseKind.QUESTION, handler=factory.SubFactory(UserFactory)
        )
        waiting = factory.Trait(
            state=CaseState.WAITING, kind=CaseKind.QUESTION, paused_since=factory.LazyFunction(timezone.localdate)
        )
        answered = factory.Trait(
            state=CaseState.ANSWERED, kind=CaseKind.QUESTION, closed_at=factory.LazyFunction(timezone.now)
        )
        settled = factory.Trait(
            settled_at=factory.LazyFunction(timezone.now),
            due_on=factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=14)),
        )


class CaseFileFactory(Factory[CaseFile]):
    class Meta:
        model = CaseFile

    case = factory.SubFactory(CaseFactory)
    kind = FileKind.PHOTO
    file = factory.django.FileField(filename="anh.jpg", data=b"\xff\xd8\xff\xe0")
    name = "ảnh.jpg"
    content_type = "image/jpeg"


class StepFactory(Factory[Step]):
    class Meta:
        model = Step

    case = factory.SubFactory(CaseFactory)
    what = StepKind.RECEIVED
    is_public = True


class HopFactory(Factory[Hop]):
    class Meta:
        model = Hop

    case = factory.SubFactory(CaseFactory)
    unit = factory.SelfAttribute("case.holder")


class RequestFactory(Factory[Request]):
    class Meta:
        model = Request

    case = factory.SubFactory(CaseFactory, waiting=True)
    asked_by = factory.SubFactory(UserFactory)
    unit = factory.SelfAttribute("case.holder")
    text = "Xin cho biết lớp và thời gian thu."


class AnswerTemplateFactory(Factory[AnswerTemplate]):
    class Meta:
        model = AnswerTemplate

    unit = factory.SubFactory(UnitFactory, department=True)
    title = factory.Sequence(lambda n: f"Trả lời về khoản thu {n}")
    text = "Các khoản thu thực hiện theo văn bản đã công khai."
    created_by = factory.SubFactory(UserFactory)


class AnswerFactory(Factory[Answer]):
    """`AnswerFactory(sent=True)`: approved, numbered and sent."""

    class Meta:
        model = Answer

    case = factory.SubFactory(CaseFactory, handling=True)
    unit = factory.SelfAttribute("case.holder")
    text = "Nhà trường đã kiểm tra và trả lại khoản thu."
    created_by = factory.SubFactory(UserFactory)

    class Params:
        sent = factory.Trait(
            review_state=ReviewState.ISSUED,
            number="12/TL-THKĐ",
            issued_on=factory.LazyFunction(timezone.localdate),
            sent_at=factory.LazyFunction(timezone.now),
            sent_ways=["page"],
            sent_by=factory.SubFactory(UserFactory),
        )


class PublicationFactory(Factory[Publication]):
    class Meta:
        model = Publication

    case = factory.SubFactory(CaseFactory, answered=True)
    unit = factory.SelfAttribute("case.holder")
    title = factory.Sequence(lambda n: f"Khoản thu ngoài quy định {n}")
    question = "Lớp con tôi học phải nộp một khoản mà không có thông báo."
    answer = "Nhà trường đã kiểm tra và trả lại khoản thu."
    by = factory.SubFactory(UserFactory)
    published_at = factory.LazyFunction(timezone.now)


class RatingFactory(Factory[Rating]):
    class Meta:
        model = Rating

    answer = factory.SubFactory(AnswerFactory, sent=True)
    case = factory.SelfAttribute("answer.case")
    score = 5


class HandlingRuleFactory(Factory[HandlingRule]):
    class Meta:
        model = HandlingRule

    unit = factory.SubFactory(UnitFactory, province=True)
    days = 5
    days_many = 7
    days_max = 10
    source = "Quyết định số 80/2025/QĐ-UBND"
    valid_from = dt.date(2025, 1, 1)

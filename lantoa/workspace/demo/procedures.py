"""Procedures of education at An Bình: real names and codes, texts written for this province. One was amended, one was
abolished, one changes next month."""

import datetime as dt
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.legal.models import LegalDocument
from lantoa.procedures import files, finding, versions
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind, Level, OnlineLevel, Way
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureQuestion, ProcessDocument
from lantoa.workspace.demo.printing import leaflet
from lantoa.workspace.demo.texts.procedures import (
    ALL,
    CHANGED,
    EXEMPTIONS,
    PROCESS,
    QUESTIONS,
    SCHOOL_TRANSFER,
    Told,
)

_ISSUER = "Chủ tịch Ủy ban nhân dân tỉnh An Bình"
_APPLY = "https://dichvucong.gov.vn/"


def make_procedures(people: Mapping[str, User]) -> None:
    """Publish them, each by who keeps the catalogue."""
    keeper, today = people["quantri"], timezone.localdate()
    events = {event.slug: event for event in LifeEvent.objects.all()}
    made = {told.code + told.level: _publish(told, keeper, today, events) for told in ALL}
    _amend(made[SCHOOL_TRANSFER], keeper, today)
    _abolish(made["1.001088province"], keeper, today, made["2.002478province"])
    _change_later(made["3.000467commune"], keeper, today)
    _beside(made[SCHOOL_TRANSFER], keeper)


def _publish(told: Told, by: User, today: dt.date, events: Mapping[str, LifeEvent]) -> Procedure:
    procedure = Procedure.objects.create(code=told.code, level=told.level, name=told.name, field=told.field)
    procedure.life_events.set([events[slug] for slug in told.events if slug in events])
    versions.add_version(procedure, _content(told, dt.date(today.year - 1, 11, 19)), by=by)
    return procedure


def _content(told: Told, decided: dt.date) -> Content:
    fields = {
        "decision_kind": DecisionKind.ANNOUNCED,
        "decision_number": f"{decided.year % 100}{told.number:02d}/QĐ-UBND",
        "decision_issuer": _ISSUER,
        "decided_on": decided,
        "in_force_from": decided + dt.timedelta(days=6),
        "name": told.name,
        "field": told.field,
        "kind": "TTHC được luật giao quy định chi tiết",
        "steps": told.steps,
        "sets": "01 bộ",
        "applicants": told.applicants,
        "acting_body": told.body,
        "deciding_body": told.body,
        "receiving_address": _address(told.level),
        "results": told.result,
        "conditions": told.conditions,
        "exemptions": told.exemptions,
        "online_level": told.online,
        "online_url": _APPLY if told.online != OnlineLevel.NONE else "",
        "returns_by_post": told.level != Level.SCHOOL,
        "takes_payment_online": told.fee != "Không",
    }
    names = [Way.DIRECT, *([Way.ONLINE] if told.online != OnlineLevel.NONE else []), Way.POST]
    ways = [{"way": way, "time_limit": told.time_limit, "fee": told.fee, "description": ""} for way in names]
    parts = [
        {"case": case, "name": name, "originals": originals, "copies": copies, "amount": "", "form_name": form}
        for case, name, originals, copies, form in told.papers
    ]
    bases = [(document, "") for document in LegalDocument.objects.filter(number__in=told.bases)]
    return Content(fields, ways, parts, bases)


def _address(level: str) -> str:
    if level == Level.SCHOOL:
        return "Văn phòng của nhà trường nơi học sinh đang học hoặc xin vào học"
    if level == Level.COMMUNE:
        return "Trung tâm Phục vụ hành chính công của xã, phường; nộp ở xã, phường nào trong tỉnh cũng được"
    return "Trung tâm Phục vụ hành chính công tỉnh An Bình, số 12 đường Trần Phú"


def _next(procedure: Procedure, *, decided: dt.date, begins: dt.date, number: str) -> Content:
    last = procedure.newest()
    assert last is not None
    content = Content.of(last)
    content.fields |= {
        "decision_kind": DecisionKind.AMENDED,
        "decision_number": number,
        "decision_issuer": _ISSUER,
        "decided_on": decided,
        "in_force_from": begins,
    }
    return content


def _amend(procedure: Procedure, by: User, today: dt.date) -> None:
    """Fewer papers, fewer days."""
    decided = today - dt.timedelta(days=40)
    content = _next(procedure, decided=decided, begins=decided + dt.timedelta(days=5), number="26118/QĐ-UBND")
    content.fields["steps"] = CHANGED
    content.parts = content.parts[:-1]
    content.ways = [{**way, "time_limit": "02 ngày làm việc kể từ khi nhận đủ hồ sơ"} for way in content.ways]
    versions.add_version(procedure, content, by=by)


def _abolish(procedure: Procedure, by: User, today: dt.date, heir: Procedure) -> None:
    decided = today - dt.timedelta(days=70)
    versions.abolish(
        procedure,
        decision_number="26079/QĐ-UBND",
        decision_issuer=_ISSUER,
        decided_on=decided,
        in_force_from=decided + dt.timedelta(days=5),
        replaced_by=heir,
        by=by,
    )


def _change_later(procedure: Procedure, by: User, today: dt.date) -> None:
    begins = today + dt.timedelta(days=25)
    content = _next(procedure, decided=today - dt.timedelta(days=3), begins=begins, number="26131/QĐ-UBND")
    content.fields["exemptions"] = f"{EXEMPTIONS}\nGiảm 50% phí với người nộp hồ sơ trực tuyến."
    versions.add_version(procedure, content, by=by)


def _beside(procedure: Procedure, by: User) -> None:
    """Questions, a form and a quality process of the procedure that parents ask for most."""
    for place, (question, answer) in enumerate(QUESTIONS, 1):
        ProcedureQuestion.objects.create(
            procedure=procedure, question=question, answer=answer, place=place, added_by=by
        )
    form = leaflet("Đơn xin chuyển trường", ("Kính gửi: Hiệu trưởng trường …", "Họ và tên học sinh: …", "Lý do: …"))
    files.add_form(procedure, SimpleUploadedFile("Đơn xin chuyển trường.pdf", form), by=by)
    process = leaflet("Quy trình giải quyết chuyển trường", PROCESS)
    row = ProcessDocument(code="QT-GDTrH-05", title="Giải quyết chuyển trường", issue="Lần 2")
    row.issued_on = dt.date(timezone.localdate().year, 1, 15)
    files.add_process(procedure, row, SimpleUploadedFile("QT-GDTrH-05.pdf", process), by=by)
    finding.keep(procedure)

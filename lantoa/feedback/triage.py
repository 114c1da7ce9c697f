"""Sorting what came in: its kind by law, what is another law's, what is not accepted, what says the same as another,
and the way back where it was sorted wrongly."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import asking, hops, owing, publishing, tokens
from lantoa.feedback.changing import changed, note, said
from lantoa.feedback.enums import OTHER_LAW, CaseKind, CaseState, StepKind
from lantoa.feedback.guidance import Ground, refusal
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Case
from lantoa.feedback.models.case import SEALED

ENDED_WITHOUT_ANSWER = frozenset({CaseState.REFUSED, CaseState.DIVERTED, CaseState.JOINED})


def classify(case: Case, *, kind: str, by: User, is_joint: bool = False, version: int | None = None) -> None:
    """Say what it is by law: from then on it is being handled, and its day is worked out anew."""
    if kind in OTHER_LAW or kind == CaseKind.OUTSIDE:
        raise ValidationError("Khiếu nại, tố cáo thì hướng dẫn nơi gửi; ngoài phạm vi thì ghi lý do không tiếp nhận.")
    with changed(case, by=by, what=StepKind.TRIAGED, version=version) as row:
        row.kind, row.is_joint = kind, is_joint
        if row.state == CaseState.NEW:
            row.state = CaseState.HANDLING
        owing.redate(row, by=by)
        owing.owe(row, by=by)
        day = f" Hạn trả lời: {row.due_on:%d/%m/%Y}." if row.due_on else ""
        note(row, StepKind.TRIAGED, by=by, is_public=True, text=f"{CaseKind(kind).label}.{day}")


def divert(case: Case, *, kind: str, text: str, by: User, version: int | None = None) -> None:
    """A complaint or a denunciation: guided to where it belongs, never published."""
    if kind not in OTHER_LAW:
        raise ValidationError("Chỉ khiếu nại, tố cáo mới hướng dẫn sang thủ tục khác.")
    words = said(text, fault="Ghi lời hướng dẫn để người gửi biết gửi đến đâu.", longest=5000)
    with changed(case, by=by, what=StepKind.DIVERTED, version=version) as row:
        row.kind = kind
        if published := publishing.published_of(row):  # answered once, opened again: nobody reads it any more
            publishing.withdraw(published, reason=f"{CaseKind(kind).label} không được công khai.", by=by)
        _close(row, CaseState.DIVERTED, words, by=by, reason=f"{CaseKind(kind).label}: đã hướng dẫn nơi giải quyết")
        note(row, StepKind.DIVERTED, by=by, is_public=True, text=words)
    tell_sender(case, "Hướng dẫn về nội dung đã gửi", words)


def refuse(case: Case, *, ground: str, by: User, more: str = "", version: int | None = None) -> None:
    """Not accepted, for a ground of the decree that the sender reads."""
    if ground not in Ground:
        raise ValidationError("Chọn căn cứ không tiếp nhận.")
    words = refusal(ground, more.replace("\0", " ")[:2000])
    with changed(case, by=by, what=StepKind.REFUSED, version=version) as row:
        if ground == Ground.OUTSIDE:
            row.kind = CaseKind.OUTSIDE
        _close(row, CaseState.REFUSED, words, by=by, reason=f"Không tiếp nhận: {Ground(ground).label}")
        note(row, StepKind.REFUSED, by=by, is_public=True, text=words)
    tell_sender(case, "Phản ánh không được tiếp nhận", words)


def join(case: Case, *, into: Case, by: User, version: int | None = None) -> None:
    """Handle it together with another that says the same: who sent it is told of the same answer."""
    with transaction.atomic(), changed(_first(case, into), by=by, what=StepKind.JOINED, version=version) as row:
        into.refresh_from_db(fields=["state", "duplicate_of"])
        if case.pk in (into.pk, into.duplicate_of_id):
            raise ValidationError("Không gộp được một phản ánh vào chính nó.")
        if into.state in ENDED_WITHOUT_ANSWER:
            raise ValidationError(f"{into.code} không còn được xử lý nên không gộp vào được.")
        row.duplicate_of = into
        _close(row, CaseState.JOINED, "", by=by, reason=f"Gộp vào phản ánh {into.code}")
        row.joined.update(duplicate_of=into)
        words = "Nội dung trùng với một phản ánh đang xử lý; hai phản ánh được trả lời chung."
        note(row, StepKind.JOINED, by=by, is_public=True, text=words)
        note(into, StepKind.NOTED, by=by, text=f"Nhận gộp phản ánh {row.code}.")
    tell_sender(case, "Phản ánh được xử lý chung", words)


def _first(case: Case, into: Case) -> Case:
    """The case, with both rows locked in one order: of two that are joined crosswise at once, one is joined."""
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk, into.pk]).order_by("pk").only("pk"))
    return case


def split(case: Case, *, kind: str, text: str, by: User, version: int | None = None) -> Case:
    """Take a part that is of another kind out into a case of its own, of the same sender (Nghị định 154/2026/NĐ-CP:
    mixed words are parted by kind). The first keeps its words and goes on."""
    words = said(text, fault="Chép phần nội dung cần tách vào ô.", longest=20_000)
    with changed(case, by=by, what=StepKind.TRIAGED, version=version) as row:
        part = _part_of(row, words, kind)
        what = CaseKind(kind).label.lower() if kind else "nội dung khác"
        told = f"Tách phần {what} thành phản ánh {part.code} để xử lý riêng."
        note(row, StepKind.TRIAGED, by=by, is_public=True, text=told)
        note(part, StepKind.RECEIVED, by=by, is_public=True, text=f"Tách từ phản ánh {row.code}.")
        owing.date(part)
        part.save()
        hops.begin(part, by=by)
        owing.owe(part, by=by)
    tell_sender(part, "Một phần nội dung được xử lý riêng", told)
    return part


def _part_of(row: Case, words: str, kind: str) -> Case:
    key = uuid.uuid4()
    copied = ("source", "holder", "addressed_unit", "received_at", "received_on", "contact_digest", "consent_at")
    given = {name: getattr(row, name) for name in (*copied, *SEALED, "consent_text_version", "wants_publication")}
    return Case.objects.create(
        code=tokens.new_code(),
        form_key=key,
        token_digest=tokens.digest(tokens.token_of(key)),
        subject=words.splitlines()[0],
        text=words,
        suggested_kind=kind,
        settled_at=timezone.now(),
        **given,
    )


def reopen(case: Case, *, reason: str, by: User, version: int | None = None) -> None:
    """Take back a refusal, a guidance or a joining that was wrong: it is handled again."""
    words = said(reason, fault="Ghi lý do mở lại.")
    with changed(case, by=by, what=StepKind.REOPENED, version=version, states=ENDED_WITHOUT_ANSWER) as row:
        if row.erased_at:
            raise ValidationError("Dữ liệu của phản ánh này đã xóa theo thời hạn lưu nên không mở lại được.")
        row.closed_at, row.duplicate_of, row.ground = None, None, ""
        row.kind = "" if row.kind in OTHER_LAW or row.kind == CaseKind.OUTSIDE else row.kind
        row.state = CaseState.HANDLING if row.kind else CaseState.NEW
        hops.begin(row, by=by, handler=row.handler)
        owing.date(row)
        owing.owe(row, by=by)
        note(row, StepKind.REOPENED, by=by, is_public=True, text=words)


@transaction.atomic
def _close(row: Case, state: CaseState, ground: str, *, by: User, reason: str) -> None:
    """An end without an answer of its own."""
    if row.answers.filter(review_state__in=["submitted", "approved"], sent_at__isnull=True).exists():
        raise ValidationError("Thư trả lời đang chờ duyệt hoặc chờ gửi. Rút thư về trước.")
    asking.end_open(row)
    row.state, row.ground, row.closed_at = state, ground, timezone.now()
    hops.end(row)
    owing.drop(row, reason=reason, by=by)

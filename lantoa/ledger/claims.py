"""Asking to have work confirmed, and confirming it: the only functions through which a claim changes.

A promised product is ticked off when evidence of it was attached and the claim accepted; when every product is, the
obligation is met on the day on which its performer asked, however long the judging took.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import books
from lantoa.ledger.claims_deciding import is_for_head, is_own_head, may_decide
from lantoa.ledger.claims_lines import accepted_lines, evidence_for, is_backed, outstanding
from lantoa.ledger.claims_telling import tell_asked, tell_decided
from lantoa.ledger.enums import ClaimKind, ClaimState, ObligationKind
from lantoa.ledger.models import Activity, Claim, Delivery, Obligation, ObligationEvent
from lantoa.ledger.products import Product

# What is confirmed by a claim; plans are done when they are issued, reports when they are sent.
CLAIMABLE = frozenset(
    {ObligationKind.TASK_LEAD, ObligationKind.TASK_COORDINATING, ObligationKind.DUTY, ObligationKind.REMEDY}
)
LONGEST = 2000
_GONE = "Đề nghị này {word} lúc {at:%H:%M %d/%m/%Y}. Tải lại trang để xem kết quả."


@transaction.atomic
def ask(
    obligation: Obligation,
    *,
    kind: str = ClaimKind.DONE,
    by: User,
    text: str = "",
    deliveries: Mapping[str, Iterable[Activity]] | None = None,
) -> Claim:
    """Ask to have the obligation, or some of its products, confirmed; asked twice the same, one claim.

    `deliveries`: the activities that prove each product (by key; "": the obligation as a whole, where it promises no
    products). Raises ValidationError with what is missing. The word of the unit's own head on what is the unit's own
    to judge is enough: the claim comes back accepted.
    """
    access.demand(by, Power.WRITE, obligation.unit)
    row = _locked(obligation)
    proofs = {key: list(activities) for key, activities in (deliveries or {}).items()}
    twin = Claim.objects.asked().filter(obligation=row).first()
    if twin:
        return _same(twin, kind, by, proofs)
    _demand_open(row)
    text = text.replace("\0", " ").strip()[:LONGEST]
    wanted = _nothing(row, text) if kind == ClaimKind.NIL else _wanted(row, text, proofs)
    claim = Claim.objects.create(obligation=row, kind=kind, text=text, asked_by=by)
    for product, activities in wanted:
        Delivery.objects.create(claim=claim, product=product.key, text=product.text).activities.set(activities)
    _remember(claim, by=by, what="claimed", text=f"Đề nghị: {_what(claim)}")
    if is_for_head(row, kind) and is_own_head(by, row):
        return _accept(claim, by=by)
    tell_asked(claim)
    return claim


@transaction.atomic
def accept(claim: Claim, *, by: User) -> Claim:
    """Confirm what was asked; who comes second, or clicks twice, finds it done.

    Raises PermissionDenied, and ValidationError where the claim was withdrawn or its evidence fell away.
    """
    current = _claim_locked(claim)
    _demand_decider(current, by)
    if current.state == ClaimState.ACCEPTED:
        return current
    _demand_asked(current)
    _demand_open(current.obligation)
    _demand_evidence_still(current)
    return _accept(current, by=by)


@transaction.atomic
def send_back(claim: Claim, *, by: User, note: str) -> Claim:
    """Return with a reason, which is required and stands on the page of the obligation."""
    note = note.replace("\0", " ").strip()[:LONGEST]
    if not note:
        raise ValidationError("Ghi lý do trả lại để đơn vị biết cần bổ sung gì.")
    current = _claim_locked(claim)
    _demand_decider(current, by)
    if current.state == ClaimState.RETURNED:
        return current
    _demand_asked(current)
    return _close(current, ClaimState.RETURNED, by=by, note=note, text=f"Trả lại: {note}")


@transaction.atomic
def take_back(claim: Claim, *, by: User) -> Claim:
    """The performer withdraws its claim before it is decided."""
    current = _claim_locked(claim)
    access.demand(by, Power.WRITE, current.obligation.unit)
    if current.state == ClaimState.TAKEN_BACK:
        return current
    _demand_asked(current)
    return _close(current, ClaimState.TAKEN_BACK, by=by, note="", text="Rút đề nghị để bổ sung")


def _locked(obligation: Obligation) -> Obligation:
    """The line under a lock, taken before any claim on it: acts on one obligation are done one after the other."""
    Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    return Obligation.objects.select_related("unit", "asked_by").get(pk=obligation.pk)


def _claim_locked(claim: Claim) -> Claim:
    row = _locked(claim.obligation)
    current = Claim.objects.select_for_update(of=("self",)).select_related("asked_by", "decided_by").get(pk=claim.pk)
    current.obligation = row
    return current


def _same(twin: Claim, kind: str, by: User, proofs: Mapping[str, list[Activity]]) -> Claim:
    """The open claim, where it is the very one that is asked again."""
    keys = {one.product for one in twin.deliveries.all()}
    if twin.asked_by_id == by.pk and twin.kind == kind and keys == {key for key, found in proofs.items() if found}:
        return twin
    raise ValidationError(
        f"{twin.asked_by} đã gửi đề nghị ngày {timezone.localtime(twin.asked_at):%d/%m/%Y}, {twin.state_word.lower()}. "
        "Rút đề nghị đó trước khi gửi đề nghị khác."
    )


def _demand_open(row: Obligation) -> None:
    if row.kind not in CLAIMABLE:
        raise ValidationError(f"“{row.get_kind_display()}” được tính là xong khi ban hành hoặc gửi; không cần đề nghị.")
    if not row.is_pending:
        word = row.get_state_display().lower()
        raise ValidationError(f"Việc này hiện là “{word}” nên không còn chờ nghiệm thu. Tải lại trang để xem.")
    if not row.unit.is_current:
        raise ValidationError(f"{row.unit.label} đã thôi hoạt động. Đơn vị nhận việc sẽ đề nghị.")


def _nothing(row: Obligation, text: str) -> list[tuple[Product, list[Activity]]]:
    if row.kind == ObligationKind.REMEDY:
        raise ValidationError("Tồn tại đã ghi phải được khắc phục; không thể ghi là không phát sinh.")
    if not text:
        raise ValidationError({"text": "Ghi vì sao không phát sinh, để thủ trưởng đơn vị xác nhận."})
    if accepted_lines([row])[row.pk]:
        raise ValidationError("Việc này đã có sản phẩm được nghiệm thu nên không thể ghi là không phát sinh.")
    return []


def _wanted(row: Obligation, text: str, proofs: Mapping[str, list[Activity]]) -> list[tuple[Product, list[Activity]]]:
    """What the claim covers, each with its proof; refuses lines without evidence and evidence of other work."""
    given = {one.pk for found in proofs.values() for one in found}
    known = set(evidence_for(row).filter(pk__in=given).values_list("pk", flat=True))
    if given - known:
        raise ValidationError("Có hoạt động không thuộc việc này hoặc đã hủy. Tải lại trang rồi chọn lại minh chứng.")
    open_lines = outstanding([row])[row.pk]
    if not open_lines:
        whole = proofs.get("", [])
        if not whole and not text:
            raise ValidationError("Chọn ít nhất một hoạt động đã làm, hoặc ghi kết quả ở lời gửi kèm.")
        return [(Product("", row.title), whole)] if whole else []
    if set(proofs) - {one.key for one in open_lines}:
        raise ValidationError("Có sản phẩm đã nghiệm thu hoặc không còn trong kế hoạch. Tải lại trang rồi chọn lại.")
    wanted = [(one, proofs[one.key]) for one in open_lines if one.key in proofs]
    if not wanted:
        raise ValidationError("Chọn ít nhất một sản phẩm đã làm xong, kèm hoạt động làm minh chứng.")
    bare = [f"“{shortened(one.text, 80)}”" for one, found in wanted if not is_backed(found)]
    if bare:
        raise ValidationError(
            f"Sản phẩm {', '.join(bare)} chưa có minh chứng. Chọn hoạt động đã ghi có ảnh, tài liệu hoặc đường dẫn."
        )
    return wanted


def _demand_decider(claim: Claim, by: User) -> None:
    if not may_decide(by, claim):
        raise PermissionDenied(
            "Chỉ thủ trưởng đơn vị xác nhận được đề nghị này."
            if is_for_head(claim.obligation, claim.kind)
            else "Chỉ văn phòng, thủ trưởng của đơn vị giao việc nghiệm thu được, và không nghiệm thu đề nghị của mình."
        )


def _demand_asked(claim: Claim) -> None:
    if claim.state != ClaimState.ASKED:
        at = timezone.localtime(claim.decided_at or claim.asked_at)
        raise ValidationError(_GONE.format(word=claim.state_word.lower(), at=at))


def _demand_evidence_still(claim: Claim) -> None:
    """Evidence may have been cancelled or taken away since it was put forward."""
    for one in claim.deliveries.prefetch_related("activities__files"):
        counted = [activity for activity in one.activities.all() if activity.is_counted]
        if one.product and not is_backed(counted):
            raise ValidationError(
                f"Minh chứng của “{shortened(one.text, 80)}” đã bị hủy hoặc gỡ. Trả lại để đơn vị bổ sung."
            )
        if not one.product and not counted and not claim.text:
            raise ValidationError("Hoạt động làm minh chứng đã bị hủy. Trả lại để đơn vị bổ sung.")


def _accept(claim: Claim, *, by: User) -> Claim:
    """Close it first: what `books` still finds open is then another's."""
    row, day = claim.obligation, timezone.localdate(claim.asked_at)
    _close(claim, ClaimState.ACCEPTED, by=by, note="", text=f"{claim.accepted_word}: {_what(claim)}")
    line = Obligation.objects.filter(pk=row.pk)
    if claim.kind == ClaimKind.NIL:
        books.nil(line, on=day, by=by)
    elif not outstanding([row])[row.pk]:
        books.meet(line, on=day, by=by, text=f"Nghiệm thu, xong ngày {day:%d/%m/%Y}")
    row.refresh_from_db(fields=["state", "met_on"])
    return claim


def _close(claim: Claim, state: ClaimState, *, by: User, note: str, text: str) -> Claim:
    claim.state, claim.decided_by, claim.decided_at, claim.note = state, by, timezone.now(), note
    claim.save(update_fields=["state", "decided_by", "decided_at", "note"])
    _remember(claim, by=by, what=f"claim_{state}", text=text)
    tell_decided(claim, by=by)
    return claim


def _what(claim: Claim) -> str:
    if claim.kind == ClaimKind.NIL:
        return f"không phát sinh. {claim.text}"
    number = claim.deliveries.exclude(product="").count()
    return f"xong {number} sản phẩm" if number else "đã làm xong"


def _remember(claim: Claim, *, by: User, what: str, text: str) -> None:
    row = claim.obligation
    ObligationEvent.objects.create(obligation=row, by=by, what=what, text=shortened(text, 300))
    record(what, by=by, on=claim, unit=row.unit, text=f"{text} ({shortened(row.title, 120)})")


def shortened(text: str, longest: int) -> str:
    """What fits a sentence, a column."""
    return Truncator(text).chars(longest)

"""What is worked out of a case after it was taken in, by the worker within seconds: who has it first, kind, unit and
double suggested with reasons, the due day, the obligation, notices, the mail to the sender. Done once a case, in one
transaction: killed in the middle, it is done again whole.
"""

import logging
import re

from django.db import transaction
from django.utils import timezone

from lantoa.feedback import hops, identity, owing, tokens
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.informing import tell_sender
from lantoa.feedback.models import Case, Step
from lantoa.feedback.models.case import SEALED
from lantoa.feedback.notifying import tell_keepers
from lantoa.feedback.signals import kind_of, other_law
from lantoa.notices.models import NoticeKind
from lantoa.organisations.matching import Matcher, MatchState
from lantoa.organisations.models import Unit
from lantoa.vault.sealing import Locked
from lantoa.vietnamese.text import fold

log = logging.getLogger("lantoa.feedback")

A_ROUND = 200
_NAMED = re.compile(
    r"\b(?:(?:trường|Trường|TRƯỜNG)\s+(?:(?:mầm non|tiểu học|THCS|THPT|TH|MN|phổ thông|Mầm non|Tiểu học)\s+)?"
    r"|(?:UBND|Ủy ban nhân dân)\s+(?:xã|phường)\s+)"
    r"(?:[A-ZĐÀ-ỸƠƯ][\wÀ-ỹ]*\s?){1,5}"
)
_ALIKE = 0.75  # of the words of the shorter text
_LOOKED_AT = 300


def settle_new() -> int:
    """The worker's round: how many cases were settled."""
    waiting = list(Case.objects.filter(settled_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:A_ROUND])
    return sum(_settle_safely(pk) for pk in waiting)


def _settle_safely(pk: int) -> bool:
    """One case that can't be settled keeps nobody from the others."""
    try:
        return settle(pk)
    except Exception:
        log.exception("case %s could not be settled", pk)
        return False


@transaction.atomic
def settle(pk: int) -> bool:
    """Settle one case; whether it was still to be done."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("holder", "addressed_unit").defer(*SEALED)
    case = rows.filter(pk=pk, settled_at__isnull=True).first()
    if case is None:
        return False
    case.holder = case.holder or focal_unit()
    case.settled_at = timezone.now()
    _suggest(case)
    if case.holder is not None and case.state == CaseState.NEW:
        hops.begin(case, by=case.entered_by)
        owing.date(case)
        owing.owe(case, by=case.entered_by)
    case.save()
    _note_receipt(case)
    _tell(case)
    return True


def focal_unit() -> Unit | None:
    """Who takes what is addressed to nobody: the top of the tree (of several, the first)."""
    return Unit.objects.current().filter(parent__isnull=True).order_by("path").first()


def _suggest(case: Case) -> None:
    said = f"{case.subject}\n{case.text}"
    laws, kind = other_law(said), kind_of(said, is_anonymous=_is_anonymous(case))
    signals = [f"Có thể là {one.kind.label.lower()}: có chữ “{one.words}”. Luật khác giải quyết." for one in laws]
    if laws:
        case.suggested_kind = laws[0].kind
    elif kind is not None:
        case.suggested_kind = kind.kind
        signals.append(f"Gợi ý loại “{kind.kind.label}”: {kind.words}.")
    signals += _suggest_unit(case)
    double = _double(case)
    if double is not None:
        case.suggested_same = double
        signals.append(f"Giống phản ánh {double.code} nhận ngày {double.received_on:%d/%m/%Y}.")
    case.signals = signals


def _is_anonymous(case: Case) -> bool:
    return not (case.contact_digest or case.entered_by_id)


def _suggest_unit(case: Case) -> list[str]:
    """The unit that the words name where it is another than the one that has the case."""
    if case.addressed_unit is not None:
        if case.addressed_unit != case.holder:
            case.suggested_unit = case.addressed_unit
            return [f"Gửi tới {case.addressed_unit.name}."]
        return []
    owner = case.holder or focal_unit()
    if owner is None:
        return []
    matcher = Matcher(owner, case.received_on)
    for words in _names(case):
        found = matcher.match(words)
        if found.state == MatchState.MATCHED and len(found.units) == 1 and found.units[0] != case.holder:
            case.suggested_unit = found.units[0]
            return [f"Gợi ý chuyển {found.units[0].name}: người gửi ghi “{words}”."]
    return []


def _names(case: Case) -> list[str]:
    """What may be the name of a unit: what the sender wrote in its field, then names in the text."""
    typed = [case.addressed_words] if case.addressed_words else []
    found = []
    for match in _NAMED.finditer(case.text):
        parts = match[0].strip().split(" ")
        found += [" ".join(parts[:length]) for length in range(len(parts), 1, -1)]
    return list(dict.fromkeys([*typed, *found]))[:30]


def _double(case: Case) -> Case | None:
    """An earlier case of the same sender or the same unit that says nearly the same."""
    words = _words(case.text)
    if len(words) < 5:
        return None
    rows = Case.objects.filter(pk__lt=case.pk, erased_at__isnull=True).exclude(state=CaseState.JOINED)
    near = rows.filter(holder=case.holder_id) | rows.exclude(contact_digest="").filter(
        contact_digest=case.contact_digest
    )
    for other in near.order_by("-pk").only("code", "text", "received_on")[:_LOOKED_AT]:
        theirs = _words(other.text)
        if len(words & theirs) >= _ALIKE * min(len(words), len(theirs) or 1) and len(theirs) >= 5:
            return other
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text)))


def _note_receipt(case: Case) -> None:
    """The first step, with the moment of receipt."""
    Step.objects.create(
        case=case,
        at=case.received_at,
        by=case.entered_by,
        unit=case.holder,
        what=StepKind.RECEIVED,
        is_public=True,
        text=case.get_source_display(),
    )


def _tell(case: Case) -> None:
    text = f"Phản ánh mới: {case.code}"
    if case.due_on:
        text += f", hạn trả lời {case.due_on:%d/%m/%Y}"
    tell_keepers(case, text, key=f"feedback-new-{case.pk}", kind=NoticeKind.ASSIGNED)
    try:
        has_mail = bool(identity.sender_of(case).email)
    except Locked:
        has_mail = False
    if has_mail and tokens.token_for(case):
        day = f" Hạn trả lời: {case.due_on:%d/%m/%Y}." if case.due_on else ""
        tell_sender(case, "Đã nhận phản ánh", f"Đã nhận phản ánh, mã {case.code}.{day}")

"""What feedback puts on a person's desk, and where the books lead on to it."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.feedback.enums import CaseState
from lantoa.feedback.models import Answer, Case
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.keepers import Keeper
from lantoa.ledger.models import Obligation
from lantoa.ledger.next_steps import WAITS_FOR_HEAD, Step
from lantoa.review.enums import ReviewState
from lantoa.review.models import nearest_heads
from lantoa.review.waiting import Waiting
from lantoa.vietnamese.dates import due_phrase

MOST = 5


def waiting(user: User) -> list[Waiting]:
    """Letters to approve, those that came back or wait for a number, and cases that nobody has sorted or taken up."""
    return [*_to_approve(user), *_to_finish(user), *_to_sort(user)]


def _to_approve(user: User) -> list[Waiting]:
    if not access.holding(user, Power.APPROVE):
        return []
    rows = list(
        Answer.objects.visible_to(user).filter(review_state=ReviewState.SUBMITTED).select_related("unit", "case")
    )
    heads = nearest_heads({row.unit_id: row.unit for row in rows}.values())
    ids = {held.pk for held in access.memberships(user)}
    mine = [row for row in rows if any(head.pk in ids for head in heads[row.unit_id])]
    return [
        Waiting(
            str(row),
            f"Thư của {row.unit.label}. {_due(row.case)}",
            reverse("feedback:review", args=[row.case_id]),
            "Xem và duyệt",
        )
        for row in mine[:MOST]
    ]


def _to_finish(user: User) -> list[Waiting]:
    """Returned to who handles, approved and not sent yet."""
    own = access.units_where(user, Power.WRITE)
    states = (ReviewState.RETURNED, ReviewState.APPROVED)
    rows = Answer.objects.filter(unit__in=own, review_state__in=states, sent_at__isnull=True)
    said = {
        ReviewState.RETURNED: ("Thủ trưởng trả lại", "Sửa và trình lại"),
        ReviewState.APPROVED: ("Đã duyệt", "Ghi số và gửi"),
    }
    return [
        Waiting(
            str(row),
            f"{said[ReviewState(row.review_state)][0]}. {_due(row.case)}",
            row.get_absolute_url(),
            said[ReviewState(row.review_state)][1],
        )
        for row in rows.select_related("case").order_by("case__due_on")[:MOST]
    ]


def _to_sort(user: User) -> list[Waiting]:
    """Cases of the units whose focal point the person is, that are new."""
    own = [held.unit_id for held in access.memberships(user) if held.role in (Role.OFFICE, Role.HEAD, Role.OFFICER)]
    number = Case.objects.filter(holder__in=own, state=CaseState.NEW).count() if own else 0
    if not number:
        return []
    return [
        Waiting(f"{number} phản ánh mới chờ phân loại", "", f"{reverse('feedback:list')}?loai=chua", "Xem và phân loại")
    ]


def _due(case: Case) -> str:
    return f"{due_phrase(case.due_on, timezone.localdate())}." if case.due_on else ""


def steps_of(obligations: Sequence[Obligation], user: User) -> dict[int, Step]:
    """The cases that obligations ask to answer, for those who see them."""
    owed = {row.pk: row.subject_id for row in obligations if row.kind == ObligationKind.ANSWER}
    if not owed:
        return {}
    seen = Case.objects.visible_to(user).filter(pk__in=owed.values()).values_list("pk", flat=True)
    submitted = set(
        Answer.objects.filter(case__in=owed.values(), review_state=ReviewState.SUBMITTED).values_list("case", flat=True)
    )
    urls = {pk: reverse("feedback:detail", args=[pk]) for pk in seen}
    return {
        pk: Step("Mở phản ánh", urls[case], WAITS_FOR_HEAD if case in submitted else "")
        for pk, case in owed.items()
        if case in urls
    }


def keeper_of(obligation: Obligation) -> Keeper | None:
    """An answer is not excused on the books: the case is refused, guided elsewhere or joined on its own page."""
    if obligation.kind != ObligationKind.ANSWER:
        return None
    if obligation.subject_type_id != ContentType.objects.get_for_model(Case).pk:
        return None
    why = "Việc trả lời kết thúc ở trang phản ánh: trả lời, không tiếp nhận, hướng dẫn nơi khác hoặc gộp."
    return Keeper(why, reverse("feedback:detail", args=[obligation.subject_id]), "Mở phản ánh")

"""What comes after an activity was logged: one step, no more."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.urls import reverse

from lantoa.ledger.claims import CLAIMABLE
from lantoa.ledger.claims_lines import is_backed, outstanding
from lantoa.ledger.enums import PENDING, ClaimState
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.occurrences import occurrences_of
from lantoa.vietnamese.text import fold

# Says in a sentence whether reports take a fresh activity in; set where reports are known.
tellers: list[Callable[[Activity], str]] = []


def told_of_reports(activity: Activity) -> str:
    """What becomes of the activity in reports, and what to do where none takes it in."""
    return " ".join(said for tell in tellers if (said := tell(activity)))


def twin_of(activity: Activity) -> Activity | None:
    """The activity that the unit logged before in the same words, of the same kind and day: perhaps this one, sent
    again from the page that the browser still held."""
    same = Activity.objects.counted().filter(unit=activity.unit_id, kind=activity.kind, on=activity.on)
    older = same.filter(pk__lt=activity.pk).order_by("-pk")[:_LOOKED_AT]
    return next((one for one in older if fold(one.title) == fold(activity.title)), None)


_LOOKED_AT = 50


class After(NamedTuple):
    """The verb of the button, where it leads, its icon, and the task it is about with what is so."""

    verb: str
    url: str
    icon: str
    task: str
    why: str


def after(activity: Activity) -> After | None:
    """To ask acceptance of the most urgent task that it served, or what is missing before that; None: nothing."""
    asked = activity.unit.obligations.filter(claims__state=ClaimState.ASKED).values("pk")
    served = Obligation.objects.filter(pk__in=activity.served.values("obligation"), unit=activity.unit_id)
    rows = served.filter(kind__in=CLAIMABLE, state__in=PENDING).exclude(pk__in=asked).most_urgent_first()
    steps = _steps(activity, list(rows.select_related("unit")))
    return min(steps, key=lambda step: step.icon != _ASK) if steps else None


_ASK = "check-badge"


def _steps(activity: Activity, rows: Sequence[Obligation]) -> list[After]:
    """The step of each task that is done as often as it is expected; one done monthly goes on."""
    periods, products = occurrences_of(rows), outstanding(rows)
    done = [row for row in rows if all(one.is_full for one in periods.get(row.pk, []))]
    return [_step(activity, row, needs_proof=bool(products[row.pk])) for row in done]


def _step(activity: Activity, row: Obligation, *, needs_proof: bool) -> After:
    if needs_proof and not is_backed([activity]):
        change = reverse("activities:change", args=[activity.pk])
        return After(
            "Thêm ảnh minh chứng", change, "camera", row.title, "cần ảnh, tài liệu hoặc đường dẫn để nghiệm thu"
        )
    ask = reverse("ledger:claim_new", args=[row.pk])
    return After("Đề nghị nghiệm thu", f"{ask}?hoat-dong={activity.pk}", _ASK, row.title, "có thể đề nghị nghiệm thu")

"""What the page of an obligation shows of its work, and what this person does next about it."""

from dataclasses import dataclass, field

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.ledger.claims import CLAIMABLE
from lantoa.ledger.claims_deciding import deciders, may_decide
from lantoa.ledger.claims_lines import accepted_lines, evidence_for
from lantoa.ledger.enums import ClaimState, ObligationKind
from lantoa.ledger.models import Activity, Claim, Delivery, Obligation
from lantoa.ledger.next_steps import Step, step_for
from lantoa.ledger.occurrences import Occurrence, occurrences_of
from lantoa.ledger.products import Product, products_of
from lantoa.ledger.standing import Standing

_ACCEPTED = Standing("Đã nghiệm thu", "positive", "check-circle")
_ASKED = Standing("Chờ nghiệm thu", "info", "clock")
_RETURNED = Standing("Trả lại", "warning", "arrow-uturn-left")
_OPEN = Standing("Chưa bàn giao", "neutral", "minus-circle")
_BY_STATE = {ClaimState.ASKED: _ASKED, ClaimState.RETURNED: _RETURNED}


@dataclass(frozen=True, slots=True)
class Line:
    """A promised product, how it stands and what was put forward for it last."""

    product: Product
    standing: Standing
    proofs: list[Activity]


@dataclass(slots=True)
class Work:
    """`claim` is the open one; `returned` the last one, where it came back and nothing was asked since."""

    activities: list[Activity]
    lines: list[Line]
    occurrences: list[Occurrence]
    claim: Claim | None = None
    returned: Claim | None = None
    step: Step | None = None
    is_performer: bool = False
    is_claimable: bool = False
    is_remedy: bool = False
    may_decide: bool = False
    deciders: list[Membership] = field(default_factory=list)

    @property
    def may_ask(self) -> bool:
        return self.is_performer and self.is_claimable and self.claim is None

    @property
    def may_say_nil(self) -> bool:
        return self.may_ask and not self.is_remedy and not any(one.standing == _ACCEPTED for one in self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether asking comes next, and not logging: there is something to show and no period lacks anything."""
        return bool(self.activities) and all(one.is_full for one in self.occurrences)

    @property
    def ticked(self) -> int:
        return sum(one.standing == _ACCEPTED for one in self.lines)


def work_of(row: Obligation, user: User) -> Work:
    """The work of one obligation as `user` sees it; a fixed number of queries."""
    claims = list(row.claims.select_related("asked_by", "decided_by").prefetch_related("deliveries__activities__files"))
    for claim in claims:
        claim.obligation = row
    work = Work(
        activities=list(evidence_for(row).select_related("unit").prefetch_related("files").order_by("-on", "-pk")),
        lines=_lines(row, claims),
        occurrences=occurrences_of([row]).get(row.pk, []),
        claim=next((one for one in claims if one.state == ClaimState.ASKED), None),
        is_performer=row.unit in access.units_where(user, Power.WRITE),
        is_remedy=row.kind == ObligationKind.REMEDY,
        is_claimable=row.is_pending and row.kind in CLAIMABLE and row.unit.is_current,
    )
    if claims and claims[-1].state == ClaimState.RETURNED and row.is_pending:
        work.returned = claims[-1]
    if work.claim:
        work.may_decide = may_decide(user, work.claim)
        work.deciders = deciders([work.claim])[work.claim.pk]
    if row.is_pending and work.is_performer and not work.is_claimable:
        work.step = step_for(row, user)
    return work


def _lines(row: Obligation, claims: list[Claim]) -> list[Line]:
    ticked = accepted_lines([row])[row.pk]
    last: dict[str, tuple[Claim, Delivery]] = {}
    for claim in claims:
        for one in claim.deliveries.all():
            last[one.product] = (claim, one)
    return [
        Line(product, *_shown(last.get(product.key), product.key in ticked)) for product in products_of([row])[row.pk]
    ]


def _shown(put_forward: tuple[Claim, Delivery] | None, is_ticked: bool) -> tuple[Standing, list[Activity]]:
    """How a product stands and what proves it, by the last claim that held it."""
    if put_forward is None:
        return (_ACCEPTED if is_ticked else _OPEN), []
    claim, delivery = put_forward
    standing = _ACCEPTED if is_ticked else _BY_STATE.get(ClaimState(claim.state), _OPEN)
    return standing, list(delivery.activities.all())

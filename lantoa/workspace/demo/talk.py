"""What units of An Bình and the office say to each other about the work: acceptance asked for, a question."""

import uuid

from django.core.exceptions import ValidationError

from lantoa.accounts.models import User
from lantoa.ledger import claims, comments
from lantoa.ledger.claims_lines import evidence_for, is_backed, outstanding
from lantoa.ledger.models import Obligation
from lantoa.ledger.suggesting import WORK
from lantoa.organisations.models import Unit

ASKING = ("thpt-ntn", "thpt-chuyen", "xa1", "tt1")


def make_talk(units: dict[str, Unit], people: dict[str, User]) -> None:
    """A few claims in the office's queue, and a question that the school finds on its desk."""
    for code in ASKING:
        _ask_once(units[code], people.get(f"dung-dau-{code}") or people["truong1"])
    row = Obligation.objects.filter(unit=units["thpt-ntn"], kind__in=WORK).pending().order_by("due_on", "pk").first()
    if row is not None:
        text = "Trường bổ sung ảnh hoạt động gần nhất để Sở tổng hợp vào báo cáo năm."
        comments.post(row, by=people["vanphong"], text=text, form_key=uuid.uuid4())


def _ask_once(unit: Unit, by: User) -> None:
    """The first work of the unit with something to look at is put forward."""
    rows = list(Obligation.objects.filter(unit=unit, kind__in=WORK).pending().order_by("due_on", "pk"))
    products = outstanding(rows)
    for row in rows:
        shown = [one for one in evidence_for(row).prefetch_related("files")[:3] if is_backed([one])]
        if not shown:
            continue
        keys = [product.key for product in products[row.pk]] or [""]
        try:
            claims.ask(row, by=by, text="Đề nghị Sở nghiệm thu.", deliveries={keys[0]: shown})
        except ValidationError:
            continue
        return

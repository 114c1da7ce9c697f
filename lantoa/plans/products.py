"""The products that the tasks of plans promise, for the ledger (`ledger.products`)."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.products import Product
from lantoa.plans.models import PlanProduct, PlanTask


def products_of_tasks(obligations: Sequence[Obligation]) -> dict[int, list[Product]]:
    """Products are owed by who leads the task; who coordinates helps to make them and owes none."""
    kind = ContentType.objects.get_for_model(PlanTask)
    led = [row for row in obligations if row.subject_type_id == kind.pk and row.kind == ObligationKind.TASK_LEAD]
    if not led:
        return {}
    lines: dict[int, list[Product]] = {}
    for one in PlanProduct.objects.filter(task__in={row.subject_id for row in led}).order_by("task", "order", "pk"):
        lines.setdefault(one.task_id, []).append(Product(f"planproduct-{one.pk}", one.text))
    return {row.pk: lines.get(row.subject_id, []) for row in led}

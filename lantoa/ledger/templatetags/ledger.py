from django import template
from django.utils import timezone

from lantoa.ledger.models import Obligation
from lantoa.ledger.standing import Standing
from lantoa.ledger.standing import standing as standing_of

register = template.Library()


@register.filter
def standing(row: Obligation) -> Standing:
    """How an obligation stands today."""
    return standing_of(row, timezone.localdate())

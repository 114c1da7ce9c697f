"""Addresses that stand on paper: a unit's page on the portal, its feedback form. Whole, since they are printed and
scanned; the pages themselves are rooms above."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse


def unit_page(unit_id: int) -> str:
    """The unit's page."""
    return f"{settings.SITE_URL}{reverse('portal:unit', args=[unit_id])}"


def feedback_form(unit_id: int) -> str:
    """The form for feedback with the unit filled in."""
    return f"{settings.SITE_URL}{reverse('feedback_public:send')}?{urlencode({'dv': unit_id})}"

"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`is_demo`: whether this is the demo province, said in the page's foot."""
    return {"is_demo": settings.DEMO}

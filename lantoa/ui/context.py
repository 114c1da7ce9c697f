"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`is_demo`: whether this is the demo province, said in the page's foot. `csp_nonce`: for scripts, made when
    first read."""
    return {"is_demo": settings.DEMO, "csp_nonce": getattr(request, "csp_nonce", "")}

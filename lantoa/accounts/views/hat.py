from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from lantoa.accounts.middleware import SESSION_KEY
from lantoa.accounts.models import Membership
from lantoa.accounts.requests import PersonRequest


@require_POST
def choose(request: PersonRequest) -> HttpResponse:
    """Act in one of one's memberships from now on; in all of them where none is named."""
    typed = request.POST.get("hat", "")
    if not typed:
        request.session.pop(SESSION_KEY, None)
        messages.success(request, "Đang làm việc với tất cả vai trò.")
        return redirect("workspace:home")
    own = Membership.objects.current().filter(user=request.user).select_related("unit")
    held = get_object_or_404(own, pk=int(typed[:18]) if typed.isdecimal() else 0)
    request.session[SESSION_KEY] = held.pk
    messages.success(request, f"Đang làm việc với vai trò {held}.")
    return redirect("workspace:home")

"""How many were reached for each content of a plan, over all units and channels."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts.requests import PersonRequest
from lantoa.channels import reach
from lantoa.channels.reach_form import ReachForm
from lantoa.ledger.enums import ChannelKind


@require_GET
def by_plan(request: PersonRequest) -> HttpResponse:
    """Which content reached how many people, and which nobody?"""
    form = ReachForm(request.GET, user=request.user)
    plan, (first, last) = form.plan, form.span()
    rows = reach.by_content(plan, request.user, first, last) if plan else []
    whole = reach.total(rows)
    for row in (*rows, whole):
        named = {str(ChannelKind(kind).label): number for kind, number in row.by_channel.items() if number}
        row.by_channel = named
    silent = sum(1 for row in rows if not row.activities)
    context = {"form": form, "plan": plan, "first": first, "last": last, "rows": rows, "whole": whole, "silent": silent}
    return render(request, "channels/reach.html", context)

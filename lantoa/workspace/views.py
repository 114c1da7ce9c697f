from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.plans.desk import decisions
from lantoa.plans.waiting import waiting_for as plans_waiting_for
from lantoa.review.waiting import waiting_for
from lantoa.vietnamese.dates import weekday_name
from lantoa.workspace import desk


def home(request: PersonRequest) -> HttpResponse:
    """What must I do now?"""
    today = timezone.localdate()
    groups = desk.groups(request.user, today)
    context = {
        "weekday": weekday_name(today),
        "today": today,
        "groups": groups,
        "pending": sum(group.total for group in groups),
        "waiting": waiting_for(request.user),
        "decisions": decisions(request.user),
        "plans_waiting": plans_waiting_for(request.user).count(),
        "numbers": desk.numbers(request.user, today),
        "chores": desk.chores(request.user, today),
        "lately": desk.lately(request.user),
        "unit": access.home_unit(request.user),
        "may_log": bool(access.holding(request.user, Power.WRITE)),
        "is_editor": bool(access.holding(request.user, Power.EDIT_NEWS)),
        "has_role": bool(access.memberships(request.user)),
    }
    return render(request, "workspace/home.html", context)

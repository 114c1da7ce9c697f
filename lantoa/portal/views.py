from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.organisations.models import Unit


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """The public front page: the doors that exist, and whom to call."""
    top_unit = Unit.objects.current().filter(parent=None).order_by("path").first()
    return render(request, "portal/home.html", {"top_unit": top_unit})

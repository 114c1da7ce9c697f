"""Who stands at the browser: people of An Bình, a desk of theirs, a plan that the office is reading."""

from collections.abc import Callable
from typing import Any

from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.workspace.demo.people import make_people
from lantoa.workspace.demo.plans import being_read
from lantoa.workspace.demo.units import make_units

Opener = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, Any], None]
LONG = "nghiệmvụ" * 34  # 272 letters without a space, as scanned texts have


def everyone() -> dict[str, User]:
    """The people of An Bình, before any plan."""
    with override_settings(DEMO=True):
        return make_people(make_units())


def draft(people: dict[str, User]) -> Plan:
    """A plan that was read from a document with names and holes to look at."""
    being_read({unit.code: unit for unit in Unit.objects.all()}, people, timezone.localdate())
    return Plan.objects.get(review_state="draft")


def desk_of(open_context: Opener, sign_in: SignIn, user: User, **options: Any) -> Page:
    """A browser in which `user` is signed in, with the desk open."""
    context = open_context(**options)
    sign_in(context, user)
    page = context.new_page()
    page.goto("/lam-viec/")
    return page

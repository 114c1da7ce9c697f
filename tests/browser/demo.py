"""Who stands at the browser: people of An Bình, a desk of theirs, a plan that the office is reading."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import override_settings
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.workspace.demo.people import make_people
from lantoa.workspace.demo.plans import being_read
from lantoa.workspace.demo.units import make_units
from tests.browser.looking import PHONE

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


def phone_of(open_context: Opener, sign_in: SignIn, user: User) -> Page:
    """As `desk_of`, on a small screen that is touched."""
    return desk_of(open_context, sign_in, user, viewport=PHONE, has_touch=True, is_mobile=True)


def photo(colour: str) -> bytes:
    """A photo as a phone takes it: with the place where it was taken."""
    image = Image.new("RGB", (900, 675), colour)
    ImageDraw.Draw(image).rectangle((200, 150, 700, 525), fill="white")
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 12.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo_file(folder: Path, name: str, colour: str) -> Path:
    """A photo to be chosen in a form."""
    path = folder / name
    path.write_bytes(photo(colour))
    return path

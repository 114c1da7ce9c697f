"""Every kind of page on what hangs where, figures of dossiers and what must be public: axe, phone and desk, light and
dark. And a board confirmed on a phone, from what is owed to what is met."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.displays.models import PostingRule
from lantoa.dossiers import months
from lantoa.dossiers.models import DossierFigures
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.legal.loading import load_register
from lantoa.organisations.models import Unit
from lantoa.workspace.demo.disclosure import make_disclosure
from lantoa.workspace.demo.displays import make_displays
from lantoa.workspace.demo.dossiers import make_dossiers
from lantoa.workspace.demo.procedures import make_procedures
from tests.browser.demo import Opener, SignIn, desk_of, everyone, phone_of, photo_file
from tests.browser.test_news_looks import look_through

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

People = dict[str, User]


@pytest.fixture
def people(live_server: Any, settings: Any) -> People:
    """An Bình with its procedures, what hangs of them, its figures of dossiers and what it makes public."""
    settings.SITE_URL = live_server.url
    with override_settings(DEMO=True):
        load_register()
        found = everyone()
        units = {unit.code: unit for unit in Unit.objects.all()}
        make_procedures(found)
        make_displays(units, found, timezone.localdate())
        make_dossiers(units, found, timezone.localdate())
        make_disclosure(units, found, timezone.localdate())
    return found


@pytest.fixture
def desk(open_context: Opener, sign_in: SignIn, people: People) -> Callable[[str], Page]:
    return lambda name: desk_of(open_context, sign_in, people[name])


def test_pages_of_figures_of_dossiers(desk: Callable[[str], Page]) -> None:
    school = Unit.objects.get(code="thpt-ntn")
    entered = DossierFigures.objects.filter(unit=school).order_by("month")[0]
    at, last = f"/lam-viec/ho-so/don-vi/{school.pk}", months.asked_now(timezone.localdate())
    kinds = {
        "list": "/lam-viec/ho-so/",
        "shares": "/lam-viec/ho-so/?so=online",
        "import": "/lam-viec/ho-so/nhap/",
        "unit": f"{at}/",
        "month": f"{at}/{entered.month.year}/{entered.month.month}/",
        "month-new": f"{at}/{last.year - 2}/{last.month}/",
        "remove": f"/lam-viec/ho-so/{entered.pk}/xoa/",
        "targets": f"{at}/chi-tieu/",
    }
    look_through(desk("vanphong"), {f"dossiers-{name}": address for name, address in kinds.items()})
    own = Unit.objects.get(code="so")
    look_through(desk("vanphong"), {"dossiers-scheme": f"/lam-viec/ho-so/don-vi/{own.pk}/quy-dinh/"})


def test_pages_of_what_must_be_public(page: Page, desk: Callable[[str], Page]) -> None:
    own = Unit.objects.get(code="so")
    item = DisclosureItem.objects.filter(owner=own, group=None)[0]
    row = Disclosed.objects.filter(unit=own)[0]
    at = "/lam-viec/cong-khai"
    kinds = {
        "list": f"{at}/",
        "grid": f"{at}/luoi/",
        "items": f"{at}/danh-muc/",
        "item": f"{at}/danh-muc/{item.pk}/",
        "item-edit": f"{at}/danh-muc/{item.pk}/sua/",
        "publish": f"{at}/danh-muc/{item.pk}/don-vi/{own.pk}/",
        "withdraw": f"{at}/ban/{row.pk}/thoi/",
        "contacts": f"{at}/lien-he/",
        "mend": f"{at}/lien-he/{own.pk}/",
        "sheet": f"{at}/lien-he/{own.pk}/in/",
    }
    look_through(desk("vanphong"), {f"disclosure-{name}": address for name, address in kinds.items()})
    look_through(page, {"disclosure-public": "/cong-khai/", "disclosure-unit": f"/cong-khai/don-vi/{own.pk}/"})


def test_pages_of_what_hangs_where(desk: Callable[[str], Page]) -> None:
    commune = Unit.objects.get(code="xa1")
    display = commune.displays.all()[0]
    rule = PostingRule.objects.all()[0]
    at = "/lam-viec/niem-yet"
    kinds = {
        "list": f"{at}/?dv={commune.pk}",
        "grid": f"{at}/luoi/",
        "rules": f"{at}/quy-dinh/",
        "rule": f"{at}/quy-dinh/{rule.pk}/",
        "cell": f"{at}/don-vi/{commune.pk}/thu-tuc/{display.procedure_id}/",
        "confirm": f"{at}/don-vi/{commune.pk}/xac-nhan/",
    }
    look_through(desk("vanphong"), {f"displays-{name}": address for name, address in kinds.items()})


def test_a_changed_procedure_is_replaced_and_shown_from_a_phone(
    open_context: Opener, sign_in: SignIn, people: People, tmp_path: Path
) -> None:
    owed = Obligation.objects.pending().filter(kind=ObligationKind.POSTING, unit__code="xa1")[0]
    head = people["dung-dau-xa1"]
    Membership.objects.filter(user=head).update(role=Role.OFFICER)
    page = phone_of(open_context, sign_in, head)
    page.goto(f"/lam-viec/viec/{owed.pk}/")
    page.get_by_role("link", name="Xác nhận đã thay").first.click()
    page.get_by_label("Ảnh chụp bản đang treo").set_input_files(photo_file(tmp_path, "bang.jpg", "green"))
    expect(page.locator("[data-lt-photo-list]").first).to_be_visible()
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Đã ghi 1 thủ tục đang treo")).to_be_visible()
    owed.refresh_from_db()
    assert owed.state in (ObligationState.MET, ObligationState.MET_LATE)

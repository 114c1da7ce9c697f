"""Every kind of page of procedures, as readers and as those who keep the catalogue see it: axe, phone and desk, light
and dark."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from lantoa.legal.loading import load_register
from lantoa.procedures.models import LifeEvent, Procedure, ProcedureQuestion
from lantoa.procedures.tests import portal_samples as samples
from lantoa.workspace.demo.procedures import make_procedures
from lantoa.workspace.demo.texts.procedures import ALL, SCHOOL_TRANSFER
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import both_widths_and_schemes
from tests.browser.test_news_looks import look_through

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = "/lam-viec/thu-tuc"


@pytest.fixture
def keeper(open_context: Opener, sign_in: SignIn, live_server: Any, settings: Any) -> Page:
    """The desk of a department's office, where An Bình has its procedures."""
    settings.SITE_URL = live_server.url
    with override_settings(DEMO=True):
        load_register()
        people = everyone()
        for slug in {slug for told in ALL for slug in told.events}:  # a story before this one emptied the tables
            LifeEvent.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").capitalize()})
        make_procedures(people)
    return desk_of(open_context, sign_in, people["vanphong"])


@pytest.fixture
def transfer(keeper: Page) -> Procedure:
    """One with everything beside it."""
    return next(one for one in Procedure.objects.all() if one.code + one.level == SCHOOL_TRANSFER)


def test_pages_for_readers(page: Page, transfer: Procedure) -> None:
    event = LifeEvent.objects.filter(procedures=transfer)[0]
    gone = Procedure.objects.abolished()[0]
    look_through(
        page,
        {
            "procedures-list": "/thu-tuc/",
            "procedures-found": "/thu-tuc/?q=chuyen+truong&cap=commune",
            "procedures-event": f"/thu-tuc/?su-kien={event.slug}",
            "procedures-nothing": "/thu-tuc/?q=khongcogi",
            "procedures-page": transfer.public_url,
            "procedures-day": f"{transfer.public_url}?ngay=31-12-2025",
            "procedures-not-yet": f"{transfer.public_url}?ngay=01-01-2020",
            "procedures-abolished": gone.public_url,
            "procedures-checklist": f"/thu-tuc/{transfer.pk}/in/",
            "procedures-data": "/du-lieu/",
        },
    )


def test_pages_of_the_catalogue(keeper: Page, transfer: Procedure) -> None:
    version, gone = transfer.versions.all()[0], Procedure.objects.abolished()[0]
    question = ProcedureQuestion.objects.filter(procedure=transfer)[0]
    kinds = {
        "list": "/?xep=ma",
        "nothing": "/?q=khongcogi",
        "detail": f"/{transfer.pk}/",
        "gone": f"/{gone.pk}/",
        "new": "/moi/",
        "edit": f"/{transfer.pk}/sua/",
        "amend": f"/{transfer.pk}/phien-ban/",
        "correct": f"/phien-ban/{version.pk}/sua/",
        "abolish": f"/{transfer.pk}/bai-bo/",
        "question": f"/tinh-huong/{question.pk}/",
        "form": f"/{transfer.pk}/mau/",
        "process": f"/{transfer.pk}/quy-trinh/",
        "events": "/su-kien/",
        "event": "/su-kien/moi/",
        "portal-file": "/tep-cong/",
        "sheet": "/nhap/",
    }
    look_through(keeper, {f"procedures-keep-{name}": HOME + at for name, at in kinds.items()})


def test_pages_after_sending_a_file(keeper: Page, transfer: Procedure, tmp_path: Path) -> None:
    def send(at: str, name: str, data: bytes) -> None:
        (tmp_path / name).write_bytes(data)
        keeper.goto(HOME + at)
        keeper.locator("main input[type=file]").set_input_files(tmp_path / name)
        keeper.locator("main form button[type=submit]").last.click()
        keeper.wait_for_load_state()

    head = samples.HEAD | {"Mã thủ tục": transfer.code, "Tên thủ tục": transfer.name}
    send("/tep-cong/", "ChiTietTTHC.doc", samples.usual(head=head))
    both_widths_and_schemes(keeper, "procedures-keep-reading")
    send("/tep-cong/", "thu-moi.docx", samples.a_letter())
    assert "không phải chi tiết thủ tục" in keeper.content()
    both_widths_and_schemes(keeper, "procedures-keep-refused-file")
    rows = "Mã thủ tục,Tên thủ tục,Cấp thực hiện\n2.1,Chuyển trường,cấp huyện\n2.2,,cấp xã\n"
    send("/nhap/", "thu-tuc.csv", rows.encode())
    both_widths_and_schemes(keeper, "procedures-keep-refused-sheet")

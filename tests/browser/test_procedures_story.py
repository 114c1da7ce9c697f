"""A parent looks a procedure up on a phone, without accents, and prints what to bring."""

import pytest
from playwright.sync_api import Page, expect

from lantoa.procedures import finding
from lantoa.procedures.factories import (
    FormFileFactory,
    LifeEventFactory,
    ProcedureQuestionFactory,
    ProcessDocumentFactory,
    procedure_in_force,
)
from lantoa.procedures.models import Procedure
from tests.browser.looking import PHONE, axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def transfer() -> Procedure:
    """A procedure with everything that may stand beside one."""
    procedure = procedure_in_force(
        name="Chuyển trường đối với học sinh trung học cơ sở", exemptions="Miễn lệ phí cho trẻ khuyết tật."
    )
    procedure.life_events.add(LifeEventFactory.make(name="Đổi trường", slug="doi-truong"))
    form = FormFileFactory.make(procedure=procedure)
    procedure.versions.get().parts.update(form=form)
    ProcedureQuestionFactory.make(procedure=procedure)
    ProcessDocumentFactory.make(procedure=procedure)
    finding.keep(procedure)
    return procedure


def test_a_parent_finds_what_to_bring_and_prints_it(page: Page, transfer: Procedure) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/thu-tuc/")
    page.get_by_label("Cần làm việc gì?").fill("chuyen truong")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=transfer.name).click()
    for question in ("Cần mang gì?", "Nộp ở đâu?", "Bao lâu?", "Bao nhiêu tiền?"):
        expect(page.get_by_text(question)).to_be_visible()
    expect(page.get_by_text("Miễn lệ phí cho trẻ khuyết tật.")).to_be_visible()
    page.get_by_role("link", name="In danh mục giấy tờ").click()
    expect(page.get_by_role("button", name="In trang này")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Đơn xin chuyển trường").first).to_be_visible()
    expect(page.get_by_role("img", name="Mã QR mở trang của thủ tục")).to_be_visible()
    expect(page.get_by_role("navigation", name="Chính")).to_be_hidden()
    axe(page)

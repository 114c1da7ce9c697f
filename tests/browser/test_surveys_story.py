"""A parent scans the code of a school, answers on a phone, is counted, and stays hidden below the threshold. A line
that goes down loses nothing."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.surveys import drafting, running
from lantoa.surveys.models import Link, PaperBatch, Question, Response, Survey, SurveyUnit
from lantoa.workspace.demo.surveys import make_surveys
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import PHONE, both_widths_and_schemes, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/lam-viec/khao-sat"


@pytest.fixture
def people(live_server: Any, settings: Any) -> dict[str, User]:
    settings.SITE_URL = live_server.url
    return everyone()


@pytest.fixture
def survey(people: dict[str, User]) -> Survey:
    """A survey of the department that asks the visitors of one school, open today."""
    school = Unit.objects.get(code="thpt-ntn")
    made = Survey(unit=Unit.objects.get(code="so"), title="Khảo sát tại trường", opens_on=timezone.localdate())
    drafting.begin(made, by=people["vanphong"], shape="sipas")
    SurveyUnit.objects.filter(survey=made).delete()
    SurveyUnit.objects.create(survey=made, unit=school)
    running.open_survey(made, by=people["vanphong"])
    return made


def phone(open_context: Opener, **options: Any) -> Page:
    return open_context(viewport=PHONE, has_touch=True, is_mobile=True, **options).new_page()


def answer(page: Page, *, by_steps: bool = True) -> None:
    """Go through the sheet: everything pleases."""
    page.get_by_label("Cha mẹ, người giám hộ của học sinh").check()
    for _ in range(7):
        for scale in page.locator(".scale:visible").all():
            scale.get_by_text("Hài lòng", exact=True).click()
        last = page.get_by_role("button", name="Gửi phiếu")
        if last.is_visible():
            last.click()
            return
        place = page.locator(".sheet__place:visible").inner_text()
        page.get_by_role("button", name="Tiếp").click()
        expect(page.locator(".sheet__place:visible")).not_to_have_text(place)


def code_of(survey: Survey) -> str:
    return Link.objects.get(survey=survey).qr_address


def test_a_parent_scans_answers_is_counted_and_hidden(
    open_context: Opener, sign_in: SignIn, people: dict[str, User], survey: Survey
) -> None:
    page = phone(open_context)
    page.goto(code_of(survey))
    expect(page.get_by_role("heading", level=1)).to_have_text("Khảo sát tại trường")
    look(page, "surveys-first")
    answer(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận phiếu")
    sheet = Response.objects.get()
    assert (sheet.unit.code, sheet.channel, sheet.day) == ("thpt-ntn", "qr", timezone.localdate())
    desk = desk_of(open_context, sign_in, people["vanphong"])
    desk.goto(f"{DESK}/{survey.pk}/")
    expect(desk.get_by_role("row", name="Trường THPT Nguyễn Trung Ngạn")).to_contain_text("dưới 5")
    desk.get_by_role("button", name="Kết thúc").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="Kết thúc").click()
    desk.get_by_role("link", name="Kết quả").click()
    expect(desk.get_by_text("Không nêu kết quả của nhóm này")).to_be_visible()
    expect(desk.locator(".figure__value")).to_have_count(0)


def test_without_scripts_it_goes_page_by_page(open_context: Opener, survey: Survey) -> None:
    page = phone(open_context, java_script_enabled=False)
    page.goto(code_of(survey))
    answer(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận phiếu")
    assert Response.objects.get().answers.count() == 17


def test_a_question_that_hangs_on_an_answer_comes_with_it(open_context: Opener, survey: Survey) -> None:
    page = phone(open_context)
    page.goto(code_of(survey))
    hanging = page.get_by_role("group", name="Khi nộp trực tuyến đã gặp khó khăn gì?")
    expect(hanging).to_be_hidden()
    page.get_by_label("Trực tuyến trên Cổng dịch vụ công").check()
    expect(hanging).to_be_visible()


def test_a_lost_line_loses_no_sheet(open_context: Opener, survey: Survey) -> None:
    """Two sheets with no line, one after the other on the same device; each goes later, once."""
    page = phone(open_context)
    page.goto(code_of(survey))
    page.context.set_offline(True)
    for number in (1, 2):
        answer(page)
        expect(page.locator("[data-lt-kept-count]")).to_have_text(str(number))
    assert not Response.objects.exists()
    look(page, "surveys-kept")
    page.context.set_offline(False)
    expect(page.locator("[data-lt-kept]")).to_be_hidden()
    expect(page.locator("[data-lt-kept-thanks]")).to_contain_text("Đã gửi")
    expect(page.get_by_text("Đã lưu phiếu trên máy")).to_have_count(0)
    assert Response.objects.count() == 2


def test_paper_is_typed_in_by_the_keyboard_alone(
    open_context: Opener, sign_in: SignIn, people: dict[str, User], survey: Survey
) -> None:
    school = Unit.objects.get(code="thpt-ntn")
    batch = PaperBatch.objects.create(
        survey=survey, unit=school, day=timezone.localdate(), counted=2, entered_by=people["truong1"]
    )
    page = desk_of(open_context, sign_in, people["truong1"])
    page.goto(f"{DESK}/{survey.pk}/phieu-giay/{batch.pk}/")
    for number in (1, 2):
        page.keyboard.type("11")  # who, how
        page.keyboard.press("Enter")  # nothing to tick: it was not online
        page.keyboard.type("4" * 15 + "2")
        page.keyboard.press("Enter")
        page.keyboard.type("5")
        page.keyboard.type("Tốt")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Đã lưu phiếu {number}/2")).to_be_visible()
    assert Response.objects.count() == 2


def test_every_page_can_be_looked_at(
    open_context: Opener, sign_in: SignIn, people: dict[str, User], survey: Survey, page: Page
) -> None:
    """Page kinds of the public and of the desk, phone and desk, light and dark."""
    make_surveys({unit.code: unit for unit in Unit.objects.all()}, people, timezone.localdate())
    over = Survey.objects.get(state="closed")
    draft = Survey(unit=over.unit, title="Bản nháp", opens_on=timezone.localdate())
    drafting.begin(draft, by=people["vanphong"], shape="sipas")
    question = Question.objects.filter(section__survey=draft, kind="multiple").get()
    run = Survey.objects.exclude(pk=survey.pk).get(state="open")
    public = {
        "list": "/khao-sat/",
        "units": run.public_url,
        "answer": Link.objects.filter(survey=run)[0].get_absolute_url(),
        "sent": f"{run.public_url}da-gui/",
        "results": over.results_url,
        "over": over.public_url,
    }
    for name, address in public.items():
        page.goto(address)
        both_widths_and_schemes(page, f"surveys-{name}")
    desk = desk_of(open_context, sign_in, people["vanphong"])
    pages = {
        "desk-list": "/",
        "desk-new": "/moi/",
        "desk-detail": f"/{run.pk}/",
        "desk-draft": f"/{draft.pk}/",
        "desk-questions": f"/{draft.pk}/cau-hoi/",
        "desk-question": f"/{draft.pk}/cau/{question.pk}/",
        "desk-section": f"/{draft.pk}/phan/{question.section_id}/",
        "desk-preview": f"/{draft.pk}/xem-truoc/",
        "desk-units": f"/{run.pk}/don-vi/",
        "desk-unit": f"/{run.pk}/don-vi/{run.asked.all()[0].pk}/",
        "desk-links": f"/{run.pk}/duong-dan/",
        "desk-codes": f"/{run.pk}/duong-dan/in/",
        "desk-paper": f"/{run.pk}/phieu-giay/",
        "desk-results": f"/{over.pk}/ket-qua/",
        "desk-propose": f"/{over.pk}/ket-qua/ke-hoach/feedback/",
    }
    for name, address in pages.items():
        desk.goto(f"{DESK}{address}")
        both_widths_and_schemes(desk, f"surveys-{name}")

"""The sheet to hang up, and where its codes lead."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.displays import printing, sheets
from lantoa.displays.standing import of_unit
from lantoa.jobs.models import JobState, LongJob
from lantoa.organisations.models import Unit
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import procedure_in_force
from lantoa.procedures.models import Procedure
from tests.html import PageClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
MANY = printing.AT_ONCE + 1


def codes(pdf: bytes) -> list[str]:
    """What every QR code of a PDF says, page by page, as a phone would read it from paper."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=200 / 72).to_pil().convert("L")
        found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


@pytest.mark.parametrize("form", list(sheets.Form))
@pytest.mark.parametrize("paper", list(sheets.Paper))
def test_the_codes_of_a_printed_sheet_lead_to_the_right_pages(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure, settings: Any, form: str, paper: str
) -> None:
    other = procedure_in_force(level=Level.COMMUNE, name="Cấp bản sao văn bằng, chứng chỉ từ sổ gốc")
    client.force_login(clerk)
    answer = client.get(reverse("displays:sheet", args=[commune.pk]) + f"?mau={form}&kho={paper}")
    assert answer["Content-Type"] == "application/pdf"
    found = set(codes(answer.content))
    feedback = f"{settings.SITE_URL}/phan-anh/gui/?dv={commune.pk}"
    pages = {f"{settings.SITE_URL}{one.public_url}?dv={commune.pk}" for one in (procedure, other)}
    assert found == {feedback, *pages}
    client.logout()
    for one in pages:
        page = client.get(one.removeprefix(settings.SITE_URL))
        assert page.status_code == 200
        assert commune.name in page.text
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert commune.hotline in words
    assert "; không cần tài khoản" in " ".join(words.split())
    assert "03 ngày làm việc" in words


def test_a_sheet_takes_any_text_as_words(client: PageClient, commune: Unit, clerk: User, procedure: Procedure) -> None:
    name = "#panic() $x$ *đậm* <b> \\ ] [ chuyển trường"
    odd = procedure_in_force(level=Level.COMMUNE, name=name, steps='Bước 1: #include "/etc/passwd"')
    client.force_login(clerk)
    answer = client.get(reverse("displays:sheet", args=[commune.pk]) + f"?mau=whole&tt={odd.pk}")
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content))
    assert "#panic()" in words
    assert '#include "/etc/passwd"' in words.replace("“", '"').replace("”", '"')


def test_a_sheet_of_many_procedures_is_made_in_the_background(
    client: PageClient, commune: Unit, clerk: User, procedure: Procedure
) -> None:
    for number in range(1, MANY):
        procedure_in_force(level=Level.COMMUNE, name=f"Cấp bản sao số {number}")
    client.force_login(clerk)
    page = client.get(reverse("displays:list"))
    assert "Tạo bản in (PDF)" in page.text
    assert "bấm Tạo bản in" in client.get(reverse("displays:sheet", args=[commune.pk]), follow=True).text
    assert not LongJob.objects.exists()
    shown = client.post(reverse("displays:print", args=[commune.pk]), {"mau": "list", "kho": "a3"}, follow=True)
    job = LongJob.objects.get()
    assert (job.state, job.done, job.total) == (JobState.DONE, MANY, MANY)
    assert f"Đã tạo bản in {MANY} thủ tục." in shown.text
    made = b"".join(client.get(reverse("jobs:file", args=[job.pk])).streaming_content)  # type: ignore[arg-type]
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    assert f"Cấp bản sao số {MANY - 1}" in words
    named = client.get(reverse("displays:sheet", args=[commune.pk]) + f"?tt={procedure.pk}")
    assert named["Content-Type"] == "application/pdf"


def test_a_board_with_nothing_to_print_says_so(client: PageClient, commune: Unit, clerk: User) -> None:
    client.force_login(clerk)
    assert printing.NOTHING in client.get(reverse("displays:sheet", args=[commune.pk]), follow=True).text
    assert printing.NOTHING in client.post(reverse("displays:print", args=[commune.pk]), follow=True).text


@pytest.mark.parametrize("form", list(sheets.Form))
def test_a_sheet_asks_as_many_questions_for_two_procedures_as_for_ten(
    commune: Unit, clerk: User, procedure: Procedure, form: sheets.Form
) -> None:
    counted = []
    for number in (1, 8):
        for _ in range(number):
            procedure_in_force(level=Level.COMMUNE)
        rows = printing.to_print(of_unit(commune))
        with CaptureQueriesContext(connection) as asked:
            sheets.pdf(commune, rows, form=form, paper=sheets.Paper.A4)
        counted.append(len(asked))
    assert counted[0] == counted[1]

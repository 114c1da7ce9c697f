"""The sheet to hang up, and where its codes lead."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.displays import sheets
from lantoa.organisations.models import Unit
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import procedure_in_force
from lantoa.procedures.models import Procedure
from tests.html import PageClient

pytestmark = pytest.mark.django_db


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

"""The codes of a survey as one PDF for whoever hands them out."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse

from lantoa.jobs.models import JobState, LongJob
from lantoa.organisations.factories import UnitFactory
from lantoa.surveys import printing
from lantoa.surveys.factories import LinkFactory, SurveyFactory
from lantoa.surveys.models import Survey
from tests.html import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(client: PageClient) -> Survey:
    """Two schools and a counter of one, seen by who began it."""
    made = SurveyFactory.make(open=True)
    for name in ("Trường THPT Hòa Lạc", "Trường THPT #panic() $x$"):
        LinkFactory.make(survey=made, unit=UnitFactory.make(upper=True, parent=made.unit, name=name))
    LinkFactory.make(survey=made, unit=made.links.all()[0].unit, counter="Quầy 2")
    client.force_login(made.created_by)
    return made


def printed(client: PageClient, survey: Survey) -> Any:
    return client.post(reverse("surveys:qr_pdf", args=[survey.pk]))


def test_every_page_has_the_code_and_the_name_of_one_door(client: PageClient, survey: Survey) -> None:
    answer = printed(client, survey)
    assert answer["Content-Type"] == "application/pdf"
    pages = list(pypdfium2.PdfDocument(answer.content))
    links = list(survey.links.all())
    assert len(pages) == len(links) == 3
    for page, link in zip(pages, links, strict=True):
        image = page.render(scale=100 / 72).to_pil().convert("L")
        assert [one.text for one in zxingcpp.read_barcodes(image)] == [link.qr_address]
        words = " ".join(page.get_textpage().get_text_range().split())
        assert link.unit.name in words
        assert link.counter in words
        assert survey.title in words


def test_many_codes_are_printed_in_the_background(
    client: PageClient, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    answer = printed(client, survey)
    job = LongJob.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.state, job.sentence, job.done, job.total) == (JobState.DONE, "Đã tạo bản in 3 mã.", 3, 3)
    assert job.file.read().startswith(b"%PDF")


def test_a_survey_by_own_links_has_no_codes_to_hang_up(client: PageClient, survey: Survey) -> None:
    """Whoever scanned one would be sent away."""
    Survey.objects.update(entry="one_time")
    page = client.get(reverse("surveys:links", args=[survey.pk])).content.decode()
    assert "Khảo sát này không dùng mã QR" in page
    assert "PDF mọi mã" not in page
    assert printed(client, survey).status_code == 302


def test_a_survey_without_codes_says_so(client: PageClient) -> None:
    draft = SurveyFactory.make()
    client.force_login(draft.created_by)
    page = client.post(reverse("surveys:qr_pdf", args=[draft.pk]), follow=True)
    assert "Chưa có mã nào để in" in page.content.decode()

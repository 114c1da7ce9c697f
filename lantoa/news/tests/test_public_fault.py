"""Readers tell of an error in an article."""

import pytest
from django.urls import reverse

from lantoa.news.models import ReportedFault
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db
SAID = {"text": "Đoạn 2: có 312 học sinh, không phải 321.", "email": ""}


@pytest.fixture
def row():
    return published.article(unit=UnitFactory.make(upper=True))


def send(client, row, **said):
    return client.post(reverse("news_public:report_fault", args=[row.slug, row.pk]), {**SAID, **said}, follow=True)


def test_what_a_reader_tells_reaches_the_article(client, row):
    page = send(client, row, email="me@example.vn").content.decode()
    fault = ReportedFault.objects.get()
    assert fault.article == row
    assert fault.text == SAID["text"]
    assert "Đã nhận lời báo" in page


def test_a_form_that_says_nothing_is_asked_again_and_keeps_what_was_typed(client, row):
    page = send(client, row, text=" ", email="khong-phai-thu").content.decode()
    assert not ReportedFault.objects.exists()
    assert "khong-phai-thu" in page


def test_a_program_that_fills_every_field_tells_nothing(client, row):
    send(client, row, website="https://spam.example")
    assert not ReportedFault.objects.exists()


def test_the_sixth_in_an_hour_from_one_address_is_kept_waiting(client, row):
    pages = [send(client, row, text=f"{SAID['text']} {number}").content.decode() for number in range(6)]
    assert ReportedFault.objects.count() == 5
    assert "Gửi lại sau một giờ" in pages[-1]


def test_the_page_is_not_kept_for_others(client, row):
    answer = client.get(reverse("news_public:report_fault", args=[row.slug, row.pk]))
    assert "no-store" in answer.headers["Cache-Control"]


def test_nothing_is_told_of_what_is_not_live(client):
    gone = published.article(review_state=ReviewState.WITHDRAWN, withdrawn_note="Sai")
    assert client.get(reverse("news_public:report_fault", args=[gone.slug, gone.pk])).status_code == 404

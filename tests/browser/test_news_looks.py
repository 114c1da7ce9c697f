"""Page kinds that `test_public_pages` leaves out: what readers have of newsletters, of the bookcase and on paper."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.channels import subscribing
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Channel, Posting, Subscription
from lantoa.legal.loading import load_register
from lantoa.legal.models import DocumentFile
from lantoa.news.models import Article
from lantoa.organisations.models import Unit
from lantoa.workspace.demo.bookcase import make_bookcase
from lantoa.workspace.demo.channels import make_channels
from lantoa.workspace.demo.news import make_news
from tests.browser.demo import everyone
from tests.browser.looking import axe, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

People = dict[str, User]


@pytest.fixture
def people(live_server: Any, settings: Any) -> People:
    """An Bình with its news, its channels and its bookcase."""
    settings.SITE_URL = live_server.url
    with override_settings(DEMO=True):
        load_register()
        found = everyone()
        units = {unit.code: unit for unit in Unit.objects.all()}
        make_bookcase(found)
        make_news(units, found)
        make_channels(units, found)
    return found


def look_through(page: Page, kinds: Mapping[str, str]) -> None:
    """Look at every page, and say at the end what is wrong with which."""
    faults = []
    for name, address in kinds.items():
        answer = page.goto(address)
        if answer is None or answer.status != 200 or urlsplit(page.url).path != urlsplit(address).path:
            faults.append(f"{name}: {address} ends at {page.url} ({answer and answer.status})")
            continue
        try:
            both_widths_and_schemes(page, name)
        except AssertionError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


def test_what_readers_have_of_newsletters(page: Page, people: People) -> None:
    channel = Channel.objects.get(type=ChannelType.EMAIL)
    issue = channel.postings.order_by("pk")[0]
    Posting.objects.filter(pk=issue.pk).update(state=PostingState.SENT, sent_at=timezone.now())
    subscribing.ask(channel, "moi@hop-thu.example.vn")
    asked, known = (Subscription.objects.get(email=f"{name}@hop-thu.example.vn") for name in ("moi", "phuhuynh01"))
    public = {
        "list": "/ban-tin/",
        "sign-up": f"/ban-tin/{channel.pk}/",
        "asked": f"/ban-tin/{channel.pk}/da-gui/",
        "archive": f"/ban-tin/{channel.pk}/cac-so/",
        "issue": f"/ban-tin/{channel.pk}/cac-so/{issue.pk}/",
        "confirm": f"/ban-tin/xac-nhan/{asked.token}/",
        "leave": f"/ban-tin/thoi-nhan/{known.token}/",
    }
    look_through(page, {f"newsletter-{name}": address for name, address in public.items()})
    page.get_by_role("button", name="Thôi nhận bản tin").click()
    both_widths_and_schemes(page, "newsletter-left")
    page.goto(f"/ban-tin/{channel.pk}/")
    page.get_by_role("button", name="Đăng ký nhận").click()
    both_widths_and_schemes(page, "newsletter-sign-up-refused")


def test_what_is_not_there_and_what_is_printed(page: Page, people: People) -> None:
    page.goto("/tin-tuc/khong-co-bai-nay-9/")
    both_widths_and_schemes(page, "public-404")
    article = Article.objects.live().exclude(corrected_at=None)[0]
    page.goto(article.public_url)
    expect(page.get_by_role("complementary", name="Đính chính")).to_be_visible()
    page.emulate_media(media="print")
    axe(page)
    page.emulate_media(media="screen")
    leaflet = DocumentFile.objects.order_by("-pk")[0]
    bookcase = {
        "list": "/tu-sach/",
        "detail": f"/tu-sach/{leaflet.document_id}/",
        "reading": f"/tu-sach/doc/{leaflet.key}/",
        "fault-sent": f"{article.public_url}bao-loi/da-gui/",
    }
    look_through(page, {f"bookcase-{name}": address for name, address in bookcase.items()})

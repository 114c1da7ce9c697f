"""Page kinds around news, channels and the bookcase that `test_public_pages` does not look at: what readers have of
newsletters, one-time links for heads, and every page on which people work."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.channels import subscribing
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Appearance, Channel, Posting, PressOutlet, Subscription
from lantoa.legal.loading import load_register
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.news import faulting, offering, targets
from lantoa.news.models import Article, Category, Offer, SpecialPage
from lantoa.organisations.models import Unit
from lantoa.review import links
from lantoa.review.enums import ReviewState
from lantoa.workspace.demo.bookcase import make_bookcase
from lantoa.workspace.demo.channels import make_channels
from lantoa.workspace.demo.news import make_news
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import axe, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWS, CHANNELS = "/lam-viec/tin-bai", "/lam-viec/kenh"
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


@pytest.fixture
def desk(open_context: Opener, sign_in: SignIn, people: People) -> Callable[[str], Page]:
    """A function that opens the desk of somebody."""
    return lambda name: desk_of(open_context, sign_in, people[name])


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


def in_state(state: str) -> Article:
    return Article.objects.filter(review_state=state).order_by("pk")[0]


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


def test_pages_on_which_articles_are_written(desk: Callable[[str], Page]) -> None:
    school, draft, out = desk("truong1"), in_state(ReviewState.DRAFT), in_state(ReviewState.ISSUED)
    own = Article.objects.live().filter(unit__code="thpt-ntn")[0]
    returned = in_state(ReviewState.RETURNED)
    kinds = {
        "list": f"{NEWS}/",
        "new": f"{NEWS}/moi/",
        "draft": f"{NEWS}/{draft.pk}/",
        "edit": f"{NEWS}/{returned.pk}/soan/",
        "submit": f"{NEWS}/{returned.pk}/trinh/",
        "preview": f"{NEWS}/{own.pk}/xem-truoc/",
        "versions": f"{NEWS}/{own.pk}/cac-ban/",
        "version": f"{NEWS}/{own.pk}/cac-ban/1/",
        "dates": f"{NEWS}/{own.pk}/ngay/",
        "offers": f"{NEWS}/gui-len/",
        "targets": f"{NEWS}/chi-tieu/",
        "out": f"{NEWS}/{out.pk}/",
    }
    look_through(school, {f"news-{name}": address for name, address in kinds.items()})
    head, waiting = desk("hieutruong1"), Article.objects.filter(review_state="submitted", unit__code="thpt-ntn")[0]
    acts = {
        "waiting": f"{NEWS}/{waiting.pk}/",
        "return": f"{NEWS}/{waiting.pk}/tra-lai/",
        "urgent": f"{NEWS}/{waiting.pk}/dang-gap/",
        "schedule": f"{NEWS}/{in_state(ReviewState.APPROVED).pk}/hen-gio/",
        "correct": f"{NEWS}/{own.pk}/dinh-chinh/",
        "withdraw": f"{NEWS}/{own.pk}/go/",
    }
    look_through(head, {f"news-{name}": address for name, address in acts.items()})


def test_pages_of_editors(desk: Callable[[str], Page], people: People) -> None:
    taken = Offer.objects.filter(state="accepted").order_by("pk")[0]
    fresh = Article.objects.live().filter(unit__code="thpt-ntn", offers=None).first() or taken.article
    if fresh != taken.article:
        offering.offer(fresh, by=people["truong1"])
    faulting.report(taken.article, text="Đoạn 2 ghi sai ngày.", email="chi@hop-thu.example.vn")
    so, year = Unit.objects.get(code="so"), timezone.localdate().year
    targets.put(so, category=None, year=year, number=6, for_subtree=True, by=people["vanphong"])
    category, special = Category.objects.order_by("pk")[0], SpecialPage.objects.order_by("pk")[0]
    offered = Offer.objects.filter(state="offered").first() or taken
    kinds = {
        "list": f"{NEWS}/",
        "withdrawn": f"{NEWS}/{in_state(ReviewState.WITHDRAWN).pk}/",
        "offers": f"{NEWS}/gui-len/",
        "offer": f"{NEWS}/gui-len/{offered.pk}/",
        "offer-taken": f"{NEWS}/gui-len/{taken.pk}/",
        "offer-mend": f"{NEWS}/gui-len/{taken.pk}/sua/",
        "offer-remove": f"{NEWS}/gui-len/{taken.pk}/go/",
        "faults": f"{NEWS}/loi-bao/",
        "fault": f"{NEWS}/loi-bao/{taken.article.faults.get().pk}/",
        "targets": f"{NEWS}/chi-tieu/",
    }
    look_through(desk("bientap"), {f"editor-{name}": address for name, address in kinds.items()})
    kinds = {
        "categories": f"{NEWS}/chuyen-muc/",
        "category": f"{NEWS}/chuyen-muc/{category.pk}/",
        "category-new": f"{NEWS}/chuyen-muc/moi/",
        "specials": f"{NEWS}/chuyen-trang/",
        "special": f"{NEWS}/chuyen-trang/{special.pk}/",
        "special-new": f"{NEWS}/chuyen-trang/moi/",
    }
    look_through(desk("quantri"), {f"editor-{name}": address for name, address in kinds.items()})


def test_pages_of_channels(desk: Callable[[str], Page], people: People) -> None:
    by_type = {channel.type: channel for channel in Channel.objects.filter(unit__code="so")}
    zalo, letter = by_type[ChannelType.ZALO], by_type[ChannelType.EMAIL]
    outlet = PressOutlet.objects.order_by("pk")[0]
    Appearance.objects.create(
        outlet=outlet, title="Nộp hồ sơ tại lớp", on=timezone.localdate(), added_by=people["bientap"]
    )
    draft = Posting.objects.filter(channel__unit__code="so", state=PostingState.DRAFT)[0]
    kinds = {
        "postings": "/",
        "calendar": "/lich/",
        "reach": "/so-lieu/",
        "list": "/cac-kenh/",
        "kinds": "/cac-kenh/moi/",
        **{f"new-{kind}": f"/cac-kenh/moi/{kind}/" for kind in ChannelType.values},
        **{f"channel-{kind}": f"/cac-kenh/{channel.pk}/" for kind, channel in by_type.items()},
        "change": f"/cac-kenh/{zalo.pk}/sua/",
        "live": f"/cac-kenh/{zalo.pk}/gui-that/",
        "broadcasts": f"/cac-kenh/{zalo.pk}/gui-rong/",
        "readers": f"/cac-kenh/{letter.pk}/nguoi-nhan/",
        "outlets": "/bao-dai/",
        "outlet": f"/bao-dai/{outlet.pk}/",
        "outlet-new": "/bao-dai/moi/",
        "outlet-import": "/bao-dai/nhap/",
        "appearances": "/bao-dai/da-dang/",
        "appearance-new": "/bao-dai/da-dang/ghi/",
        "compose": f"/soan/tin-bai/{draft.source_id}/",
        "edit": f"/{draft.pk}/sua/",
    }
    look_through(desk("bientap"), {f"channels-{name}": f"{CHANNELS}{address}" for name, address in kinds.items()})


def test_pages_of_postings(desk: Callable[[str], Page]) -> None:
    """One of each kind, and one in each state."""
    rows = {row.channel.type: row for row in Posting.objects.select_related("channel").order_by("-pk")}
    rows |= {row.state: row for row in Posting.objects.all()}
    released = Posting.objects.exclude(released_by=None)
    failed = released.filter(channel__type=ChannelType.FACEBOOK)[0]
    Posting.objects.filter(pk=failed.pk).update(state=PostingState.FAILED, failure="Session has expired.")
    unsure = released.filter(channel__type=ChannelType.ZALO)[0]
    Posting.objects.filter(pk=unsure.pk).update(state=PostingState.UNSURE, failure="Zalo không trả lời.")
    kinds = {f"posting-{name}": f"{CHANNELS}/{row.pk}/" for name, row in rows.items()}
    letter, radio = rows[ChannelType.EMAIL], rows[ChannelType.RADIO]
    kinds |= {
        "posting-failed": f"{CHANNELS}/{failed.pk}/",
        "posting-unsure": f"{CHANNELS}/{unsure.pk}/",
        "posting-calls": f"{CHANNELS}/{letter.pk}/se-gui/",
        "posting-script": f"{CHANNELS}/{radio.pk}/ban-doc/",
    }
    by_hand = {name for name, row in rows.items() if row.channel.type == ChannelType.PASTE}
    look_through(desk("bientap"), {name: at for name, at in kinds.items() if name[8:] not in by_hand})
    look_through(desk("truong1"), {name: at for name, at in kinds.items() if name[8:] in by_hand})


def test_pages_on_which_the_bookcase_is_kept(desk: Callable[[str], Page]) -> None:
    document = LegalDocument.objects.exclude(issued_on=None).order_by("pk")[0]
    leaflet = DocumentFile.objects.order_by("-pk")[0].document_id
    kinds = {
        "list": "",
        "new": "moi/",
        "import": "nhap/",
        "detail": f"{document.pk}/",
        "leaflet": f"{leaflet}/",
        "edit": f"{document.pk}/sua/",
        "end": f"{document.pk}/het-hieu-luc/",
    }
    look_through(desk("quantri"), {f"legal-{name}": f"/lam-viec/van-ban/{at}" for name, at in kinds.items()})


def test_the_link_that_a_head_gets_by_mail(page: Page, desk: Callable[[str], Page], people: People) -> None:
    article = Article.objects.filter(review_state="submitted", unit__code="thpt-ntn")[0]
    look_through(desk("truong1"), {"link-send": f"/lam-viec/duyet/news.article/{article.pk}/gui-duong-dan/"})
    links.send(article, to=people["hieutruong1"], by=article.created_by)
    found = next(word for word in str(mail.outbox[-1].body).split() if "/duyet/" in word)
    look_through(page, {"link-open": urlsplit(found).path})
    page.get_by_role("button", name="Duyệt").first.click()
    both_widths_and_schemes(page, "link-said")
    page.goto(found)
    both_widths_and_schemes(page, "link-used")

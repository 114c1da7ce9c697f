"""The channels of An Bình: the department's page, account, newsletter, press list and bulletin, a school's page that is
filled by hand. All rehearse: no token is kept and nothing leaves."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels import composing, planned, releasing, sending
from lantoa.channels.adapters import wire
from lantoa.channels.enums import ChannelType as Type
from lantoa.channels.enums import OutletKind, PostingState
from lantoa.channels.enums import SubscriptionState as State
from lantoa.channels.models import Channel, PlannedEvent, Posting, PressOutlet, Subscription
from lantoa.channels.registry import adapter_of
from lantoa.ledger import suggesting
from lantoa.ledger.activities import servable
from lantoa.ledger.enums import ActivityKind, FileKind
from lantoa.news.models import Article
from lantoa.organisations.models import Unit

Units = dict[str, Unit]
People = dict[str, User]

SCHOOL = "thpt-ntn"
_READERS = 46
_OUTLETS = (
    ("Báo An Bình", OutletKind.NEWSPAPER, "toasoan@bao-anbinh.example.vn", "Phòng Bạn đọc"),
    ("Đài Phát thanh và Truyền hình An Bình", OutletKind.STATION, "thoisu@dai-anbinh.example.vn", "Ban Thời sự"),
    ("Cổng thông tin điện tử tỉnh An Bình", OutletKind.WEBSITE, "bientap@cong-anbinh.example.vn", "Ban Biên tập"),
    ("Tạp chí Giáo dục An Bình", OutletKind.NEWSPAPER, "tapchi@giaoduc-anbinh.example.vn", ""),
    ("Đài truyền thanh xã Đông An", OutletKind.LOUDSPEAKER, "", "Cán bộ văn hóa xã"),
)


def make_channels(units: Units, people: People) -> None:
    """Channels, readers, newspapers, and what became of the latest articles on them."""
    editor = people["bientap"]
    channels = _department(units["so"], editor)
    _readers(channels[Type.EMAIL])
    for name, kind, email, contact in _OUTLETS:
        PressOutlet.objects.create(unit=units["so"], name=name, kind=kind, email=email, contact=contact)
    _postings(channels, units["so"], editor)
    _by_hand(units[SCHOOL], people)
    _events(units[SCHOOL], people)


def _department(unit: Unit, by: User) -> dict[str, Channel]:
    """One of each kind, as an office starts: set up, not switched on."""
    wanted: tuple[tuple[Type, str, str, dict[str, str]], ...] = (
        (
            Type.FACEBOOK,
            "Trang Facebook của Sở",
            "https://www.facebook.com/so-gddt-an-binh",
            {"page_id": "100000000000001"},
        ),
        (Type.ZALO, "Zalo OA của Sở", "https://zalo.me/100000000000001", {"app_id": "1000000000000000001"}),
        (Type.EMAIL, "Bản tin Giáo dục An Bình", "", {}),
        (Type.PRESS, "Thông cáo báo chí", "", {}),
        (Type.RADIO, "Bản tin phát thanh học đường", "", {}),
    )
    return {
        kind: Channel.objects.create(unit=unit, type=kind, name=name, url=url, options=options, created_by=by)
        for kind, name, url, options in wanted
    }


def _readers(channel: Channel) -> None:
    """Made-up readers: most confirmed, some not yet, some no more."""
    now, states = timezone.now(), {3: State.PENDING, 11: State.LEFT, 17: State.BOUNCED}
    rows = []
    for number in range(_READERS):
        state = states.get(number % 20, State.CONFIRMED)
        asked = now - dt.timedelta(days=2 if state == State.PENDING else 10 + number)
        row = Subscription(channel=channel, email=f"phuhuynh{number + 1:02d}@hop-thu.example.vn", state=state)
        row.asked_at, row.confirmed_at = asked, None if state == State.PENDING else asked
        row.left_at = now - dt.timedelta(days=1) if state == State.LEFT else None
        rows.append(row)
    Subscription.objects.bulk_create(rows)


def _postings(channels: dict[str, Channel], unit: Unit, editor: User) -> None:
    """The latest articles: one rehearsed everywhere, one waiting for tomorrow morning, one a draft."""
    articles = list(Article.objects.live().on_page_of(unit).order_by("-published_at", "pk")[:3])
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    morning = tomorrow.replace(hour=8, minute=0, second=0, microsecond=0)
    for place, article in enumerate(articles):
        for channel in channels.values():
            posting = _composed(channel, article, editor)
            if place == 2 or adapter_of(channel).check(posting):
                continue
            releasing.release(posting, by=editor, send_at=morning if place else None)
            if not place:
                _sent(posting)


def _by_hand(unit: Unit, people: People) -> None:
    """The school's page: one posting waits to be pasted, one was confirmed with its address."""
    writer, head = people["truong1"], people["hieutruong1"]
    channel = Channel.objects.create(
        unit=unit,
        type=Type.PASTE,
        name="Trang Facebook của trường",
        url="https://www.facebook.com/thpt-an-binh",
        is_live=True,  # nothing leaves by itself: a person pastes
        created_by=writer,
    )
    for place, article in enumerate(Article.objects.live().filter(unit=unit).order_by("-published_at", "pk")[:2]):
        posting = releasing.release(_composed(channel, article, writer), by=head)
        _sent(posting)
        posting.refresh_from_db()
        if place and posting.state == PostingState.TO_PASTE:
            releasing.confirm(posting, by=writer, link=f"{channel.url}/posts/1", reached=412)


def _composed(channel: Channel, article: Article, by: User) -> Posting:
    photos = article.files.filter(kind=FileKind.PHOTO).order_by("-is_cover", "order", "pk")
    return composing.compose(
        channel,
        title=article.title,
        lead=article.lead,
        text=article.lead,
        link=settings.SITE_URL + article.public_url,
        pictures=[{"path": str(photo.file.name), "alt": photo.alt} for photo in photos[:4]],
        obligations=article.obligations.all(),
        source=article,
        by=by,
    )


def _sent(posting: Posting) -> None:
    """A worker's round for this posting alone; its channel calls nobody."""
    with wire.client() as http:
        sending.send_one(posting.pk, http)


def _events(unit: Unit, people: People) -> None:
    """What the school has planned offline: held and not logged yet, to come, cancelled."""
    writer, today = people["truong1"], timezone.localdate()
    served = servable(unit).filter(kind__in=suggesting.WORK).pending().most_urgent_first()[:1]
    for kind, title, days, at, place in (
        (ActivityKind.FLAG_SALUTE, "Nói về bảo vệ dữ liệu cá nhân đầu tuần", -2, dt.time(7), "Sân trường"),
        (ActivityKind.PARENTS_MEETING, "Họp phụ huynh khối 12 về đăng ký dự thi", 6, dt.time(18, 30), "Hội trường"),
        (ActivityKind.LOUDSPEAKER, "Phát thanh giờ ra chơi: nộp hồ sơ trực tuyến", 9, dt.time(9, 15), ""),
    ):
        event = PlannedEvent(unit=unit, kind=kind, title=title, on=today + dt.timedelta(days=days), at=at, place=place)
        planned.save(event, by=writer, serves=served)
    planned.cancel(event, reason="Trùng giờ kiểm tra giữa kỳ, chuyển sang tháng sau", by=writer)

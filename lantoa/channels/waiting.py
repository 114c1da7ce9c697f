"""What channels put on a person's desk: texts to release, texts given back, what could not be sent, what was planned
and not logged."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.channels import archive, health, sources
from lantoa.channels.asking import IS_ASKED
from lantoa.channels.enums import Health, PostingState
from lantoa.channels.managing import managed_units
from lantoa.channels.models import Channel, PlannedEvent, Posting
from lantoa.channels.releasers import nearest
from lantoa.organisations.models import Unit
from lantoa.review.waiting import Waiting

MOST = 5


def waiting(user: User) -> list[Waiting]:
    """For who releases in a unit: each text that was asked for, and one row for all that failed; for who writes: what
    came back, what waits to be posted by hand and what they had planned offline and not logged; for who manages:
    channels that do not work."""
    releasing = {unit.pk for power in (Power.APPROVE, Power.EDIT_NEWS) for unit in access.units_where(user, power)}
    writing = {unit.pk for unit in access.units_where(user, Power.WRITE)}
    found = [*_to_release(user, releasing, writing), *_failed(releasing), *_outlived(releasing)] if releasing else []
    if writing:
        found += [*_returned(user, writing), *_by_hand(writing), *_unlogged(user, writing)]
    return [*found, *_broken(user)]


def _rows(units: set[int]) -> "QuerySet[Posting]":
    return Posting.objects.filter(channel__unit__in=units).select_related("channel").defer("rehearsal", "progress")


def _for_whom_we_decide(user: User, units: set[int]) -> set[int]:
    """Those units, and units below them that asked and have nobody of their own who releases."""
    asked = Posting.objects.filter(IS_ASKED).visible_to(user).exclude(channel__unit__in=units)
    others = Unit.objects.filter(pk__in=asked.values("channel__unit"))
    return units | {pk for pk, (decides, _) in nearest(others).items() if decides in units}


def _to_release(user: User, releasing: set[int], writing: set[int]) -> list[Waiting]:
    """One row a text: what was made of one article for several channels of the own unit is read on one page."""
    rows = list(
        _rows(_for_whom_we_decide(user, releasing))
        .filter(IS_ASKED)
        .select_related("asked_by", "source_type")
        .order_by("send_at", "pk")[: MOST + 1]
    )
    texts: dict[object, list[Posting]] = {}
    for row in rows[:MOST]:
        is_own = row.channel.unit_id in writing and sources.name_of(row)
        texts.setdefault((row.source_type_id, row.source_id) if is_own else row.pk, []).append(row)
    shown = [_text_to_release(one) for one in texts.values()]
    if len(rows) > MOST:
        shown.append(
            Waiting("Còn bài khác chờ duyệt phát", "", f"{reverse('channels:postings')}?muc=cho-duyet", "Xem tất cả")
        )
    return shown


def _text_to_release(rows: list[Posting]) -> Waiting:
    first = rows[0]
    if len(rows) == 1:
        said, address = f"{first.asked_by} trình phát trên {first.channel}", first.get_absolute_url()
    else:
        channels = ", ".join(str(row.channel) for row in rows)
        said = f"{first.asked_by} trình phát trên {len(rows)} kênh: {channels}"
        address = reverse("channels:compose", args=[sources.name_of(first), first.source_id])
    return Waiting(str(first), said, address, "Đọc và duyệt phát")


def _failed(units: set[int]) -> list[Waiting]:
    states = [PostingState.FAILED, PostingState.UNSURE]
    found = _rows(units).filter(state__in=states).aggregate(number=Count("pk"))["number"]
    if not found:
        return []
    title = f"{found} bài gửi lên kênh không được"
    return [Waiting(title, "Xem kênh trả lời gì rồi gửi lại", f"{reverse('channels:postings')}?muc=khong-duoc", "Xem")]


def _outlived(units: set[int]) -> list[Waiting]:
    rows = archive.outlived().filter(channel__unit__in=units)
    return [
        Waiting(str(row), f"Bài gốc đã gỡ mà còn trên {row.channel}", row.get_absolute_url(), "Gỡ khỏi kênh")
        for row in rows.select_related("channel").defer("rehearsal", "progress").order_by("pk")[:MOST]
    ]


def _returned(user: User, units: set[int]) -> list[Waiting]:
    rows = _rows(units).filter(state=PostingState.DRAFT, returned_at__isnull=False, created_by=user).order_by("pk")
    return [
        Waiting(str(row), f"Trả lại: {row.return_note}", row.get_absolute_url(), "Sửa và trình lại")
        for row in rows[:MOST]
    ]


def _by_hand(units: set[int]) -> list[Waiting]:
    rows = _rows(units).filter(state=PostingState.TO_PASTE).order_by("send_at", "pk")
    return [_to_paste(row) for row in rows.select_related("source_type")[:MOST]]


def _to_paste(row: Posting) -> Waiting:
    if why := sources.why_not(row):
        return Waiting(str(row), f"Không đăng trên {row.channel} nữa. {why}", row.get_absolute_url(), "Xem")
    return Waiting(str(row), f"Đến giờ đăng bằng tay trên {row.channel}", row.get_absolute_url(), "Đăng và xác nhận")


def _unlogged(user: User, units: set[int]) -> list[Waiting]:
    """Their own; of who has left the unit, whoever writes for it."""
    here = Membership.objects.current().filter(user=OuterRef("created_by"), user__is_active=True, unit=OuterRef("unit"))
    rows = PlannedEvent.objects.unlogged().filter(unit__in=units).order_by("on", "pk")
    rows = rows.filter(Q(created_by=user) | ~Exists(here))
    return [
        Waiting(str(row), f"Hẹn ngày {row.on:%d/%m/%Y}, chưa ghi kết quả", row.get_absolute_url(), "Ghi hoặc hủy")
        for row in rows[:MOST]
    ]


def _broken(user: User) -> list[Waiting]:
    units = [unit.pk for unit in managed_units(user)]
    rows = Channel.objects.in_use().filter(unit__in=units, is_live=True, health__in=[Health.BROKEN, Health.WARNING])
    return [
        Waiting(
            f"Kênh {row}: {row.get_health_display().lower()}",
            (health.warning_of(row) if row.health == Health.WARNING else "") or row.health_words[:140],
            row.get_absolute_url(),
            "Xem kênh",
        )
        for row in rows.order_by("health", "pk")[:MOST]  # broken before warning
    ]

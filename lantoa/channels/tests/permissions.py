import io
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from lantoa.channels.enums import ChannelType, DeliveryState, PostingState
from lantoa.channels.models import Channel, Delivery, Episode, PlannedEvent, Posting, PressOutlet, Subscription
from lantoa.channels.posting_form import code_of
from tests.permission_table import Row, World, everyone, signed_in

OUTSIDE = {"other_officer": 404, "other_head": 404}
WRITERS = ("officer", "head", "office", "editor", "office_above")


def _channel(world: World, kind: str, **more: Any) -> Channel:
    officer = world.people["officer"]
    channel = Channel.objects.create(unit=world.own, type=kind, name=f"Kênh {kind}", created_by=officer, **more)
    world.things[kind] = channel
    return channel


def _posting(world: World, name: str, channel: Channel, state: str, **more: Any) -> None:
    head, now = world.people["head"], timezone.now()
    ways = {"created_by": world.people["officer"], "released_by": head, "released_at": now, "state": state}
    given = {"title": "Bài", "text": "Nội dung", "link": "https://cong.example.vn/bai", **ways, **more}
    world.things[name] = Posting.objects.create(channel=channel, **given)


def _photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "#3a7d5c").save(out, "JPEG")
    return default_storage.save("news/photo-of-the-table", ContentFile(out.getvalue()))


def prepare(world: World) -> None:
    """A channel of each kind that a row needs, a posting in each state, a reader who has not confirmed, a newspaper."""
    mail = _channel(world, ChannelType.EMAIL)
    world.things["reader"] = Subscription.objects.create(channel=mail, email="phuhuynh@hop-thu.example.vn")
    _posting(world, "posting", mail, PostingState.DRAFT, released_by=None)
    _posting(world, "issue", mail, PostingState.SENT, sent_at=timezone.now())
    by_reader = {"posting": world.things["issue"], "subscription": world.things["reader"]}
    world.things["mail"] = Delivery.objects.create(**by_reader, state=DeliveryState.UNSURE)
    paste = _channel(world, ChannelType.PASTE)
    picture = {"path": _photo(), "alt": "Sân trường"}
    world.things["code"] = code_of(picture["path"])
    asked = {"asked_by": world.people["officer"], "asked_at": timezone.now()}
    _posting(world, "draft", paste, PostingState.DRAFT, pictures=[picture], **asked)
    _posting(world, "released", paste, PostingState.RELEASED, send_at=timezone.now())
    _posting(world, "failed", paste, PostingState.FAILED, failure="Quá nhiều yêu cầu")
    _posting(world, "unsure", paste, PostingState.UNSURE)
    _posting(world, "to_paste", paste, PostingState.TO_PASTE)
    facebook = _channel(world, ChannelType.FACEBOOK)
    _posting(world, "sent", facebook, PostingState.SENT, sent_at=timezone.now())
    _channel(world, ChannelType.ZALO)
    radio = _channel(world, ChannelType.RADIO)
    _posting(world, "bulletin", radio, PostingState.SENT, sent_at=timezone.now())
    kept = default_storage.save("radio/of-the-table.mp3", ContentFile(b"ID3 nothing"))
    ways = {"content_type": "audio/mpeg", "size": 11, "added_by": world.people["officer"]}
    Episode.objects.create(posting=world.things["bulletin"], file=kept, name="a.mp3", **ways)
    meeting = {"kind": "parents_meeting", "title": "Họp phụ huynh", "on": timezone.localdate()}
    world.things["event"] = PlannedEvent.objects.create(unit=world.own, created_by=world.people["officer"], **meeting)
    world.things["outlet"] = PressOutlet.objects.create(unit=world.own, name="Báo An Bình")


def _of(name: str, **more: Any) -> Callable[[World], dict[str, Any]]:
    def kwargs(world: World) -> dict[str, Any]:
        return {"pk": world.things[name].pk, **{key: world.things[value] for key, value in more.items()}}

    return kwargs


def _sees(status: int = 200) -> dict[str, Any]:
    return signed_in(status, **OUTSIDE)


def _writes(status: int) -> dict[str, Any]:
    return signed_in(403, **{**dict.fromkeys(WRITERS, status), **OUTSIDE})


def _releases(status: int) -> dict[str, Any]:
    return signed_in(403, head=status, editor=status, **OUTSIDE)


def _manages(status: int) -> dict[str, Any]:
    return signed_in(403, head=status, editor=status, admin=status, admin_above=status, **OUTSIDE)


def _reader(world: World) -> dict[str, Any]:
    return {"token": world.things["reader"].token}


def _picture(world: World) -> dict[str, Any]:
    return {"key": world.things["posting"].key, "number": 1}


def _issue(world: World) -> dict[str, Any]:
    return {"pk": world.things["email"].pk, "posting_pk": world.things["issue"].pk}


def _drop(world: World) -> dict[str, Any]:
    return {"pk": world.things["email"].pk, "reader_pk": world.things["reader"].pk}


def _mail(world: World) -> dict[str, Any]:
    return {"pk": world.things["issue"].pk, "mail_pk": world.things["mail"].pk}


def _form(world: World) -> dict[str, Any]:
    row = world.things["draft"]
    return {f"bai-{row.pk}-version": row.version, f"bai-{row.pk}-text": "Nội dung"}


_WRITES_SOMEWHERE = signed_in(200, leader=403, admin=403, admin_above=403)
_MANAGES_SOMEWHERE = signed_in(200, officer=403, office=403, leader=403, other_officer=403, office_above=403)
_IMPORTS = signed_in(404, leader=403, admin=403, admin_above=403)

ROWS = [
    Row("channels:postings", signed_in(200)),
    Row("channels:calendar", signed_in(200)),
    Row("channels:event_new", _WRITES_SOMEWHERE),
    Row("channels:event", _sees(), kwargs=_of("event")),
    Row("channels:event_change", _writes(200), kwargs=_of("event")),
    Row("channels:event_cancel", _writes(200), kwargs=_of("event")),
    Row("channels:event_cancel", _writes(302), method="POST", kwargs=_of("event"), data={"reason": "Mưa bão"}),
    Row("channels:event_restore", _writes(302), method="POST", kwargs=_of("event")),
    Row("channels:reach", signed_in(200)),
    Row("channels:list", signed_in(200)),
    Row("channels:kinds", _MANAGES_SOMEWHERE),
    Row("channels:new", _MANAGES_SOMEWHERE, kwargs=lambda world: {"kind": "facebook"}),
    Row("channels:detail", _sees(), kwargs=_of("paste")),
    Row("channels:change", _manages(200), kwargs=_of("paste")),
    Row("channels:probe", _manages(302), method="POST", kwargs=_of("facebook")),
    Row("channels:live", _releases(200), kwargs=_of("paste")),
    Row("channels:rest", _manages(302), method="POST", kwargs=_of("paste")),
    Row("channels:grant", _manages(200), kwargs=_of("facebook")),
    Row("channels:grant_pages", _manages(200), kwargs=_of("facebook")),
    Row("channels:grant_back", signed_in(422), kwargs=lambda world: {"kind": "facebook"}),
    Row("channels:readers", _manages(200), kwargs=_of("email")),
    Row("channels:readers_export", _manages(200), kwargs=_of("email")),
    Row("channels:reader_drop", _manages(302), method="POST", kwargs=_drop),
    Row("channels:broadcasts", _sees(), kwargs=_of("zalo")),
    Row("channels:broadcast_choose", _writes(404), method="POST", kwargs=_of("zalo")),
    Row("channels:outlets", signed_in(200)),
    Row("channels:outlet_new", _WRITES_SOMEWHERE),
    Row("channels:outlet", _writes(200), kwargs=_of("outlet")),
    Row("channels:outlet_import", _WRITES_SOMEWHERE),
    Row("channels:outlet_import_template", _WRITES_SOMEWHERE),
    Row("channels:outlet_import_preview", _IMPORTS, kwargs=lambda world: {"pk": 1}),
    Row("channels:outlet_import_confirm", _IMPORTS, method="POST", kwargs=lambda world: {"pk": 1}),
    Row("channels:appearances", signed_in(200)),
    Row("channels:appearance_new", _WRITES_SOMEWHERE),
    Row("channels:compose", signed_in(404), kwargs=lambda world: {"kind": "khong-co", "pk": 1}),
    Row("channels:choose", signed_in(404), method="POST", kwargs=lambda world: {"kind": "khong-co", "pk": 1}),
    Row("channels:posting", _sees(), kwargs=_of("draft")),
    Row("channels:edit", _writes(200), kwargs=_of("draft")),
    Row("channels:preview", _writes(200), method="POST", kwargs=_of("draft"), data=_form),
    Row("channels:rehearsal", _writes(200), kwargs=_of("draft")),
    Row("channels:ask", _writes(302), method="POST", kwargs=_of("draft")),
    Row("channels:release", _releases(302), method="POST", kwargs=_of("draft"), data={"version": 1}),
    Row("channels:send_back", _releases(200), kwargs=_of("draft")),
    Row("channels:move", _releases(200), kwargs=_of("released")),
    Row("channels:hold", _releases(302), method="POST", kwargs=_of("released")),
    Row("channels:cancel", _releases(302), method="POST", kwargs=_of("draft")),
    Row("channels:log", _writes(302), method="POST", kwargs=_of("issue")),
    Row("channels:take_down", _releases(302), method="POST", kwargs=_of("issue")),
    Row("channels:retry", _releases(302), method="POST", kwargs=_of("failed")),
    Row("channels:settle", _releases(302), method="POST", kwargs=_of("unsure"), data={"is_out": "nhap"}),
    Row("channels:mails", _releases(200), kwargs=_of("issue")),
    Row("channels:mail_arrived", _releases(302), method="POST", kwargs=_mail),
    Row("channels:mail_again", _releases(302), method="POST", kwargs=_mail),
    Row("channels:confirm", _writes(302), method="POST", kwargs=_of("to_paste"), data={"link": "https://a.vn/1"}),
    Row("channels:read", _writes(302), method="POST", kwargs=_of("sent")),
    Row("channels:picture", _sees(), kwargs=_of("draft", code="code")),
    Row("channels:qr", _sees(), kwargs=_of("draft")),
    Row("channels:pack", _sees(), kwargs=_of("to_paste")),
    Row("channels:script", _sees(), kwargs=_of("bulletin")),
    Row("channels:recording", _writes(302), method="POST", kwargs=_of("bulletin")),
    Row("channels:recording_file", _sees(), kwargs=_of("bulletin")),
    Row("newsletter:list", everyone(200)),
    Row("newsletter:sign_up", everyone(200), kwargs=_of("email")),
    Row("newsletter:asked", everyone(200), kwargs=_of("email")),
    Row("newsletter:archive", everyone(200), kwargs=_of("email")),
    Row("newsletter:issue", everyone(200), kwargs=_issue),
    Row("newsletter:confirm", everyone(200), kwargs=_reader),
    Row("newsletter:leave", everyone(200), kwargs=_reader),
    Row("newsletter:podcast", everyone(200), kwargs=_of("radio")),
    Row(
        "newsletter:audio",
        everyone(200),
        kwargs=lambda world: {"key": world.things["bulletin"].key, "ending": "mp3"},
    ),
    Row("channel_pictures:picture", everyone(404), kwargs=_picture),
]

"""The outlets of a unit: opened, changed, switched to sending for real, put to rest; each act on record."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import vault
from lantoa.channels.applications import application_of
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel
from lantoa.channels.registry import ADAPTERS
from lantoa.channels.releasing import demand_release, may_release
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit
from lantoa.oversight.recipients import people_of

_OWN = ("name", "url", "options")  # columns of the form
_OF_SECRETS = (
    "secrets",
    "health",
    "health_words",
    "checked_at",
    "token_expires_at",
    "refresh_expires_at",
    "refreshed_at",
)
_WHO = {"token", "access_token", "refresh_token"}  # secrets that say on whose page texts appear
_MANAGING = (Power.EDIT_NEWS, Power.APPROVE, Power.ADMINISTER)
# A token or password typed in whose loss keeps a kind of channel from working; the other secrets are a help.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    ChannelType.FACEBOOK: ("token",),
    ChannelType.ZALO: ("app_secret", "refresh_token"),
}


def may_manage(user: User, unit: Unit) -> bool:
    """Editors and heads over the unit, and its administrators."""
    return any(access.may(user, power, unit) for power in _MANAGING)


def demand_manage(user: User, unit: Unit) -> None:
    """Raise PermissionDenied (403) unless `user` may open and change channels of the unit."""
    if not may_manage(user, unit):
        raise PermissionDenied("Chỉ ban biên tập, thủ trưởng hoặc quản trị của đơn vị được thêm, sửa kênh.")


def managed_units(user: User) -> list[Unit]:
    """The units in which the person holds a role that manages channels."""
    found = {unit.pk: unit for power in _MANAGING for unit in access.units_where(user, power)}
    return [unit for unit in found.values() if unit.is_current]


def start(unit: Unit, kind: str, *, by: User) -> Channel:
    """A channel that is not saved yet."""
    demand_manage(by, unit)
    return Channel(unit=unit, type=kind, created_by=by)


@transaction.atomic
def save(channel: Channel, secrets: Mapping[str, str], *, by: User) -> Channel:
    """Keep what was typed; `secrets` holds only those typed anew, the others stay. Raises ValidationError."""
    demand_manage(by, channel.unit)
    is_new = channel.pk is None
    typed = {name: value.strip() for name, value in secrets.items() if value.strip()}
    row, before = _row_of(channel)
    if typed:
        vault.keep(row, typed)
        row.health, row.health_words, row.checked_at = Health.UNKNOWN, "", None
        row.token_expires_at = row.refresh_expires_at = row.refreshed_at = None
    try:
        with transaction.atomic():
            row.save(update_fields=None if is_new else [*_OWN, *(_OF_SECRETS if typed else ())])
    except IntegrityError as error:
        raise ValidationError({"name": "Đơn vị đã có kênh cùng loại mang tên này. Đặt tên khác."}) from error
    verb = "Thêm" if is_new else "Sửa"
    record("channel_saved", by=by, on=row, unit=row.unit, text=f"{verb} kênh {row}{_renewed(typed)}")
    if not is_new and (before != _target(row) or _WHO & set(typed)):
        leads_elsewhere(row, by=by)
    channel.refresh_from_db()
    return channel


def _row_of(channel: Channel) -> tuple[Channel, list[Any]]:
    """The stored row with what the form filled in, and where it led to: what the worker keeps there (a token renewed
    since the form was read) stays."""
    if channel._state.adding:
        return channel, []
    row = Channel.objects.select_for_update(of=("self",)).select_related("unit").get(pk=channel.pk)
    before = _target(row)
    row.name, row.url = channel.name, channel.url
    row.options = {**row.options, **channel.options}
    return row, before


def _target(channel: Channel) -> list[Any]:
    return [channel.options.get(name) or "" for name in ("page_id", "app_id", "url")]


def leads_elsewhere(channel: Channel, *, by: User) -> None:
    """Texts would go to another page, or in another's name. Who may release has seen it by doing it; after anyone else
    the channel rehearses until who releases switches it on again, and they are told."""
    if not channel.is_live or may_release(by, channel):
        return
    _set(channel, by, "tắt gửi thật vì nơi gửi đã đổi", is_live=False)
    unit = channel.unit
    people = people_of([unit.pk], {Role.EDITOR, Role.HEAD}).get(unit.pk, [])
    text = f"Kênh “{channel}” đã đổi nơi gửi nên chỉ gửi thử. Xem lại kênh rồi bật gửi thật."
    key = f"channel-{channel.pk}-elsewhere-{timezone.now().isoformat()}"
    tell(people, text, kind=NoticeKind.OTHER, url=channel.get_absolute_url(), unit=unit, key=key, by=by)


def _renewed(typed: Mapping[str, str]) -> str:
    return ", thay mã truy cập" if typed else ""


def missing(channel: Channel) -> list[str]:
    """What still has to be typed in before the channel can send, by label."""
    kept = vault.names_of(channel)
    labels = ADAPTERS[str(channel.type)].secrets
    has_application = _application(channel)
    found = [
        labels[name]
        for name in _NEEDED.get(str(channel.type), ())
        if name not in kept and not (name == "app_secret" and has_application)
    ]
    wanted = {"page_id": "Mã số trang", "app_id": "Mã ứng dụng", "url": "Địa chỉ nhận"}
    for name in NEEDED_OPTIONS.get(str(channel.type), ()):
        if not channel.options.get(name):
            found.append(wanted[name])
    return found


def _application(channel: Channel) -> bool:
    try:
        return application_of(channel) is not None
    except vault.VaultLocked:
        return False


NEEDED_OPTIONS: Mapping[str, tuple[str, ...]] = {
    ChannelType.FACEBOOK: ("page_id",),
    ChannelType.ZALO: ("app_id",),
    ChannelType.WEBHOOK: ("url",),
}


@transaction.atomic
def switch(channel: Channel, *, is_live: bool, by: User) -> None:
    """From rehearsing to sending for real, or back: the right of who releases. Raises ValidationError."""
    demand_release(by, channel)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    if is_live and (lacks := missing(row)):
        raise ValidationError(f"Kênh chưa có {', '.join(lacks).lower()}. Nhập trước khi bật gửi thật.")
    if is_live and not row.is_active:
        raise ValidationError("Kênh đã ngừng dùng. Dùng lại kênh trước khi bật gửi thật.")
    _set(channel, by, "bật gửi thật" if is_live else "tắt gửi thật", is_live=is_live)


@transaction.atomic
def rest(channel: Channel, *, is_active: bool, by: User) -> None:
    """Out of use, or in use again; what is out of use sends nothing."""
    demand_manage(by, channel.unit)
    changes: dict[str, Any] = {"is_active": is_active} if is_active else {"is_active": False, "is_live": False}
    _set(channel, by, "dùng lại" if is_active else "ngừng dùng", **changes)


def _set(channel: Channel, by: User, words: str, **changes: Any) -> None:
    Channel.objects.filter(pk=channel.pk).update(**changes)
    channel.refresh_from_db()
    record("channel_switched", by=by, on=channel, unit=channel.unit, text=f"Kênh {channel}: {words}")

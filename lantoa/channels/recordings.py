"""The recording of a radio bulletin: typed by its content, its length read from the file."""

import contextlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from tinytag import TinyTag, TinyTagException

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Episode, Posting
from lantoa.vietnamese.text import nfc, squeeze

LIMIT = 60 * 1024 * 1024
ACCEPT = ".mp3,.m4a,.ogg,.oga,.opus,audio/mpeg,audio/mp4,audio/ogg"
_ENDINGS = {"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg"}
_REFUSED = "Tệp này không phải bản ghi âm mp3, m4a hoặc ogg. Xuất lại tệp ở một trong ba dạng đó rồi tải lên."


@dataclass(frozen=True, slots=True)
class Recording:
    file: "UploadedFile[Any]"
    name: str
    content_type: str
    seconds: int | None

    @property
    def ending(self) -> str:
        return _ENDINGS[self.content_type]


def minutes_words(seconds: int) -> str:
    """75 as “1 phút 15 giây”."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(filter(None, (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest or not minutes else "")))


def take(file: "UploadedFile[Any]") -> Recording:
    """What to keep of an upload. Raises ValidationError with one sentence where it cannot be used."""
    if not file.size:
        raise ValidationError("Tệp trống (0 byte). Kiểm tra lại tệp gốc rồi chọn lại.")
    if file.size > LIMIT:
        raise ValidationError(f"Tệp lớn quá {LIMIT // (1024 * 1024)} MB. Xuất lại ở chất lượng thấp hơn (64 kbps).")
    kind = _kind(file.read(4096))
    file.seek(0)
    if not kind:
        raise ValidationError(_REFUSED)
    seconds = _seconds(file)
    file.seek(0)
    return Recording(file, nfc(squeeze(file.name or "bản ghi âm"))[:255], kind, seconds)


def _kind(head: bytes) -> str:
    """The type by the file's first bytes; "" for what is none of ours."""
    if head[:3] == b"ID3" or (len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head[4:8] == b"ftyp" and head[8:12] in (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"dash"):
        return "audio/mp4"
    if head[:4] == b"OggS" and (b"vorbis" in head[:64] or b"OpusHead" in head[:64]):
        return "audio/ogg"
    return ""


def _seconds(file: Any) -> int | None:
    """How long it plays. Raises ValidationError where the file only begins like a recording."""
    try:
        length = TinyTag.get(file_obj=file, tags=False).duration
    except (TinyTagException, ValueError, LookupError, OSError, ArithmeticError) as error:
        raise ValidationError(_REFUSED) from error
    except Exception as error:  # whatever a broken file makes the reader raise
        raise ValidationError(_REFUSED) from error
    if not length:
        raise ValidationError(_REFUSED)
    return round(length)


class RecordingField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        return take(super().clean(data, initial))


@transaction.atomic
def keep(posting: Posting, recording: Recording, *, by: User) -> Episode:
    """The posting's recording, in place of the one before. Raises PermissionDenied, ValidationError."""
    access.demand(by, Power.WRITE, posting.channel.unit)
    row = Posting.objects.select_for_update(of=("self",)).select_related("channel__unit").get(pk=posting.pk)
    if row.channel.type != ChannelType.RADIO or row.state not in (PostingState.TO_PASTE, PostingState.SENT):
        raise ValidationError("Bản ghi âm chỉ thêm được cho bản tin phát thanh đã duyệt phát.")
    episode = Episode.objects.filter(posting=row).first() or Episode(posting=row)
    old = episode.file.name if episode.pk else ""
    episode.name, episode.content_type = recording.name, recording.content_type
    episode.size, episode.seconds, episode.added_by = recording.file.size or 0, recording.seconds, by
    episode.file.save(f"{row.key.hex}.{recording.ending}", File(recording.file), save=False)
    episode.save()
    if old and old != episode.file.name:
        transaction.on_commit(lambda: _forget(old))
    record("recording_kept", by=by, on=row, unit=row.channel.unit, text=f"Tải bản ghi âm: {row}")
    return episode


def _forget(path: str) -> None:
    with contextlib.suppress(OSError):
        default_storage.delete(path)

"""What is kept of files that a sender adds: photos made anew from their pixels (no place, no camera), voice notes typed
by their content and kept as they are (the form says so), documents of known kinds where they come by mail."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from tinytag import TinyTag

from lantoa.feedback.enums import FileKind
from lantoa.ledger import evidence
from lantoa.ledger.enums import FileKind as EvidenceKind
from lantoa.vietnamese.text import nfc, squeeze

MOST = 6
VOICE_LIMIT = 15 * 1024 * 1024
ACCEPT_PHOTOS = "image/*,.heic,.heif"
ACCEPT_VOICE = "audio/*,.m4a,.mp3,.ogg,.opus,.amr,.wav,.webm"
_MP4 = (b"M4A", b"M4B", b"mp4", b"iso", b"das", b"3gp")
_NO_VOICE = "Tệp này không phải bản ghi âm dùng được. Ghi lại bằng điện thoại (m4a, mp3, ogg, amr, wav) rồi chọn lại."


@dataclass(slots=True)
class Attachment:
    """A file ready to be kept."""

    kind: FileKind
    content: "ContentFile[Any]"
    name: str
    content_type: str
    sha256: str
    thumb: "ContentFile[Any] | None" = None
    width: int | None = None
    height: int | None = None
    seconds: int | None = None


def photo(file: "UploadedFile[Any]") -> Attachment:
    """A photo as it is kept. Raises ValidationError with one sentence."""
    made = document_or_photo(file)
    if made.kind != FileKind.PHOTO:
        raise ValidationError(f"“{file.name}” không phải ảnh. Chọn ảnh (JPG, PNG, HEIC), hoặc chụp lại trang giấy.")
    return made


def document_or_photo(file: "UploadedFile[Any]") -> Attachment:
    """A photo or a document as it is kept. Raises ValidationError."""
    made = evidence.take(file)
    kind = FileKind.PHOTO if made.kind == EvidenceKind.PHOTO else FileKind.DOCUMENT
    name = nfc(squeeze(made.name.replace("\0", " ")))[:255]
    return Attachment(kind, made.content, name, made.content_type, made.sha256, made.thumb, made.width, made.height)


def voice(file: "UploadedFile[Any]") -> Attachment:
    """A voice note as it is kept, typed by its first bytes. Raises ValidationError."""
    name = nfc(squeeze((file.name or "ghi âm").replace("\0", " ")))
    if not file.size:
        raise ValidationError("Bản ghi âm trống (0 byte). Ghi lại rồi chọn lại.")
    if file.size > VOICE_LIMIT:
        raise ValidationError(
            f"Bản ghi âm lớn quá {VOICE_LIMIT // (1024 * 1024)} MB. Ghi ngắn hơn hoặc gửi làm hai lần."
        )
    data = file.read()
    file.seek(0)
    ending, content_type = voice_type(data)
    if not ending:
        raise ValidationError(_NO_VOICE)
    kept = f"{name.rsplit('.', 1)[0][:240] or 'ghi âm'}.{ending}"
    made: ContentFile[Any] = ContentFile(data, name="voice")
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(FileKind.VOICE, made, kept, content_type, sha256, seconds=_seconds(file))


def voice_type(data: bytes) -> tuple[str, str]:
    """Ending and type of a recording by its first bytes; empty for what is none."""
    found = {
        ("mp3", "audio/mpeg"): data[:3] == b"ID3" or (len(data) > 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2),
        ("m4a", "audio/mp4"): data[4:8] == b"ftyp" and data[8:11] in _MP4,
        ("ogg", "audio/ogg"): data[:4] == b"OggS" and (b"vorbis" in data[:64] or b"OpusHead" in data[:64]),
        ("webm", "audio/webm"): data[:4] == b"\x1aE\xdf\xa3" and b"webm" in data[:64],
        ("wav", "audio/wav"): data[:4] == b"RIFF" and data[8:12] == b"WAVE",
        ("amr", "audio/amr"): data.startswith((b"#!AMR\n", b"#!AMR-WB\n")),
    }
    return next((kind for kind, fits in found.items() if fits), ("", ""))


def _seconds(file: Any) -> int | None:
    """How long it plays, where the file says so."""
    try:
        length = TinyTag.get(file_obj=file, tags=False).duration
    except Exception:  # whatever a broken or unknown file makes the reader raise
        return None
    finally:
        file.seek(0)
    return round(length) if length else None

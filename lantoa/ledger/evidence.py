"""Evidence as it is kept: photos made anew from their pixels alone, documents typed by their content.

A photo of a phone says where and with what it was taken; nothing of that is kept (Luật 91/2025/QH15, Điều 3: no more
data than the purpose needs). A file that lies about its type is refused in one sentence.
"""

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from lantoa.ledger.enums import FileKind

pillow_heif.register_heif_opener()

LIMIT = 25 * 1024 * 1024  # bytes of one file as it is sent
MOST_PIXELS = 80_000_000
LONGEST = 2000  # pixels of the longer side as kept: enough to read a poster, small enough for a village line
THUMB = 400
MOST_FILES = 20
_PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF")  # JPEG stands for the MPO of phones too
_OFFICE = {
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
ACCEPT = "image/*,.heic,.heif,.pdf,.docx,.xlsx,.pptx"


@dataclass(slots=True)
class Evidence:
    """A file ready to be kept; `thumb` only of photos."""

    kind: FileKind
    content: ContentFile[Any]
    name: str
    content_type: str
    sha256: str
    thumb: ContentFile[Any] | None = None
    width: int | None = None
    height: int | None = None


def take(file: "UploadedFile[Any]") -> Evidence:
    """What to keep of an uploaded file. Raises ValidationError with one sentence where it cannot be used."""
    name = (file.name or "tệp")[:255]
    if not file.size:
        raise ValidationError(f"Tệp “{name}” trống (0 byte). Kiểm tra lại tệp gốc rồi chọn lại.")
    if file.size > LIMIT:
        limit = LIMIT // (1024 * 1024)
        raise ValidationError(f"Tệp “{name}” lớn quá {limit} MB. Chụp lại ở cỡ nhỏ hơn hoặc nén tệp rồi gửi lại.")
    data = file.read()
    file.seek(0)
    return _document(name, data) or _photo(name, data)


def _document(name: str, data: bytes) -> Evidence | None:
    """The file as a document where its content is one of those taken, whatever its name says."""
    stem = name.rsplit(".", 1)[0]
    if data.startswith(b"%PDF-"):
        return _kept(FileKind.DOCUMENT, f"{stem}.pdf", "application/pdf", data)
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        parts = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        parts = set()
    if any(part.endswith("vbaProject.bin") for part in parts):
        raise ValidationError(f"Tệp “{name}” có chứa lệnh chạy (macro). Lưu lại thành tệp không có macro rồi gửi.")
    for part, (extension, content_type) in _OFFICE.items():
        if part in parts:
            return _kept(FileKind.DOCUMENT, f"{stem}.{extension}", content_type, data)
    return None


def _photo(name: str, data: bytes) -> Evidence:
    image = _pixels(name, data)
    kept = _jpeg(image, LONGEST, quality=82)
    found = _kept(FileKind.PHOTO, f"{name.rsplit('.', 1)[0]}.jpg", "image/jpeg", kept.getvalue())
    with Image.open(io.BytesIO(kept.getvalue())) as final:
        found.width, found.height = final.size
    found.thumb = ContentFile(_jpeg(image, THUMB, quality=75).getvalue(), name="thumb")
    return found


def _pixels(name: str, data: bytes) -> Image.Image:
    """The picture upright, in plain RGB, without anything that was written beside its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_PHOTO_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise ValidationError(f"Ảnh “{name}” quá lớn ({image.width} × {image.height} điểm). Chụp lại ở cỡ nhỏ hơn.")
        image.draft("RGB", (LONGEST, LONGEST))  # JPEG: read no more than is kept
        upright = ImageOps.exif_transpose(image)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(f"Ảnh “{name}” quá lớn. Chụp lại ở cỡ nhỏ hơn.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as error:
        raise ValidationError(
            f"Tệp “{name}” không phải ảnh hoặc tài liệu dùng được. Gửi ảnh (JPG, PNG, HEIC) hoặc PDF, Word, Excel."
        ) from error
    if upright.mode in ("RGBA", "LA", "P"):
        upright = upright.convert("RGBA")
        white = Image.new("RGB", upright.size, "white")
        white.paste(upright, mask=upright.getchannel("A"))
        return white
    return upright.convert("RGB")


def _jpeg(image: Image.Image, longest: int, *, quality: int) -> io.BytesIO:
    small = image.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", small.size)
    clean.paste(small)  # `info` (place, camera, comments) stays behind
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out


def _kept(kind: FileKind, name: str, content_type: str, data: bytes) -> Evidence:
    return Evidence(
        kind, ContentFile(data, name="evidence"), name[:255], content_type, hashlib.sha256(data).hexdigest()
    )

"""Pictures of a posting as channels take them: JPEG, made anew from the pixels, as small as the channel demands."""

import contextlib
import datetime as dt
import hashlib
import io
import warnings
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageOps

from lantoa.channels import limits
from lantoa.channels.models import Posting

MOST_PIXELS = 80_000_000
_QUALITIES = (88, 80, 70, 60)
_SMALLEST = 320
_FITTED, _KEPT = "channels/fitted", dt.timedelta(days=30)


class PictureError(Exception):
    """A picture that can't go out; `sentence` is for people."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Picture:
    """The `number`-th picture (from 1) of a posting."""

    number: int
    path: str
    alt: str = ""


def pictures_of(posting: Posting) -> list[Picture]:
    """The posting's pictures, no more than its channel takes."""
    most = limits.limit(posting.channel, "pictures")
    rows = [row for row in posting.pictures if isinstance(row, dict) and row.get("path")]
    return [Picture(place, str(row["path"]), str(row.get("alt") or "")) for place, row in enumerate(rows[:most], 1)]


def fitted(posting: Posting, picture: Picture) -> bytes:
    """The picture within the limits of the posting's channel, made once: everyone may ask for it. Raises
    PictureError."""
    side = limits.limit(posting.channel, "picture_side") or 2048
    most = limits.limit(posting.channel, "picture_bytes") or 5 * limits.MB
    name = hashlib.sha256(f"{picture.path}|{side}|{most}".encode()).hexdigest()
    kept = f"{_FITTED}/{name}.jpg"
    with contextlib.suppress(OSError), default_storage.open(kept) as file:
        return bytes(file.read())
    data = shrunk(_opened(picture), side, most)
    default_storage.save(kept, ContentFile(data))
    return data


def forget_fitted(now: dt.datetime | None = None) -> int:
    """Delete what was made for channels long ago; it is made anew when it is asked for. How many."""
    old, done = (now or timezone.now()) - _KEPT, 0
    if not default_storage.exists(_FITTED):
        return 0
    for name in default_storage.listdir(_FITTED)[1]:
        if default_storage.get_modified_time(f"{_FITTED}/{name}") < old:
            default_storage.delete(f"{_FITTED}/{name}")
            done += 1
    return done


def shrunk(image: Image.Image, side: int, most: int) -> bytes:
    """A JPEG no longer than `side` on its longer side and no larger than `most` bytes."""
    while True:
        smaller = image.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            smaller.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= most or side <= _SMALLEST:
                return out.getvalue()
        side = side * 3 // 4


def address_of(posting: Posting, picture: Picture) -> str:
    """Where a channel fetches the picture from (Zalo takes covers by address only); not to be guessed, and answered
    only once the posting is released."""
    return str(settings.SITE_URL) + reverse("channel_pictures:picture", args=[posting.key, picture.number])


def _opened(picture: Picture) -> Image.Image:
    """Upright, in plain RGB, with nothing that was written beside the pixels."""
    try:
        with default_storage.open(picture.path) as file, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(file, formats=("JPEG", "PNG", "WEBP"))
            if image.width * image.height > MOST_PIXELS:
                raise PictureError(
                    f"Ảnh {picture.number} quá lớn ({image.width} × {image.height} điểm). Chọn ảnh khác."
                )
            upright = ImageOps.exif_transpose(image)
            return upright.convert("RGB")
    except PictureError:
        raise
    except Exception as error:  # whatever a broken file makes the reader raise
        raise PictureError(f"Không đọc được ảnh {picture.number}. Bỏ ảnh này hoặc tải lên lại.") from error

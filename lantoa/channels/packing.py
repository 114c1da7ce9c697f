"""What a person needs to post by hand where no interface is open: text cut to the channel, pictures in its size, a QR
code of the link."""

import io
import zipfile
from dataclasses import dataclass, field

import segno
from django.utils.text import slugify

from lantoa.channels.composing import cut
from lantoa.channels.limits import limit
from lantoa.channels.models import Posting
from lantoa.channels.pictures import PictureError, fitted, pictures_of
from lantoa.vietnamese.text import fold


@dataclass(slots=True)
class Pack:
    """`text` is to be copied as it is; `missing`: sentences about pictures that could not be read."""

    text: str
    link: str
    pictures: list[tuple[str, bytes, str]]  # file name, JPEG, what the picture shows
    qr_svg: str
    missing: list[str] = field(default_factory=list)


def pack_of(posting: Posting) -> Pack:
    """Everything to post `posting` by hand."""
    pack = Pack(text_of(posting), posting.link, [], qr_of(posting.link))
    for picture in pictures_of(posting):
        try:
            data = fitted(posting, picture)
        except PictureError as error:
            pack.missing.append(error.sentence)
            continue
        pack.pictures.append((f"anh-{picture.number}.jpg", data, picture.alt))
    return pack


def text_of(posting: Posting) -> str:
    """Text and link within the channel's limit."""
    text = posting.text.strip() or posting.title
    if posting.link and posting.link not in text:
        most = limit(posting.channel, "text")
        text = cut(text, max(most - len(posting.link) - 2, 2)) if most else text
        text = f"{text}\n\n{posting.link}"
    return text


def qr_of(link: str, scale: int = 6) -> str:
    """The link as a QR code (SVG); empty where there is none."""
    if not link:
        return ""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", scale=scale, xmldecl=False)
    return out.getvalue().decode()


def qr_png(link: str) -> bytes:
    """The link as a QR code for programs that take no SVG."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=12, border=4)
    return out.getvalue()


def zip_of(posting: Posting) -> tuple[str, bytes]:
    """The pack as one file: its name and bytes."""
    pack, out = pack_of(posting), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("noi-dung.txt", _for_any_editor(pack.text))
        if pack.link:
            file.writestr("ma-qr.svg", pack.qr_svg)
            file.writestr("ma-qr.png", qr_png(pack.link))
        for name, data, _ in pack.pictures:
            file.writestr(name, data)
        shown = [f"{name}: {alt}" for name, _, alt in pack.pictures if alt]
        if shown or pack.missing:
            file.writestr("mo-ta-anh.txt", _for_any_editor("\n".join([*shown, *pack.missing])))
    return f"{slugify(fold(posting.title))[:60] or 'bai'}.zip", out.getvalue()


def _for_any_editor(text: str) -> bytes:
    """With the mark and line ends that the plainest editors need to show Vietnamese."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")

"""Everything to carry a posting out by hand, in one file: the text, the pictures in the channel's size, the QR code."""

import io
import zipfile

import segno

from lantoa.channels.models import Posting
from lantoa.channels.pictures import PictureError, fitted, pictures_of


def pack_of(posting: Posting) -> bytes:
    """The zip. A picture that can't be read any more is named in the text in its place."""
    out = io.BytesIO()
    notes: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for picture in pictures_of(posting):
            try:
                file.writestr(f"anh-{picture.number}.jpg", fitted(posting, picture), zipfile.ZIP_STORED)
            except PictureError as error:
                notes.append(error.sentence)
                continue
            if picture.alt:
                notes.append(f"Ảnh {picture.number}: {picture.alt}")
        if posting.link:
            file.writestr("ma-qr.png", qr_png(posting.link))
        file.writestr("noi-dung.txt", text_of(posting).encode("utf-8-sig"))
        if notes:
            file.writestr("ghi-chu-anh.txt", "\r\n".join(notes).encode("utf-8-sig"))
    return out.getvalue()


def text_of(posting: Posting) -> str:
    """What is pasted: the text and below it the address of the whole piece; with line ends for any editor."""
    return "\n\n".join(filter(None, (posting.text, posting.link))).replace("\n", "\r\n")


def qr_png(link: str) -> bytes:
    """The address as a QR code to print or post."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=12, border=4)
    return out.getvalue()

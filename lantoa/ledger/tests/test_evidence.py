import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.ledger import evidence
from lantoa.ledger.enums import FileKind

HANOI = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 12.0)}


def photo(
    kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, with_place: bool = False, turned: bool = False
) -> bytes:
    image = Image.new("RGB", size, "teal")
    image.paste("orange", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if with_place:
        exif.get_ifd(0x8825).update(HANOI)
        exif[0x010F] = "Điện thoại của cô Lan"
    if turned:
        exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def kept(found: evidence.Evidence) -> Image.Image:
    found.content.seek(0)
    return Image.open(io.BytesIO(found.content.read()))


def test_a_photo_is_kept_without_its_place_and_camera() -> None:
    data = photo(with_place=True)
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    found = evidence.take(sent("anh.jpg", data))
    image = kept(found)
    assert not image.getexif()
    assert b"Lan" not in found.content.file.getvalue()
    assert found.kind == FileKind.PHOTO


@pytest.mark.parametrize("kind", ["HEIF", "PNG", "WEBP"])
def test_photos_of_every_phone_become_jpeg(kind: str) -> None:
    found = evidence.take(sent("IMG_0001.HEIC", photo(kind, with_place=kind == "HEIF")))
    assert (found.content_type, found.name) == ("image/jpeg", "IMG_0001.jpg")
    assert kept(found).format == "JPEG"
    assert not kept(found).getexif()


def test_a_photo_taken_sideways_is_kept_upright() -> None:
    found = evidence.take(sent("doc.jpg", photo(size=(640, 480), turned=True)))
    assert (found.width, found.height) == (480, 640)


def test_a_large_photo_is_kept_small_with_a_thumbnail() -> None:
    found = evidence.take(sent("to.jpg", photo(size=(6000, 4000))))
    assert max(found.width or 0, found.height or 0) == evidence.LONGEST
    assert found.thumb
    assert max(Image.open(io.BytesIO(found.thumb.read())).size) == evidence.THUMB


def test_a_document_is_typed_by_its_content() -> None:
    found = evidence.take(sent("bien-ban.jpg", b"%PDF-1.7\n..."))
    assert (found.kind, found.name, found.content_type) == (FileKind.DOCUMENT, "bien-ban.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("anh.jpg", b"<html><script>alert(1)</script></html>"),
        ("anh.png", b"MZ\x90\x00 this is a program"),
        ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("hong.jpg", photo()[:200]),
        ("nen.zip", b"PK\x03\x04 broken"),
    ],
)
def test_what_lies_about_its_type_is_refused_in_one_sentence(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError) as error:
        evidence.take(sent(name, data))
    assert name in error.value.messages[0]
    assert "Gửi ảnh (JPG, PNG, HEIC) hoặc PDF" in error.value.messages[0]


def test_a_document_with_macros_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("word/vbaProject.bin", "x")
    with pytest.raises(ValidationError, match="macro"):
        evidence.take(sent("mau.docx", out.getvalue()))


def test_too_large_and_empty_files_say_what_to_do() -> None:
    with pytest.raises(ValidationError, match="trống"):
        evidence.take(sent("a.jpg", b""))
    with pytest.raises(ValidationError, match="lớn quá 25 MB"):
        evidence.take(sent("a.jpg", b"x" * (evidence.LIMIT + 1)))


def test_a_picture_of_countless_pixels_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(ValidationError, match="quá lớn"):
        evidence.take(sent("bom.png", out.getvalue()))

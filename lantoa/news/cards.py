"""The picture shown where an article's address is shared (Open Graph, 1200 × 630): its title, its unit, its cover.

Made by typst on the first ask and kept beside the other files under a name that its content decides, so that a
corrected title makes a new one.
"""

import hashlib
import io

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from lantoa.ledger.enums import FileKind
from lantoa.news.models import Article, ArticleFile

WIDTH, HEIGHT = 1200, 630
_COVER_WIDTH = 480
_VERSION = "1"  # changes with the drawing
_SOURCE = """
#set page(width: 1200pt, height: 630pt, margin: 0pt, fill: rgb("#0f5741"))
#set text(font: "Libertinus Serif", lang: "vi", fill: white)
#set par(leading: 0.5em)
#let wide = int(sys.inputs.room) * 1pt
#let title = sys.inputs.title
#let size = if title.clusters().len() > 130 { 42pt } else if title.clusters().len() > 70 { 52pt } else { 64pt }
#place(top + left, rect(width: 100%, height: 14pt, fill: rgb("#f2b90c")))
#place(top + left, dx: 64pt, dy: 74pt, box(width: wide - 112pt,
  text(size: 28pt, fill: rgb("#8fd0b7"), sys.inputs.kind)))
#place(top + left, dx: 64pt, dy: 128pt, box(width: wide - 112pt, height: 380pt, clip: true,
  text(size: size, weight: "semibold", title)))
#place(bottom + left, dx: 64pt, dy: -48pt, box(width: wide - 112pt, text(size: 28pt, sys.inputs.unit)))
"""


def card_of(article: Article) -> bytes:
    """The card of an article as PNG."""
    cover = article.files.filter(kind=FileKind.PHOTO).order_by("-is_cover", "order", "pk").first()
    kind = article.category.name if article.category else "Tin tức"
    return card(article.title, article.unit.name, kind, cover)


def card(title: str, unit: str, kind: str, cover: ArticleFile | None = None) -> bytes:
    """The card with those words, its picture at the right where there is one."""
    seed = "\0".join((_VERSION, title, unit, kind, cover.sha256 if cover else ""))
    name = f"cards/{hashlib.sha256(seed.encode()).hexdigest()}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            data: bytes = kept.read()
            return data
    made = _drawn(title, unit, kind, WIDTH - _COVER_WIDTH if cover else WIDTH)
    if cover:
        made = _with_cover(made, cover)
    default_storage.save(name, ContentFile(made))
    return made


def _drawn(title: str, unit: str, kind: str, room: int) -> bytes:
    words = {"title": title, "unit": unit, "kind": kind, "room": str(room)}
    made = typst.compile(_SOURCE.encode(), format="png", ppi=72, sys_inputs=words, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _with_cover(card_png: bytes, cover: ArticleFile) -> bytes:
    source = cover.medium or cover.file
    with Image.open(io.BytesIO(card_png)) as drawn, source.open("rb") as file, Image.open(file) as photo:
        canvas = drawn.convert("RGB")
        canvas.paste(ImageOps.fit(photo.convert("RGB"), (_COVER_WIDTH, HEIGHT)), (WIDTH - _COVER_WIDTH, 0))
    out = io.BytesIO()
    canvas.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(out, "PNG", optimize=True)
    return out.getvalue()

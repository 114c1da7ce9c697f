"""Photos of the demo, drawn: nobody's face, nobody's copyright."""

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDE, HIGH = 800, 600
_SKIES = ("#bfe0ef", "#f6e3bd", "#d9e8d0", "#e8dff0")
_CLOTHES = ("#ffffff", "#1f5d47", "#2f5f9e", "#b4482f", "#d9a21b", "#6b4f8a")
_SKIN = ("#e6b98f", "#d9a577", "#c98f63")

Draw = ImageDraw.ImageDraw


def photo(kind: str, seed: int) -> bytes:
    """A JPEG of an activity of `kind`: the same seed draws the same picture."""
    chance = random.Random(f"{kind}{seed}")  # noqa: S311 - a picture, nothing secret
    image = Image.new("RGB", (WIDE, HIGH), chance.choice(_SKIES))
    draw = ImageDraw.Draw(image)
    _SCENES.get(kind, _hall)(draw, chance)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _people(draw: Draw, chance: random.Random, count: int, top: int, size: int) -> None:
    for place in range(count):
        x = WIDE // 2 if count == 1 else 40 + place * (WIDE - 80) // (count - 1) + chance.randint(-8, 8)
        y = top + chance.randint(-10, 10)
        draw.ellipse((x - size // 2, y, x + size // 2, y + size), fill=chance.choice(_SKIN))
        draw.pieslice((x - size // 2, y - 4, x + size // 2, y + size - 4), 180, 360, fill="#2b2320")
        draw.rounded_rectangle((x - size, y + size, x + size, y + size * 3), size // 2, fill=chance.choice(_CLOTHES))


def _banner(draw: Draw, top: int = 60) -> None:
    draw.rectangle((120, top, WIDE - 120, top + 90), fill="#a4232a")
    for line in (26, 54):
        draw.rounded_rectangle((180, top + line, WIDE - 180, top + line + 12), 6, fill="#f4d35e")


def _hall(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 420, WIDE, HIGH), fill="#9c7b58")
    _banner(draw)
    draw.rectangle((330, 250, 470, 360), fill="#6e4a2b")
    _people(draw, chance, 1, 170, 40)
    _people(draw, chance, 9, 370, 34)
    _people(draw, chance, 8, 450, 40)


def _star(x: int, y: int, radius: float) -> list[tuple[float, float]]:
    """Five points: the outer ones on the circle, the inner ones where its edges cross."""
    inner = radius * 0.382
    angles = [(math.pi * step / 5 - math.pi / 2, radius if step % 2 == 0 else inner) for step in range(10)]
    return [(x + math.cos(angle) * reach, y + math.sin(angle) * reach) for angle, reach in angles]


def _yard(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 330, WIDE, HIGH), fill="#c9b48a")
    draw.rectangle((60, 180, WIDE - 60, 330), fill="#f0d9a8")
    for x in range(90, WIDE - 90, 90):
        draw.rectangle((x, 220, x + 50, 280), fill="#7fb3c8")
    draw.line((WIDE // 2, 60, WIDE // 2, 330), fill="#555555", width=6)
    draw.rectangle((WIDE // 2, 64, WIDE // 2 + 110, 134), fill="#c8102e")
    draw.polygon(_star(WIDE // 2 + 55, 99, 24), fill="#ffd200")
    for row in range(3):
        _people(draw, chance, 11, 350 + row * 70, 26)


def _board(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 470, WIDE, HIGH), fill="#8d9b7a")
    draw.rectangle((130, 90, WIDE - 130, 440), fill="#7a5a3a")
    draw.rectangle((150, 110, WIDE - 150, 420), fill="#2e6b4f")
    for column in range(4):
        x, y = 175 + column * 118, 140 + chance.randint(0, 24)
        draw.rectangle((x, y, x + 96, y + 200), fill="#ffffff")
        for line in range(7):
            draw.rectangle(
                (x + 12, y + 18 + line * 24, x + 84 - chance.randint(0, 30), y + 24 + line * 24), fill="#999999"
            )
    _people(draw, chance, 2, 440, 44)


def _leaflets(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 250, WIDE, HIGH), fill="#a37c52")
    for _ in range(9):
        x, y = chance.randint(60, WIDE - 220), chance.randint(270, HIGH - 160)
        draw.rectangle((x, y, x + 140, y + 100), fill="#ffffff", outline="#cccccc")
        draw.rectangle((x, y, x + 140, y + 26), fill=chance.choice(_CLOTHES[1:]))
        for line in range(3):
            draw.rectangle((x + 12, y + 40 + line * 18, x + 120, y + 46 + line * 18), fill="#bbbbbb")
    _people(draw, chance, 5, 110, 44)


def _stage(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 0, WIDE, 430), fill="#53213a")
    draw.rectangle((0, 430, WIDE, HIGH), fill="#3a2a20")
    draw.rectangle((60, 400, WIDE - 60, 450), fill="#b98a4e")
    draw.polygon([(300, 0), (500, 0), (620, 400), (180, 400)], fill="#7d3c58")
    _people(draw, chance, 5, 250, 46)
    _people(draw, chance, 10, 500, 30)


def _radio(draw: Draw, chance: random.Random) -> None:
    draw.rectangle((0, 480, WIDE, HIGH), fill="#7e9f6c")
    draw.line((560, 90, 560, 480), fill="#666666", width=14)
    for y in (110, 200):
        draw.polygon([(560, y + 25), (660, y - 20), (660, y + 90)], fill="#8a8f94")
        draw.polygon([(560, y + 25), (460, y - 20), (460, y + 90)], fill="#9aa0a5")
    draw.rectangle((80, 300, 380, 480), fill="#e9d8b4")
    draw.polygon([(60, 300), (230, 200), (400, 300)], fill="#a4432f")
    _people(draw, chance, 3, 430, 36)


_SCENES: dict[str, Callable[[Draw, random.Random], None]] = {
    "flag_salute": _yard,
    "contest": _yard,
    "notice_board": _board,
    "print_run": _leaflets,
    "stage_play": _stage,
    "loudspeaker": _radio,
}

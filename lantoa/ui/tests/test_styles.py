"""Colours can be read, styles stand where the house says."""

import re

import pytest
from django.contrib.staticfiles import finders

from lantoa.ui import bundle

pytestmark = pytest.mark.pure

INKS = ["ink", "ink-soft", "brand", "positive", "warning", "negative", "info", "neutral"]
GROUNDS = ["canvas", "surface", "sunk"]
PAIRS = [
    *[(ink, ground) for ink in INKS for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in ("brand", "positive", "warning", "negative", "info", "neutral")],
    *[("ink", f"{tone}-soft") for tone in ("brand", "positive", "warning", "negative", "info", "neutral")],
    ("accent-ink", "accent"),
    ("brand-ink", "brand"),
    ("brand-ink", "brand-strong"),
    ("negative-ink", "negative"),
    ("negative-ink", "negative-strong"),
]
FRAMES = [("line-strong", ground) for ground in GROUNDS] + [("focus", ground) for ground in GROUNDS]


def _colours(scheme: str) -> dict[str, str]:
    """What each meaning is in a scheme, down to #rrggbb."""
    light, dark = (bundle.FOLDER / "tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark", 1)
    named = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
    if scheme == "dark":
        named |= dict(re.findall(r"--([\w-]+): ([^;]+);", dark))
    colours = {}
    for name, given in named.items():
        value = given
        while value.startswith("var("):
            value = named[value[6:-1]]
        colours[name.removeprefix("color-")] = value
    return colours


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_reckoning_of_contrast_is_right():
    assert _contrast("#000", "#fff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read(scheme: str, ink: str, ground: str):
    colours = _colours(scheme)
    assert _contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("frame", "ground"), FRAMES)
def test_frames_of_fields_can_be_seen(scheme: str, frame: str, ground: str):
    colours = _colours(scheme)
    assert _contrast(colours[frame], colours[ground]) >= 3


def test_every_style_of_the_look_is_in_the_one_file():
    assert sorted(bundle.PARTS) == sorted(path.stem for path in bundle.FOLDER.glob("*.css"))


def test_the_one_file_is_found_and_follows_its_parts():
    found = finders.find(bundle.NAME)
    assert found
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 - a finder gives a plain name
        assert file.read() == bundle.joined()


def _styles():
    house = bundle.FOLDER.parents[3]
    return sorted(house.glob("*/static/**/*.css"))


@pytest.mark.parametrize("path", _styles(), ids=lambda path: path.name)
def test_styles_stand_in_layers_and_shout_at_nobody(path):
    text = path.read_text(encoding="utf-8")
    assert "!important" not in text
    assert re.match(r"\s*(/\*.*?\*/\s*)?@layer ", text, re.DOTALL), "A page's styles stand in @layer pages."
    if path.name not in {"tokens.css", "print.css"}:
        literal = re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", text)
        assert not literal, f"Use a meaning from tokens.css, not {literal}"

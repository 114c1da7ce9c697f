"""Looking at a page: axe, the width of a phone, light and dark, pictures where they are asked for."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PICTURES = Path(settings.BASE_DIR) / "var" / "screenshots"


def axe(page: Page) -> None:
    """Fail with every accessibility fault that axe finds on the page as it is now."""
    faults = [
        f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(node["html"][:160] for node in fault["nodes"][:5])
        for fault in Axe().run(page).response["violations"]
    ]
    assert not faults, f"axe at {page.url}:\n" + "\n".join(faults)


def both_widths_and_schemes(page: Page, name: str, *, whole: bool = True) -> None:
    """Look at the page as phone and desk, light and dark: axe, nothing wider than the screen, and a picture each in
    var/screenshots where LANTOA_SCREENSHOTS=1. The page is a desk in light afterwards."""
    for width, size in (("phone", PHONE), ("desk", DESK)):
        for scheme in ("dark", "light"):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_timeout(50)
            # Colours on their way; wait_for_function would need eval, which the content policy forbids.
            while page.evaluate("document.getAnimations().length"):
                page.wait_for_timeout(50)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{page.url} is {wide} px wide on a screen of {size['width']}"
            if os.environ.get("LANTOA_SCREENSHOTS"):
                PICTURES.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=whole)


def look(page: Page, name: str) -> None:
    """As `both_widths_and_schemes`, in the middle of a story: the screen is as it was afterwards."""
    size = page.viewport_size
    both_widths_and_schemes(page, name)
    page.set_viewport_size(size or DESK)  # type: ignore[arg-type]


def loads(picture: Locator) -> None:
    """Fail where the picture does not come."""
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

"""The body of an article as it is kept: clean on the way in, so that every page may show it as it is.

Three stages. nh3, an HTML5 parser with an allowlist, makes of whatever came the tree that a browser would see. Of that,
good HTML is made: Word's lists, headings, loose lines, pictures of this site alone. nh3 with the narrow allowlist has
the last word, and nothing is changed after it.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nh3
from lxml import etree
from lxml import html as parsing

from lantoa.news.word_paste import make_lists
from lantoa.vietnamese.text import squeeze


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


LONGEST = 400_000  # characters of a body as it is sent
ROUNDS = 5
SIZES = ("lon", "vua", "nho")
TAGS = _words(
    "p br h2 h3 ul ol li blockquote strong em u s sub sup a figure figcaption img table caption thead tbody tr th td"
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_RENAMED = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "b": "strong", "i": "em", "strike": "s", "del": "s"}
_GONE = _words("script style xml title template noscript svg math iframe object embed select textarea")
_BLOCKS = _words(
    "p h2 h3 ul ol blockquote figure table div section article header footer main aside nav form fieldset "
    "center dl pre address hr"
)
_BOXES = _words("div section article header footer main aside nav form fieldset center address")
KEY = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # of a picture
_PICTURE = re.compile(rf"\A(?:https?://[^/\s]+)?/(?:tin-tuc|lam-viec/tin-bai)/anh/((?i:{KEY}))/(lon|vua|nho)/?\Z")
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'\s>]*)", re.IGNORECASE)
_LINK = re.compile(r"\A(?:https?://[^\s/]|mailto:[^\s]|tel:[+\d]|/(?![/\\]))", re.IGNORECASE)
_NUMBER = re.compile(r"\A[1-9]\d{0,3}\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture in a body shows beside its pixels; `width` and `height` of the middle size. `caption` stands
    below it where the text itself puts nothing there."""

    alt: str
    width: int
    height: int
    caption: str = ""


def clean(given: str, pictures: Mapping[str, Picture] | None = None) -> str:
    """Harmless HTML of whatever was typed, pasted or sent; text without tags becomes paragraphs, one for each blank
    line.

    `pictures` by key: those that may stand in the text, with the words that they carry; None: any of this site.
    """
    text = _CONTROL.sub("", unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n")))
    text = text.replace("\xa0", " ").strip()
    if not _TAG.search(text):
        return _paragraphs(html.unescape(text))
    for _ in range(ROUNDS):  # of a tangle, one round may leave what the next would change: what is kept stays as it is
        before, text = text, _once(text, pictures)
        if text == before:
            break
    return text


def _once(text: str, pictures: Mapping[str, Picture] | None) -> str:
    root = _parsed(_as_browsers_see(text))
    if root is None:
        return ""
    _tidy(root, pictures)
    return _sanitised(_inner(root)).strip()


def picture_path(key: object, size: str = "vua") -> str:
    """Where readers get a picture, as a body names it."""
    return f"/tin-tuc/anh/{key}/{size}"


def picture_keys(body: str) -> list[str]:
    """The keys of the pictures that a clean body shows, in order."""
    return re.findall(rf'src="/tin-tuc/anh/({KEY})/', body)


def foreign_pictures(given: str) -> int:
    """How many pictures of other places stand in what was sent: they do not come along (`clean`)."""
    sources = (_SOURCE.search(image) for image in _IMAGE.findall(given))
    return sum(1 for found in sources if found is None or not _PICTURE.match(found.group(1)))


def plain_text(body: str) -> str:
    """A clean body as text, a line for each paragraph, heading, item or cell."""
    broken = re.sub(r"<br>|</(?:p|h2|h3|li|td|th|figcaption|caption|blockquote)>", "\n", body)
    lines = html.unescape(re.sub(r"<[^>]*>", "", broken)).split("\n")
    return "\n".join(line for one in lines if (line := squeeze(one)))


def _paragraphs(text: str) -> str:
    parts = (part.strip() for part in _BLANK_LINE.split(text))
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part)


def _parsed(text: str) -> Any:
    try:
        return parsing.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return None


def _inner(root: Any) -> str:
    start = html.escape(root.text or "", quote=False)
    return start + "".join(parsing.tostring(child, encoding="unicode") for child in root)


def _tidy(root: Any, pictures: Mapping[str, Picture] | None) -> None:
    make_lists(root)
    for node in list(root.iter()):
        if node is root:
            continue
        if node.tag == "img":
            _place(node, pictures)
        else:
            node.tag = _RENAMED.get(node.tag, node.tag)
    for node in list(root.iter(*_BOXES)):
        if node is not root and any(child.tag in _BLOCKS for child in node):
            _wrap_loose(node)
            node.drop_tag()
        elif node is not root:
            node.tag = "p"
    _wrap_loose(root)
    for node in list(root.iter("p", "h2", "h3")):
        if node.find(".//img") is None and not (node.text_content() or "").strip():
            _drop(node)


def _drop(node: Any) -> None:
    if node.getparent() is None:
        return
    node.tail = node.tail or ""
    node.drop_tree()


def _place(node: Any, pictures: Mapping[str, Picture] | None) -> None:
    """A picture of this site by the address that readers use, with its own words; any other goes."""
    match = _PICTURE.match(node.get("src", "").strip())
    key = match.group(1).lower() if match else ""
    if match is None or (pictures is not None and key not in pictures):
        return _drop(node)
    alt = node.get("alt", "")
    node.attrib.clear()
    node.set("src", picture_path(key, match.group(2)))
    known = (pictures or {}).get(key)
    node.set("alt", known.alt if known else alt)
    if known:
        node.set("width", str(known.width))
        node.set("height", str(known.height))
        _say_below(node, known.caption)
    return None


def _say_below(image: Any, words: str) -> None:
    """The caption of a picture where its figure has none; one that was written in the text stays."""
    figure = image.getparent()
    if words and figure is not None and figure.tag == "figure" and figure.find("figcaption") is None:
        etree.SubElement(figure, "figcaption").text = words


def _wrap_loose(root: Any) -> None:
    """Lines and inline elements that stand outside any block become paragraphs."""
    fresh: list[Any] = []
    run = _paragraph(fresh, root.text)
    root.text = None
    for child in list(root):
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS:
            fresh.append(child)
            run = _paragraph(fresh, tail)
        else:
            if run is None:
                run = etree.SubElement(root, "p")
                fresh.append(run)
            run.append(child)
            run = _go_on(fresh, run, tail)
    for child in list(root):
        root.remove(child)
    root.extend(fresh)


def _paragraph(fresh: list[Any], text: str | None) -> Any:
    """The paragraph that loose text opens, blank lines parting it; None where there is no text."""
    run = None
    for part in _BLANK_LINE.split(text or ""):
        if part.strip():
            run = parsing.Element("p")
            run.text = part
            fresh.append(run)
    return run


def _go_on(fresh: list[Any], run: Any, text: str | None) -> Any:
    """`run` with the text after its last element; a blank line in it ends the paragraph."""
    first, *others = _BLANK_LINE.split(text or "")
    run[-1].tail = first
    for part in others:
        run = None
        if part.strip():
            run = parsing.Element("p")
            run.text = part
            fresh.append(run)
    return run


def _as_browsers_see(text: str) -> str:
    """Well-formed, without what carries code; what the next stage reads (Word's styles) is still there."""
    marks = {"style", "class"}
    return nh3.clean(
        text,
        tags=set(TAGS | _BOXES | set(_RENAMED) | {"span", "font"}),
        attributes={**{tag: set(names) for tag, names in _ATTRIBUTES.items()}, "p": marks, "span": marks},
        clean_content_tags=set(_GONE),
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return value if _LINK.match(value) else None
    if tag == "img" and name == "src":
        return value if _PICTURE.match(value) else None
    if name in ("width", "height", "colspan", "rowspan"):
        return value if _NUMBER.match(value) else None
    return value


def _sanitised(text: str) -> str:
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        clean_content_tags=set(_GONE),
        link_rel="noopener noreferrer",
    )

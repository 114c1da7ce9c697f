"""A test client that inspects every HTML answer: what a page must be is not left to each test to remember."""

import re
import unicodedata
from typing import Any

import html5lib
from django.http import HttpResponse
from django.test import Client
from lxml import etree

_XHTML = "{http://www.w3.org/1999/xhtml}"
_LABELLED = ("input", "select", "textarea")
_KEYS = ("id", "for", "href", "action", "name", "form", "headers")
_HELD = ("hidden", "checkbox", "radio", "submit", "button")
_GROUPED = re.compile(r"(?<![\d./])\d{1,3}(?:\.\d{3})+(?![\d.])")
_DATA = ("application/json", "application/ld+json")
_NEED_NO_LABEL = ("hidden", "submit", "button", "reset", "image")


class Faulty(AssertionError):
    """A page breaks a rule of the house; the message says which and how to mend it."""


class PageClient(Client):
    """Django's client; every HTML answer goes through `inspect`."""

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if is_html(answer):
            inspect(answer)
        return answer


def is_html(answer: Any) -> bool:
    """Whether the answer has HTML to inspect."""
    return bool(answer.get("Content-Type", "").startswith("text/html") and not answer.streaming and answer.content)


def inspect(answer: HttpResponse) -> None:
    """Raise Faulty with every rule that the answer breaks."""
    text = answer.content.decode(answer.charset)
    is_page = "<html" in text[:2000].lower()
    tree, faults = _parsed(text, is_page)
    faults += _leftovers(text)
    faults += _ids(tree) + _grouped(tree) + _labels(tree, is_page) + _inline(tree)
    if is_page:
        faults += _heading(tree)
    if faults:
        raise Faulty("\n".join(dict.fromkeys(faults)))


def parse(answer: HttpResponse) -> etree._Element:
    """The answer as a tree without namespaces, for tests that look inside: `parse(answer).findall(".//h1")`."""
    text = answer.content.decode(answer.charset)
    return _parsed(text, "<html" in text[:2000].lower())[0]


def words(element: etree._Element) -> str:
    """The text of an element, its whitespace squeezed."""
    return " ".join("".join(element.itertext()).split())


def _parsed(text: str, is_page: bool) -> tuple[Any, list[str]]:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    if is_page:
        tree = parser.parse(text).getroot()
    else:  # a fragment for htmx; rows of a table are only valid inside one
        tree = etree.Element("fragment")
        holder = "tbody" if text.lstrip().startswith("<tr") else "body"
        for part in parser.parseFragment(text, container=holder):
            if isinstance(part, str):
                tree.text = (tree.text or "") + part
            else:
                tree.append(part)
    lines = text.splitlines()
    return tree, [
        f"broken HTML in line {line}: {name} {about or ''} at {''.join(lines[line - 1 : line]).strip()[:120]}"
        for (line, _column), name, about in parser.errors
    ]


def _elements(tree: Any) -> list[Any]:
    return [element for element in tree.iter() if isinstance(element.tag, str)]


def _leftovers(text: str) -> list[str]:
    faults = [f"template marks left over: {found!r}" for found in re.findall(r"(?:\{\{|\{%|\{#)[^\n]{0,40}", text)]
    if not unicodedata.is_normalized("NFC", text):
        faults.append("text that is not NFC: apply lantoa.vietnamese.text.nfc where it comes in")
    return faults


def _ids(tree: Any) -> list[str]:
    ids = [element.get("id") for element in _elements(tree) if element.get("id") is not None]
    faults = [f"id={one!r} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1]
    return faults + (["an empty id"] if "" in ids else [])


def _grouped(tree: Any) -> list[str]:
    """Keys of rows that were printed as numbers are read: 1003 as “1.003”. No form or link finds its row with those."""
    said = [(one, name, one.get(name)) for one in _elements(tree) for name in (*_KEYS, *_values(one)) if one.get(name)]
    return [
        f"a key printed with a separator at <{one.tag} {name}={value!r}>: add |stringformat:'d'"
        for one, name, value in said
        if _GROUPED.search(value)
    ]


def _values(element: Any) -> tuple[str, ...]:
    holds_a_key = element.tag in ("option", "button") or (element.tag == "input" and element.get("type") in _HELD)
    kept = tuple(name for name in element.attrib if str(name).startswith(("data-", "hx-")))
    return (*kept, "value") if holds_a_key else kept


def _labels(tree: Any, is_page: bool) -> list[str]:
    everything = _elements(tree)
    labelled = {element.get("for") for element in everything if element.tag == "label"}
    inside = {id(field) for label in everything if label.tag == "label" for field in label.iter(*_LABELLED)}
    ids = {element.get("id") for element in everything}
    faults = []
    for field in everything:
        if field.tag not in _LABELLED or field.get("type") in _NEED_NO_LABEL:
            continue
        named = field.get("aria-label") or (field.get("id") in labelled and field.get("id")) or id(field) in inside
        if not named and not field.get("aria-labelledby"):
            faults.append(f"a field without a label: <{field.tag} name={field.get('name')!r}>")
        about = (field.get("aria-describedby") or "").split()
        if is_page:
            faults += [f"aria-describedby names an id that is not there: {one}" for one in about if one not in ids]
    return faults


def _inline(tree: Any) -> list[str]:
    faults = []
    for element in _elements(tree):
        if element.tag == "script" and not element.get("src") and element.get("type") not in _DATA:
            faults.append("an inline <script>: make it a module in static/…/js")
        if element.tag == "script" and element.get("src") and not (element.get("nonce") or _is_kept_page(tree)):
            faults.append(f"<script src={element.get('src')!r}> has no nonce: use {{% static_module %}}")
        if element.tag == "style" or element.get("style") is not None:
            faults.append(f"inline style at <{element.tag}>: put it in a css file")
        faults += [
            f"handler {name} at <{element.tag}>: use data-lt-… and a module"
            for name in element.attrib
            if re.match(r"on[a-z]+$|hx-on", str(name))
        ]
    return faults


def _is_kept_page(tree: Any) -> bool:
    """A page that is the same for everyone (ui/reading.html) has no nonce: the policy lets the site's own files run."""
    return any("ui/reading" in (link.get("href") or "") for link in tree.iter("link"))


def _heading(tree: Any) -> list[str]:
    headings = [words(one) for one in tree.iter("h1")]
    titles = [words(one) for one in tree.iter("title") if one.getparent().tag == "head"]
    if len(headings) != 1 or len(titles) != 1:
        return [f"a page has exactly one <h1> and one <title>; here are {len(headings)} and {len(titles)}"]
    title = titles[0].split(" – Lan Tỏa")[0]
    heading = re.sub(r"\s*\([^)]*\)$", "", headings[0])
    if not heading or (title not in headings[0] and heading not in titles[0]):
        return [f"<h1> “{headings[0]}” does not agree with <title> “{titles[0]}”"]
    return []

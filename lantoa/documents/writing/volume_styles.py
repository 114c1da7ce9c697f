"""Styles of documents that are bound together: the same names may mean different looks, so that each document keeps its
own under names of its own, save where its styles are the volume's to the byte."""

import hashlib
from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from lantoa.documents.writing.volume_package import DOCUMENT, Element, Source, parsed, qn

_POINTERS = ("basedOn", "next", "link")
_USERS = tuple(qn(tag) for tag in ("pStyle", "rStyle", "tblStyle"))
_STYLES = "word/styles.xml"
_EMPTY = parsed(f'<w:styles xmlns:w="{qn("")[1:-1]}"/>'.encode())


class Styles:
    """The volume's styles, the first document's to begin with. After `take`: `names`, what the document's styles are
    called now, and `fresh`, those that came with it."""

    def __init__(self, first: Source) -> None:
        self._root = first.xml(_STYLES)
        if self._root is None:
            self._root = deepcopy(_EMPTY)
        data = first.read(_STYLES) if _STYLES in first.names else b""
        self._digest = hashlib.sha256(data).digest()
        self.names: dict[str, str] = {}
        self.fresh: list[Element] = []
        self._default = ""

    def take(self, source: Source, prefix: str) -> dict[str, str]:
        """Make room for the document's styles; what each is called in the volume."""
        data = source.read(_STYLES) if _STYLES in source.names else b""
        digest = hashlib.sha256(data).digest()
        self.fresh, self._default = [], ""
        used = _used(source)
        if digest == self._digest and not self._counts(used):
            self.names = {}
            return self.names
        self._add(parsed(data) if data else deepcopy(_EMPTY), used, prefix)
        return self.names

    def rename(self, root: Element, names: Mapping[str, str]) -> None:
        """Let what `root` holds point to the new names; a paragraph without a style had the document's default one."""
        if not names:
            return
        for one in root.iter(*_USERS):
            one.set(qn("val"), names.get(str(one.get(qn("val"))), str(one.get(qn("val")))))
        if self._default:
            for paragraph in root.iter(qn("p")):
                _style(paragraph, names[self._default])

    def xml(self) -> Element:
        assert self._root is not None
        return self._root

    def _counts(self, used: set[str]) -> bool:
        """Whether one of these styles numbers its paragraphs: shared, it would go on counting from document to
        document."""
        styles = {str(one.get(qn("styleId"))): one for one in self.xml().iter(qn("style"))}
        return any(next(styles[key].iter(qn("numPr")), None) is not None for key in _closure(used, styles))

    def _add(self, root: Element, used: set[str], prefix: str) -> None:
        styles = {str(one.get(qn("styleId"))): one for one in root.iter(qn("style"))}
        defaults = [key for key, one in styles.items() if _is_default(one)]
        wanted = _closure({*used, *defaults}, styles)
        self.names = {key: f"{prefix}{key}" for key in styles if key in wanted}
        self._default = defaults[0] if defaults else ""
        for key in self.names:
            made = deepcopy(styles[key])
            _detach(made, self.names, prefix)
            _bake(made, root)
            self.fresh.append(made)
            self.xml().append(made)


def _is_default(style: Element) -> bool:
    return style.get(qn("type")) == "paragraph" and style.get(qn("default")) in ("1", "true", "on")


def _used(source: Source) -> set[str]:
    """Ids of the styles that the document's text, headers and notes name."""
    parts: list[Element | None] = [source.document]
    kinds = ("header", "footer", "footnotes", "endnotes")
    parts += [source.xml(one.target) for one in source.relations(DOCUMENT) if one.kind in kinds]
    return {str(one.get(qn("val"))) for part in parts if part is not None for one in part.iter(*_USERS)}


def _closure(wanted: Iterable[str], styles: Mapping[str, Element]) -> set[str]:
    """With everything that a style is built on."""
    found, waiting = set[str](), list(wanted)
    while waiting:
        key = waiting.pop()
        if key in found or key not in styles:
            continue
        found.add(key)
        waiting += [str(one.get(qn("val"))) for tag in _POINTERS for one in styles[key].iter(qn(tag))]
    return found


def _detach(style: Element, names: Mapping[str, str], prefix: str) -> None:
    """New id and name; no longer the default of its kind."""
    style.set(qn("styleId"), names[str(style.get(qn("styleId")))])
    if qn("default") in style.attrib:
        del style.attrib[qn("default")]
    style.set(qn("customStyle"), "1")
    for named in style.iter(qn("name")):
        named.set(qn("val"), f"{named.get(qn('val'))} {prefix}")
    for tag in _POINTERS:
        for one in style.findall(qn(tag)):
            one.set(qn("val"), names.get(str(one.get(qn("val"))), str(one.get(qn("val")))))


def _bake(style: Element, root: Element) -> None:
    """Put the document's own defaults into a paragraph style that is built on no other."""
    if style.get(qn("type")) != "paragraph" or style.find(qn("basedOn")) is not None:
        return
    for tag in ("pPr", "rPr"):
        defaults = root.find(f"{qn('docDefaults')}/{qn(tag + 'Default')}/{qn(tag)}")
        own = style.find(qn(tag))
        if defaults is None:
            continue
        if own is None:
            own = etree.SubElement(style, qn(tag))
        held = {one.tag for one in own}
        for place, one in enumerate([one for one in defaults if one.tag not in held]):
            own.insert(place, deepcopy(one))


def _style(paragraph: Element, name: str) -> None:
    properties = paragraph.find(qn("pPr"))
    if properties is None:
        properties = etree.Element(qn("pPr"))
        paragraph.insert(0, properties)
    if properties.find(qn("pStyle")) is None:
        properties.insert(0, etree.Element(qn("pStyle"), {qn("val"): name}))

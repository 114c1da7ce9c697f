"""Numbered lists and notes of documents that are bound together: each document's begin with it."""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from lantoa.documents.writing.volume_package import Element, R, Source, qn

_NUMBERING = "word/numbering.xml"


class Lists:
    """The volume's lists. Those that a document uses come in under new numbers, so that none goes on counting where the
    document before it ended."""

    def __init__(self) -> None:
        self._abstract: list[Element] = []
        self._numbers: list[Element] = []
        self._ids: dict[str, str] = {}

    def take(self, source: Source, roots: Iterable[Element], names: dict[str, str]) -> None:
        """Bring in the lists that `roots` (text, headers, new styles) use."""
        self._ids = {}
        used = {str(one.get(qn("val"))) for root in roots for one in root.iter(qn("numId"))} - {"0"}
        held = source.xml(_NUMBERING) if used else None
        if held is None:
            return
        abstract = {one.get(qn("abstractNumId")): one for one in held.findall(qn("abstractNum"))}
        for number in held.findall(qn("num")):
            pointed = number.find(qn("abstractNumId"))
            if number.get(qn("numId")) in used and pointed is not None and pointed.get(qn("val")) in abstract:
                self._add(number, abstract[pointed.get(qn("val"))], names)

    def renumber(self, root: Element) -> None:
        """Let what `root` holds point to the new numbers."""
        for one in root.iter(qn("numId")):
            one.set(qn("val"), self._ids.get(str(one.get(qn("val"))), "0"))

    def xml(self) -> Element | None:
        if not self._numbers:
            return None
        root = etree.Element(qn("numbering"), nsmap={"w": qn("")[1:-1]})
        root.extend([*self._abstract, *self._numbers])
        return root

    def _add(self, number: Element, abstract: Element, names: dict[str, str]) -> None:
        made, look = deepcopy(number), deepcopy(abstract)
        new = str(len(self._numbers) + 1)
        self._ids[str(number.get(qn("numId")))] = new
        made.set(qn("numId"), new)
        look.set(qn("abstractNumId"), new)
        for one in made.findall(qn("abstractNumId")):
            one.set(qn("val"), new)
        for tag in ("nsid", "tmpl", "lvlPicBulletId", "styleLink"):
            for one in list(look.iter(qn(tag))):
                one.getparent().remove(one)  # type: ignore[union-attr]
        for one in look.iter(qn("pStyle"), qn("numStyleLink")):
            one.set(qn("val"), names.get(str(one.get(qn("val"))), str(one.get(qn("val")))))
        self._abstract.append(look)
        self._numbers.append(made)


class Notes:
    """Footnotes or endnotes of the volume; the lines that part them from the text come from the first that has them."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._root: Element | None = None
        self._ids: dict[str, str] = {}
        self._last = 0
        self.fresh: list[Element] = []

    def take(self, source: Source) -> None:
        """Bring in the document's notes."""
        self._ids, self.fresh = {}, []
        held = source.xml(f"word/{self.kind}s.xml")
        if held is None:
            return
        if self._root is None:
            self._root = etree.Element(held.tag, nsmap=held.nsmap)  # type: ignore[arg-type]
            self._root.extend([deepcopy(one) for one in held if one.get(qn("type")) not in (None, "normal")])
        for note in held.findall(qn(self.kind)):
            if note.get(qn("type")) in (None, "normal"):
                self._add(note)

    def renumber(self, root: Element) -> None:
        for one in root.iter(qn(f"{self.kind}Reference")):
            one.set(qn("id"), self._ids.get(str(one.get(qn("id"))), "0"))

    def xml(self) -> Element | None:
        return self._root

    def _add(self, note: Element) -> None:
        assert self._root is not None
        made = deepcopy(note)
        self._last += 1
        self._ids[str(note.get(qn("id")))] = str(self._last)
        made.set(qn("id"), str(self._last))
        for one in made.iter(etree.Element):
            for name in [key for key in one.attrib if str(key).startswith(f"{{{R}}}")]:
                del one.attrib[name]  # addresses of notes are not kept: they stand in the text
        self._root.append(made)
        self.fresh.append(made)

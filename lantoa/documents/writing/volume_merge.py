"""Binding one .docx behind another: what would clash (ids of styles, lists, notes, bookmarks, pictures) gets names of
its own; the last section of each document ends with it, so that headers and footers stay its own."""

import zipfile
from copy import deepcopy
from typing import IO

from lxml import etree

from lantoa.documents.writing.ending import carry, last_paragraph
from lantoa.documents.writing.volume_lists import Lists, Notes
from lantoa.documents.writing.volume_package import DOCUMENT, TYPES, Element, Package, R, Relation, Source, qn
from lantoa.documents.writing.volume_styles import Styles

__all__ = ["Binding", "Source", "bookmark_of"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Parts of which the volume has one: written anew at the end, or taken from the first document.
_MERGED = {"styles", "numbering", "footnotes", "endnotes"}
_FROM_FIRST = {"settings", "theme", "fontTable", "webSettings"}
# Parts that nothing in the text shows, or whose marks are taken out of it.
_DROPPED = {
    "comments",
    "commentsExtended",
    "commentsIds",
    "people",
    "glossaryDocument",
    "customXml",
    "stylesWithEffects",
}
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_PICTURE_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HEADERS = [("headerReference", "header", "hdr"), ("footerReference", "footer", "ftr")]
_ROOT = "<w:document"


def bookmark_of(number: int) -> str:
    """The bookmark at the beginning of the `number`th document behind the first."""
    return f"Tap{number + 1}"


class Binding:
    """A volume that is being bound: `begin` with the first document, `add` the others, `end`."""

    def __init__(self, package: zipfile.ZipFile, body: IO[bytes]) -> None:
        self._package = Package(package)
        self._body = body
        self._count = -1
        self._ids = 0
        self._lists = Lists()
        self._last: tuple[Element, Element] | None = None  # a document's last paragraph, and its last section

    def begin(self, first: Source) -> None:
        """The document whose styles, settings and theme the volume has."""
        self._styles = Styles(first)
        self._notes = [Notes(kind) for kind in ("footnote", "endnote")]
        for relation in first.relations(DOCUMENT):
            if relation.kind in _FROM_FIRST:
                self._package.relate(relation.type, self._package.take(first, relation.target))
        self._core = first.read("docProps/core.xml") if "docProps/core.xml" in first.names else b""
        self._nsmap: dict[str | None, str] = dict(first.document.nsmap)
        self.add(first)

    def add(self, source: Source) -> None:
        """Bind a document behind those that are there."""
        names = self._styles.take(source, f"T{self._count + 1}")
        body = source.document.find(qn("body"))
        assert body is not None
        self._lists.take(source, [*self._texts(source), *self._styles.fresh], names)
        for notes in self._notes:
            notes.take(source)
            for note in notes.fresh:
                self._rewrite(note)
        for style in self._styles.fresh or [self._styles.xml()] * (self._count < 0):
            self._lists.renumber(style)
        self._settle(body, self._relations(source))
        self._mark_begin(body)
        self._close_section(body)
        self._write(body)
        self._count += 1

    def end(self) -> None:
        """Write what the documents share and close the text."""
        package = self._package
        self._part("styles", self._styles.xml())
        for name, xml in [("numbering", self._lists.xml()), *((f"{one.kind}s", one.xml()) for one in self._notes)]:
            if xml is not None:
                self._part(name, xml)
        package.write_relations()
        with package.zip.open(DOCUMENT, "w", force_zip64=True) as out:
            named = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in self._nsmap.items() if prefix)
            out.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{_ROOT}{named}><w:body>'.encode())
            self._body.seek(0)
            while chunk := self._body.read(1 << 20):
                out.write(chunk)
            out.write(b"".join(map(etree.tostring, self._last or ())) + b"</w:body></w:document>")
        package.types[DOCUMENT] = f"{_WORD}.document.main+xml"
        self._write_head()

    def _write(self, body: Element) -> None:
        """The blocks of a body; their namespaces are said once, at the top of the volume."""
        if all(self._nsmap.get(prefix) == uri for prefix, uri in body.nsmap.items()):
            data = etree.tostring(body)
            self._body.write(data[data.index(b">") + 1 : data.rindex(b"</")] if len(body) else b"")
            return
        for block in body:
            self._body.write(etree.tostring(block))

    def _texts(self, source: Source) -> list[Element]:
        """The text and the headers and footers of a document."""
        held = [source.xml(one.target) for one in source.relations(DOCUMENT) if one.kind in ("header", "footer")]
        return [source.document, *(part for part in held if part is not None)]

    def _part(self, name: str, xml: Element) -> None:
        data = etree.tostring(xml, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = self._package.put(f"word/{name}.xml", data, f"{_WORD}.{name}+xml")
        self._package.relate(f"{_OFFICE}/{name}", made)

    def _relations(self, source: Source) -> dict[str, str]:
        """The document's ids of relations and what they are in the volume."""
        found = {}
        for relation in source.relations(DOCUMENT):
            if relation.kind not in _MERGED | _FROM_FIRST | _DROPPED:
                found[relation.id] = self._relate(source, relation)
        return found

    def _relate(self, source: Source, relation: Relation) -> str:
        if relation.is_external:
            return self._package.relate(relation.type, relation.target, is_external=True)
        rewrite = self._rewrite if relation.kind in ("header", "footer") else None
        return self._package.relate(relation.type, self._package.take(source, relation.target, rewrite))

    def _rewrite(self, root: Element) -> None:
        self._styles.rename(root, self._styles.names)
        self._lists.renumber(root)

    def _settle(self, body: Element, ids: dict[str, str]) -> None:
        """New ids for what the text points to; marks of comments, which do not come along, go."""
        for tag in _COMMENT_MARKS:
            for mark in list(body.iter(qn(tag))):
                parent = mark.getparent()
                if parent is not None:
                    parent.remove(mark)
        prefix = f"{{{R}}}"
        for one in body.iter(etree.Element):
            for name, value in one.attrib.items():
                if str(name).startswith(prefix) and value in ids:
                    one.set(name, ids[str(value)])
            if one.tag == _PICTURE_ID:
                self._ids += 1
                one.set("id", str(self._ids))
        self._rewrite(body)
        for notes in self._notes:
            notes.renumber(body)
        self._rename_bookmarks(body)

    def _rename_bookmarks(self, body: Element) -> None:
        """Bookmarks of several documents may bear one name; links within a document follow its own."""
        if self._count < 0:
            return
        new: dict[str, str] = {}
        for mark in body.iter(qn("bookmarkStart"), qn("bookmarkEnd")):
            mark.set(qn("id"), f"{self._count + 1}{mark.get(qn('id'), '0')}")
            if name := mark.get(qn("name")):
                new[name] = f"T{self._count + 1}_{name}"[:40]
                mark.set(qn("name"), new[name])
        for link in body.iter(qn("hyperlink")):
            if link.get(qn("anchor")) in new:
                link.set(qn("anchor"), new[str(link.get(qn("anchor")))])
        for code in body.iter(qn("instrText")):
            words = (code.text or "").split(" ")
            code.text = " ".join(new.get(word, word) for word in words)

    def _mark_begin(self, body: Element) -> None:
        """A bookmark that the contents lead to: in the first paragraph, be it in a table, for programs that take one
        before a table to stand on the page before."""
        if self._count < 0:
            return
        number = str(1_000_000_000 + self._count)
        start = etree.Element(qn("bookmarkStart"), {qn("id"): number, qn("name"): bookmark_of(self._count)})
        held = next(body.iter(qn("p")), body)
        place = 1 if len(held) and held[0].tag == qn("pPr") else 0
        held.insert(place, start)
        held.insert(place + 1, etree.Element(qn("bookmarkEnd"), {qn("id"): number}))

    def _close_section(self, body: Element) -> None:
        """The document's last section ends in its last paragraph, but that of the volume's last one, which ends the
        text."""
        for section in body.iter(qn("sectPr")):
            self._own_headers(section)
            break
        last = body.find(qn("sectPr"))
        made = deepcopy(last) if last is not None else etree.Element(qn("sectPr"))
        if last is not None:
            body.remove(last)
        if self._count >= 0:
            self._begin_page(body, made)
        self._flush()
        ended = last_paragraph(body)
        body.remove(ended)
        self._last = ended, made

    def _begin_page(self, body: Element, last: Element) -> None:
        """The first section begins on a new page; no section counts its pages anew, as the contents count on."""
        first = next(body.iter(qn("sectPr")), last)
        for old in [*first.findall(qn("type"))]:
            first.remove(old)
        for section in (*body.iter(qn("sectPr")), last):
            for numbered in section.iter(qn("pgNumType")):
                numbered.attrib.pop(qn("start"), "")

    def _flush(self) -> None:
        """Close the section of the document before in its last paragraph: one more could begin one more page."""
        if self._last is None:
            return
        paragraph, section = self._last
        carry(paragraph, section)
        self._body.write(etree.tostring(paragraph))

    def _own_headers(self, section: Element) -> None:
        """A section without a header takes that of the section before, which here is another document's."""
        for place, (tag, kind, root) in enumerate(_HEADERS):
            held = {one.get(qn("type")) for one in section.findall(qn(tag))}
            for page in ("default", "first", "even"):
                if page not in held:
                    empty = etree.Element(qn(root), nsmap={"w": self._nsmap.get("w", qn("")[1:-1])})
                    etree.SubElement(empty, qn("p"))
                    data = etree.tostring(empty, xml_declaration=True, encoding="UTF-8", standalone=True)
                    made = self._package.put(f"word/{kind}0.xml", data, f"{_WORD}.{kind}+xml")
                    reference = etree.Element(
                        qn(tag), {qn("type"): page, f"{{{R}}}id": self._package.relate(f"{_OFFICE}/{kind}", made)}
                    )
                    section.insert(0 if place == 0 else len(section.findall(qn("headerReference"))), reference)

    def _write_head(self) -> None:
        """What the package holds, and where its document is."""
        package = self._package
        root = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})  # type: ignore[dict-item]
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension="rels", ContentType=rels)
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension="xml", ContentType="application/xml")
        core = "docProps/core.xml"
        if self._core:
            package.zip.writestr(core, self._core)
            package.types[core] = "application/vnd.openxmlformats-package.core-properties+xml"
        for name, kind in package.types.items():
            etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        package.zip.writestr("[Content_Types].xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        package.zip.writestr("_rels/.rels", _head_relations(bool(self._core)))


def _head_relations(has_core: bool) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})  # type: ignore[dict-item]
    etree.SubElement(root, f"{{{space}}}Relationship", Id="rId1", Type=f"{_OFFICE}/officeDocument", Target=DOCUMENT)
    if has_core:
        kind = f"{space}/metadata/core-properties"
        etree.SubElement(root, f"{{{space}}}Relationship", Id="rId2", Type=kind, Target="docProps/core.xml")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""The package around a .docx that is being bound: parts under new names, relationships, content types."""

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lxml import etree

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{_PACKAGE}/relationships"
TYPES = f"{_PACKAGE}/content-types"
LARGEST = 200 << 20  # bytes of one document, unpacked
DOCUMENT = "word/document.xml"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def qn(tag: str) -> str:
    """A name of the main namespace."""
    return f"{{{W}}}{tag}"


def parsed(data: bytes) -> Element:
    return etree.fromstring(data, _SAFE)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: another part of the package, or (`is_external`) an address."""

    id: str
    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of its type: "image", "header" …"""
        return self.type.rsplit("/", 1)[-1]


class Source:
    """A .docx that is read: its parts by name, each with its relations and its content type."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file)
        if sum(entry.file_size for entry in self._zip.infolist()) > LARGEST:
            raise zipfile.BadZipFile("larger than a document may be")
        types = parsed(self._zip.read("[Content_Types].xml"))
        self._defaults = {
            one.get("Extension", "").lower(): one.get("ContentType", "") for one in types.iter(f"{{{TYPES}}}Default")
        }
        self._overrides = {
            one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
            for one in types.iter(f"{{{TYPES}}}Override")
        }
        self.names = set(self._zip.namelist())
        self.document = parsed(self.read(DOCUMENT))

    def read(self, name: str) -> bytes:
        return self._zip.read(name)

    def xml(self, name: str) -> Element | None:
        """A part parsed, if the file has it."""
        return parsed(self.read(name)) if name in self.names else None

    def content_type(self, name: str) -> str:
        return self._overrides.get(name) or self._defaults.get(
            name.rsplit(".", 1)[-1].lower(), "application/octet-stream"
        )

    def relations(self, name: str) -> list[Relation]:
        """What the part points to; targets as names within the package."""
        folder, base = posixpath.split(name)
        held = self.xml(f"{folder}/_rels/{base}.rels")
        if held is None:
            return []
        return [_relation(one, folder) for one in held.iter(f"{{{RELATIONSHIPS}}}Relationship")]


def _relation(one: Element, folder: str) -> Relation:
    target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
    if not is_external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return Relation(one.get("Id", ""), one.get("Type", ""), target, is_external)


Rewrite = Callable[[Element], None]


@dataclass(slots=True)
class Package:
    """The new file: parts are written as they come; one that is the same to the byte is kept once."""

    zip: zipfile.ZipFile
    types: dict[str, str] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)  # of the document
    _known: dict[str, str] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def relate(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """The id by which the document points to `target`."""
        known = self._ids.get((kind, target))
        if known is None:
            known = self._ids[(kind, target)] = f"rId{len(self._ids) + 1}"
            self.relations.append(Relation(known, kind, target, is_external))
        return known

    def take(self, source: Source, name: str, rewrite: Rewrite | None = None) -> str:
        """Copy a part with everything that it points to; its name in the new file."""
        pointed = [(one, self._target(source, one, rewrite)) for one in source.relations(name)]
        data = source.read(name)
        if rewrite is not None and name.endswith(".xml"):
            root = parsed(data)
            rewrite(root)
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.put(name, data, source.content_type(name), pointed)

    def _target(self, source: Source, relation: Relation, rewrite: Rewrite | None) -> str:
        return relation.target if relation.is_external else self.take(source, relation.target, rewrite)

    def put(self, name: str, data: bytes, kind: str, pointed: list[tuple[Relation, str]] = []) -> str:  # noqa: B006
        """Write a part under a name of its own, unless the same is there already."""
        said = "".join(f"{one.id} {target} " for one, target in pointed)
        key = hashlib.sha256(said.encode() + data).hexdigest()
        if key in self._known:
            return self._known[key]
        folder, base = posixpath.split(name)
        stem, ending = posixpath.splitext(re.sub(r"[^\w.]", "", base, flags=re.ASCII))
        made = f"{folder}/{stem.rstrip('0123456789')}{len(self._known) + 1}{ending}"
        self.zip.writestr(made, data)
        self.types[made] = kind
        if pointed:
            self.zip.writestr(
                *_rels(made, [Relation(one.id, one.type, target, one.is_external) for one, target in pointed])
            )
        self._known[key] = made
        return made

    def write_relations(self) -> None:
        self.zip.writestr(*_rels(DOCUMENT, self.relations))


def _rels(name: str, relations: list[Relation]) -> tuple[str, bytes]:
    folder, base = posixpath.split(name)
    root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})  # type: ignore[dict-item]
    for one in relations:
        target = one.target if one.is_external else f"/{one.target}"
        made = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=one.id, Type=one.type, Target=target)
        if one.is_external:
            made.set("TargetMode", "External")
    return f"{folder}/_rels/{base}.rels", etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

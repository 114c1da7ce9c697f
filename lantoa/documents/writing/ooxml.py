"""The elements of a Word file that python-docx has no words for."""

from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """A new element, `tag` and attributes all of the main namespace: `element("top", val="single")`."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def remove_all(parent: BaseOxmlElement, tag: str) -> None:
    """Drop every child of that name."""
    for old in parent.findall(qn(f"w:{tag}")):
        parent.remove(old)

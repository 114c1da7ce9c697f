"""Leaflets of the demo as PDF: one page, set by Typst from data, never from pasted text."""

import json
from collections.abc import Sequence

import typst

_PAGE = """
#let said = json(bytes(sys.inputs.said))
#set page("a5", margin: 18mm)
#set text(lang: "vi", size: 12pt)
#text(size: 20pt, weight: "bold", said.title)
#v(6mm)
#for line in said.lines [#line #parbreak()]
"""


def leaflet(title: str, lines: Sequence[str]) -> bytes:
    """A leaflet of one page."""
    said = json.dumps({"title": title, "lines": list(lines)}, ensure_ascii=False)
    return bytes(typst.compile(_PAGE.encode(), sys_inputs={"said": said}))

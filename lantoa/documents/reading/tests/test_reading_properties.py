"""What holds for any text at all: no exception, places inside of the text, the same answer twice, speed."""

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.plan import Found, PlanReading
from lantoa.documents.reading.files.text import read_text
from lantoa.documents.reading.outline import print_outline
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.reading.tests.readings import reading_of
from lantoa.documents.source import Line, SourceDocument, Span

pytestmark = pytest.mark.pure

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))
_LINES_OF_WORDS = (
    "KẾ HOẠCH|Căn cứ|Kế hoạch số 12/KH-UBND|ngày 10/3/2024|của UBND tỉnh|về việc|I.|II.|1.|a)|-|+|NỘI DUNG|Hình thức",
    "Đối tượng|cán bộ,|TỔ CHỨC THỰC HIỆN|Văn phòng Sở|báo cáo|6 tháng|trước|năm 2024|Nơi nhận:|KT. GIÁM ĐỐC|PHỤ LỤC",
    "STT\tNhiệm vụ\tChủ trì\tThời gian|1\tHọp\tSở\tQuý I|TT|Nhiệm vụ|Chủ trì|Thời gian|100%|https://a.vn|**|##",
    "Số:|/KH-SNV|(|)|;|:|.|./.|\n|\n\n|1|2|3",
)
_WORDS = [word for line in _LINES_OF_WORDS for word in line.split("|")]
_PLAN_LIKE = st.lists(st.sampled_from(_WORDS) | st.text(max_size=12), max_size=90).map(" ".join)
_LINED = st.lists(st.sampled_from(_WORDS) | st.text(max_size=12), max_size=90).map("\n".join)


def _document(text: str) -> SourceDocument:
    """Any text as printed lines, as a reader of files would hand it over."""
    text = unicodedata.normalize("NFC", text)
    blocks: list[Any] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Line(at, at + len(line)))
        at += len(line) + 1
    return SourceDocument(text, blocks, "text")


def _spans(thing: Any) -> Iterator[Span]:
    """Every span anywhere in a reading."""
    if isinstance(thing, Span):
        yield thing
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            yield from _spans(one)
    elif isinstance(thing, dict):
        yield from _spans(list(thing.values()))
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from _spans(getattr(thing, name))


@settings(max_examples=150, deadline=None)
@given(_PLAN_LIKE | _LINED | _LINED.map(lambda text: "KẾ HOẠCH\nTuyên truyền năm 2024\n" + text))
def test_reading_never_fails_and_points_inside_the_text(text: str) -> None:
    document = _document(text)
    reading = read_plan(document)
    for span in _spans(reading):
        assert 0 <= span.start < span.end <= len(document.text)
    json.dumps(reading.to_contract())
    assert print_outline(reading)


@settings(max_examples=60, deadline=None)
@given(_LINED)
def test_reading_twice_gives_the_same(text: str) -> None:
    document = _document("KẾ HOẠCH\nTuyên truyền năm 2024\n" + text)
    assert read_plan(document) == read_plan(document)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _printed(reading: PlanReading) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Values that stand in the text as they are."""
    found: list[Found[str]] = [
        *reading.contents,
        *reading.budget,
        *reading.recipients,
        *reading.citations,
        *reading.urls,
    ]
    found += [one for one in (reading.title, reading.number, reading.place) if one]
    yield from ((one.value, one.spans) for one in found)
    yield from ((channel.text, channel.spans) for channel in reading.channels)
    for duty in reading.duties:
        yield from zip(duty.items, duty.item_spans, strict=True)
    for row in reading.tasks:
        yield row.task, row.cell_spans["task"]
        yield from ((row.lead, row.cell_spans["lead"]) for _ in [0] if row.lead)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_printed_value_is_what_stands_at_its_place(path: Path) -> None:
    document = read_text(path.read_bytes())
    source = document.text
    values = list(_printed(read_plan(document)))
    assert len(values) > 15
    for value, spans in values:
        assert spans, value
        assert _bare("".join(source[span.start : span.end] for span in spans)) == _bare(value)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_outline_shows_the_head_and_every_duty(path: Path) -> None:
    reading = reading_of(path.read_text())
    outline = print_outline(reading)
    assert reading.title
    assert reading.title.value in outline
    assert all(duty.unit in outline for duty in reading.duties)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "KẾ HOẠCH\n" + "Căn cứ Kế hoạch số 1/KH-UBND của UBND, " * 1_400,
        "KẾ HOẠCH\nTuyên truyền\nI. NỘI DUNG\n" + "- Báo cáo 6 tháng, năm về Sở và\n" * 3_000,
        "KẾ HOẠCH\nTuyên truyền\nI. NỘI DUNG\n" + "1\n2\nTT\nNội dung\n" * 2_000,
        "KẾ HOẠCH\n" + "(" * 50_000,
        "KẾ HOẠCH\n" + "TT\n" * 10_000,
        "KẾ HOẠCH\nTuyên truyền\nI. NỘI DUNG\n" + "100 tin, bài, " * 4_000,
        "Không phải kế hoạch. " * 250_000,
        "KẾ HOẠCH\nI. NỘI DUNG\n- " + "12/KH-" * 9_000,
        "KẾ HOẠCH\nI. NỘI DUNG\n" + "1 " * 15_000 + ": a",
        "KẾ HOẠCH\nI. NỘI DUNG\n- a\nNơi nhận:\n- b.\nPHỤ LỤC\nTT Nhiệm vụ Chủ trì Thời gian\n1\n"
        + "- Họp bàn.\n" * 3_000,
        "KẾ HOẠCH\nI. NỘI DUNG\n- a\nPHỤ LỤC\nNhiệm vụ\nĐơn vị chủ trì\nThời gian\n" + "- Họp bàn.\n" * 3_000,
    ],
    ids=[
        "letters",
        "bases",
        "reports",
        "words",
        "brackets",
        "heads",
        "figures",
        "prose",
        "slashes",
        "ones",
        "rows",
        "cells",
    ],
)
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    document = _document(text)
    started = time.process_time()
    read_plan(document)
    assert time.process_time() - started < 3

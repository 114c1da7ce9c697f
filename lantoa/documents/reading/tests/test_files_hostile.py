"""Texts that are made to be slow, and files with flipped bytes: read within the guard's time, or one sentence."""

import logging
import random
from contextlib import suppress
from pathlib import Path

import pytest

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading import opening
from lantoa.documents.reading.guard import open_guarded
from lantoa.documents.reading.opening import open_document

from .made_files import pdf_file, saved

pytestmark = pytest.mark.pure

SIZE = 200_000
KINDS = {
    "blanks in a line": "a" + " " * SIZE + "b",
    "lines of blanks": ("a" + " " * 990 + "b\n") * (SIZE // 1000),
    "bold that never ends": "**a " * (SIZE // 4),
    "tags that never end": "<b>a" * (SIZE // 4),
    "links that never end": "# a\n\n# b\n\n" + "[" * SIZE,
    "images that never end": "# a\n\n# b\n\n" + "![a](" * (SIZE // 5),
    "a heading of blanks": "# " + " " * SIZE + "a",
    "rules of blanks": "|" + " " * SIZE + "x|\n|" + " " * 10 + "|",
    "heads without a table": "STT   Nội dung   Chủ trì\n" * (SIZE // 30),
    "mottos without an end": "A     CỘNG HÒA     ngày ngày tháng\n" * (SIZE // 45),
    "columns without words": "1   2   3   4\n" * (SIZE // 14),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_200_kilobytes_takes_longer_than_its_size_does(kind: str, tmp_path: Path) -> None:
    assert open_guarded(saved(tmp_path, "a.txt", KINDS[kind].encode())).blocks


def test_flipped_bytes_of_a_pdf_cost_a_sentence_at_most(tmp_path: Path) -> None:
    chance = random.Random(11)
    source = pdf_file("\n\n".join(["Kế hoạch tuyên truyền, *phổ biến* pháp luật năm 2025"] * 12))
    for _ in range(60):
        data = bytearray(source)
        for _ in range(chance.choice((5, 30, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(UnreadableDocument):
            open_document(saved(tmp_path, "a.pdf", bytes(data))).check()


def test_a_fault_of_a_reader_is_a_sentence_for_people_and_its_cause_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError("a line without height")

    monkeypatch.setattr(opening, "_reader", lambda *_args: fail)
    with caplog.at_level(logging.ERROR), pytest.raises(UnreadableDocument, match="hãy mở bằng Word"):
        open_document(saved(tmp_path, "a.txt", b"Ke hoach"))
    assert "a line without height" in caplog.text


def test_the_cause_of_a_fault_in_the_guarded_process_reaches_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = saved(tmp_path, "a.txt", b"Ke hoach")
    (tmp_path / "sitecustomize.py").write_text(
        "from lantoa.documents.reading import opening\n"
        "def fail(*args):\n    raise ZeroDivisionError('a line without height')\n"
        "opening._reader = lambda *args: fail\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with caplog.at_level(logging.ERROR), pytest.raises(UnreadableDocument, match="hãy mở bằng Word"):
        open_guarded(path)
    assert "a line without height" in caplog.text

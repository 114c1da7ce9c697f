"""`lantoa read_plan` and `lantoa write_plan`: what they print, and how they refuse."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from lantoa.plans.tests.reading import SAMPLES, read

pytestmark = pytest.mark.pure


def test_a_plan_is_printed_as_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    path = SAMPLES / "xa_2025.txt"
    call_command("read_plan", str(path), "--json")
    assert json.loads(capsys.readouterr().out) == read(path)[0].to_contract()


def test_an_outline_names_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    path = SAMPLES / "xa_2025.txt"
    call_command("read_plan", str(path))
    title = read(path)[0].title
    assert title is not None
    assert title.value in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", "BÁO CÁO\nKết quả năm 2025".encode(), b"PK\x03\x04", None])
def test_what_is_no_plan_gets_one_sentence_and_code_2(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tep.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit) as stopped:
        call_command("read_plan", str(path), "--json")
    said = capsys.readouterr()
    assert (stopped.value.code, said.out) == (2, "")
    assert len(said.err.strip().splitlines()) == 1


def test_what_was_read_is_written_and_reads_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_plan", str(SAMPLES / "xa_2025.txt"), "--json")
    first = capsys.readouterr().out
    (tmp_path / "a.json").write_text(first, encoding="utf-8")
    call_command("write_plan", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.docx"))
    call_command("read_plan", str(tmp_path / "a.docx"), "--json")
    again = json.loads(capsys.readouterr().out)
    assert {**again, "warnings": []} == {**json.loads(first), "warnings": []}


def test_json_that_is_no_plan_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("write_plan", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.docx"))
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "a.docx").exists()

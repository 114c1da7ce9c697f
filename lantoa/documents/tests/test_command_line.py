"""`lantoa read_plan`, `write_plan`, `check_document`: what they print, and how they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import lantoa.documents
from lantoa.documents.command_line import main
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan

pytestmark = pytest.mark.pure

SAMPLE = Path(lantoa.documents.__file__).parent / "reading" / "tests" / "plans" / "xa_2025.txt"
Captured = pytest.CaptureFixture[str]


def test_a_plan_is_printed_as_one_json_object(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read_plan", str(SAMPLE), "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == read_plan(open_document(SAMPLE)).to_contract()


def test_an_outline_names_the_plan(capfd: Captured) -> None:
    assert main(["read_plan", str(SAMPLE)]) == 0
    title = read_plan(open_document(SAMPLE)).title
    assert title is not None
    assert title.value in capfd.readouterr().out


@pytest.mark.parametrize("content", [b"", "BÁO CÁO\nKết quả năm 2025".encode(), b"PK\x03\x04", None])
def test_what_is_no_plan_gets_one_sentence_and_code_2(content: bytes | None, tmp_path: Path, capfd: Captured) -> None:
    path = tmp_path / "tep.docx"
    if content is not None:
        path.write_bytes(content)
    assert main(["read_plan", str(path), "--json"]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_a_command_given_wrongly_says_how_to_use_it(capfd: Captured) -> None:
    assert main(["write_plan", "a.json"]) == 2
    said = capfd.readouterr()
    assert (said.out, "--help" in said.err) == ("", True)


def test_what_was_read_is_written_and_reads_the_same(tmp_path: Path, capfd: Captured) -> None:
    main(["read_plan", str(SAMPLE), "--json"])
    first = capfd.readouterr().out
    (tmp_path / "a.json").write_text(first, encoding="utf-8")
    assert main(["write_plan", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.docx")]) == 0
    main(["read_plan", str(tmp_path / "a.docx"), "--json"])
    again = json.loads(capfd.readouterr().out)
    assert {**again, "warnings": []} == {**json.loads(first), "warnings": []}


def test_json_that_is_no_plan_is_refused_and_nothing_is_written(tmp_path: Path, capfd: Captured) -> None:
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    assert main(["write_plan", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.docx")]) == 2
    assert capfd.readouterr().out == ""
    assert not (tmp_path / "a.docx").exists()


def test_our_own_documents_have_no_faults_of_form_and_a_bare_one_has(tmp_path: Path, capfd: Captured) -> None:
    main(["read_plan", str(SAMPLE), "--json"])
    (tmp_path / "a.json").write_text(capfd.readouterr().out, encoding="utf-8")
    main(["write_plan", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.docx")])
    assert main(["check_document", str(tmp_path / "a.docx")]) == 0
    bare = docx.Document()
    bare.add_paragraph("KẾ HOẠCH")
    bare.save(str(tmp_path / "bare.docx"))
    capfd.readouterr()
    assert main(["check_document", str(tmp_path / "bare.docx")]) == 1
    assert "Nghị định 30/2020/NĐ-CP" in capfd.readouterr().out


def test_the_commands_start_without_django(tmp_path: Path) -> None:
    """Django's start alone takes longer than reading a plan."""
    probe = "import sys; from config import console; sys.argv = ['lantoa', 'read_plan', 'nope']\ntry: console.main()\n"
    probe += "except SystemExit as stop: sys.exit(int('django' in sys.modules) or stop.code)"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 2

"""`write_plan FILE.json -o FILE.docx`: good files are written whole, bad ones get one sentence."""

import json

import pytest
from docx import Document

from lantoa.documents.writing.command import write_plan_file
from lantoa.documents.writing.refusal import UnusableInput
from lantoa.documents.writing.tests.samples import contract

pytestmark = pytest.mark.pure


def test_a_contract_becomes_a_document(tmp_path):
    source, target = tmp_path / "plan.json", tmp_path / "plan.docx"
    source.write_text(json.dumps(contract(), ensure_ascii=False), encoding="utf-8")
    write_plan_file(source, target)
    assert any(paragraph.text == "KẾ HOẠCH" for paragraph in Document(str(target)).paragraphs)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không phải JSON hợp lệ"),
        (b'{"kind": ', "dòng 1, cột 10"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[" * 100_000, "không phải JSON hợp lệ"),
        (b'{"kind": NaN}', "không phải JSON hợp lệ"),
        (b"[]", "kind"),
        (b"null", "kind"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_leaves_nothing(tmp_path, content, words):
    source, target = tmp_path / "plan.json", tmp_path / "plan.docx"
    source.write_bytes(content)
    with pytest.raises(UnusableInput) as refusal:
        write_plan_file(source, target)
    assert words in refusal.value.sentence
    assert "\n" not in refusal.value.sentence
    assert not target.exists()


def test_a_missing_file_or_folder_is_named(tmp_path):
    with pytest.raises(UnusableInput, match="không tồn tại"):
        write_plan_file(tmp_path / "none.json", tmp_path / "plan.docx")
    source = tmp_path / "plan.json"
    source.write_text(json.dumps(contract()), encoding="utf-8")
    with pytest.raises(UnusableInput, match="Không ghi được"):
        write_plan_file(source, tmp_path / "none" / "plan.docx")

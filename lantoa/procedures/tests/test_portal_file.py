"""Reading what the national portal gives out of a procedure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.reading.opening import open_document
from lantoa.documents.source import Cell, Line, SourceDocument, Table
from lantoa.procedures.portal_file import LABELS, NotAProcedure, PortalRecord, read_portal_file
from lantoa.procedures.tests import portal_samples as samples

pytestmark = pytest.mark.pure


def read(data: bytes, tmp_path: Path) -> PortalRecord:
    path = tmp_path / "ChiTietTTHC.doc"
    path.write_bytes(data)
    return read_portal_file(open_document(path))


@pytest.mark.parametrize("on_own_line", [False, True])
def test_every_field_of_a_usual_file_is_read(tmp_path: Path, on_own_line: bool):
    record = read(samples.usual(on_own_line=on_own_line), tmp_path)
    fields = record.fields
    assert fields["code"] == "2.002481"
    assert fields["level"] == "commune"
    assert fields["name"] == samples.HEAD["Tên thủ tục"]
    assert fields["decision_number"] == "3771/QĐ-UBND"
    assert fields["deciding_body"] == "Ủy ban nhân dân cấp xã"
    assert fields["receiving_address"] == "Bộ phận Một cửa"
    assert fields["results"] == "Giấy giới thiệu chuyển trường"
    assert fields["conditions"] == "Trường chuyển đến còn chỗ học."
    assert record.unsure == {}


def test_a_step_that_looks_like_a_label_stays_a_step(tmp_path: Path):
    record = read(samples.usual(), tmp_path)
    assert record.fields["steps"].splitlines() == list(samples.STEPS)


def test_said_to_be_nothing_is_nothing(tmp_path: Path):
    record = read(samples.usual(), tmp_path)
    assert record.fields["authorised_body"] == record.fields["keywords"] == ""


def test_each_way_has_its_time_and_its_fee_word_for_word(tmp_path: Path):
    ways = {way["way"]: way for way in read(samples.usual(), tmp_path).ways}
    assert ways["direct"]["time_limit"] == "3 Ngày làm việc"
    assert ways["direct"]["fee"] == "Lệ phí : 8000 Đồng (Miễn lệ phí cho hộ nghèo; trẻ khuyết tật)"
    assert ways["online"]["fee"] == "Lệ phí : 4000 Đồng\nGiảm 50% so với nộp trực tiếp"
    assert ways["post"]["description"] == "Cước phí theo quy định"


def test_exemptions_are_gathered_word_for_word(tmp_path: Path):
    assert read(samples.usual(), tmp_path).fields["exemptions"].splitlines() == [
        "Lệ phí : 8000 Đồng (Miễn lệ phí cho hộ nghèo; trẻ khuyết tật)",
        "Giảm 50% so với nộp trực tiếp",
    ]


def test_papers_have_their_numbers_forms_and_cases(tmp_path: Path):
    first, second, third = read(samples.usual(), tmp_path).parts
    assert (first["name"], first["form_name"], first["originals"]) == ("Đơn xin chuyển trường", "Mẫu số 01.docx", "1")
    assert (second["originals"], second["copies"], second["case"]) == ("1", "2", "")
    assert (third["name"], third["case"]) == ("Giấy ủy quyền có chứng thực", "Trường hợp làm thay")


def test_legal_bases_are_rows(tmp_path: Path):
    bases = read(samples.usual(), tmp_path).bases
    assert [base["number"] for base in bases] == ["43/2019/QH14", "11/2014/TT-BGDĐT"]
    assert bases[1]["issued_on"] == "18-04-2014"


def test_tables_without_a_grid_are_read_alike(tmp_path: Path):
    assert read(samples.without_grid(), tmp_path) == read(samples.usual(), tmp_path)


def test_labels_may_stand_in_a_table_and_papers_in_lines(tmp_path: Path):
    record = read(samples.in_one_table(), tmp_path)
    assert record.fields["code"] == "2.002481"
    assert record.fields["results"] == "Giấy giới thiệu chuyển trường"
    assert [part["name"] for part in record.parts] == ["Đơn", "Học bạ"]
    assert {"parts", "ways", "bases"} <= set(record.unsure)


def test_what_is_not_clear_is_named(tmp_path: Path):
    head = samples.HEAD | {"Mã thủ tục": "chưa cấp", "Cấp thực hiện": "Cấp Tỉnh, Cấp Xã"}
    record = read(samples.usual(head=head), tmp_path)
    assert {"code", "level"} <= set(record.unsure)
    assert record.fields["level"] == "unknown"


def test_one_way_in_several_rows_comes_together_and_is_unsure(tmp_path: Path):
    ways = (*samples.WAYS, ("Trực tiếp", "10 Ngày", "Lệ phí : 9000 Đồng", ""))
    record = read(samples.usual(ways=ways), tmp_path)
    direct = next(way for way in record.ways if way["way"] == "direct")
    assert direct["time_limit"] == "3 Ngày làm việc\n10 Ngày"
    assert "nhiều dòng" in record.unsure["ways"]


def test_another_file_is_told_to_be_one_in_a_sentence(tmp_path: Path):
    with pytest.raises(NotAProcedure) as fault:
        read(samples.a_letter(), tmp_path)
    assert fault.value.sentence.endswith(".")


words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=":"), max_size=30)
lines = st.one_of(words, st.sampled_from([f"{name}:" for names in LABELS.values() for name in names]))


def as_document(texts: list[str], rows: list[list[str]]) -> SourceDocument:
    """Lines, then a table."""
    text, blocks = "", []
    for line in texts:
        blocks.append(Line(len(text), len(text) + len(line), whole=True))
        text += f"{line}\n"
    cells, start = [], len(text)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            cells.append(Cell(len(text), len(text) + len(cell), at, column))
            text += f"{cell}\n"
    table = [Table(start, len(text), cells, len(rows), max(map(len, rows)))] if rows else []
    return SourceDocument(text, [*blocks, *table], "docx")


@given(st.lists(lines, max_size=40), st.lists(st.lists(lines, min_size=1, max_size=4), max_size=4))
def test_whatever_comes_is_a_record_or_no_procedure(texts: list[str], rows: list[list[str]]):
    try:
        record = read_portal_file(as_document(texts, rows))
    except NotAProcedure:
        return
    assert record.fields["level"] in {"central", "province", "commune", "school", "unknown"}


_LABELLED = {
    "steps": "Trình tự thực hiện",
    "conditions": "Yêu cầu, điều kiện thực hiện",
    "results": "Kết quả thực hiện",
}


@given(st.dictionaries(st.sampled_from(sorted(_LABELLED)), st.lists(st.from_regex(r"\A[a-z]{2,12}\Z"), min_size=1)))
def test_no_line_of_a_section_is_lost(said: dict[str, list[str]]):
    texts = [f"{label}: {text}" for label, text in samples.HEAD.items()]
    for key in (key for key in LABELS if key in said):
        texts += [f"{_LABELLED[key]}:", *said[key]]
    record = read_portal_file(as_document(texts, []))
    assert all(record.fields[key].splitlines() == lines for key, lines in said.items() if lines != ["khong"])

"""What is written is read as what it was written from."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.writing.contract import plan_from_contract
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.tests.plausible import contracts
from lantoa.documents.writing.tests.samples import contract

pytestmark = pytest.mark.pure

SHARED = Path(__file__).resolve().parents[5] / "shared" / "plans"


def read_again(data, folder):
    path = folder / "plan.docx"
    write_plan(plan_from_contract(data), path)
    return read_plan(open_document(path))


def without_warnings(data):
    return {key: value for key, value in data.items() if key != "warnings"}


def test_the_sample_comes_back_as_it_was(tmp_path):
    assert without_warnings(read_again(contract(), tmp_path).to_contract()) == without_warnings(contract())


_LISTS = ("sections", "contents", "channels", "audiences", "duties", "deadlines", "reporting", "budget", "figures")
_NO_BODY: dict[str, list[str]] = {key: [] for key in _LISTS}


@pytest.mark.parametrize(
    "changes",
    [
        {"tasks": []},
        {"number": None},
        {"date": None, "place": None},
        {"signatory": None, "recipients": []},
        dict.fromkeys(["issuer", "superior", "number", "place", "date"]),
        {"title": "Truyền thông cải cách hành chính"},
        {"date": "2025-12-28"},
        {"contacts": {"emails": [], "urls": [], "phones": []}},
        {**_NO_BODY, "citations": ["08/KH-UBND"]},
    ],
)
def test_a_plan_with_parts_missing_comes_back_with_them_missing(tmp_path, changes):
    data = contract(**changes)
    assert without_warnings(read_again(data, tmp_path).to_contract()) == without_warnings(data)


def _heading(label, title, *children):
    return {"label": label, "title": title, "children": list(children)}


_DUTIES = [_heading("1", "Giao Văn phòng"), _heading("2", "Các trường trực thuộc Sở"), _heading("3", "Chế độ báo cáo")]


@pytest.mark.parametrize(
    "sections",
    [
        [
            _heading("I", "Mục đích"),
            _heading("II", "Đối tượng"),
            _heading("III", "Nội dung"),
            _heading("IV", "Hình thức"),
            _heading("V", "Kinh phí"),
            _heading("VI", "Tổ chức thực hiện", *_DUTIES),
        ],
        [
            _heading("I", "MỤC ĐÍCH, YÊU CẦU"),
            _heading(
                "II",
                "NỘI DUNG",
                _heading("1", "Đối tượng"),
                _heading("2", "Nội dung", _heading("2.1", "Thể chế"), _heading("2.2", "Thủ tục hành chính")),
                _heading("3", "Hình thức"),
            ),
            _heading("III", "KINH PHÍ"),
            _heading("IV", "TỔ CHỨC THỰC HIỆN", *_DUTIES),
        ],
    ],
)
def test_headings_of_any_depth_come_back(tmp_path, sections):
    data = contract(sections=sections)
    assert without_warnings(read_again(data, tmp_path).to_contract()) == without_warnings(data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contracts())
def test_any_plausible_plan_comes_back_as_it_was(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("plan")
    assert without_warnings(read_again(data, folder).to_contract()) == without_warnings(data)


def test_a_reading_written_out_and_read_again_is_the_same_reading(tmp_path):
    first = read_again(contract(), tmp_path)
    write_plan(first, tmp_path / "again.docx")
    assert read_plan(open_document(tmp_path / "again.docx")).to_contract() == first.to_contract()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside the project")
@pytest.mark.parametrize("gold", sorted(SHARED.glob("*.gold.json")), ids=lambda path: path.name[:3])
def test_real_plans_come_back_as_they_were(tmp_path, gold):
    data = json.loads(gold.read_text(encoding="utf-8"))
    first = read_again(data, tmp_path)
    assert without_warnings(first.to_contract()) == without_warnings(data)
    write_plan(first, tmp_path / "again.docx")
    assert read_plan(open_document(tmp_path / "again.docx")).to_contract() == first.to_contract()

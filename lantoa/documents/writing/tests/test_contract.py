"""From the contract's JSON to a plan: what is refused, and what the body says."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.documents.writing.contract import plan_from_contract
from lantoa.documents.writing.contract_body import walk
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.refusal import UnusableInput
from lantoa.documents.writing.tests.samples import REPORT, contract, sample_plan

pytestmark = pytest.mark.pure


def under(plan, title):
    return [
        paragraph.text for section in walk(plan.sections) if section.title == title for paragraph in section.paragraphs
    ]


def test_the_values_are_kept():
    given = contract()
    assert sample_plan().to_contract() == given


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ([], "kind"),
        ({}, "kind"),
        ({"kind": "khac"}, "kind"),
        (contract(title=7), "title"),
        (contract(issuer=["a"]), "issuer"),
        (contract(date="05/02/2026"), "date"),
        (contract(date="2026-02-30"), "date"),
        (contract(year="2026"), "year"),
        (contract(year=True), "year"),
        (contract(contents="một"), "contents"),
        (contract(contents=["một", ""]), "contents[1]"),
        (contract(sections=[{"label": "I"}]), "sections[0].title"),
        (contract(channels=[{"text": "Tin", "kinds": ["radio"]}]), "channels[0].kinds[0]"),
        (contract(tasks=[{"task": "Tin", "timing": {"raw": "", "kind": "often"}}]), "tasks[0].timing.kind"),
        (contract(tasks=[{"task": "Tin"}]), "tasks[0].timing"),
        (contract(deadlines=[{"what": "Tin", "due": None}]), "deadlines[0].due"),
        (contract(reporting=[{"period": "nam", "due": "2026-01-01"}]), "reporting[0].due"),
        (contract(figures=[{"value": float("inf"), "unit": "%", "text": "x"}]), "figures[0].value"),
        (contract(contacts=[]), "contacts"),
        (contract(signatory="Nguyễn Văn Mẫu"), "signatory"),
        (contract(title="Kế\x00hoạch"), "title"),
        (contract(recipients=["\ud800"]), "recipients[0]"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(data, key):
    with pytest.raises(UnusableInput) as refusal:
        plan_from_contract(data)
    assert f"“{key}”" in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


def test_headings_without_end_are_refused():
    deep = {"label": "1", "title": "Mục", "children": []}
    for _ in range(30):
        deep = {"label": "1", "title": "Mục", "children": [deep]}
    with pytest.raises(UnusableInput, match="cấp đề mục"):
        plan_from_contract(contract(sections=[deep]))


def test_keys_that_are_missing_are_empty():
    plan = plan_from_contract({"kind": "ke_hoach", "title": "Truyền thông năm 2026"})
    assert plan.to_contract()["contacts"] == {"emails": [], "urls": [], "phones": []}
    assert plan.sections == []


def test_items_stand_under_the_heading_that_names_them():
    plan = sample_plan()
    assert [text.rstrip(".") for text in under(plan, "NỘI DUNG TUYÊN TRUYỀN")] == contract()["contents"]
    assert under(plan, "ĐỐI TƯỢNG TUYÊN TRUYỀN") == ["Cán bộ, công chức, viên chức, người học."]
    assert [text.rstrip(".") for text in under(plan, "Văn phòng")] == contract()["duties"][0]["items"]
    assert under(plan, "KINH PHÍ") == ["Kinh phí thực hiện do ngân sách nhà nước bảo đảm."]


def test_several_headings_of_contents_share_them_in_order():
    parts = [{"label": str(n), "title": f"Lĩnh vực {n}", "children": []} for n in (1, 2)]
    sections = [{"label": "I", "title": "NỘI DUNG TUYÊN TRUYỀN", "children": parts}]
    plan = sample_plan(sections=sections)
    first, second = under(plan, "Lĩnh vực 1"), under(plan, "Lĩnh vực 2")
    assert first
    assert second
    assert [text.rstrip(".") for text in first + second] == contract()["contents"]


def test_a_duty_stands_under_the_heading_that_gives_it():
    sections = [{"label": "I", "title": "TỔ CHỨC THỰC HIỆN", "children": [{"label": "1", "title": "Giao Văn phòng"}]}]
    plan = sample_plan(sections=sections)
    assert len(under(plan, "Giao Văn phòng")) == 2


def test_what_no_item_says_gets_a_sentence_where_its_place_in_the_order_is():
    citations = ["08/KH-UBND", "05/NQ-HĐND", "118/2025/NĐ-CP"]
    plan = sample_plan(citations=citations)
    assert any("Nghị quyết số 05/NQ-HĐND" in text for text in under(plan, "Yêu cầu"))
    assert any("100%" in text for text in under(plan, "Mục đích") + under(plan, "Yêu cầu"))
    printed = [p.text for section in walk(plan.sections) for p in section.paragraphs] + [p.text for p in plan.closing]
    assert any("cchc@sgddt.anbinh.gov.vn" in text for text in printed)


def test_what_an_item_says_is_not_said_twice():
    plan = sample_plan()
    printed = [p.text for section in walk(plan.sections) for p in section.paragraphs]
    assert sum(REPORT in text for text in printed) == 1
    assert sum("118/2025/NĐ-CP" in text for text in printed) == 1


def test_the_bases_are_worded_in_full():
    texts = [paragraph.text for paragraph in sample_plan().preamble]
    assert texts[0] == (
        "Căn cứ Kế hoạch số 08/KH-UBND ngày 09 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh An Bình về việc "
        "truyền thông cải cách hành chính năm 2026"
    )
    assert texts[1] == "Căn cứ Luật Trẻ em"


_INNER_KEYS = ["label", "title", "children", "task", "timing", "raw", "kind", "unit", "items", "text", "value", "what"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_INNER_KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(contract())), _JSON)
def test_any_value_is_written_or_refused_with_a_sentence(key, value):
    sentence = written_or_refused(contract(**{key: value}))
    assert sentence == "" or ("“" in sentence and sentence.endswith("."))


def written_or_refused(data):
    """The sentence of the refusal; "" where the document could be written."""
    try:
        plan = plan_from_contract(data)
    except UnusableInput as refusal:
        return refusal.sentence
    write_plan(plan, io.BytesIO())
    return ""

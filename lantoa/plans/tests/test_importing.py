"""A reading becomes a plan with all its rows, and goes out again as it came in."""

import uuid
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.documents.plan import (
    Appendix,
    BodyText,
    Channel,
    Deadline,
    Duty,
    Found,
    LegalBasis,
    PlanReading,
    Reporting,
    Section,
    Signatory,
    TaskColumn,
    TaskRow,
    Timing,
)
from lantoa.documents.writing.plan import write_plan
from lantoa.ledger.enums import Rhythm
from lantoa.organisations.factories import Province
from lantoa.plans.doubts import doubts_of
from lantoa.plans.exporting import reading_of
from lantoa.plans.importing import NotAPlan, import_plan
from lantoa.plans.models import Plan, PlanParagraph, PlanTask
from lantoa.plans.tests.reading import SAMPLES, SHARED, imported, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_read_in_goes_out_with_the_same_contract(path: Path, tree: Province, office: User) -> None:
    reading, _ = read(path)
    assert reading_of(imported(path, unit=tree.so, by=office)).to_contract() == reading.to_contract()


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.txt")) or [None], ids=str)
def test_the_real_plans_go_out_with_the_same_contract(path: Path | None, tree: Province, office: User) -> None:
    if path is None:
        pytest.skip("../shared/plans is not here")
    reading, _ = read(path)
    assert reading_of(imported(path, unit=tree.so, by=office)).to_contract() == reading.to_contract()


WORDS = st.sampled_from(
    ["tuyên truyền cải cách hành chính", "đăng tin bài", "tổ chức hội nghị", "niêm yết thủ tục", "phát tờ rơi"]
)
NUMBERS = st.integers(1, 999)
TEXTS = st.builds("{} lần {}".format, WORDS, NUMBERS).map(lambda text: text[:1].upper() + text[1:])
UNITS = st.sampled_from(["Văn phòng", "Phòng KHTC", "Các trường THPT", "Phòng Nào Đó", "Báo An Bình"])
TIMINGS = st.sampled_from(
    [
        Timing("Thường xuyên", "continuous", "2026-01-01", "2026-12-31"),
        Timing("Quý III, Quý IV/2026", "quarter", "2026-07-01", "2026-12-31"),
        Timing("Trước ngày 30/5", "date", None, "2026-05-30"),
        Timing("Theo kế hoạch của UBND tỉnh", "external"),
        Timing("", "none"),
    ]
)
TASKS = st.builds(
    TaskRow,
    no=st.one_of(st.none(), NUMBERS.map(str)),
    task=TEXTS,
    products=st.lists(TEXTS, max_size=3),
    channel=st.one_of(st.none(), TEXTS),
    lead=st.one_of(st.none(), UNITS),
    coordinating=st.lists(UNITS, max_size=3),
    timing=TIMINGS,
)
BASES = st.builds(
    LegalBasis,
    number=st.one_of(st.none(), NUMBERS.map("{}/KH-UBND".format)),
    date=st.sampled_from([None, "2026-01-05", "2026-01"]),
    issuer=st.sampled_from([None, "UBND tỉnh An Bình"]),
    about=TEXTS,
)


@st.composite
def readings(draw: st.DrawFn) -> PlanReading:
    """Plans whose items stand in their body, some of them over two paragraphs."""
    contents = draw(st.lists(TEXTS, max_size=4, unique=True))
    channels = draw(st.lists(TEXTS, max_size=3, unique=True))
    budget = draw(st.lists(TEXTS, max_size=2, unique=True))
    own = st.tuples(UNITS, st.lists(TEXTS, max_size=3, unique=True))
    duties = draw(st.lists(own, max_size=3, unique_by=lambda duty: duty[0]))
    tasks = draw(st.lists(TASKS, max_size=4))
    sections = [
        Section("I", "NỘI DUNG", paragraphs=[BodyText(f"{text};", "-") for text in contents]),
        Section("II", "HÌNH THỨC", paragraphs=[BodyText(f"{text}.", "+") for text in channels]),
        Section("III", "KINH PHÍ", paragraphs=[BodyText(text) for text in budget]),
        Section(
            "IV",
            "TỔ CHỨC THỰC HIỆN",
            [Section("1", unit, paragraphs=[BodyText(one, "-") for one in items]) for unit, items in duties],
        ),
    ]
    dues = [
        Deadline(row.task, row.lead, row.timing.end)
        for row in tasks
        if row.timing.kind == "date" and row.timing.start is None and row.timing.end
    ]
    return PlanReading(
        issuer=Found("Sở Giáo dục và Đào tạo tỉnh An Bình"),
        number=draw(st.sampled_from([None, Found("07/KH-SGDĐT")])),
        date=draw(st.sampled_from([None, Found("2026-01-15"), Found("2026-02")])),
        title=Found("Tuyên truyền cải cách hành chính năm 2026"),
        year=Found(2026),
        legal_bases=draw(st.lists(BASES, max_size=3)),
        citations=[Found("61/2018/NĐ-CP")],
        sections=sections,
        audiences=[Found("cán bộ"), Found("công chức")],
        contents=[Found(text) for text in contents],
        channels=[Channel(text, ["other"]) for text in channels],
        tasks=tasks,
        duties=[Duty(unit, items) for unit, items in duties],
        deadlines=dues,
        reporting=draw(st.sampled_from([[], [Reporting("6_thang", "05-30", "Sở"), Reporting("nam", None, None)]])),
        budget=[Found(text) for text in budget],
        recipients=[Found("UBND tỉnh"), Found("Lưu: VT")],
        signatory=draw(st.sampled_from([None, Signatory("GIÁM ĐỐC", None, "Trần Văn An")])),
    )


def test_a_day_of_a_row_whose_words_stand_in_the_body_too_is_said_once(tree: Province, office: User):
    words = "Tuyên truyền cải cách hành chính"
    row = TaskRow(None, words, [], None, None, [], Timing("Trước ngày 30/5", "date", None, "2026-05-30"))
    reading = PlanReading(
        sections=[Section("I", "NỘI DUNG", paragraphs=[BodyText(f"{words}.")])],
        tasks=[row],
        deadlines=[Deadline(words, None, "2026-05-30")],
    )
    plan = import_plan(reading, None, unit=tree.so, by=office)
    assert reading_of(plan).deadlines == reading.deadlines


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=readings())
def test_any_reading_goes_out_with_the_same_contract(reading: PlanReading, tree: Province, office: User) -> None:
    plan = import_plan(reading, None, unit=tree.so, by=office)
    assert reading_of(plan).to_contract() == reading.to_contract()


def test_another_kind_of_document_leaves_nothing_behind(tree: Province, office: User) -> None:
    reading = PlanReading(kind="khac", warnings=["Văn bản không phải là kế hoạch: là báo cáo"])
    with pytest.raises(NotAPlan, match="là báo cáo"):
        import_plan(reading, None, unit=tree.so, by=office)
    assert not Plan.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind(
    tree: Province, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("lantoa.plans.importing.plan.write_rules", fail)
    with pytest.raises(RuntimeError):
        imported(SAMPLES / "so_2026.txt", unit=tree.so, by=office)
    assert not Plan.objects.exists()
    assert not PlanParagraph.objects.exists()


def test_one_form_sent_twice_makes_one_plan(tree: Province, office: User) -> None:
    key = uuid.uuid4()
    first = imported(SAMPLES / "so_2026.txt", unit=tree.so, by=office, form_key=key)
    assert imported(SAMPLES / "so_2026.txt", unit=tree.so, by=office, form_key=key) == first
    assert Plan.objects.count() == 1


def _with_task(timing: Timing, **values: object) -> PlanReading:
    row = TaskRow(**{"no": "1", "task": "Đăng tin", "products": [], "channel": None, "lead": "Văn phòng",
                     "coordinating": [], "timing": timing, **values})  # type: ignore[arg-type]  # fmt: skip
    return PlanReading(title=Found("Truyền thông"), year=Found(2026), tasks=[row])


@pytest.mark.parametrize(
    ("timing", "rhythm"),
    [
        (Timing("Thường xuyên", "continuous", "2026-01-01", "2026-12-31"), Rhythm.MONTHLY),
        (Timing("Quý III, Quý IV/2026", "quarter", "2026-07-01", "2026-12-31"), Rhythm.QUARTERLY),
        (Timing("Quý III", "quarter", "2026-07-01", "2026-09-30"), Rhythm.ONCE),
        (Timing("Trước ngày 30/5", "date", None, "2026-05-30"), Rhythm.ONCE),
        (Timing("Hằng quý", "periodic"), Rhythm.QUARTERLY),
    ],
)
def test_a_timing_starts_with_the_rhythm_that_it_speaks_of(
    timing: Timing, rhythm: Rhythm, tree: Province, office: User
) -> None:
    import_plan(_with_task(timing), None, unit=tree.so, by=office)
    assert PlanTask.objects.get().rhythm == rhythm


def test_a_row_without_lead_and_time_is_asked_about_once(tree: Province, office: User) -> None:
    plan = import_plan(_with_task(Timing("", "none"), lead=None), None, unit=tree.so, by=office)
    [doubt] = doubts_of(plan)
    assert doubt.question == "Nhiệm vụ 1: để trống như văn bản?"
    assert "đơn vị chủ trì và thời gian" in doubt.detail


def test_a_name_in_several_rows_is_asked_about_once(tree: Province, office: User) -> None:
    reading = _with_task(Timing("Thường xuyên", "continuous", "2026-01-01", "2026-12-31"), lead="Phòng Nào Đó")
    reading.tasks *= 3
    plan = import_plan(reading, None, unit=tree.so, by=office)
    assert [doubt.question for doubt in doubts_of(plan)] == ["“Phòng Nào Đó” là đơn vị nào?"]


def _duty(item: str, *, due: str | None = None, reports: bool = False) -> PlanReading:
    unit = "Các trường THPT"
    return PlanReading(
        title=Found("Truyền thông"),
        year=Found(2026),
        sections=[Section("I", "TỔ CHỨC THỰC HIỆN", [Section("1", unit, paragraphs=[BodyText(item, "-")])])],
        duties=[Duty(unit, [item])],
        deadlines=[Deadline(item, unit, due)] if due else [],
    )


def test_a_dated_duty_to_build_the_units_own_plan_is_a_cascade(tree: Province, office: User) -> None:
    reading = _duty("Xây dựng kế hoạch của đơn vị, hoàn thành trước ngày 10/3/2026", due="2026-03-10")
    plan = import_plan(reading, None, unit=tree.so, by=office)
    cascade = plan.cascades.get()
    assert str(cascade.due_on) == "2026-03-10"
    assert [mention.text for mention in cascade.targets.all()] == ["Các trường THPT"]
    assert not plan.paragraphs.get(role="duty").is_tracked


def test_another_dated_duty_stays_a_duty_with_its_day(tree: Province, office: User) -> None:
    reading = _duty("Gửi danh sách đầu mối trước ngày 20/2/2026", due="2026-02-20")
    plan = import_plan(reading, None, unit=tree.so, by=office)
    assert not plan.cascades.exists()
    duty = plan.paragraphs.get(role="duty")
    assert (str(duty.due_on), duty.is_tracked) == ("2026-02-20", True)


def test_advising_on_a_plan_of_the_province_is_no_own_plan(tree: Province, office: User) -> None:
    reading = _duty("Tham mưu xây dựng kế hoạch của tỉnh trước ngày 20/2/2026", due="2026-02-20")
    assert not import_plan(reading, None, unit=tree.so, by=office).cascades.exists()


def test_a_duty_that_runs_on_after_its_colon_prints_in_one_line_again(tree: Province, office: User) -> None:
    reading = PlanReading(
        title=Found("Truyền thông"),
        year=Found(2026),
        sections=[Section("I", "TỔ CHỨC", paragraphs=[BodyText("Văn phòng: Theo dõi, đôn đốc", "-")])],
        duties=[Duty("Văn phòng", ["Theo dõi, đôn đốc"])],
    )
    plan = import_plan(reading, None, unit=tree.so, by=office)
    out = reading_of(plan)
    assert out.sections[0].paragraphs == [BodyText("Văn phòng: Theo dõi, đôn đốc", "-")]
    assert out.duties == [Duty("Văn phòng", ["Theo dõi, đôn đốc"])]


def test_an_edit_of_an_item_is_an_edit_of_the_document(tree: Province, office: User) -> None:
    reading = PlanReading(
        title=Found("Truyền thông"),
        year=Found(2026),
        sections=[Section("I", "NỘI DUNG", paragraphs=[BodyText("Phổ biến luật mới;", "-")])],
        contents=[Found("Phổ biến luật mới")],
    )
    plan = import_plan(reading, None, unit=tree.so, by=office)
    PlanParagraph.objects.filter(plan=plan, role="content").update(text="Phổ biến nghị định mới;")
    out = reading_of(plan)
    assert out.contents[0].value == "Phổ biến nghị định mới"
    assert out.sections[0].paragraphs[0].text == "Phổ biến nghị định mới;"


def test_cells_of_columns_that_have_no_field_go_out_again_as_they_came_in(tree: Province, tmp_path: Path) -> None:
    reading = PlanReading(
        title=Found("Tuyên truyền năm 2026"),
        year=Found(2026),
        tasks=[TaskRow("1", "Họp báo", [], None, None, [], Timing("", "none"), other={"Ghi chú": "Mời báo đài"})],
        appendix=Appendix(columns=[TaskColumn("no", "TT"), TaskColumn("task", "Nhiệm vụ"), TaskColumn("", "Ghi chú")]),
    )
    by = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    plan = import_plan(reading, None, unit=tree.so, by=by)
    path = tmp_path / "ra.docx"
    write_plan(reading_of(plan), path)
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert "Mời báo đài" in cells


def test_the_numbers_of_a_tables_groups_survive_reading_and_writing(tmp_path: Path) -> None:
    made = docx.Document()
    for line in ("KẾ HOẠCH", "Tuyên truyền năm 2028", "I. MỤC ĐÍCH", "Để hiểu.", "PHỤ LỤC"):
        made.add_paragraph(line)
    rows = [("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), ("I", "Chỉ đạo", "", ""),
            ("1", "Họp giao ban", "Văn phòng", "Quý I"),
            ("II", "Kiểm tra", "", ""), ("2", "Đi cơ sở", "Thanh tra Sở", "Quý II")]  # fmt: skip
    table = made.add_table(len(rows), 4)
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    made.save(str(tmp_path / "vao.docx"))
    first, _ = read(tmp_path / "vao.docx")
    write_plan(first, tmp_path / "ra.docx")
    again, _ = read(tmp_path / "ra.docx")
    groups = [("1", "I. Chỉ đạo"), ("2", "II. Kiểm tra")]
    assert [(task.no, task.group) for task in first.tasks] == groups
    assert [(task.no, task.group) for task in again.tasks] == groups

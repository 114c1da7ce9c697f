"""The task table: columns, rows, cells."""

import pytest

from lantoa.documents.reading.plan import read_plan
from lantoa.documents.reading.tests.readings import BASES, BODY, END, HEAD, plan, reading_of, table, with_table

pytestmark = pytest.mark.pure

TEXT = f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{BODY}{END}PHỤ LỤC\nNHIỆM VỤ"
COLUMNS = "STT|Nhiệm vụ|Sản phẩm|Chủ trì|Phối hợp|Thời gian"


def test_columns_are_known_by_their_heads_in_any_order() -> None:
    out = table(
        "Thời hạn hoàn thành|TT|Cơ quan thực hiện|Kết quả|Nội dung công việc|Ghi chú",
        "Quý I|1|Văn phòng|Báo cáo|Họp báo|",
    )
    assert out["tasks"] == [
        {
            "no": "1",
            "task": "Họp báo",
            "products": ["Báo cáo"],
            "channel": None,
            "lead": "Văn phòng",
            "coordinating": [],
            "timing": {"raw": "Quý I", "kind": "quarter", "start": "2024-01-01", "end": "2024-03-31"},
        }
    ]


def test_empty_cells_are_never_filled_from_above() -> None:
    out = table(COLUMNS, "1|Họp báo|Báo cáo|Văn phòng|Các phòng|Quý I", "2|Viết bài||||")
    row = out["tasks"][1]
    assert (row["products"], row["lead"], row["coordinating"], row["timing"]["kind"]) == ([], None, [], "none")
    assert "Phụ lục, dòng 2: để trống sản phẩm, cơ quan chủ trì, phối hợp và thời gian" in out["warnings"]


def test_rows_that_only_title_a_group_are_no_rows() -> None:
    out = table(COLUMNS, "I|Chỉ đạo, điều hành||||", "1|Họp báo|Báo cáo|Văn phòng|Các phòng|Quý I")
    assert [row["no"] for row in out["tasks"]] == ["1"]


def test_a_group_keeps_the_number_of_its_row() -> None:
    rows = [COLUMNS, "I|Chỉ đạo, điều hành||||", "1|Họp báo|Báo cáo|Văn phòng|Các phòng|Quý I", "II.|Kiểm tra||||",
            "2|Đi cơ sở|Biên bản|Thanh tra Sở||Quý II"]  # fmt: skip
    lines = "\n".join(row.replace("|", "\t") for row in rows)
    reading = reading_of(f"{TEXT}\n{lines}\n")
    assert [row.group for row in reading.tasks] == ["I. Chỉ đạo, điều hành", "II. Kiểm tra"]


def test_a_number_above_dotted_ones_titles_a_group() -> None:
    out = table(COLUMNS, "1|Chỉ đạo||||", "1.1|Họp báo|Báo cáo|Văn phòng||Quý I", "1.2|Viết bài|Bài|Văn phòng||Quý II")
    assert [row["no"] for row in out["tasks"]] == ["1.1", "1.2"]


def test_a_row_that_a_page_cut_in_two_is_one_row() -> None:
    out = table(
        COLUMNS,
        "1|Tuyên truyền các luật mới|Công văn, tin bài lên cổng thông|Phòng Tổ chức cán|Phòng GDĐT, các|Thường xuyên",
        "",
        COLUMNS,
        "|được Quốc hội thông qua|tin điện tử|bộ|đơn vị trực thuộc|",
        "2|Họp báo|Báo cáo|Văn phòng||Quý I",
    )
    first = out["tasks"][0]
    assert len(out["tasks"]) == 2
    assert first["task"] == "Tuyên truyền các luật mới được Quốc hội thông qua"
    assert first["products"] == ["Công văn", "tin bài lên cổng thông tin điện tử"]
    assert (first["lead"], first["coordinating"]) == ("Phòng Tổ chức cán bộ", ["Phòng GDĐT", "các đơn vị trực thuộc"])


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("các đơn vị thuộc, trực thuộc Sở", ["các đơn vị thuộc, trực thuộc Sở"]),
        ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
        ("Văn phòng và Thanh tra Sở", ["Văn phòng", "Thanh tra Sở"]),
        ("Sở Tài nguyên và Môi trường; Sở Nội vụ", ["Sở Tài nguyên và Môi trường", "Sở Nội vụ"]),
        ("Văn phòng HĐND và UBND tỉnh", ["Văn phòng HĐND và UBND tỉnh"]),
        ("Các phòng, ban thuộc Sở, Công đoàn ngành", ["Các phòng, ban thuộc Sở", "Công đoàn ngành"]),
        (
            "Phòng GDĐT, Trung tâm GDNN-GDTX, các đơn vị trực thuộc",
            ["Phòng GDĐT", "Trung tâm GDNN-GDTX", "các đơn vị trực thuộc"],
        ),
        ("các trường mầm non, tiểu học và THCS", ["các trường mầm non, tiểu học và THCS"]),
    ],
)
def test_coordinating_units_are_cut_between_units_only(cell: str, units: list[str]) -> None:
    assert table(COLUMNS, f"1|Họp báo|Báo cáo|Văn phòng|{cell}|Quý I")["tasks"][0]["coordinating"] == units


@pytest.mark.parametrize(
    ("cell", "lead", "others"),
    [
        (
            "Văn phòng chủ trì, tham mưu, phối hợp với các phòng và Thanh tra Sở",
            "Văn phòng",
            ["các phòng", "Thanh tra Sở"],
        ),
        ("Chủ trì: Văn phòng; phối hợp: Phòng Nội vụ", "Văn phòng", ["Phòng Nội vụ"]),
        ("Phòng Nội vụ", "Phòng Nội vụ", []),
        ("Văn phòng (chủ trì), Phòng Nội vụ (phối hợp)", "Văn phòng", ["Phòng Nội vụ"]),
    ],
)
def test_one_column_may_name_lead_and_helpers(cell: str, lead: str, others: list[str]) -> None:
    row = table("TT|Nội dung|Đơn vị thực hiện|Thời gian", f"1|Họp báo|{cell}|Quý I")["tasks"][0]
    assert (row["lead"], row["coordinating"]) == (lead, others)


def test_products_are_cut_at_commas_and_paragraphs_but_not_in_brackets() -> None:
    rows: list[list[str | None]] = [
        ["STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì"],
        ["1", "Họp báo", "Kế hoạch\n- Tin, bài (ảnh, video)", "Văn phòng"],
    ]
    out = read_plan(with_table(TEXT, rows)).to_contract()
    assert out["tasks"][0]["products"] == ["Kế hoạch", "Tin", "bài (ảnh, video)"]


def test_a_merged_cell_counts_for_every_row_that_it_covers() -> None:
    rows: list[list[str | None]] = [
        ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Họp báo", "Văn phòng", "Quý I"],
        ["2", "Viết bài", None, "Quý II"],
    ]
    out = read_plan(with_table(TEXT, rows, spans={(1, 2): (2, 1)})).to_contract()
    assert [row["lead"] for row in out["tasks"]] == ["Văn phòng", "Văn phòng"]


def test_a_head_of_two_rows_is_read_down_each_column() -> None:
    rows: list[list[str | None]] = [
        ["TT", "Nội dung", "Phân công", None, "Thời gian"],
        [None, None, "Chủ trì", "Phối hợp", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Họp báo", "Văn phòng", "Các phòng", "Quý I"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}
    row = read_plan(with_table(TEXT, rows, spans=spans)).to_contract()["tasks"][0]
    assert (row["task"], row["lead"], row["coordinating"]) == ("Họp báo", "Văn phòng", ["Các phòng"])


def test_list_marks_within_a_task_become_spaces() -> None:
    out = table(COLUMNS, "1|Tuyên truyền như: - Quyền phản ánh; - Lợi ích kinh tế - xã hội.|Tin|Văn phòng||Quý I")
    assert out["tasks"][0]["task"] == "Tuyên truyền như: Quyền phản ánh; Lợi ích kinh tế - xã hội"


def test_a_table_of_money_has_no_tasks() -> None:
    assert table("STT|Nội dung|Đơn vị tính|Số lượng|Thành tiền", "1|In tờ rơi|tờ|500|2.000.000")["tasks"] == []


def test_numbered_tasks_in_plain_text_are_no_rows() -> None:
    assert plan(appendix="PHỤ LỤC\nNHIỆM VỤ\n1. Họp báo trong quý I.\n2. Viết bài.\n")["tasks"] == []


def test_the_appendix_keeps_its_head_and_its_columns() -> None:
    text = TEXT.replace("PHỤ LỤC\nNHIỆM VỤ", "PHỤ LỤC II\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 15/KH-SGDĐT)")
    rows: list[list[str | None]] = [["STT", "Nhiệm vụ", "Chủ trì", "Ghi chú"], ["1", "Họp báo", "Văn phòng", ""]]
    appendix = read_plan(with_table(text, rows)).appendix
    assert (appendix.label, appendix.title) == ("PHỤ LỤC II", "PHÂN CÔNG NHIỆM VỤ")
    assert appendix.note == "(Kèm theo Kế hoạch số 15/KH-SGDĐT)"
    assert [(column.key, column.header) for column in appendix.columns] == [
        ("no", "STT"),
        ("task", "Nhiệm vụ"),
        ("lead+coordinating", "Chủ trì"),
        ("", "Ghi chú"),
    ]


def test_columns_that_the_contract_does_not_know_are_kept_by_their_heads() -> None:
    rows = "PHỤ LỤC\nNHIỆM VỤ NĂM 2024\nTT\tNhiệm vụ\tCơ quan chủ trì\tGhi chú\n1\tHọp báo\tVăn phòng\tMời báo đài\n"
    reading = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{BODY}{END}{rows}")
    assert [task.other for task in reading.tasks] == [{"Ghi chú": "Mời báo đài"}]


@pytest.mark.parametrize("title", ["I. Truyền thông", "Truyền thông", "A. TRUYỀN THÔNG"])
def test_a_row_with_one_cell_over_all_columns_titles_a_group(title: str) -> None:
    text = f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\n{BASES}{BODY}{END}PHỤ LỤC\n"
    head: list[str | None] = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    rows: list[list[str | None]] = [head, [title, None, None, None], ["1", "Họp báo", "Văn phòng", "Quý I"]]
    reading = read_plan(with_table(text, rows, spans={(1, 0): (1, 4)}))
    assert [(task.no, task.task, task.group) for task in reading.tasks] == [("1", "Họp báo", title)]


def test_a_row_that_repeats_one_text_in_every_column_titles_a_group() -> None:
    head = "TT|Nhiệm vụ|Chủ trì|Thời gian"
    out = table(head, "II. Kiểm tra|II. Kiểm tra|II. Kiểm tra|II. Kiểm tra", "1|Họp báo|Văn phòng|Quý I")
    assert [task["task"] for task in out["tasks"]] == ["Họp báo"]


def test_a_semicolon_parts_units_that_open_with_no_known_noun() -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Phối hợp", "1|Kết nối|Sở Nội vụ|FPT An Bình; MobiFone An Bình; Bưu điện tỉnh")
    assert out["tasks"][0]["coordinating"] == ["FPT An Bình", "MobiFone An Bình", "Bưu điện tỉnh"]


def test_a_semicolon_within_one_list_of_levels_parts_no_units() -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Phối hợp", "1|Kết nối|Sở Nội vụ|UBND các huyện; thị xã; Phòng Y tế")
    assert out["tasks"][0]["coordinating"] == ["UBND các huyện; thị xã", "Phòng Y tế"]


def test_a_column_of_finished_products_holds_products_not_times() -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Thời gian|Sản phẩm hoàn thành", "1|Họp báo|Văn phòng|Quý I|Thông cáo")
    assert (out["tasks"][0]["products"], out["tasks"][0]["timing"]["raw"]) == (["Thông cáo"], "Quý I")


def test_a_column_of_when_the_product_is_finished_holds_times() -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Thời gian hoàn thành sản phẩm", "1|Họp báo|Văn phòng|Quý I")
    assert out["tasks"][0]["timing"]["kind"] == "quarter"


def test_a_group_titled_on_a_line_of_its_own_is_no_part_of_a_row() -> None:
    lines = ["TT Nhiệm vụ Đơn vị chủ trì Thời gian", "I. Chỉ đạo", "1", "Họp bàn", "Văn phòng", "Quý I"]
    lines += ["II. Kiểm tra", "2", "Đi cơ sở", "Thanh tra Sở", "Quý II"]
    out = plan(appendix="PHỤ LỤC\n" + "\n".join(lines) + "\n")
    assert [(task["task"], task["timing"]["raw"]) for task in out["tasks"]] == [
        ("Họp bàn", "Quý I"),
        ("Đi cơ sở", "Quý II"),
    ]


@pytest.mark.parametrize("second", ["Ấn phẩm", "Ảnh", "Tin bài"])
def test_a_capital_with_marks_begins_the_next_product(second: str) -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Sản phẩm", f"1|Họp báo|Văn phòng|Thông cáo. {second}")
    assert out["tasks"][0]["products"] == ["Thông cáo", second]

"""Deadlines, reports, figures, contacts, recipients and signatory; documents that are no plan."""

import pytest

from lantoa.documents.reading.tests.readings import BODY, END, HEAD, duties, plan, reading_of, table

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("item", "days"),
    [
        ("Xây dựng kế hoạch, hoàn thành trước ngày 10/3/2024", ["2024-03-10"]),
        ("Gửi báo cáo chậm nhất ngày 05 tháng 6", ["2024-06-05"]),
        ("Nộp hồ sơ trước 17h00 ngày 15/4", ["2024-04-15"]),
        ("Báo cáo trước ngày 30/5 và 30/11", ["2024-05-30", "2024-11-30"]),
        ("Báo cáo năm trước ngày 05/01 năm sau", ["2025-01-05"]),
        ("Nhận bài dự thi đến hết ngày 20/10", ["2024-10-20"]),
        ("Báo cáo trước ngày 22 hằng tháng", []),
        ("Hưởng ứng Ngày Pháp luật 09/11", []),
        ("Thực hiện Kế hoạch số 3/KH-UBND ngày 10/3/2024", []),
    ],
)
def test_only_days_with_words_of_due_are_deadlines(item: str, days: list[str]) -> None:
    out = duties(f"- {item}.")
    assert [deadline["due"] for deadline in out["deadlines"]] == days
    assert all(deadline["what"] == item and deadline["who"] == "Văn phòng Sở" for deadline in out["deadlines"])


def test_a_row_whose_time_is_before_a_day_is_a_deadline() -> None:
    out = table("TT|Nhiệm vụ|Chủ trì|Thời gian", "1|Họp báo|Văn phòng|Trước 30/9", "2|Viết bài|Văn phòng|30/9")
    assert out["deadlines"] == [{"what": "Họp báo", "who": "Văn phòng", "due": "2024-09-30"}]


@pytest.mark.parametrize(
    ("item", "reports"),
    [
        (
            "Báo cáo Sở Nội vụ định kỳ 6 tháng (trước ngày 30/5), năm (trước ngày 30/11) hoặc đột xuất",
            [("6_thang", "05-30", "Sở Nội vụ"), ("nam", "11-30", "Sở Nội vụ"), ("dot_xuat", None, "Sở Nội vụ")],
        ),
        (
            "Định kỳ 6 tháng, một năm báo cáo kết quả gửi về Sở để tổng hợp báo cáo UBND",
            [("6_thang", None, "Sở"), ("nam", None, "Sở")],
        ),
        ("Tổng hợp, báo cáo UBND huyện theo quý", [("quy", None, "UBND huyện")]),
        ("Hằng tháng gửi báo cáo về UBND xã (qua Văn phòng) trước ngày 22", [("thang", None, "UBND xã")]),
        ("Báo cáo UBND tỉnh hằng quý trước ngày 20 của tháng cuối quý", [("quy", None, "UBND tỉnh")]),
        ("Báo cáo năm qua Văn phòng Sở trước ngày 05/12", [("nam", "12-05", "Văn phòng Sở")]),
        (
            "Gửi báo cáo 6 tháng (trước 10/6), báo cáo 9 tháng (trước 10/9), báo cáo năm (trước 10/12) về Sở Y tế",
            [("6_thang", "06-10", "Sở Y tế"), ("nam", "12-10", "Sở Y tế")],
        ),
        ("Báo cáo Sở Nội vụ việc thực hiện cuối năm học trước ngày 30/5", [("nam", "05-30", "Sở Nội vụ")]),
        ("Báo cáo kết quả năm 2024 về Sở theo đúng thời gian quy định", []),
        ("Dự toán kinh phí hằng năm", []),
    ],
)
def test_reports_are_owed_by_period_and_addressee(item: str, reports: list[tuple[str, str | None, str | None]]) -> None:
    out = duties(f"- {item}.")
    assert [(one["period"], one["due"], one["to"]) for one in out["reporting"]] == reports


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Các trường báo cáo hằng quý về Sở trước ngày 15 của tháng cuối quý", [("quy", 15, 0)]),
        ("Các xã gửi báo cáo về UBND tỉnh trước ngày 10 hằng tháng", [("thang", 10, 0)]),
        ("Hằng tháng, các tổ báo cáo Hiệu trưởng chậm nhất ngày 22", [("thang", 22, 0)]),
        ("Các thôn báo cáo quý về UBND xã trước ngày 05 tháng đầu của quý sau", [("quy", 5, 1)]),
        ("Báo cáo UBND tỉnh hằng quý chậm nhất ngày 14 của tháng cuối quý", [("quy", 14, 0)]),
        ("Các tổ báo cáo Hiệu trưởng hằng tháng vào ngày cuối cùng của tháng", [("thang", 31, 0)]),
        ("Các xã báo cáo hằng quý về Sở Nội vụ trước ngày 05 của tháng tiếp theo", [("quy", 5, 1)]),
        ("Báo cáo UBND tỉnh hằng quý trước ngày 20", [("quy", None, 0)]),
        (
            "Gửi báo cáo về Sở: tháng trước ngày 25 hằng tháng, quý trước ngày 20 của tháng cuối quý, năm trước 15/12",
            [("thang", 25, 0), ("quy", 20, 0), ("nam", None, 0)],
        ),
    ],
)
def test_a_day_that_comes_back_in_every_period_is_known(sentence: str, days: list[tuple[str, int | None, int]]) -> None:
    reading = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\nI. BÁO CÁO\n{sentence}.\n{END}")
    found = [(one.period, one.each.day if one.each else None, one.each.months_after if one.each else 0)
             for one in reading.reporting]  # fmt: skip
    assert found == days
    assert [one["due"] for one in reading.to_contract()["reporting"]] == [None] * (len(days) - 1) + [
        "12-15" if len(days) > 1 else None
    ]


@pytest.mark.parametrize(("sentence", "by"), [
    ("Các trường THPT báo cáo Sở hằng quý", "Các trường THPT"),
    ("Hằng quý, Công an phường báo cáo UBND phường", "Công an phường"),
    ("Định kỳ hằng quý báo cáo UBND tỉnh", None),
])  # fmt: skip
def test_who_reports_is_the_unit_that_the_sentence_opens_with(sentence: str, by: str | None) -> None:
    reading = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\nI. BÁO CÁO\n{sentence}.\n{END}")
    assert [one.by for one in reading.reporting] == [by]


@pytest.mark.parametrize(
    ("item", "figures"),
    [
        ("Công khai 34 thủ tục hành chính thuộc thẩm quyền", [(34, "thủ tục hành chính")]),
        ("Bảo đảm 100% văn bản được rà soát", [(100, "%")]),
        ("Mỗi trường có ít nhất 02 tin, bài/tháng", [(2, "tin, bài")]),
        ("Dự kiến 8.000.000 đồng", [(8000000, "đồng")]),
        ("Đạt 92,5% trở lên", [(92.5, "%")]),
        ("Lập 03 đội tuyên truyền, viết 05 tin tuyên truyền", [(3, "đội tuyên truyền"), (5, "tin")]),
        ("Tập huấn cho 18 xã trực thuộc", [(18, "xã")]),
        ("Phấn đấu vào nhóm 12 tỉnh đứng đầu", [(12, "tỉnh")]),
        ("Thuộc nhóm 07 sở, ban, ngành dẫn đầu", [(7, "sở, ban, ngành")]),
        ("Hỗ trợ nhóm 3 của lớp", []),
        ("Phát thanh mỗi tuần 02 lượt, hằng tháng 04 buổi", [(2, "lượt"), (4, "buổi")]),
        ("Sinh hoạt vào tuần 02 của tháng", []),
        ("Cấp phát 500 tờ gấp hướng dẫn nộp hồ sơ; làm 12 video hướng dẫn", [(500, "tờ gấp"), (12, "video hướng dẫn")]),
        ("Dịch vụ công mức độ 4 cho học sinh lớp 9 trong 6 tháng, 15 giờ ngày 20/3/2024", []),
        ("Kỷ niệm 60 năm ngày thành lập tỉnh, giai đoạn 2021-2025", []),
        ("Theo Nghị định số 61/2018/NĐ-CP, Điều 5, khoản 2", []),
    ],
)
def test_figures_are_countable_promises(item: str, figures: list[tuple[float, str]]) -> None:
    out = duties(f"- {item}.")
    assert [(one["value"], one["unit"]) for one in out["figures"]] == figures


def test_the_text_of_a_figure_is_its_sentence() -> None:
    out = duties("- Rà soát danh mục. Công khai 34 thủ tục; cập nhật kịp thời. Báo cáo kết quả.")
    assert out["figures"][0]["text"] == "Công khai 34 thủ tục; cập nhật kịp thời"


def test_contacts_are_those_of_the_body() -> None:
    out = duties(
        "- Gửi về hopthu@anbinh.gov.vn, https://anbinh.gov.vn/cchc. Điện thoại 0203.3825.111, (024) 3869 4242."
    )
    assert out["contacts"] == {
        "emails": ["hopthu@anbinh.gov.vn"],
        "urls": ["https://anbinh.gov.vn/cchc"],
        "phones": ["0203.3825.111", "024 3869 4242"],
    }


def test_a_link_dumped_between_pages_is_no_contact() -> None:
    out = duties(
        "- Theo dõi việc thực hiện kế hoạch tuyên truyền của các\n\nhttps://anbinh.gov.vn\n\nđơn vị trong tỉnh."
    )
    assert out["contacts"]["urls"] == []
    assert out["duties"][0]["items"] == ["Theo dõi việc thực hiện kế hoạch tuyên truyền của các đơn vị trong tỉnh"]


@pytest.mark.parametrize(
    ("lines", "signatory"),
    [
        ("GIÁM ĐỐC\nLê Văn Tám", ("GIÁM ĐỐC", None, "Lê Văn Tám")),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(Đã ký)\nĐỗ Thị Mai", ("PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC", "Đỗ Thị Mai")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nVũ An",
            ("PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "Vũ An"),
        ),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nHà Văn Ba", ("CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH", "Hà Văn Ba")),
        (
            "TUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG VẬT TƯ - THIẾT BỊ\nHà Văn Ba",
            ("TRƯỞNG PHÒNG VẬT TƯ - THIẾT BỊ", "TUQ. CHỦ TỊCH", "Hà Văn Ba"),
        ),
        (
            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH PHỤ TRÁCH\nVĂN HÓA - XÃ HỘI\nHà Văn Ba",
            ("PHÓ CHỦ TỊCH PHỤ TRÁCH VĂN HÓA - XÃ HỘI", "KT. CHỦ TỊCH", "Hà Văn Ba"),
        ),
        ("HIỆU TRƯỞNG\n\n\nTS. Ngô Thị Tư", ("HIỆU TRƯỞNG", None, "TS. Ngô Thị Tư")),
        ("TRƯỞNG PHÒNG\nLÊ VĂN NĂM", ("TRƯỞNG PHÒNG", None, "LÊ VĂN NĂM")),
    ],
)
def test_who_signs_and_for_whom(lines: str, signatory: tuple[str, str | None, str]) -> None:
    out = plan(end=f"Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n{lines}\n")
    assert tuple(out["signatory"].values()) == signatory
    assert out["recipients"] == ["UBND tỉnh", "Lưu: VT"]


def test_signature_and_recipients_on_the_same_lines() -> None:
    out = plan(end="Nơi nhận:        KT. GIÁM ĐỐC\n- UBND tỉnh;      PHÓ GIÁM ĐỐC\n- Lưu: VT.        Lê Văn Tám\n")
    assert out["recipients"] == ["UBND tỉnh", "Lưu: VT"]
    assert tuple(out["signatory"].values()) == ("PHÓ GIÁM ĐỐC", "KT. GIÁM ĐỐC", "Lê Văn Tám")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HEAD}BÁO CÁO\nKết quả năm 2024\nI. TÌNH HÌNH\nTốt.\n{END}", "là báo cáo"),
        (f"{HEAD}QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2024\nCăn cứ Luật Thanh niên;\n{END}", "là quyết định"),
        (f"{HEAD}V/v tuyên truyền\nKính gửi: Các phòng.\nThực hiện Kế hoạch số 3/KH-UBND.\n", "là công văn"),
        ("Hôm nay trời đẹp.\nTôi đi học.\n", 'không có tên loại "KẾ HOẠCH"'),
    ],
)
def test_another_document_gives_only_a_warning(text: str, why: str) -> None:
    out = reading_of(text).to_contract()
    assert out.pop("warnings") == [f"Văn bản không phải là kế hoạch: {why}"]
    assert out.pop("kind") == "khac"
    assert out.pop("contacts") == {"emails": [], "urls": [], "phones": []}
    assert all(value is None or value == [] for value in out.values())


def test_the_whole_body_is_kept_with_its_marks() -> None:
    reading = reading_of(
        f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\nCăn cứ Luật Trẻ em;\n{BODY}Trên đây là Kế hoạch./.\n{END}"
    )
    assert [one.text for one in reading.preamble] == ["Căn cứ Luật Trẻ em;"]
    assert [(one.mark, one.text) for one in reading.sections[1].children[0].paragraphs] == [
        ("-", "Theo dõi việc thực hiện.")
    ]
    assert [one.text for one in reading.closing] == ["Trên đây là Kế hoạch./."]


def test_an_appendix_that_gives_another_number_is_pointed_out() -> None:
    out = plan(appendix="PHỤ LỤC\nNHIỆM VỤ\n(Kèm theo Kế hoạch số 15/KH-SGDDT ngày 20/01/2024)\n")
    assert "Phụ lục ghi số kế hoạch 15/KH-SGDDT, khác số 15/KH-SGDĐT ở đầu văn bản" in out["warnings"]


@pytest.mark.parametrize(
    "lines",
    [
        "- Công khai danh mục thủ tục và nhận góp ý tại địa chỉ\nhttps://anbinh.gov.vn/tthc.",
        "- Công khai danh mục thủ tục và nhận góp ý tại địa chỉ:\nhttps://anbinh.gov.vn/tthc\n- Việc khác.",
    ],
)
def test_a_link_that_was_wrapped_to_a_line_of_its_own_is_text(lines: str) -> None:
    out = duties(lines)
    assert out["contacts"]["urls"] == ["https://anbinh.gov.vn/tthc"]
    assert out["duties"][0]["items"][0].endswith("https://anbinh.gov.vn/tthc")

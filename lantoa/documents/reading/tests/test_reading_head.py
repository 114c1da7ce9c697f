"""Letterhead, title, year, bases and citations."""

import pytest

from lantoa.documents.reading.tests.readings import HEAD, plan, reading_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("left", "issuer", "superior"),
    [
        ("UBND TỈNH AN BÌNH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo tỉnh An Bình", "UBND tỉnh An Bình"),
        ("UBND TỈNH AN BÌNH\nSỞ GD&ĐT", "Sở Giáo dục và Đào tạo tỉnh An Bình", "UBND tỉnh An Bình"),
        ("UBND HUYỆN LẠC SƠN\nPHÒNG GDĐT", "Phòng Giáo dục và Đào tạo huyện Lạc Sơn", "UBND huyện Lạc Sơn"),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN PHONG", "Ủy ban nhân dân xã Tân Phong", None),
        ("UBND PHƯỜNG ĐÔNG HẢI\nTRƯỜNG THCS LÊ LỢI", "Trường Trung học cơ sở Lê Lợi", "UBND phường Đông Hải"),
        (
            "UBND XÃ TÂN PHONG\nTRƯỜNG TH&THCS KIM ĐỒNG",
            "Trường Tiểu học và Trung học cơ sở Kim Đồng",
            "UBND xã Tân Phong",
        ),
        (
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO AN BÌNH\nTRƯỜNG THPT NGÔ QUYỀN",
            "Trường Trung học phổ thông Ngô Quyền",
            "Sở Giáo dục và Đào tạo An Bình",
        ),
        ("UBND XÃ BA VÌ\nVĂN PHÒNG HĐND VÀ UBND", "Văn phòng HĐND và Ủy ban nhân dân xã Ba Vì", "UBND xã Ba Vì"),
        ("ỦY BAN NHÂN DÂN TỈNH AN BÌNH\nSỞ NỘI VỤ", "Sở Nội vụ tỉnh An Bình", "Ủy ban nhân dân tỉnh An Bình"),
    ],
)
def test_units_of_the_letterhead_are_written_as_in_a_sentence(left: str, issuer: str, superior: str | None) -> None:
    out = plan(head=f"{left}\nSố: 3/KH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n")
    assert (out["issuer"], out["superior"]) == (issuer, superior)


def test_without_a_letterhead_the_issuer_is_who_builds_the_plan() -> None:
    bases = "Căn cứ tình hình thực tế, Sở Nội vụ xây dựng kế hoạch tuyên truyền của tỉnh An Bình như sau:\n"
    out = plan(head="", bases=bases)
    assert out["issuer"] == "Sở Nội vụ tỉnh An Bình"
    assert [out[key] for key in ("superior", "number", "place", "date")] == [None] * 4
    assert out["warnings"][0] == "Văn bản không có phần đầu: không đọc được số, nơi và ngày ban hành"


@pytest.mark.parametrize("stamp", ["DỰ THẢO", "Dự thảo lần 2", "HỎA TỐC", "SAO Y"])
def test_what_is_stamped_above_the_letterhead_is_no_part_of_a_name(stamp: str) -> None:
    out, plain = plan(head=f"{stamp}\n{HEAD}"), plan()
    assert {key: out[key] for key in ("issuer", "superior", "place")} == {
        key: plain[key] for key in ("issuer", "superior", "place")
    }
    below = plan(head=HEAD.replace("Số: 15", f"{stamp}\nSố: 15"))
    assert (below["issuer"], below["number"]) == (plain["issuer"], plain["number"])


def test_a_blank_number_and_a_blank_day_stay_blank() -> None:
    out = plan(head=HEAD.replace("15/KH", "      /KH").replace("ngày 20", "ngày     "))
    assert (out["number"], out["date"]) == (None, "2024-01")
    assert "Số văn bản để trống: Số: /KH-SGDĐT" in out["warnings"]
    assert "Ngày ban hành để trống, chỉ có tháng 01 năm 2024" in out["warnings"]


def test_a_place_that_lost_its_marks_is_spelt_as_elsewhere() -> None:
    out = plan(head=HEAD.replace("An Bình, ngày", "An Binh, ngày"))
    assert out["place"] == "An Bình"
    assert 'Địa danh in "An Binh", đọc là "An Bình"' in out["warnings"]


def test_both_sides_of_the_letterhead_on_one_line_are_told_apart() -> None:
    head = (
        "UBND TỈNH AN BÌNH        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ         Độc lập - Tự do - Hạnh phúc\n"
        "Số: 15/KH-SNV        An Bình, ngày 20 tháng 01 năm 2024\n"
    )
    out = plan(head=head)
    assert [out[key] for key in ("issuer", "superior", "number", "place", "date")] == [
        "Sở Nội vụ tỉnh An Bình",
        "UBND tỉnh An Bình",
        "15/KH-SNV",
        "An Bình",
        "2024-01-20",
    ]


def test_narrow_columns_that_broke_the_letterhead_are_mended() -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    out = plan(head=head + "Số:\n15/KH-UBND\nAn Bình,\nngày 20 tháng 01 năm 2024\n")
    assert [out[key] for key in ("issuer", "number", "place", "date")] == [
        "Ủy ban nhân dân tỉnh An Bình",
        "15/KH-UBND",
        "An Bình",
        "2024-01-20",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Số:\nTân An 2, ngày\n/KH-UBND\ntháng 3 năm 2025\n",
        "Số:     /KH-UBND Tân An 2, ngày\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\ntháng 3 năm 2025\n",
        "Số:     /KH-UBND\nTân An 2, ngày\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\ntháng 3 năm 2025\n",
    ],
)
def test_halves_of_a_blank_number_and_date_find_each_other(lines: str) -> None:
    out = plan(head=f"ỦY BAN NHÂN DÂN\nXÃ TÂN AN 2\n{lines}", bases="")
    assert [out[key] for key in ("number", "place", "date")] == [None, "Tân An 2", "2025-03"]
    assert out["issuer"] == "Ủy ban nhân dân xã Tân An 2"


@pytest.mark.parametrize(("signed", "year"), [("20 tháng 9 năm 2022", 2022), ("20 tháng 01 năm 2023", 2023)])
def test_a_school_year_counts_by_the_year_in_which_its_plan_is_signed(signed: str, year: int) -> None:
    head = HEAD.replace("20 tháng 01 năm 2024", signed)
    assert plan(head=head, title="Công tác pháp chế năm học 2022 - 2023", bases="")["year"] == year


def test_a_school_year_without_a_date_counts_by_its_first_year() -> None:
    assert plan(head="", title="Công tác pháp chế năm học 2022-2023", bases="")["year"] == 2022


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Tuyên truyền cải cách hành chính năm 2025", 2025),
        ("Thực hiện Nghị quyết số 5-NQ/TU ngày 06/9/2021 về cải cách hành chính năm 2023", 2023),
        ("Chuyển đổi số đến năm 2025, định hướng đến năm 2030", 2024),
        ("Thực hiện Chương trình giai đoạn 2021-2025", 2024),
    ],
)
def test_the_year_is_the_one_that_the_plan_is_for(title: str, year: int) -> None:
    assert plan(title=title)["year"] == year


def test_a_title_goes_on_over_lines_until_the_bases() -> None:
    out = plan(title="Tuyên truyền cải cách hành chính\ntrên địa bàn tỉnh năm 2024")
    assert out["title"] == "Tuyên truyền cải cách hành chính trên địa bàn tỉnh năm 2024"


def test_one_basis_may_name_several_documents() -> None:
    out = plan(
        bases="Thực hiện Kế hoạch số 1/KH-UBND ngày 02/01/2024 của UBND tỉnh v/v tuyên truyền; Công văn số 7/SNV-CCHC "
        "ngày 03 tháng 01 năm 2024 của Sở Nội vụ về việc hướng dẫn,\n"
    )
    assert out["legal_bases"] == [
        {"number": "1/KH-UBND", "date": "2024-01-02", "issuer": "UBND tỉnh", "about": "tuyên truyền"},
        {"number": "7/SNV-CCHC", "date": "2024-01-03", "issuer": "Sở Nội vụ", "about": "hướng dẫn"},
    ]


def test_a_document_inside_of_what_another_is_about_is_a_citation_only() -> None:
    out = plan(
        bases="Căn cứ Kế hoạch số 9/KH-UBND ngày 02/01/2024 của UBND tỉnh về thực hiện Quyết định số 30/QĐ-TTg "
        "và Chỉ thị số 4/CT-TTg;\n"
    )
    assert [basis["number"] for basis in out["legal_bases"]] == ["9/KH-UBND"]
    assert out["citations"] == ["9/KH-UBND", "30/QĐ-TTg", "4/CT-TTg"]


def test_a_law_without_a_number_is_named_in_about() -> None:
    out = plan(bases="Căn cứ Luật Trẻ em;\nCăn cứ Luật Thanh niên ngày 16/6/2020;\n")
    assert out["legal_bases"] == [
        {"number": None, "date": None, "issuer": None, "about": "Luật Trẻ em"},
        {"number": None, "date": "2020-06-16", "issuer": None, "about": "Luật Thanh niên"},
    ]
    assert out["citations"] == []


def test_proposals_and_circumstances_are_no_bases() -> None:
    out = plan(
        bases="Căn cứ chức năng, nhiệm vụ được giao;\nXét đề nghị của Phòng Nội vụ tại Tờ trình số 4/TTr-NV;\n"
        "Theo đề nghị của Chánh Văn phòng tại Công văn số 5/VP.\n"
    )
    assert out["legal_bases"] == []
    assert out["citations"][0] == "4/TTr-NV"


def test_the_sentence_that_builds_the_plan_is_no_part_of_a_basis() -> None:
    out = plan(
        bases="Thực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2024 của UBND tỉnh về tuyên truyền năm 2024, "
        "Sở Giáo dục và Đào tạo xây dựng Kế hoạch như sau:\n"
    )
    assert out["legal_bases"][0]["about"] == "tuyên truyền năm 2024"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("theo Nghị định số 61/2018/NĐ-CP và Quyết định số 877/QĐ- TTg", ["61/2018/NĐ-CP", "877/QĐ-TTg"]),
        ("Nghị quyết 05-NQ/TU, Đề án số 08-ĐA/TU", ["05-NQ/TU", "08-ĐA/TU"]),
        ("Luật số 24/2023/QH15; Công văn số 12/SGDĐT-VP. Phòng Nội vụ", ["24/2023/QH15", "12/SGDĐT-VP"]),
        ("tiêu chuẩn TCVN ISO 9001:2015, giai đoạn 2021-2025, ngày 30/4/2024", []),
        ("xem https://vanban.gov.vn/12/QD-TTg và 15/KH-SGDĐT", []),
        ("Thông tư số 01 /2023/TT-VPCP; Thông tư số 01/2023/TT-VPCP", ["01/2023/TT-VPCP"]),
    ],
)
def test_numbers_of_documents_are_cited_once_and_closed_up(text: str, numbers: list[str]) -> None:
    assert plan(f"I. MỤC ĐÍCH\nThực hiện {text}.\n", bases="")["citations"] == numbers


def test_a_value_points_to_where_it_stood() -> None:
    reading = reading_of(f"{HEAD}KẾ HOẠCH\nTuyên truyền năm 2024\nI. MỤC ĐÍCH\nĐể hiểu.\n")
    assert reading.number
    assert reading.number.spans
    assert HEAD[reading.number.spans[0].start : reading.number.spans[0].end] == "15/KH-SGDĐT"


def test_bases_may_stand_behind_bullets() -> None:
    out = plan(bases="- Căn cứ Luật Trẻ em;\n- Căn cứ Công văn số 7/SNV-CCHC của Sở Nội vụ về tập huấn;\n")
    assert [(basis["number"], basis["about"]) for basis in out["legal_bases"]] == [
        (None, "Luật Trẻ em"),
        ("7/SNV-CCHC", "tập huấn"),
    ]


def test_one_line_may_lead_in_a_list_of_bases() -> None:
    out = plan(bases="Căn cứ các văn bản sau:\n- Luật Trẻ em;\n- Công văn số 7/SNV-CCHC của Sở Nội vụ về tập huấn;\n")
    assert [basis["number"] for basis in out["legal_bases"]] == [None, "7/SNV-CCHC"]


def test_a_second_document_with_an_about_of_its_own_is_a_basis_of_its_own() -> None:
    out = plan(
        bases="Thực hiện Kế hoạch số 3/KH-UBND ngày 02/01/2024 của UBND tỉnh về chuyển đổi số năm 2024 và Hướng dẫn "
        "số 8/HD-SNV ngày 03/01/2024 của Sở Nội vụ về việc chấm điểm;\n"
    )
    assert [(basis["number"], basis["about"]) for basis in out["legal_bases"]] == [
        ("3/KH-UBND", "chuyển đổi số năm 2024"),
        ("8/HD-SNV", "chấm điểm"),
    ]


def test_what_one_document_carries_out_stays_within_it() -> None:
    about = "thực hiện Nghị quyết số 4/NQ-CP của Chính phủ về cải cách và Chỉ thị số 6/CT-TTg về kỷ cương"
    out = plan(bases=f"Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2024 của UBND tỉnh về {about};\n")
    assert [basis["about"] for basis in out["legal_bases"]] == [about]


def test_a_basis_goes_on_where_its_line_breaks_within_a_name() -> None:
    out = plan(
        bases="Căn cứ Kế hoạch số 3/KH-UBND ngày 02/01/2024 của Ủy ban nhân dân huyện Thanh\n"
        "Hà về chuyển đổi số năm 2024; Hướng dẫn số 8/HD-SNV ngày 03/01/2024 của Sở Nội vụ\n"
        "tỉnh về việc chấm điểm,\nPhòng Nội vụ huyện xây dựng Kế hoạch như sau:\n"
    )
    assert [(basis["issuer"], basis["about"]) for basis in out["legal_bases"]] == [
        ("Ủy ban nhân dân huyện Thanh Hà", "chuyển đổi số năm 2024"),
        ("Sở Nội vụ tỉnh", "chấm điểm"),
    ]


def test_the_sentence_that_builds_the_plan_may_follow_in_the_same_paragraph() -> None:
    out = plan(
        bases="Thực hiện Kế hoạch số 3/KH-UBND ngày 02/01/2024 của Ủy ban nhân dân huyện Thanh\n"
        "Hà về chuyển đổi số năm 2024. Phòng Nội vụ huyện Thanh Hà xây dựng Kế hoạch như sau:\n"
    )
    assert [basis["issuer"] for basis in out["legal_bases"]] == ["Ủy ban nhân dân huyện Thanh Hà"]


@pytest.mark.parametrize(
    "opening", ["năm 2024\nTriển khai thực hiện Kế hoạch", "trên địa bàn xã Tân Phong\nCăn cứ Kế hoạch"]
)
def test_a_title_of_single_words_ends_where_the_bases_begin(opening: str) -> None:
    name, _, lead = opening.partition("\n")
    bases = f"{lead} số 3/KH-UBND ngày 02/01/2024 của UBND tỉnh An Bình về chuyển đổi số;"
    body = "I. MỤC ĐÍCH\n- Để mọi người cùng hiểu rõ hơn về những điểm mới của công tác này."
    text = f"{HEAD}KẾ HOẠCH\nTuyên truyền chuyển đổi số {name}\n{bases}\n{body}\n"
    out = reading_of("\n".join(text.split())).to_contract()
    assert out["title"] == f"Tuyên truyền chuyển đổi số {name}"
    assert [basis["number"] for basis in out["legal_bases"]] == ["3/KH-UBND"]

"""Headings, and the items below them."""

import pytest

from lantoa.documents.reading.tests.readings import duties, plan, titles

pytestmark = pytest.mark.pure


def test_short_names_with_text_under_them_are_headings() -> None:
    out = plan("I. NỘI DUNG\n1. Nội dung tuyên truyền\n- Một việc.\n2. Hình thức:\n- Một cách.\n")
    assert titles(out["sections"]) == ["I NỘI DUNG", "1 Nội dung tuyên truyền", "2 Hình thức"]


def test_numbered_sentences_are_items_and_no_headings() -> None:
    out = plan("I. KINH PHÍ\n1. Do ngân sách bảo đảm.\n2. Các đơn vị tự cân đối nguồn được giao.\n")
    assert titles(out["sections"]) == ["I KINH PHÍ"]
    assert out["budget"] == ["Do ngân sách bảo đảm", "Các đơn vị tự cân đối nguồn được giao"]


def test_a_run_in_title_stands_before_its_colon() -> None:
    out = plan("I. TỔ CHỨC THỰC HIỆN\n1. Các trường: Triển khai kế hoạch.\n2. Văn phòng: Tổng hợp; gửi báo cáo.\n")
    assert titles(out["sections"])[1:] == ["1 Các trường", "2 Văn phòng"]
    assert out["duties"] == [
        {"unit": "Các trường", "items": ["Triển khai kế hoạch"]},
        {"unit": "Văn phòng", "items": ["Tổng hợp; gửi báo cáo"]},
    ]


def test_a_numbered_sentence_that_leads_in_bullets_is_no_heading() -> None:
    out = plan("I. NỘI DUNG\n1. Tuyên truyền các nội dung sau:\n- Cải cách thể chế;\n- Tài chính công.\n")
    assert titles(out["sections"]) == ["I NỘI DUNG"]
    assert out["contents"] == ["Cải cách thể chế", "Tài chính công"]


def test_labels_stand_as_printed_also_where_one_comes_twice() -> None:
    out = plan("I. NỘI DUNG\n1. Đối tượng\nCán bộ.\n1. Nội dung\n- Một.\n3. Hình thức\n- Họp.\n")
    assert titles(out["sections"])[1:] == ["1 Đối tượng", "1 Nội dung", "3 Hình thức"]
    assert "Mục I có hai mục cùng số 1 (Đối tượng, Nội dung), thiếu số 2" in out["warnings"]


def test_dotted_and_lettered_headings_stand_below_arabic_ones() -> None:
    out = plan("I. NỘI DUNG\n1. Nội dung\n1.1. Đối với cán bộ\n- Quy chế.\n1.2. Đối với học sinh\n- Nội quy.\n")
    assert out["sections"][0]["children"][0]["children"] == [
        {"label": "1.1", "title": "Đối với cán bộ", "children": []},
        {"label": "1.2", "title": "Đối với học sinh", "children": []},
    ]


def test_lettered_paragraphs_are_items() -> None:
    out = plan("I. NỘI DUNG\na) Phổ biến quy định mới;\nb) Giới thiệu gương tốt.\n")
    assert titles(out["sections"]) == ["I NỘI DUNG"]
    assert out["contents"] == ["Phổ biến quy định mới", "Giới thiệu gương tốt"]


def test_unmarked_text_belongs_to_the_marked_item_before_it() -> None:
    out = plan("I. NỘI DUNG\na) Phổ biến quy định mới;\nPhối hợp kiểm tra việc thực hiện.\nb) Giới thiệu gương tốt.\n")
    assert out["contents"][0] == "Phổ biến quy định mới; Phối hợp kiểm tra việc thực hiện"


def test_without_marks_every_paragraph_is_an_item() -> None:
    out = plan("I. NỘI DUNG\nNhững điểm mới.\nCách nộp hồ sơ.\n(Chi tiết tại phụ lục kèm theo)\n")
    assert out["contents"] == ["Những điểm mới", "Cách nộp hồ sơ"]


def test_what_leads_in_lower_items_gives_only_those() -> None:
    out = plan("I. NỘI DUNG\n- Các lĩnh vực như:\n+ Thể chế.\n+ Thủ tục...\n- Gương tốt, ...\n")
    assert out["contents"] == ["Thể chế", "Thủ tục...", "Gương tốt, ..."]


def test_a_heading_on_whom_or_how_is_no_content() -> None:
    out = plan("I. NỘI DUNG THỰC HIỆN\n1. Đối tượng\nCán bộ.\n2. Nội dung\n- Một.\n3. Hình thức\n- Qua loa.\n")
    assert (out["contents"], out["audiences"]) == (["Một"], ["cán bộ"])
    assert out["channels"] == [{"text": "Qua loa", "kinds": ["broadcast"]}]


def test_headings_under_the_contents_count_with_them() -> None:
    out = plan("I. NỘI DUNG\n1. Cải cách thể chế\n- Văn bản mới.\n2. Cải cách thủ tục\n- Cách nộp hồ sơ.\n")
    assert out["contents"] == ["Văn bản mới", "Cách nộp hồ sơ"]


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        (
            "Toàn thể cán bộ, công chức và người lao động làm việc trong cơ quan, trường học.",
            "cán bộ, công chức, người lao động",
        ),
        (
            "- Người dân, doanh nghiệp;\n- Học sinh và cha mẹ học sinh trên địa bàn xã.",
            "người dân, doanh nghiệp, học sinh, cha mẹ học sinh",
        ),
        ("Các tổ chức, cá nhân liên quan.", "tổ chức, cá nhân"),
    ],
)
def test_audiences_are_bare_groups(sentence: str, groups: str) -> None:
    assert plan(f"I. ĐỐI TƯỢNG TUYÊN TRUYỀN\n{sentence}\n")["audiences"] == groups.split(", ")


def test_no_audience_is_guessed() -> None:
    assert plan("I. NỘI DUNG\n- Nâng cao nhận thức của cán bộ, công chức.\n")["audiences"] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Đăng trên website và fanpage của trường", ["portal", "social"]),
        ("Phối hợp với cơ quan báo chí, đài truyền hình", ["press", "broadcast"]),
        ("Lồng ghép trong họp tổ, hội thi", ["meeting", "contest"]),
        ("Công khai thủ tục tại trụ sở, mã QR, đường dây nóng", ["posting", "hotline", "qr"]),
        ("Tủ sách, tiểu phẩm, sân khấu hoá, đối thoại", ["bookcase", "theatre", "dialogue"]),
        ("Tập huấn; phát sổ tay", ["training", "print"]),
        ("Phối hợp với các đơn vị", ["other"]),
        ("Sự kiện, tọa đàm, triển lãm", ["other"]),
    ],
)
def test_every_kind_of_channel_whose_words_stand_in_the_item(text: str, kinds: list[str]) -> None:
    assert plan(f"I. HÌNH THỨC\n- {text}.\n")["channels"][0]["kinds"] == kinds


def test_a_unit_loses_its_leading_giao_and_a_topic_gives_no_duty() -> None:
    out = plan("I. TỔ CHỨC THỰC HIỆN\n1. Giao Văn phòng\nTổng hợp chung.\n2. Công tác báo cáo\nGửi đúng hạn.\n")
    assert out["duties"] == [{"unit": "Văn phòng", "items": ["Tổng hợp chung"]}]


def test_units_that_open_bullets_have_duties_too() -> None:
    out = plan("I. TỔ CHỨC THỰC HIỆN\n- Văn phòng Sở: Theo dõi chung.\n- Các trường: Triển khai.\n")
    assert [duty["unit"] for duty in out["duties"]] == ["Văn phòng Sở", "Các trường"]


def test_closing_paragraphs_are_no_duties() -> None:
    out = duties("- Theo dõi.\nTrên đây là Kế hoạch của Sở, đề nghị các đơn vị thực hiện./.")
    assert out["duties"] == [{"unit": "Văn phòng Sở", "items": ["Theo dõi"]}]


def test_money_is_gathered_from_its_heading_and_from_duties() -> None:
    out = plan(
        "I. KINH PHÍ\nTừ ngân sách xã.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Thẩm định dự toán.\n- Theo dõi.\n"
    )
    assert out["budget"] == ["Từ ngân sách xã", "Thẩm định dự toán"]


def test_a_dash_within_a_wrapped_line_opens_no_item() -> None:
    line = "- Góp phần thúc đẩy sự phát triển bền vững của các lĩnh vực văn hóa, giáo dục và kinh tế"
    out = plan(
        f"I. NỘI DUNG\n{line}\n- xã hội của tỉnh trong giai đoạn mới.\n- Việc khác được nêu ở đây cho đủ một dòng.\n",
        bases="",
    )
    assert out["contents"][0].endswith("kinh tế - xã hội của tỉnh trong giai đoạn mới")


@pytest.mark.parametrize("sign", ["-", "–", ":"])
def test_a_dash_or_colon_may_follow_the_number_of_a_heading(sign: str) -> None:
    out = plan(f"I. KINH PHÍ\n- Tự cân đối.\nII. PHÂN CÔNG\n1{sign} Phòng Tài chính:\n- Thẩm định dự toán.\n")
    assert titles(out["sections"]) == ["I KINH PHÍ", "II PHÂN CÔNG", "1 Phòng Tài chính"]
    assert out["duties"] == [{"unit": "Phòng Tài chính", "items": ["Thẩm định dự toán"]}]


def test_a_stage_named_by_a_number_is_no_heading() -> None:
    out = plan("I. NỘI DUNG\n- Tập huấn theo ba bước, trong đó bước\n1: Chuẩn bị tài liệu.\n- Việc khác.\n")
    assert out["contents"] == ["Tập huấn theo ba bước, trong đó bước 1: Chuẩn bị tài liệu", "Việc khác"]


def test_a_span_of_numbers_opens_no_heading() -> None:
    out = plan("I. NỘI DUNG\n10 - 15 tin, bài mỗi quý.\n05-NQ/TU được phổ biến rộng.\n")
    assert out["contents"] == ["10 - 15 tin, bài mỗi quý", "05-NQ/TU được phổ biến rộng"]


@pytest.mark.parametrize(
    "unit", ["Sở Thông tin và Truyền thông", "Phòng Kiểm tra nội bộ", "Văn thư", "Thư viện trường"]
)
def test_units_named_after_their_work_and_posts_have_duties(unit: str) -> None:
    own_line = plan(f"I. TỔ CHỨC THỰC HIỆN\n1. {unit}\n- Cập nhật số liệu.\n2. Các trường\n- Triển khai.\n")
    run_in = plan(f"I. TỔ CHỨC THỰC HIỆN\n1. {unit}: Cập nhật số liệu.\n2. Các trường: Triển khai.\n")
    told = plan(f"I. TỔ CHỨC THỰC HIỆN\n1. {unit} cập nhật số liệu.\n2. Các trường triển khai kế hoạch.\n")
    assert [out["duties"][0]["unit"] for out in (own_line, run_in, told)] == [unit] * 3


def test_a_unit_whose_name_fills_its_line_is_a_heading_all_the_same() -> None:
    unit = "Đề nghị Ban Thường trực Hội Liên hiệp Phụ nữ và các hội quần chúng của xã"
    lines = [
        "I. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Kinh tế",
        "Cân đối nguồn kinh phí để việc thông tin, phổ biến tới từng thôn, bản được",
        "đều đặn trong cả năm, không để nơi nào bị bỏ sót hay phải chờ đợi quá lâu.",
        f"2. {unit}",
        "Vận động hội viên tham gia các buổi nói chuyện và đọc kỹ những tờ tin được",
        "gửi tới từng nhà, rồi nói lại cho hàng xóm biết.",
    ]
    out = plan("\n".join(lines) + "\n", bases="")
    assert [duty["unit"] for duty in out["duties"]] == ["Phòng Kinh tế", unit]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_mark_alone_on_its_line_belongs_to_the_next(gap: str) -> None:
    body = ["I.", "NỘI DUNG", "1.", "Cải cách thể chế", "-", "Văn bản mới.", "-", "Gương tốt.", "a)", "Việc khác."]
    out = plan(gap.join(body) + "\n")
    assert titles(out["sections"]) == ["I NỘI DUNG", "1 Cải cách thể chế"]
    assert out["contents"] == ["Văn bản mới", "Gương tốt", "Việc khác"]


@pytest.mark.parametrize("word", ["ứng dụng", "ấn phẩm", "đào tạo", "xây dựng"])
def test_a_small_letter_with_marks_begins_no_sentence_in_a_heading(word: str) -> None:
    out = plan(f"I. NỘI DUNG\n1. Công tác truyền thông; {word}\n- Một việc.\n2. Hình thức\n- Một cách.\n")
    assert titles(out["sections"])[1] == f"1 Công tác truyền thông; {word}"

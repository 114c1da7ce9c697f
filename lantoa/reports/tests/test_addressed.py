"""Whom proposals speak to, in the wordings in which schools and communes write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.organisations.enums import UnitKind
from lantoa.reports.drafting.addressed import Office, To, addressee

pytestmark = pytest.mark.pure

DEPARTMENT = Office.of(
    UnitKind.DEPARTMENT,
    ["Sở Giáo dục và Đào tạo tỉnh An Bình", "Sở GDĐT"],
    ["Phòng Kế hoạch - Tài chính", "Văn phòng Sở", "Phòng Giáo dục Mầm non và Tiểu học"],
)
COMMUNE = Office.of(
    UnitKind.COMMUNE_COMMITTEE,
    ["Ủy ban nhân dân xã Đông Sơn", "UBND xã Đông Sơn"],
    ["Phòng Văn hóa - Xã hội xã Đông Sơn"],
)
COMMITTEE = Office.of(UnitKind.PROVINCE_COMMITTEE, ["Ủy ban nhân dân tỉnh An Bình", "UBND tỉnh"])


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị Sở cấp thêm tờ rơi",
        "đề nghị Sở GD&ĐT cấp thêm tờ rơi",
        "Đề nghị Sở GD-ĐT tỉnh An Bình tập huấn",
        "Đề nghị Sở Giáo dục và Đào tạo An Bình tổ chức tập huấn",
        "Đề nghị Sở Giáo dục sớm có hướng dẫn",
        "Kính đề nghị lãnh đạo Sở quan tâm",
        "Nhà trường kính mong quý Sở hỗ trợ kinh phí",
        "Đề nghị được sự hỗ trợ của Sở",
        "Đề nghị có văn bản hướng dẫn của Sở GDĐT",
        "Kiến nghị với SGDĐT về việc cấp máy",
        "Đối với Sở: cấp thêm tờ rơi",
        "Sở cấp thêm tờ rơi cho các trường vùng xa",
        "Trường THPT Chu Văn An: Sở sớm cấp tờ rơi",
        "Máy chiếu đã hỏng, đề nghị Sở trang bị",
        "Đề nghị Phòng KHTC hướng dẫn quyết toán",
        "Đề nghị Văn phòng Sở gửi tài liệu sớm",
        "Đề nghị phòng chuyên môn của Sở tập huấn",
        "Đề nghị cấp trên cấp thêm tờ rơi",
        "Mong cơ quan cấp trên quan tâm",
        "Đề nghị quý cơ quan xem xét",
        "Đề nghị Sở tham mưu Ủy ban nhân dân tỉnh bố trí kinh phí",
        "Đề nghị Sở, UBND các xã quan tâm",
        "ĐỀ NGHỊ SỞ CẤP THÊM TỜ RƠI",
        "De nghi So cap them to roi",
        "Thực hiện kế hoạch của UBND tỉnh, đề nghị Sở hướng dẫn",
        "Đề nghị Sở phối hợp với Sở Tài chính hướng dẫn quyết toán",
    ],
)
def test_what_is_addressed_to_the_department_is_its_to_answer(text: str) -> None:
    assert addressee(text, DEPARTMENT) is To.OFFICE


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị UBND tỉnh bố trí kinh phí",
        "Đề nghị Ủy ban nhân dân tỉnh chỉ đạo Sở GDĐT cấp thêm tờ rơi",
        "Đề nghị Sở Tài chính cấp kinh phí",
        "đề nghị sở tài chính cấp kinh phí",
        "ĐỀ NGHỊ SỞ Y TẾ PHỐI HỢP",
        "Đề nghị Sở Xây dựng phối hợp",
        "Đề nghị Sở và UBND tỉnh bố trí kinh phí",
        "Đề nghị Sở GDĐT, Sở Tài chính cấp kinh phí",
        "Đề nghị Sở GDĐT cùng các cấp, các ngành quan tâm",
        "Kiến nghị với Bộ Giáo dục và Đào tạo sửa Thông tư",
        "Đối với Hội đồng nhân dân tỉnh: ban hành nghị quyết",
        "Đề nghị các cấp có thẩm quyền xem xét",
        "Đề nghị cấp có thẩm quyền xem xét",
        "Theo kế hoạch của Sở, trường đề nghị UBND tỉnh cấp kinh phí",
        "Đề nghị UBND xã Đông Sơn cấp đất",
        "Đề nghị Phòng Văn hóa - Xã hội xã hướng dẫn",
        "Phối hợp với Sở GDĐT, đề nghị Bộ Giáo dục và Đào tạo tăng kinh phí",
        "Đề nghị Sở cấp tờ rơi, đồng thời đề nghị Bộ sửa Thông tư",
        "Đối với Sở: tiếp tục kiến nghị UBND tỉnh bố trí kinh phí",
        "Cùng với Sở, đề nghị Ủy ban nhân dân tỉnh bố trí kinh phí",
    ],
)
def test_what_is_addressed_to_others_goes_up(text: str) -> None:
    assert addressee(text, DEPARTMENT) is To.OTHERS


@pytest.mark.parametrize(
    "text",
    [
        "Cấp thêm kinh phí",
        "Đề nghị cấp thêm tờ rơi",
        "Để thuận lợi khi làm việc với Sở, đề nghị Bưu điện tỉnh nhận hồ sơ sớm",
        "Đề nghị so sánh số liệu với năm trước",
        "Đề nghị cơ sở vật chất được bổ sung",
        "Đề nghị cấp kinh phí thực hiện kế hoạch của Sở",
        "Đề nghị sớm ban hành hướng dẫn mới",
        "",
        "- ;",
    ],
)
def test_what_names_nobody_is_not_taken_for_the_offices(text: str) -> None:
    assert addressee(text, DEPARTMENT) is To.NOBODY


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Đề nghị UBND xã bố trí kinh phí", To.OFFICE),
        ("Đề nghị UBND xã Đông Sơn bố trí kinh phí", To.OFFICE),
        ("Đề nghị xã hỗ trợ loa", To.OFFICE),
        ("Đề nghị Ủy ban hỗ trợ", To.OFFICE),
        ("Đề nghị Phòng VH-XH hướng dẫn", To.OFFICE),
        ("Đề nghị Phòng hướng dẫn thêm", To.OFFICE),
        ("Đề nghị UBND xã Tây Sơn phối hợp", To.OTHERS),
        ("Đề nghị Sở cấp thêm tờ rơi", To.OTHERS),
        ("Đề nghị UBND tỉnh cấp kinh phí", To.OTHERS),
        ("Đề nghị UBND xã và Sở GDĐT quan tâm", To.OTHERS),
    ],
)
def test_a_commune_takes_for_its_own_what_names_it_and_leaves_the_department_to_read_the_rest(
    text: str, to: To
) -> None:
    assert addressee(text, COMMUNE) is to


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Đề nghị UBND tỉnh bố trí kinh phí", To.OFFICE),
        ("Đề nghị tỉnh bố trí kinh phí", To.OFFICE),
        ("Đề nghị UBND xã bố trí kinh phí", To.OTHERS),
        ("Đề nghị Bộ Nội vụ hướng dẫn", To.OTHERS),
    ],
)
def test_a_committee_is_called_by_its_province(text: str, to: To) -> None:
    assert addressee(text, COMMITTEE) is to


@given(st.text(max_size=200), st.sampled_from([DEPARTMENT, COMMUNE, COMMITTEE]))
def test_any_text_is_read_without_a_fault(text: str, office: Office) -> None:
    assert addressee(text, office) in To

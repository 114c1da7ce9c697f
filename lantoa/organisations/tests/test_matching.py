import datetime as dt

import pytest

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.founding import found
from lantoa.organisations.matching import Match, Matcher, MatchState, remember
from lantoa.organisations.models import Unit, UnitAlias, UnitGroup
from lantoa.organisations.standard_groups import read_group
from lantoa.organisations.succession import dissolve, merge_into, rename, split

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 1)
DAY = dt.date(2026, 1, 5)


@pytest.fixture
def an_binh() -> Province:
    return province()


def meant(match: Match, on: dt.date = TODAY) -> set[str]:
    """Codes of the units that a match means, those of its groups too."""
    codes = {unit.code for unit in match.units}
    for group in match.groups:
        codes.update(group.resolve(on=on).values_list("code", flat=True))
    return codes


@pytest.mark.parametrize(
    ("owner", "text", "codes"),
    [
        ("SO", "Văn phòng", "VP"),
        ("SO", "Văn phòng Sở", "VP"),
        ("SO", "VP Sở GDĐT", "VP"),
        ("SO", "Phòng KHTC", "KHTC"),
        ("SO", "P. KH-TC", "KHTC"),
        ("SO", "Phòng Kế hoạch – Tài chính thuộc Sở", "KHTC"),
        ("SO", "Sở", "SO"),
        ("SO", "Sở GD&ĐT", "SO"),
        ("SO", "Sở Giáo dục và Đào tạo", "SO"),
        ("THPT1", "Sở GDĐT tỉnh An Bình", "SO"),
        ("THPT1", "Sở", "SO"),
        ("THPT1", "Ban Giám hiệu", "THPT1"),
        ("THPT1", "Nhà trường", "THPT1"),
        ("THPT1", "đơn vị", "THPT1"),
        ("MND", "UBND xã", "XD"),
        ("XD", "Phòng Văn hoá - Xã hội", "VHD"),
        ("XD", "Phòng VH-XH xã", "VHD"),
        ("XD", "Trường MN Hoa Sen", "MND"),
        ("SO", "Mầm non Hoa Sen, phường Tây An", "MNT"),
        ("SO", "Trường Mầm non Hoa Sen (xã Đông An)", "MND"),
        ("SO", "phường Tây An", "PT"),
        ("SO", "UBND tỉnh", "UBT"),
        ("SO", "Giao Văn phòng;", "VP"),
    ],
)
def test_a_name_means_the_unit_that_the_context_makes_plain(
    an_binh: Province, owner: str, text: str, codes: str
) -> None:
    match = Matcher(Unit.objects.get(code=owner), TODAY).match(text)
    assert (match.state, meant(match)) == (MatchState.MATCHED, set(codes.split()))
    assert match.text == text


@pytest.mark.parametrize(
    ("owner", "text", "codes"),
    [
        ("SO", "các đơn vị trực thuộc Sở", "THPT1 GDTX"),
        ("SO", "Các đơn vị thuộc, trực thuộc Sở", "VP KHTC THPT1 GDTX"),
        ("SO", "các phòng chuyên môn", "VP KHTC"),
        ("SO", "Các phòng thuộc Sở", "VP KHTC"),
        ("SO", "các trường THPT", "THPT1"),
        ("SO", "Các trường mầm non, phổ thông", "MND MNT THD CST THPT1"),
        ("SO", "Các trường MN, TH, THCS", "MND MNT THD CST"),
        ("SO", "các cơ sở giáo dục", "MND MNT THD CST THPT1 GDTX"),
        ("SO", "UBND các xã, phường", "XD PT"),
        ("SO", "Phòng Văn hóa - Xã hội các xã, phường, đặc khu", "VHD VHT"),
        ("SO", "100% cơ quan, đơn vị", "VP KHTC THPT1 GDTX XD PT VHD VHT MND MNT THD CST"),
        ("XD", "các đơn vị trực thuộc", "MND THD"),
        ("XD", "các trường mầm non", "MND"),
        ("SO", "Các phòng chuyên môn, các trường THPT; UBND xã Đông An", "VP KHTC THPT1 XD"),
        ("SO", "Văn phòng và các đơn vị trực thuộc Sở", "VP THPT1 GDTX"),
        ("SO", "Các phòng, đơn vị trực thuộc Sở", "VP KHTC THPT1 GDTX"),
        ("SO", "Các phòng: Kế hoạch - Tài chính", "KHTC"),
        ("SO", "Sở Nội vụ, Văn phòng Sở", "VP"),
    ],
)
def test_usual_groups_and_lists_become_their_units(an_binh: Province, owner: str, text: str, codes: str) -> None:
    match = Matcher(Unit.objects.get(code=owner), TODAY).match(text)
    assert (match.state, meant(match)) == (MatchState.MATCHED, set(codes.split()))


@pytest.mark.parametrize(
    "text", ["Sở Nội vụ", "Các cơ quan báo chí", "Công an tỉnh", "Sở Tài chính, Sở Tư pháp", "các sở, ban, ngành"]
)
def test_known_outside_bodies_owe_nothing(an_binh: Province, text: str) -> None:
    assert Matcher(an_binh.so, TODAY).match(text).state == MatchState.OUTSIDE


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("các đơn vị liên quan", "không nói rõ"),
        ("Các đơn vị", "không nói rõ"),
        ("Phòng GDĐT", "không còn cấp huyện"),
        ("Các phòng GD&ĐT các huyện, thị xã, thành phố", "không còn cấp huyện"),
        ("UBND huyện Sơn Hà", "không còn cấp huyện"),
        ("Trường Mầm non Hoa Sen", "cùng tên"),
        ("Phòng Văn hóa - Xã hội", "cùng tên"),
        ("các trường chuyên biệt", "không có đơn vị nào"),
        ("Tổ truyền thông", "Chưa thấy"),
        ("Các phòng thuộc Sở, Tổ truyền thông", "Chưa thấy"),
        ("", "Chưa thấy"),
        ("???", "Chưa thấy"),
    ],
)
def test_what_is_not_plain_is_asked_with_the_reason(an_binh: Province, text: str, hint: str) -> None:
    match = Matcher(an_binh.so, TODAY).match(text)
    assert match.state == MatchState.UNMATCHED
    assert hint in match.hint


def test_a_misspelt_name_is_offered_but_not_taken(an_binh: Province) -> None:
    match = Matcher(an_binh.so, TODAY).match("Trường Tiểu học Kim Đòng B")
    assert match.state == MatchState.UNMATCHED
    assert match.candidates[0].unit == an_binh.th_dong
    assert match.candidates[0].reason


def test_the_known_parts_of_a_list_are_kept_for_whoever_answers(an_binh: Province) -> None:
    match = Matcher(an_binh.so, TODAY).match("Văn phòng, các trường THPT, Tổ truyền thông")
    assert meant(match) == {"VP", "THPT1"}
    assert match.unknown == ("Tổ truyền thông",)


def test_accents_tell_two_units_apart(an_binh: Province) -> None:
    lap = UnitFactory.make(name="Trường Tiểu học Tân Lập", parent=an_binh.xa_dong)
    UnitFactory.make(name="Trường Tiểu học Tân Lạp", parent=an_binh.xa_dong)
    matcher = Matcher(an_binh.so, TODAY)
    assert matcher.match("trường TH Tân Lập").units == (lap,)
    assert matcher.match("TRUONG TIEU HOC TAN LAP").state == MatchState.UNMATCHED


def test_a_name_with_other_accents_is_asked_and_one_that_lost_them_is_taken(an_binh: Province) -> None:
    lap = UnitFactory.make(name="Trường Tiểu học Tân Lạp", parent=an_binh.xa_dong)
    matcher = Matcher(an_binh.so, TODAY)
    asked = matcher.match("Trường Tiểu học Tân Lập")
    assert (asked.state, asked.candidates[0].unit) == (MatchState.UNMATCHED, lap)
    assert "khác dấu" in asked.hint
    for text in ("Trường TH Tan Lạp", "TRUONG TIEU HOC TAN LAP", "trường tiểu học Tân Lạp"):
        assert matcher.match(text).units == (lap,)


def test_an_answer_is_remembered_for_the_unit_and_those_below(an_binh: Province) -> None:
    remember(an_binh.so, "Tổ truyền thông", units=[an_binh.van_phong], by=None)
    remember(an_binh.so, "Ban biên tập", is_outside=True, by=None)
    assert Matcher(an_binh.so, TODAY).match("tổ Truyền thông").units == (an_binh.van_phong,)
    assert Matcher(an_binh.mn_dong, TODAY).match("Tổ truyền thông").units == (an_binh.van_phong,)
    assert Matcher(an_binh.so, TODAY).match("Ban Biên tập").state == MatchState.OUTSIDE
    assert Matcher(an_binh.ubnd, TODAY).match("Tổ truyền thông").state == MatchState.UNMATCHED


def test_the_nearest_memory_wins_and_a_new_answer_replaces_the_old(an_binh: Province) -> None:
    remember(an_binh.so, "Tổ truyền thông", units=[an_binh.van_phong], by=None)
    remember(an_binh.thpt, "Tổ truyền thông", units=[an_binh.thpt], by=None)
    remember(an_binh.thpt, "Tổ truyền thông", units=[an_binh.so], by=None)
    assert Matcher(an_binh.thpt, TODAY).match("Tổ truyền thông").units == (an_binh.so,)
    assert UnitAlias.objects.count() == 2


def test_former_names_lead_to_the_heir_of_the_day(an_binh: Province) -> None:
    rename(an_binh.khtc, "Phòng Tài chính", short_name="", on=DAY, decision="", by=None)
    merge_into([an_binh.th_dong], an_binh.thcs_tay, on=DAY, decision="", by=None)
    remember(an_binh.so, "Trường cũ", units=[an_binh.th_dong], by=None)
    matcher = Matcher(an_binh.so, TODAY)
    assert matcher.match("Phòng KHTC").units == (an_binh.khtc,)
    assert matcher.match("Trường TH Kim Đồng").units == (an_binh.thcs_tay,)
    assert matcher.match("Trường cũ").units == (an_binh.thcs_tay,)
    assert Matcher(an_binh.so, DAY - dt.timedelta(days=1)).match("Trường TH Kim Đồng").units == (an_binh.th_dong,)


def test_a_divided_or_dissolved_unit_is_asked_about(an_binh: Province) -> None:
    parts = [Unit(name=f"Trường số {n}", code=f"S{n}", kind=UnitKind.SCHOOL, parent=an_binh.xa_dong) for n in (1, 2)]
    split(an_binh.th_dong, parts, on=DAY, decision="", by=None)
    dissolve([an_binh.thcs_tay], on=DAY, decision="", by=None)
    matcher = Matcher(an_binh.so, TODAY)
    divided = matcher.match("Trường TH Kim Đồng")
    assert "chia, tách" in divided.hint
    assert {one.unit for one in divided.candidates} >= set(parts)
    assert "không có đơn vị nào tiếp nối" in matcher.match("Trường THCS Lê Lợi").hint


def test_before_the_reform_district_offices_are_a_group(an_binh: Province) -> None:
    day = dt.date(2024, 1, 1)
    district = UnitFactory.make(district=True, parent=an_binh.so)
    office = UnitFactory.make(district_division=True, parent=district)
    match = Matcher(an_binh.so, day).match("Các phòng GDĐT")
    assert meant(match, day) == {office.code}


def test_a_group_that_people_named_is_used_by_its_name(an_binh: Province) -> None:
    group = UnitGroup.objects.create(owner=an_binh.so, name="Cụm trường số 1", reach="listed")
    group.units.add(an_binh.thpt)
    assert Matcher(an_binh.so, TODAY).match("các trường cụm số 1").state == MatchState.UNMATCHED
    assert Matcher(an_binh.so, TODAY).match("Cụm Trường số 1").groups == (group,)
    assert Matcher(an_binh.thpt, TODAY).match("Cụm trường số 1").groups == (group,)


def test_a_usual_group_is_made_once(an_binh: Province) -> None:
    for _ in range(2):
        Matcher(an_binh.so, TODAY).match("các trường THPT; các trường trung học phổ thông trực thuộc Sở")
    assert UnitGroup.objects.filter(owner=an_binh.so).count() == 2


def test_queries_do_not_grow_with_names_or_units(an_binh: Province, django_assert_max_num_queries: "object") -> None:
    names = ["Văn phòng", "các trường THPT", "Trường Mầm non Hoa Sen", "Sở Nội vụ", "Phòng KHTC, Tổ X", "Tổ Y"]
    Matcher(an_binh.so, TODAY).match("các trường THPT")
    found(
        [
            Unit(name=f"Trường Tiểu học Bình Minh {n}", code=f"B{n}", kind="school", parent=an_binh.xa_dong)
            for n in range(300)
        ]
    )
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        matcher = Matcher(an_binh.so, TODAY)
        for name in [*names, *(f"Trường Tiểu học Bình Minh {n}" for n in range(50))]:
            matcher.match(name)


@pytest.mark.parametrize(
    "text",
    [
        "Phòng",
        "Văn phòng",
        "các đơn vị",
        "Trường THPT Nguyễn Trãi",
        "Phòng Giáo dục Mầm non",
        "tiểu học",
        "Ban Tuyên giáo",
    ],
)
def test_a_phrase_that_is_no_usual_group_is_none(text: str) -> None:
    assert read_group(text) == []


def test_schools_of_several_levels_count_at_each(an_binh: Province) -> None:
    both = UnitFactory.make(
        name="Trường TH&THCS Sơn Ca",
        kind=UnitKind.SCHOOL,
        school_level=SchoolLevel.PRIMARY_LOWER,
        parent=an_binh.xa_tay,
    )
    matcher = Matcher(an_binh.so, TODAY)
    assert both.code in meant(matcher.match("các trường tiểu học"))
    assert both.code in meant(matcher.match("các trường THCS"))
    assert meant(matcher.match("các trường TH&THCS")) == {both.code}


def test_the_nearest_name_is_found_among_many_that_share_all_but_one_word(an_binh: Province) -> None:
    for number in range(410):
        UnitFactory.make(parent=an_binh.so, name=f"Trường Tiểu học Kim Đồng {number}")
    nearest = UnitFactory.make(parent=an_binh.so, name="Trường Tiểu học Kim Đồng Thượng Uyển")
    match = Matcher(an_binh.so, TODAY).match("Trường Tiểu học Kim Đồng Thượng Uyễn B")
    assert match.candidates[0].unit == nearest

"""The lines above a signature as Nghị định 30/2020/NĐ-CP wants them (Điều 13; Phụ lục I, mục II.7)."""

import pytest

from lantoa.organisations.enums import SchoolLevel, UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import signer

pytestmark = pytest.mark.pure
COMMUNE, DEPARTMENT, SCHOOL = UnitKind.COMMUNE_COMMITTEE, UnitKind.DEPARTMENT, UnitKind.SCHOOL
FOR_THE_BODY = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("kind", "typed", "behalf", "title"),
    [
        (COMMUNE, "", FOR_THE_BODY, "CHỦ TỊCH"),
        (COMMUNE, "Chủ tịch", FOR_THE_BODY, "CHỦ TỊCH"),
        (COMMUNE, "TM. Ủy ban nhân dân Chủ tịch", FOR_THE_BODY, "CHỦ TỊCH"),
        (COMMUNE, "KT. Chủ tịch\nPhó Chủ tịch", f"{FOR_THE_BODY} KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (COMMUNE, "KT. Chủ tịch Phó Chủ tịch", f"{FOR_THE_BODY} KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (COMMUNE, "TM. Ủy ban nhân dân KT. Chủ tịch Phó Chủ tịch", f"{FOR_THE_BODY} KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (COMMUNE, "Phó Chủ tịch", f"{FOR_THE_BODY} KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (COMMUNE, "TL. Chủ tịch Chánh Văn phòng", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        (DEPARTMENT, "", "", "GIÁM ĐỐC"),
        (DEPARTMENT, "  Giám   đốc ", "", "GIÁM ĐỐC"),
        (DEPARTMENT, "KT. Giám đốc Phó Giám đốc", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (DEPARTMENT, "Phó Giám đốc", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        (DEPARTMENT, "Q. Giám đốc", "", "Q. GIÁM ĐỐC"),
        (DEPARTMENT, "TL. Giám đốc\nTrưởng phòng Giáo dục", "TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG GIÁO DỤC"),
        (SCHOOL, "KT. Hiệu trưởng Phó Hiệu trưởng", "KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
        (SCHOOL, "Phụ trách trường", "", "PHỤ TRÁCH TRƯỜNG"),
    ],
)
def test_a_committee_signs_as_a_body_and_a_deputy_in_the_heads_place(
    kind: UnitKind, typed: str, behalf: str, title: str
) -> None:
    assert signer(Unit(kind=kind), typed) == (behalf, title)


def test_a_centre_is_headed_by_a_director() -> None:
    assert signer(Unit(kind=SCHOOL, school_level=SchoolLevel.CONTINUING)) == ("", "GIÁM ĐỐC")

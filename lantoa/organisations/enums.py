from django.db.models import TextChoices


class UnitKind(TextChoices):
    """The two district kinds ended on 1 July 2025 (Luật 72/2025/QH15); units of them stand in years before."""

    PROVINCE_COMMITTEE = "province_committee", "Ủy ban nhân dân tỉnh, thành phố"
    DEPARTMENT = "department", "sở"
    DIVISION = "division", "phòng thuộc sở"
    COMMUNE_COMMITTEE = "commune_committee", "Ủy ban nhân dân xã, phường, đặc khu"
    COMMUNE_DIVISION = "commune_division", "phòng thuộc xã, phường, đặc khu"
    ATTACHED_UNIT = "attached_unit", "đơn vị trực thuộc"
    SCHOOL = "school", "trường"
    DISTRICT_COMMITTEE = "district_committee", "Ủy ban nhân dân cấp huyện (trước 01/7/2025)"
    DISTRICT_DIVISION = "district_division", "phòng thuộc cấp huyện (trước 01/7/2025)"


# Kinds that are part of the unit above them: it answers for what they do.
PARTS = frozenset({UnitKind.DIVISION, UnitKind.COMMUNE_DIVISION, UnitKind.DISTRICT_DIVISION})


class SchoolLevel(TextChoices):
    """Levels of education by Luật Giáo dục 43/2019/QH14, Điều 6; `vocational` by 46/2026/TT-BGDĐT."""

    PRESCHOOL = "preschool", "mầm non"
    PRIMARY = "primary", "tiểu học"
    LOWER_SECONDARY = "lower_secondary", "trung học cơ sở"
    UPPER_SECONDARY = "upper_secondary", "trung học phổ thông"
    PRIMARY_LOWER = "primary_lower", "tiểu học và trung học cơ sở"
    LOWER_UPPER = "lower_upper", "trung học cơ sở và trung học phổ thông"
    PRIMARY_UPPER = "primary_upper", "tiểu học, trung học cơ sở và trung học phổ thông"
    CONTINUING = "continuing", "giáo dục thường xuyên"
    VOCATIONAL = "vocational", "trung học nghề"
    SPECIAL = "special", "giáo dục đặc biệt"


class SuccessionKind(TextChoices):
    MERGE_INTO = "merge_into", "sáp nhập"
    CONSOLIDATE = "consolidate", "hợp nhất"
    SPLIT = "split", "chia, tách"
    RENAME = "rename", "đổi tên"
    MOVE = "move", "chuyển đơn vị quản lý"
    DISSOLVE = "dissolve", "giải thể"


# The kinds that lead to a unit other than itself, or nowhere: figures go through these.
ENDING = frozenset(
    {SuccessionKind.MERGE_INTO, SuccessionKind.CONSOLIDATE, SuccessionKind.SPLIT, SuccessionKind.DISSOLVE}
)


class GroupReach(TextChoices):
    """Where a group's rule looks, seen from the unit that uses it."""

    CHILDREN = "children", "các đơn vị ngay dưới"
    SUBTREE = "subtree", "mọi đơn vị bên dưới"
    LISTED = "listed", "chỉ các đơn vị liệt kê"

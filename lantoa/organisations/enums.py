from django.db.models import TextChoices


class UnitKind(TextChoices):
    PROVINCE_COMMITTEE = "province_committee", "Ủy ban nhân dân tỉnh, thành phố"
    DEPARTMENT = "department", "sở"
    DIVISION = "division", "phòng thuộc sở"
    COMMUNE_COMMITTEE = "commune_committee", "Ủy ban nhân dân xã, phường, đặc khu"
    COMMUNE_DIVISION = "commune_division", "phòng thuộc xã, phường, đặc khu"
    ATTACHED_UNIT = "attached_unit", "đơn vị trực thuộc"
    SCHOOL = "school", "trường"


class SchoolLevel(TextChoices):
    """Levels of education by Luật Giáo dục 43/2019/QH14, Điều 6; the last two by 46/2026/TT-BGDĐT and practice."""

    PRESCHOOL = "preschool", "mầm non"
    PRIMARY = "primary", "tiểu học"
    LOWER_SECONDARY = "lower_secondary", "trung học cơ sở"
    UPPER_SECONDARY = "upper_secondary", "trung học phổ thông"
    PRIMARY_LOWER = "primary_lower", "tiểu học và trung học cơ sở"
    LOWER_UPPER = "lower_upper", "trung học cơ sở và trung học phổ thông"
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


class GroupReach(TextChoices):
    """Where a group's rule looks, seen from the unit that uses it."""

    CHILDREN = "children", "các đơn vị ngay dưới"
    SUBTREE = "subtree", "mọi đơn vị bên dưới"
    LISTED = "listed", "chỉ các đơn vị liệt kê"

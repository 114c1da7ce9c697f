from django.db.models import TextChoices


class Level(TextChoices):
    """Who settles it, as the national database tells procedures apart (two levels since 01/7/2025)."""

    CENTRAL = "central", "cấp trung ương"
    PROVINCE = "province", "cấp tỉnh"
    COMMUNE = "commune", "cấp xã"
    SCHOOL = "school", "cơ sở giáo dục"
    UNKNOWN = "unknown", "chưa rõ cấp"


class DecisionKind(TextChoices):
    """What the announcing decision did (Nghị định 63/2010/NĐ-CP, Điều 13 to 15)."""

    ANNOUNCED = "announced", "công bố mới"
    AMENDED = "amended", "sửa đổi, bổ sung"
    REPLACED = "replaced", "thay thế"
    ABOLISHED = "abolished", "bãi bỏ"


# Decisions after which people can apply.
IN_FORCE = (DecisionKind.ANNOUNCED, DecisionKind.AMENDED, DecisionKind.REPLACED)


class OnlineLevel(TextChoices):
    NONE = "none", "chưa có dịch vụ trực tuyến"
    PART = "part", "một phần"
    WHOLE = "whole", "toàn trình"


class Way(TextChoices):
    """Ways of filing, as the national database names them."""

    DIRECT = "direct", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POST = "post", "Dịch vụ bưu chính"


class Source(TextChoices):
    TYPED = "typed", "nhập tay"
    SHEET = "sheet", "bảng tính"
    PORTAL = "portal", "tệp của Cổng Dịch vụ công quốc gia"

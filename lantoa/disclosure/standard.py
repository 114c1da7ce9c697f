"""The list that an office starts from: what the law names, in plain words. The office reviews it: which of these exist
depends on the unit, and rules of the field change.

Clauses stand where their text was read: Điều 19 khoản 1 of Luật Tiếp cận thông tin, what state bodies put on their
pages. What other clauses ask (drafts, budgets, rules of the house, conclusions of inspections) names the law alone, and
the circular on schools stands without articles; that what it asks for stays five
years was read second-hand. How often things are made public anew is common practice."""

from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.disclosure.enums import Rhythm
from lantoa.disclosure.models import DisclosureItem
from lantoa.legal.models import LegalDocument
from lantoa.organisations.enums import GroupReach, UnitKind
from lantoa.organisations.models import Unit, UnitGroup

_LAW = "104/2016/QH13"
_CIRCULAR = "09/2024/TT-BGDĐT"
_FIVE_YEARS = 5 * 365
R = Rhythm
# (what, point of Điều 19 khoản 1, rhythm)
AGENCY: tuple[tuple[str, str, Rhythm], ...] = (
    ("Chức năng, nhiệm vụ, cơ cấu tổ chức, địa chỉ, số điện thoại, thư điện tử", "điểm đ", R.ON_CHANGE),
    ("Đầu mối cung cấp thông tin và danh mục thông tin phải công khai", "điểm đ, g", R.ON_CHANGE),
    ("Văn bản có giá trị áp dụng chung, thủ tục hành chính, quy trình giải quyết công việc", "điểm a", R.ON_CHANGE),
    ("Phổ biến, hướng dẫn thực hiện pháp luật, chế độ, chính sách", "điểm b", R.MONTHLY),
    ("Dự thảo văn bản lấy ý kiến và kết quả tiếp thu ý kiến", "", R.ON_CHANGE),
    ("Chương trình, kế hoạch công tác năm và kết quả thực hiện", "điểm c", R.YEARLY),
    ("Dự toán ngân sách được giao", "", R.YEARLY),
    ("Tình hình thực hiện dự toán ngân sách", "", R.QUARTERLY),
    ("Quyết toán ngân sách", "", R.YEARLY),
    ("Quản lý, sử dụng các khoản đóng góp, viện trợ, các quỹ", "", R.YEARLY),
    ("Mua sắm, đầu tư, kế hoạch và kết quả lựa chọn nhà thầu", "điểm d", R.ON_CHANGE),
    ("Nội quy, quy chế của cơ quan", "", R.ON_CHANGE),
    ("Báo cáo công tác định kỳ, báo cáo tài chính năm, số liệu thống kê", "điểm e", R.HALF_YEARLY),
    ("Kết luận thanh tra, kiểm tra liên quan đến hoạt động của cơ quan", "", R.ON_CHANGE),
)
SCHOOL: tuple[str, ...] = (
    "Thông tin chung về nhà trường: sứ mạng, tổ chức bộ máy, người đại diện, cách liên hệ",
    "Thu, chi tài chính, các khoản thu của người học, chính sách miễn, giảm",
    "Đội ngũ, cơ sở vật chất, kết quả kiểm định chất lượng",
    "Kế hoạch và kết quả hoạt động giáo dục của năm học",
    "Báo cáo thường niên",
)


@transaction.atomic
def begin(owner: Unit, *, by: User) -> int:
    """Give the unit the usual list; how many items were new. What stands already is left alone."""
    access.demand(by, Power.DIRECT, owner)
    known = set(DisclosureItem.objects.filter(owner=owner).values_list("title", flat=True))
    rows = [row for row in (*_of_agency(owner), *_of_schools(owner)) if row.title not in known]
    for row in rows:
        row.save()
    record("disclosure_list_begun", by=by, on=owner, unit=owner, text=f"Lập danh mục công khai: thêm {len(rows)} mục")
    return len(rows)


def _of_agency(owner: Unit) -> list[DisclosureItem]:
    law, name = LegalDocument.objects.filter(number=_LAW).first(), f"Luật Tiếp cận thông tin {_LAW}"
    return [
        DisclosureItem(
            owner=owner,
            title=title,
            basis=f"{name}, Điều 19 khoản 1 {point}" if point else name,
            document=law,
            rhythm=rhythm,
            order=number,
        )
        for number, (title, point, rhythm) in enumerate(AGENCY, 1)
    ]


def _of_schools(owner: Unit) -> list[DisclosureItem]:
    """What every school below makes public each year; empty where there is none."""
    schools = _schools(owner)
    circular = LegalDocument.objects.filter(number=_CIRCULAR).first()
    return [
        DisclosureItem(
            owner=owner,
            title=title,
            basis=f"Thông tư {_CIRCULAR}",
            document=circular,
            group=schools,
            rhythm=R.YEARLY,
            keep_days=_FIVE_YEARS,
            order=50 + number,
        )
        for number, title in enumerate(SCHOOL, 1)
        if schools is not None
    ]


def _schools(owner: Unit) -> UnitGroup | None:
    """The group of all schools below; None where there is no school to be asked."""
    if not Unit.objects.current().below(owner).filter(kind=UnitKind.SCHOOL).exists():
        return None
    name = "Các trường (công khai thông tin)"
    found = UnitGroup.objects.filter(owner=owner, name=name).first()
    return found or UnitGroup.objects.create(
        owner=owner, name=name, reach=GroupReach.SUBTREE, kinds=[UnitKind.SCHOOL.value]
    )

"""The list that an office starts from: what the law names, in plain words. The office reviews it: which of these exist
depends on the unit, and rules of the field change."""

from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.disclosure.enums import Form, Rhythm
from lantoa.disclosure.models import DisclosureItem
from lantoa.legal.models import LegalDocument
from lantoa.organisations.enums import GroupReach, UnitKind
from lantoa.organisations.models import Unit, UnitGroup

_LAW = "104/2016/QH13"
_ARTICLE = "Luật Tiếp cận thông tin 104/2016/QH13, Điều 17"
_CIRCULAR = "Thông tư 09/2024/TT-BGDĐT"
_FIVE_YEARS = 5 * 365
R = Rhythm
# (what, form, rhythm)
AGENCY: tuple[tuple[str, Form, Rhythm], ...] = (
    ("Chức năng, nhiệm vụ, cơ cấu tổ chức, địa chỉ, số điện thoại, thư điện tử", Form.PORTAL, R.ON_CHANGE),
    ("Đầu mối cung cấp thông tin và danh mục thông tin phải công khai", Form.PORTAL, R.ON_CHANGE),
    ("Văn bản có giá trị áp dụng chung, thủ tục hành chính, quy trình giải quyết công việc", Form.PORTAL, R.ON_CHANGE),
    ("Phổ biến, hướng dẫn thực hiện pháp luật, chế độ, chính sách", Form.PORTAL, R.MONTHLY),
    ("Dự thảo văn bản lấy ý kiến và kết quả tiếp thu ý kiến", Form.PORTAL, R.ON_CHANGE),
    ("Chương trình, kế hoạch công tác năm và kết quả thực hiện", Form.PORTAL, R.YEARLY),
    ("Dự toán ngân sách được giao", Form.PORTAL, R.YEARLY),
    ("Tình hình thực hiện dự toán ngân sách", Form.PORTAL, R.QUARTERLY),
    ("Quyết toán ngân sách", Form.PORTAL, R.YEARLY),
    ("Quản lý, sử dụng các khoản đóng góp, viện trợ, các quỹ", Form.PORTAL, R.YEARLY),
    ("Mua sắm, đầu tư, kế hoạch và kết quả lựa chọn nhà thầu", Form.PORTAL, R.ON_CHANGE),
    ("Nội quy, quy chế của cơ quan", Form.PORTAL, R.ON_CHANGE),
    ("Báo cáo công tác định kỳ, báo cáo tài chính năm, số liệu thống kê", Form.PORTAL, R.HALF_YEARLY),
    ("Kết luận thanh tra, kiểm tra liên quan đến hoạt động của cơ quan", Form.PORTAL, R.ON_CHANGE),
)
SCHOOL: tuple[tuple[str, Form, Rhythm], ...] = (
    ("Thông tin chung về nhà trường: sứ mạng, tổ chức bộ máy, người đại diện, cách liên hệ", Form.PORTAL, R.YEARLY),
    ("Thu, chi tài chính, các khoản thu của người học, chính sách miễn, giảm", Form.PORTAL, R.YEARLY),
    ("Đội ngũ, cơ sở vật chất, kết quả kiểm định chất lượng", Form.PORTAL, R.YEARLY),
    ("Kế hoạch và kết quả hoạt động giáo dục của năm học", Form.PORTAL, R.YEARLY),
    ("Báo cáo thường niên", Form.PORTAL, R.YEARLY),
)


@transaction.atomic
def begin(owner: Unit, *, by: User) -> int:
    """Give the unit the usual list; how many items were new. What stands already is left alone."""
    access.demand(by, Power.DIRECT, owner)
    law = LegalDocument.objects.filter(number=_LAW).first()
    known = set(DisclosureItem.objects.filter(owner=owner).values_list("title", flat=True))
    rows = [
        DisclosureItem(owner=owner, title=title, basis=_ARTICLE, document=law, form=form, rhythm=rhythm, order=number)
        for number, (title, form, rhythm) in enumerate(AGENCY, 1)
        if title not in known
    ]
    schools = _schools(owner)
    rows += [
        DisclosureItem(
            owner=owner,
            title=title,
            basis=_CIRCULAR,
            group=schools,
            form=form,
            rhythm=rhythm,
            keep_days=_FIVE_YEARS,
            order=50 + number,
        )
        for number, (title, form, rhythm) in enumerate(SCHOOL, 1)
        if title not in known and schools is not None
    ]
    for row in rows:
        row.save()
    record("disclosure_list_begun", by=by, on=owner, unit=owner, text=f"Lập danh mục công khai: thêm {len(rows)} mục")
    return len(rows)


def _schools(owner: Unit) -> UnitGroup | None:
    """The group of all schools below; None where there is no school to be asked."""
    if not Unit.objects.current().below(owner).filter(kind=UnitKind.SCHOOL).exists():
        return None
    name = "Các trường (công khai thông tin)"
    found = UnitGroup.objects.filter(owner=owner, name=name).first()
    return found or UnitGroup.objects.create(
        owner=owner, name=name, reach=GroupReach.SUBTREE, kinds=[UnitKind.SCHOOL.value]
    )

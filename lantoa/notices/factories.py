# mypy: disable-error-code="attr-defined, no-untyped-call, misc"
import factory

from lantoa.accounts.factories import UserFactory
from lantoa.notices.models import Notice
from lantoa.organisations.factories import Factory


class NoticeFactory(Factory[Notice]):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Báo cáo tháng {n} sắp đến hạn")
    url = "/lam-viec/viec/"

"""Who acts on a case: those who write for the unit that holds it, and the office that directs that unit."""

from django.core.exceptions import PermissionDenied

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.feedback.models import Answer, Case

NOT_YOURS = "Chỉ người của đơn vị đang giữ phản ánh, hoặc văn phòng cấp trên, làm được việc này."


def works_on(user: User, case: Case) -> bool:
    """Whether the person may take a step with the case. Before it is settled: the office over all."""
    if case.holder is None:
        return access.is_over_all(user, Power.DIRECT)
    own = {unit.pk for unit in access.units_where(user, Power.WRITE)}
    return case.holder_id in own or access.may(user, Power.DIRECT, case.holder)


def writes_answers(user: User, answer: Answer) -> bool:
    """Whether the person may draft and send the answer: they write for the unit that answers."""
    return access.may(user, Power.WRITE, answer.unit)


def publishes(user: User, case: Case) -> bool:
    """Whether the person may put question and answer before readers, or take them away."""
    return case.holder is not None and (works_on(user, case) or access.may(user, Power.EDIT_NEWS, case.holder))


def demand_work(user: User, case: Case) -> None:
    if not works_on(user, case):
        raise PermissionDenied(NOT_YOURS)

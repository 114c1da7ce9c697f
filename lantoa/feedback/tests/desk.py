"""A school with its people, under a department, and cases on its desk."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.feedback import answering, hops, owing, sending
from lantoa.feedback.factories import CaseFactory
from lantoa.feedback.models import Answer, Case
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit


@dataclass
class Desk:
    """`school` and `other` under `department`; officer, head and office of the school, the office above."""

    department: Unit
    school: Unit
    other: Unit
    officer: User
    head: User
    office: User
    office_above: User


def make_desk() -> Desk:
    department = UnitFactory.make(department=True)
    school = UnitFactory.make(upper=True, parent=department)
    other = UnitFactory.make(upper=True, parent=department)

    def person(role: Role, unit: Unit) -> User:
        return UserFactory.make(role=role, role__unit=unit)

    return Desk(
        department,
        school,
        other,
        person(Role.OFFICER, school),
        person(Role.HEAD, school),
        person(Role.OFFICE, school),
        person(Role.OFFICE, department),
    )


def a_case(desk: Desk, **given: Any) -> Case:
    """A case that the school has, as the worker leaves it: a hop and a line on the books."""
    case = CaseFactory.make(**{"holder": desk.school, "known": True, "wants_publication": True, **given})
    owing.date(case)
    case.save()
    hops.begin(case, by=None)
    owing.owe(case)
    return fresh(case)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def answered(case: Case, desk: Desk, *, text: str = "Nhà trường đã trả lại khoản thu.", number: str = "12") -> Answer:
    """The case with its answer sent."""
    answer = approved(case, desk, text=text)
    sending.send(answer, issue(number), by=desk.officer)
    return Answer.objects.get(pk=answer.pk)


def approved(case: Case, desk: Desk, *, text: str = "Nhà trường đã trả lại khoản thu.") -> Answer:
    """An answer that the head has agreed to."""
    answer = answering.begin(fresh(case), by=desk.officer)
    answering.save(answer, text=text, by=desk.officer, version=answer.version)
    answering.submit(answer, by=desk.officer)
    answering.approve(answer, by=desk.head)
    return Answer.objects.get(pk=answer.pk)


def issue(number: str = "12", **given: Any) -> sending.Issue:
    day: dt.date = timezone.localdate()
    return sending.Issue(
        **{"number": number, "issued_on": day, "signer_role": "Hiệu trưởng", "signer_name": "Lê Văn Mẫu", **given}
    )

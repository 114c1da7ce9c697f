"""A small issued-to-be plan for tests of issuing: the rows that a reading would give."""

import datetime as dt

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.factories import Province
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.plans.enums import MentionState, ParagraphRole, ReportPeriod, TimingKind
from lantoa.plans.models import (
    Cascade,
    Plan,
    PlanBasis,
    PlanParagraph,
    PlanProduct,
    PlanSection,
    PlanTask,
    ReportingRule,
    TaskCoordination,
    UnitMention,
)
from lantoa.plans.schedule import usual_rhythm

LONG_AGO = dt.date(2020, 1, 1)


def person(username: str, unit: Unit, *roles: Role) -> User:
    """Somebody with roles in one unit."""
    user = User.objects.create_user(username, full_name=username.title())
    for role in roles:
        Membership.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
    return user


class Staff:
    """The people of a small province."""

    def __init__(self, tree: Province) -> None:
        self.office = person("vanphong", tree.so, Role.OFFICE)
        self.head = person("giamdoc", tree.so, Role.HEAD)
        self.leader = person("lanhdao", tree.so, Role.LEADER)
        self.school = person("truong", tree.thpt, Role.OFFICER)
        self.principal = person("hieutruong", tree.thpt, Role.HEAD)


class PlanBuilder:
    """A draft of the department's plan of 2026."""

    def __init__(self, tree: Province, by: User, *, year: int = 2026) -> None:
        self.tree = tree
        self.plan = Plan.objects.create(
            unit=tree.so,
            year=year,
            title=f"Truyền thông cải cách hành chính năm {year}",
            number="75/KH-SGDĐT",
            dated=f"{year}-01-15",
            created_by=by,
            recipients=["UBND tỉnh", "Lưu: VT"],
        )
        PlanParagraph.objects.create(plan=self.plan, text="Mỗi việc đã làm được ghi một lần.")

    def mention(self, text: str, *units: Unit, group: UnitGroup | None = None, outside: bool = False) -> UnitMention:
        known = MentionState.OUTSIDE if outside else MentionState.MATCHED
        state = known if units or group or outside else MentionState.UNMATCHED
        mention, _ = UnitMention.objects.get_or_create(plan=self.plan, text=text, defaults={"state": state})
        mention.units.set(units)
        mention.groups.set([group] if group else [])
        return mention

    def schools(self) -> UnitMention:
        """Every school and every commune committee, by rule."""
        group, _ = UnitGroup.objects.get_or_create(
            owner=self.tree.so,
            name="các trường",
            defaults={
                "reach": GroupReach.SUBTREE,
                "kinds": [UnitKind.SCHOOL],
                "school_levels": [SchoolLevel.UPPER_SECONDARY, SchoolLevel.PRESCHOOL],
            },
        )
        return self.mention("các trường THPT, mầm non", group=group)

    def task(
        self,
        no: str,
        text: str,
        lead: UnitMention | None,
        *others: UnitMention,
        raw: str = "Thường xuyên",
        kind: str = TimingKind.CONTINUOUS,
        start: dt.date | None = None,
        end: dt.date | None = None,
    ) -> PlanTask:
        year = self.plan.year
        if kind == TimingKind.CONTINUOUS:
            start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
        task = PlanTask.objects.create(
            plan=self.plan,
            no=no,
            order=self.plan.tasks.count(),
            text=text,
            lead=lead,
            timing_raw=raw,
            timing_kind=kind,
            starts_on=start,
            ends_on=end,
            rhythm=usual_rhythm(kind, raw),
        )
        for order, other in enumerate(others):
            TaskCoordination.objects.create(task=task, mention=other, order=order)
        PlanProduct.objects.create(task=task, text="Tin, bài")
        return task

    def cascade(self, *targets: UnitMention, due: dt.date | None = dt.date(2026, 3, 10)) -> Cascade:
        cascade = Cascade.objects.create(plan=self.plan, due_on=due, text="hoàn thành trước ngày 10/3/2026")
        cascade.targets.set(targets)
        return cascade

    def report(self, period: ReportPeriod, due: str, *reporters: UnitMention) -> ReportingRule:
        rule = ReportingRule.objects.create(plan=self.plan, period=period, due=due, to_text="Sở Giáo dục và Đào tạo")
        rule.reporters.set(reporters)
        return rule

    def duty(self, mention: UnitMention, *items: str) -> PlanSection:
        section = PlanSection.objects.create(
            plan=self.plan, order=9, depth=2, label="1", title=mention.text, duty_of=mention, duty_text=mention.text
        )
        for order, item in enumerate(items):
            PlanParagraph.objects.create(
                plan=self.plan, section=section, order=order, mark="-", text=item, role=ParagraphRole.DUTY
            )
        return section

    def basis(self, number: str = "12/KH-UBND") -> PlanBasis:
        return PlanBasis.objects.create(plan=self.plan, number=number, dated="2026-01-09", about="truyền thông")

    def approved(self, staff: Staff) -> Plan:
        self.plan.submit(by=staff.office)
        self.plan.approve(by=staff.head)
        return self.plan

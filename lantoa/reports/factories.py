# mypy: disable-error-code="attr-defined, no-untyped-call, untyped-decorator, misc, assignment"
import datetime as dt
import uuid
from typing import Any

import factory

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.enums import ActivityKind, ChannelKind
from lantoa.ledger.models import Activity
from lantoa.organisations.factories import Factory, Province, UnitFactory
from lantoa.organisations.models import Unit
from lantoa.reports import flow, periods
from lantoa.reports.enums import Aggregate, How, PeriodType
from lantoa.reports.models import Indicator, Period, Report, ReportTemplate, TemplateHeading, TemplateRow


class IndicatorFactory(Factory[Indicator]):
    """An indicator that counts activities; traits say otherwise."""

    class Meta:
        model = Indicator

    unit = factory.SubFactory(UnitFactory, department=True)
    code = factory.Sequence(lambda n: f"CT{n:03d}")
    name = factory.Sequence(lambda n: f"Chỉ tiêu số {n}")
    measure = "lượt"
    how = How.ACTIVITIES
    aggregate = Aggregate.COUNT

    class Params:
        people = factory.Trait(aggregate=Aggregate.PEOPLE, measure="người")
        typed = factory.Trait(how=How.TYPED, aggregate="", measure="cuộc")
        ratio = factory.Trait(how=How.RATIO, aggregate="", measure="%", places=1)


class TemplateFactory(Factory[ReportTemplate]):
    class Meta:
        model = ReportTemplate

    unit = factory.SubFactory(UnitFactory, department=True)
    name = factory.Sequence(lambda n: f"Mẫu báo cáo {n}")
    title = "Công tác truyền thông cải cách hành chính"


class RowFactory(Factory[TemplateRow]):
    class Meta:
        model = TemplateRow

    template = factory.SubFactory(TemplateFactory)
    indicator = factory.SubFactory(IndicatorFactory, unit=factory.SelfAttribute("..template.unit"))
    order = factory.Sequence(lambda n: n)


class HeadingFactory(Factory[TemplateHeading]):
    class Meta:
        model = TemplateHeading

    template = factory.SubFactory(TemplateFactory)
    title = factory.Sequence(lambda n: f"Kết quả thực hiện {n}")
    order = factory.Sequence(lambda n: n)


class ActivityFactory(Factory[Activity]):
    class Meta:
        model = Activity

    unit = factory.SubFactory(UnitFactory)
    kind = ActivityKind.ARTICLE
    channel_kind = ChannelKind.PORTAL
    title = factory.Sequence(lambda n: f"Bài viết về dịch vụ công trực tuyến số {n}")
    on = dt.date(2026, 3, 2)
    created_by = factory.SubFactory(UserFactory)


class Season:
    """The first half of 2026 in a small province, opened by the department for the units given: figures are articles,
    people at conferences and a typed one; `office` works for the department, `heads` head each unit."""

    def __init__(self, tree: Province, *units: Unit, **opening: Any) -> None:
        self.tree = tree
        self.office: User = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
        self.head: User = UserFactory.make(role=Role.HEAD, role__unit=tree.so)
        self.template = TemplateFactory.make(unit=tree.so)
        self.articles = self.row(code="TIN", name="Tin, bài", filter={"kinds": [ActivityKind.ARTICLE]})
        self.people = self.row(code="NGUOI", name="Người dự hội nghị", people=True)
        self.typed = self.row(code="GIAI", name="Giải thưởng", typed=True)
        self.period = self.open(*units, **opening)

    def row(self, *, required: bool = False, **indicator: Any) -> Indicator:
        """A further indicator of the template."""
        made = IndicatorFactory.make(unit=self.tree.so, **indicator)
        RowFactory.make(template=self.template, indicator=made, is_required=required)
        return made

    def open(self, *units: Unit, **opening: Any) -> Period:
        span = periods.span(PeriodType.HALF_YEAR, 2026, 1)
        said: dict[str, Any] = {"starts_on": span.starts_on, "ends_on": span.ends_on, **opening}
        half = periods.Opening(self.tree.so, said.pop("template", self.template), span.kind, 2026, **said)
        return periods.open_period(half, form_key=uuid.uuid4(), by=self.office, units=units)

    def report(self, unit: Unit) -> Report:
        """The unit's newest report, read anew."""
        return (
            Report.objects.current()
            .select_related("period", "unit", "receiver", "obligation")
            .get(period=self.period, unit=unit)
        )

    def send(self, unit: Unit) -> Report:
        """The unit's report, sent by the department's people where the unit has none of its own."""
        report = self.report(unit)
        flow.submit(report, by=self.office)
        flow.approve(report, by=self.head)
        return report

    def accept(self, unit: Unit) -> Report:
        """The unit's report, sent and accepted."""
        report = self.send(unit)
        flow.accept(report, by=self.office)
        return report


def log(unit: Unit, number: int = 1, *, on: dt.date = dt.date(2026, 3, 2), **fields: Any) -> list[Activity]:
    """So many activities of a unit; all by one person."""
    person = User.objects.filter(username="nguoighi").first() or UserFactory.make(username="nguoighi")
    return [ActivityFactory.make(unit=unit, on=on, created_by=person, **fields) for _ in range(number)]

from lantoa.reports.models.content import CountedActivities, Inclusion, ReportNarrative, ReportValue
from lantoa.reports.models.document import ReportDocument
from lantoa.reports.models.indicator import Indicator
from lantoa.reports.models.paper import ReportPaper
from lantoa.reports.models.period import Period, ReportingLine
from lantoa.reports.models.report import Report
from lantoa.reports.models.template import (
    ReportTemplate,
    TemplateCheck,
    TemplateGroup,
    TemplateHeading,
    TemplateRow,
)

__all__ = [
    "CountedActivities",
    "Inclusion",
    "Indicator",
    "Period",
    "Report",
    "ReportDocument",
    "ReportNarrative",
    "ReportPaper",
    "ReportTemplate",
    "ReportValue",
    "ReportingLine",
    "TemplateCheck",
    "TemplateGroup",
    "TemplateHeading",
    "TemplateRow",
]

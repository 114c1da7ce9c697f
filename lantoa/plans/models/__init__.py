from lantoa.plans.models.body import PlanParagraph, PlanSection
from lantoa.plans.models.mention import UnitMention
from lantoa.plans.models.plan import Plan, PlanBasis
from lantoa.plans.models.rules import BudgetLine, Cascade, ReportingRule
from lantoa.plans.models.source import PlanSource
from lantoa.plans.models.task import PlanProduct, PlanTask, TaskCoordination

__all__ = [
    "BudgetLine",
    "Cascade",
    "Plan",
    "PlanBasis",
    "PlanParagraph",
    "PlanProduct",
    "PlanSection",
    "PlanSource",
    "PlanTask",
    "ReportingRule",
    "TaskCoordination",
    "UnitMention",
]

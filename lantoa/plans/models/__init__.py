from lantoa.plans.models.body import PlanParagraph, PlanSection
from lantoa.plans.models.mention import UnitMention
from lantoa.plans.models.plan import Plan, PlanBasis
from lantoa.plans.models.removed import Removed
from lantoa.plans.models.rules import BudgetLine, Cascade, ReportingRule
from lantoa.plans.models.source import PlanSource
from lantoa.plans.models.task import PlanProduct, PlanTask, TaskCoordination
from lantoa.plans.models.upload import PlanUpload

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
    "PlanUpload",
    "Removed",
    "ReportingRule",
    "TaskCoordination",
    "UnitMention",
]

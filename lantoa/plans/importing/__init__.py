"""From a reading to a plan with all its rows, in one transaction: nothing is half-imported."""

from lantoa.plans.importing.plan import KeptFile, NotAPlan, import_plan

__all__ = ["KeptFile", "NotAPlan", "import_plan"]

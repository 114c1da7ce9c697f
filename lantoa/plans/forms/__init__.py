from lantoa.plans.forms.body import ParagraphForm, SectionForm
from lantoa.plans.forms.head import AudiencesForm, HeadForm, SignatureForm, TableForm
from lantoa.plans.forms.new import BlankForm, CopyForm, UploadForm
from lantoa.plans.forms.rules import BasisForm, BudgetForm, CascadeForm, RuleForm
from lantoa.plans.forms.task import TaskForm

__all__ = [
    "AudiencesForm",
    "BasisForm",
    "BlankForm",
    "BudgetForm",
    "CascadeForm",
    "CopyForm",
    "HeadForm",
    "ParagraphForm",
    "RuleForm",
    "SectionForm",
    "SignatureForm",
    "TableForm",
    "TaskForm",
    "UploadForm",
]

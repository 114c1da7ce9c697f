"""The kinds of row that the editor knows: one table, asked by addresses, templates and acts alike."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from lantoa.plans import forms, models
from lantoa.plans.keys import key_in
from lantoa.plans.models import Plan
from lantoa.plans.models.versioned import Versioned


@dataclass(frozen=True)
class Kind:
    """`part` is the part of the editor that shows it; `also`: the parts that change with it; `name` as in "Thêm …"."""

    slug: str
    model: Any
    form: Any
    part: str
    template: str
    name: str
    also: tuple[str, ...] = ()

    @property
    def is_head(self) -> bool:
        """Whether it is a side of the plan itself, neither added nor deleted."""
        return self.model is Plan

    def find(self, plan: Plan, pk: int) -> Any:
        """The row, or 404."""
        if self.is_head:
            if pk != plan.pk:
                raise Http404
            return plan
        row = self.model.objects.filter(plan=plan, pk=pk).first()
        if row is None:
            raise Http404
        row.plan = plan
        return row

    @property
    def parts(self) -> tuple[str, ...]:
        return (self.part, *self.also)


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("dau-van-ban", Plan, forms.HeadForm, "dau-van-ban", "_head", "đầu văn bản"),
        Kind("doi-tuong", Plan, forms.AudiencesForm, "noi-dung", "_audiences", "đối tượng"),
        Kind("bang", Plan, forms.TableForm, "nhiem-vu", "_columns", "bảng nhiệm vụ"),
        Kind("noi-nhan", Plan, forms.SignatureForm, "noi-nhan", "_signature", "nơi nhận và chữ ký"),
        Kind("can-cu", models.PlanBasis, forms.BasisForm, "can-cu", "_basis", "căn cứ", ("loi-van",)),
        Kind("nhiem-vu", models.PlanTask, forms.TaskForm, "nhiem-vu", "_task", "nhiệm vụ", ("ten", "bao-cao")),
        Kind("muc", models.PlanSection, forms.SectionForm, "loi-van", "_heading", "mục", ("trach-nhiem", "ten")),
        Kind(
            "doan",
            models.PlanParagraph,
            forms.ParagraphForm,
            "loi-van",
            "_paragraph",
            "đoạn",
            ("noi-dung", "trach-nhiem", "kinh-phi", "can-cu"),
        ),
        Kind("bao-cao", models.ReportingRule, forms.RuleForm, "bao-cao", "_rule", "chế độ báo cáo", ("ten",)),
        Kind("lap-ke-hoach", models.Cascade, forms.CascadeForm, "bao-cao", "_cascade", "hạn lập kế hoạch", ("ten",)),
        Kind("kinh-phi", models.BudgetLine, forms.BudgetForm, "kinh-phi", "_budget", "dòng kinh phí", ("trach-nhiem",)),
    )
}

# The parts of the editor in the order of the screen: slug → heading.
PARTS = {
    "dau-van-ban": "Đầu văn bản",
    "can-cu": "Căn cứ",
    "noi-dung": "Đối tượng, nội dung, hình thức",
    "nhiem-vu": "Nhiệm vụ",
    "trach-nhiem": "Trách nhiệm",
    "bao-cao": "Báo cáo và hạn",
    "kinh-phi": "Kinh phí",
    "noi-nhan": "Nơi nhận và chữ ký",
    "ten": "Đơn vị được nêu tên",
    "loi-van": "Mục và lời văn khác",
}


def kind_of(slug: str) -> Kind:
    """The kind of that slug, or 404."""
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def find_row(plan: Plan, key: str) -> tuple[Kind, Versioned]:
    """The row that a key names ("nhiem-vu-12"), or 404."""
    slug, _, number = key.rpartition("-")
    pk = key_in(number)
    if pk is None:
        raise Http404
    kind = kind_of(slug)
    return kind, kind.find(plan, pk)

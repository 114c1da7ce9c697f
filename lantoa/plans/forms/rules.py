from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError

from lantoa.documents.reading.recurring import day_of_period
from lantoa.plans.forms.fields import DayOfYear, LooseDay, Paragraphs, UnitNames, Words, area
from lantoa.plans.forms.row import MOST_MONEY, RowForm
from lantoa.plans.importing.bases import link, parent_plan_of
from lantoa.plans.importing.names import Names
from lantoa.plans.models import BudgetLine, Cascade, PlanBasis, ReportingRule


class BasisForm(RowForm):
    """A base as it is printed; its sentence in the document changes with it."""

    about = Words(label="Về việc", required=False, widget=area(2))
    dated = LooseDay(label="Ngày", required=False)
    sentence = Paragraphs(
        label="Câu in trong văn bản",
        required=False,
        widget=area(2),
        help_text="Để trống thì viết theo số, ngày, cơ quan ở trên.",
    )

    class Meta:
        model = PlanBasis
        fields = ("number", "dated", "issuer", "about", "sentence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paragraph = self.instance.paragraph
        self.initial["sentence"] = paragraph.text if paragraph else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("number") and not data.get("about"):
            self.add_error("number", "Ghi số, ký hiệu; văn bản không có số (luật) thì ghi tên ở ô “Về việc”.")
        return data

    def save(self, commit: bool = True) -> PlanBasis:
        link(self.instance)
        self.instance.parent_plan = parent_plan_of(self.instance)
        saved: PlanBasis = super().save(commit)
        return saved

    def save_names(self, names: Names) -> None:
        from lantoa.plans.preamble import rewrite_sentence

        rewrite_sentence(self.instance, was=dict(self.initial), typed=self.cleaned_data["sentence"])


class RuleForm(RowForm):
    due = Words(
        label="Hạn gửi",
        required=False,
        help_text="Ngày và tháng, như 30/5, hoặc ngày của mỗi kỳ, như 15 của tháng cuối quý. Không ghi thì để trống.",
    )
    to_text = Words(label="Gửi", required=False)
    reporters_text = UnitNames(
        label="Đơn vị báo cáo", required=False, help_text="Mỗi dòng một đơn vị hoặc nhóm.", widget=area(2)
    )

    name_fields = ("reporters_text",)

    class Meta:
        model = ReportingRule
        fields = ("period", "due", "to_text", "reporters_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["due"] = self.instance.due_words.removeprefix("ngày ") if self.instance.period else ""
        if self.instance.pk:
            self.initial["reporters_text"] = [mention.text for mention in self.instance.reporters.all()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        each = day_of_period(f"trước ngày {data.get('due', '')}", data.get("period", ""))
        self.instance.due_day = each.day if each else None
        self.instance.due_after = each.months_after if each else 0
        try:
            data["due"] = "" if each else DayOfYear(required=False).clean(data.get("due", ""))
        except ValidationError:
            self.add_error("due", "Ghi ngày và tháng như 30/5, hoặc ngày của mỗi kỳ như 15 của tháng cuối quý.")
        return data

    def save_names(self, names: Names) -> None:
        self.instance.reporters.set(mention for _, mention in self.mentions("reporters_text", names))


class CascadeForm(RowForm):
    text = Words(label="Ghi trong văn bản", required=False, widget=area(2))
    targets_text = UnitNames(
        label="Đơn vị phải lập kế hoạch", required=False, help_text="Mỗi dòng một đơn vị hoặc nhóm.", widget=area(2)
    )

    name_fields = ("targets_text",)

    class Meta:
        model = Cascade
        fields = ("due_on", "targets_text", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["targets_text"] = [mention.text for mention in self.instance.targets.all()]

    def save_names(self, names: Names) -> None:
        self.instance.targets.set(mention for _, mention in self.mentions("targets_text", names))


class BudgetForm(RowForm):
    """Money: what the text says of it is the paragraph's own text where it stands in one."""

    words = Words(label="Nội dung", widget=area(2))

    limits = MappingProxyType({"estimate": (0, MOST_MONEY), "spent": (0, MOST_MONEY)})

    class Meta:
        model = BudgetLine
        fields = ("words", "source", "estimate", "spent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["words"] = self.instance.words

    def save(self, commit: bool = True) -> BudgetLine:
        line: BudgetLine = self.instance
        words = self.cleaned_data["words"]
        if line.paragraph is None:
            line.text = words
        saved: BudgetLine = super().save(commit)
        if line.paragraph and "words" in self.changed_data:
            line.paragraph.text = words
            line.paragraph.version += 1
            line.paragraph.save(update_fields=["text", "version"])
        return saved

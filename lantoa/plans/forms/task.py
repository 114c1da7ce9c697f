from types import MappingProxyType
from typing import Any

from django import forms
from django.urls import reverse

from lantoa.documents.plan import Timing
from lantoa.plans.enums import ChannelKind
from lantoa.plans.forms.fields import Lines, UnitName, UnitNames, Words, area
from lantoa.plans.forms.row import LARGEST_NUMBER, MOST_MONEY, RowForm
from lantoa.plans.importing.names import Names
from lantoa.plans.importing.table import timing_columns
from lantoa.plans.models import PlanProduct, PlanTask, TaskCoordination
from lantoa.plans.own_plan_rows import follow
from lantoa.plans.timing_words import said
from lantoa.vietnamese.timing import parse_timing


class TaskForm(RowForm):
    """A row of the table as it is printed; what its words of time mean is worked out from them."""

    text = Words(label="Nhiệm vụ", widget=area(3))
    products = Lines(label="Sản phẩm", required=False, help_text="Mỗi dòng một sản phẩm.", widget=area(2))
    channel = Words(label="Hình thức", required=False, widget=area(2))
    lead_text = UnitName(label="Chủ trì", required=False, help_text="Viết như trong văn bản; tên lạ sẽ được hỏi.")
    coordinating_text = UnitNames(label="Phối hợp", required=False, help_text="Mỗi dòng một đơn vị.", widget=area(2))
    timing_raw = Words(
        label="Thời gian", required=False, help_text="Ví dụ: Thường xuyên; Quý III, Quý IV; trước ngày 30/5."
    )
    channel_kinds = forms.MultipleChoiceField(
        label="Loại hình thức", choices=ChannelKind, required=False, widget=forms.CheckboxSelectMultiple
    )

    name_fields = ("lead_text", "coordinating_text")
    limits = MappingProxyType({"expected": (1, 100), "target": (0, LARGEST_NUMBER), "budget": (0, MOST_MONEY)})
    more = ("group_title", "channel_kinds", "rhythm", "expected", "target", "evidence", "budget")

    class Meta:
        model = PlanTask
        fields = (
            "text",
            "lead_text",
            "coordinating_text",
            "timing_raw",
            "no",
            "products",
            "channel",
            "group_title",
            "channel_kinds",
            "rhythm",
            "expected",
            "target",
            "evidence",
            "budget",
        )
        widgets = {"group_title": area(1)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task: PlanTask = self.instance
        self.meaning = said(self["timing_raw"].value() or "", self.plan)
        self.fields["timing_raw"].widget.attrs |= {
            "hx-get": reverse("plans:timing", args=[self.plan.pk]),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#nghia-{self.prefix}",
        }
        for name, head in self._other_heads().items():
            self.fields[name] = Words(label=head, required=False)
            self.initial[name] = task.other_cells.get(head, "")
        if task.pk:
            self.initial["products"] = [product.text for product in task.products.all()]
            self.initial["coordinating_text"] = [str(one) for one in task.coordinations.all()]
            if task.lead and not task.lead_text:
                self.initial["lead_text"] = task.lead.text

    def _other_heads(self) -> dict[str, str]:
        """Columns of this plan's own that no field stands for (Ghi chú), by the name of their field here."""
        return {
            f"cot_{number}": column["header"]
            for number, column in enumerate(self.plan.columns)
            if not column["key"] and column["header"]
        }

    @property
    def more_is_open(self) -> bool:
        """Whether a fault stands among the fields that are folded away."""
        return any(name in self.errors for name in self.more)

    def save(self, commit: bool = True) -> PlanTask:
        task: PlanTask = self.instance
        raw = self.cleaned_data["timing_raw"]
        if "timing_raw" in self.changed_data:
            found = parse_timing(raw, self.plan.year)
            meant = timing_columns(Timing(found.raw, found.kind, found.start, found.end))
            if "rhythm" in self.changed_data:
                meant.pop("rhythm")
            for name, value in meant.items():
                setattr(task, name, value)
        others = {head: self.cleaned_data[name] for name, head in self._other_heads().items()}
        task.other_cells = {**task.other_cells, **others}
        task.lead = self.names.mention(self.cleaned_data["lead_text"])
        saved: PlanTask = super().save(commit)
        return saved

    def save_names(self, names: Names) -> None:
        task: PlanTask = self.instance
        task.products.all().delete()
        PlanProduct.objects.bulk_create(
            PlanProduct(task=task, order=place, text=text) for place, text in enumerate(self.cleaned_data["products"])
        )
        task.coordinations.all().delete()
        TaskCoordination.objects.bulk_create(
            TaskCoordination(task=task, mention=mention, text=text, order=place)
            for place, (text, mention) in enumerate(self.mentions("coordinating_text", names))
        )
        if not {"text", "lead_text", "timing_raw"}.isdisjoint(self.changed_data):
            follow(task)
